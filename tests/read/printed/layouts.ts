import type { MeasuredBlock } from '../../../pipeline/core/contracts.ts';
import type { KnownArticle } from '../newspaper.ts';
import { makeDrawn } from './drawn/make-drawn.ts';
import { makeDigest } from './make-digest.ts';
import { makeFront } from './make-front.ts';
import { makeGazette } from './make-gazette.ts';
import { makeMagazine } from './make-magazine.ts';
import { makeSpread } from './make-spread.ts';
import { makeTabloid } from './make-tabloid.ts';
import { makeUpright } from './make-upright.ts';
import { makeWeekly } from './make-weekly.ts';
import {
  addSubheads,
  findCut,
  type LineStarts,
  type SetArticle,
  setAdvert,
  setByline,
  setFigure,
  setHead,
  setJump,
  setParagraphs,
  setRunningHead,
} from './set-article.ts';
import { type Dice, drawTypography, makeDice, type Script, setText, styleOf, type Typography } from './typography.ts';

/** A page (or several) to be printed, and what must come back. */
export interface PrintedPages {
  readonly html: string;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly truth: readonly KnownArticle[];
  /** Words that stand by articles: they may come back with them or be left over, but part no text. */
  readonly besides: readonly string[];
}

/** A way to lay pages out. */
export type Layout =
  | 'modules'
  | 'flow'
  | 'dressed'
  | 'shelves'
  | 'dog-legs'
  | 'jumps'
  | 'paged'
  | 'magazine'
  | 'tabloid'
  | 'front'
  | 'spread'
  | 'gazette'
  | 'upright'
  | 'weekly'
  | 'digest'
  | 'drawn';
/** Those for which the reader was made. */
export const layouts: readonly Layout[] = ['modules', 'flow', 'dressed', 'shelves', 'dog-legs', 'jumps', 'paged'];
/** Those that were measured before anybody looked at their faults. */
export const otherLayouts: readonly Layout[] = [
  'magazine',
  'tabloid',
  'front',
  'spread',
  'gazette',
  'upright',
  'weekly',
];
/** One that is only measured: nothing was ever mended by what came back wrong from it. */
export const heldLayouts: readonly Layout[] = ['digest'];
/** One that is another for each seed: nobody designed any of its pages. */
export const drawnLayouts: readonly Layout[] = ['drawn'];

export const isLayout = (name: string): name is Layout =>
  [...layouts, ...otherLayouts, ...heldLayouts, ...drawnLayouts].some((other) => other === name);

/** What a layout is made of. */
export interface Job {
  readonly articles: readonly SetArticle[];
  readonly columns: number;
  readonly t: Typography;
  readonly dice: Dice;
  readonly columnPt: number;
  /** Where the lines of each article begin in a column. */
  readonly lines: ReadonlyMap<SetArticle, LineStarts>;
}

/** Lays HTML out and tells where lines stand, as a browser does. */
export type Measure = (html: string) => Promise<readonly MeasuredBlock[]>;

/** Pages of one layout, with the numbers of a seed. */
export async function layOut(
  layout: Layout,
  pool: readonly KnownArticle[],
  script: Script,
  seed: number,
  measure: Measure,
): Promise<PrintedPages> {
  const dice = makeDice(seed * 7919 + layout.length * 31 + layout.charCodeAt(0));
  const t = drawTypography(script, dice);
  const columns = dice.between(2, 6);
  const dressing = { captions: 0.4, subheads: layout === 'dressed' || dice.chance(0.25) ? 0.3 : 0 };
  const articles = choose(pool, dice, columns).map((article) => addSubheads(article, dressing, t, dice));
  const lang = script === 'english' ? 'en' : script === 'chinese' ? 'zh-CN' : 'zh-TW';
  const page = (style: string, body: string): string =>
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><style>${styleOf(t)}${style}</style></head><body>${body}</body></html>`;
  const columnPt = t.bodyPt * (script === 'english' ? dice.between(17, 24) : dice.between(12, 20));
  const isCut = layout === 'dog-legs' || layout === 'jumps' || layout === 'weekly';
  const lines = isCut ? await findLineStarts(articles, columnPt, t, (body) => measure(page('', body))) : new Map();
  const made = makers[layout]({ articles, columns, t, dice, columnPt, lines });
  const widthMm = made.widthMm ?? (columns * columnPt + (columns - 1) * t.gapPt) / ptPerMm + 28;
  const { style = '', body, heightMm = 1500, besides = [], truth = articles } = made;
  return { html: page(style, body), widthMm, heightMm, truth, besides };
}

const ptPerMm = 72 / 25.4;

async function findLineStarts(
  articles: readonly SetArticle[],
  columnPt: number,
  t: Typography,
  measure: Measure,
): Promise<ReadonlyMap<SetArticle, LineStarts>> {
  const sections = articles.map((article, i) => {
    const own = setParagraphs(article, t).map((html, k) => html.replace(/^<(p|h2)/, `<$1 data-block="${k}"`));
    return `<section id="a${i}" style="width:${columnPt}pt">${own.join('')}</section>`;
  });
  const blocks = await measure(sections.join(''));
  return new Map(
    articles.map((article, i) => [
      article,
      article.paragraphs.map((paragraph, k) => {
        const found = blocks.find(({ section, block }) => section === `a${i}` && block === k);
        const set = setText(paragraph, t, false);
        return (found?.lines ?? []).map(({ offset }) => offset - (set.slice(0, offset).match(/\u00ad/g) ?? []).length);
      }),
    ]),
  );
}

/** Some articles, a few paragraphs of each, no two with the same title. */
function choose(pool: readonly KnownArticle[], dice: Dice, columns: number): KnownArticle[] {
  const chosen = new Map<string, KnownArticle>();
  const wanted = Math.min(3 + columns, pool.length);
  for (let turn = 0; chosen.size < wanted && turn < 200; turn++) {
    const article = dice.pick(pool);
    const from = dice.between(0, Math.max(0, article.paragraphs.length - 3));
    const paragraphs: string[] = [];
    const most = dice.between(2, 7);
    let length = 0;
    for (const paragraph of article.paragraphs.slice(from, from + most)) {
      if (length > 0 && length + paragraph.length > (/\p{Script=Han}/u.test(paragraph) ? 900 : 2400)) break;
      paragraphs.push(paragraph);
      length += paragraph.length;
    }
    if (length > 60) chosen.set(article.title, { ...article, paragraphs });
  }
  return [...chosen.values()];
}

export interface Made {
  readonly body: string;
  readonly heightMm?: number;
  readonly widthMm?: number;
  readonly style?: string;
  readonly besides?: readonly string[];
  /** The articles, where they are not those of the job. */
  readonly truth?: readonly KnownArticle[];
}

const makers: Readonly<Record<Layout, (job: Job) => Made>> = {
  modules: (job) => makeModules(job, false),
  dressed: (job) => makeModules(job, true),
  flow: makeFlow,
  shelves: makeShelves,
  'dog-legs': makeDogLegs,
  jumps: makeJumps,
  paged: makePaged,
  magazine: makeMagazine,
  tabloid: makeTabloid,
  front: makeFront,
  spread: makeSpread,
  gazette: makeGazette,
  upright: makeUpright,
  weekly: makeWeekly,
  digest: makeDigest,
  drawn: makeDrawn,
};

/** Each article a rectangle of a grid, its headline over its own columns. */
function makeModules({ articles, columns, t, dice }: Job, isDressed: boolean): Made {
  const isRuled = dice.chance(0.4);
  let free = columns;
  const cells: string[] = [];
  for (const [i, article] of articles.entries()) {
    const isLast = i === articles.length - 1;
    let span = Math.min(free, dice.between(1, Math.min(3, free)));
    if (isLast || free - span === 0) span = free;
    const body = setParagraphs(article, t);
    if (isDressed && dice.chance(0.4)) body.splice(dice.between(0, body.length), 0, setFigure(t, dice));
    const picture = isDressed && span > 1 && dice.chance(0.25) ? setFigure(t, dice, 90) : '';
    const frame = isDressed && dice.chance(0.25) ? dice.pick(['box', 'tint']) : isRuled ? 'ruled' : '';
    cells.push(
      `<article class="${frame}" style="grid-column:span ${span}">${setHead(article, span, t)}${setByline(article)}${picture}<div class="columns" style="columns:${span}">${body.join('')}</div></article>`,
    );
    if (isDressed && dice.chance(0.15) && free - span > 0) {
      cells.push(`<aside class="ad" style="grid-column:span 1">${setAdvert(t, dice)}</aside>`);
      free--;
    }
    free -= span;
    if (free <= 0) free = columns;
  }
  const head = dice.chance(0.5) ? setRunningHead(t, dice.between(2, 16)) : '';
  const foot = dice.chance(0.3) ? `<footer class="foot">${dice.between(2, 40)}</footer>` : '';
  const grid = `<main style="display:grid;grid-template-columns:repeat(${columns},minmax(0,1fr));column-gap:${t.gapPt}pt;row-gap:14pt;align-items:start">${cells.join('')}</main>`;
  return { body: `${head}${grid}${foot}` };
}

/** All articles run through the columns of the page. */
function makeFlow({ articles, columns, t, dice }: Job): Made {
  const body = articles
    .map((article) => {
      const parts = setParagraphs(article, t);
      if (dice.chance(0.2)) parts.splice(dice.between(0, parts.length), 0, setFigure(t, dice));
      return `${setHead(article, 1, t)}${setByline(article)}${parts.join('')}`;
    })
    .join('');
  const head = dice.chance(0.4) ? setRunningHead(t, dice.between(2, 16)) : '';
  return {
    body: `${head}<main class="columns" style="columns:${columns}">${body}</main>`,
    style: 'h1 { margin-top: 12pt; }',
  };
}

/** Rows of articles; each row is as high as its longest, with rules between, a headline over all at the top. */
function makeShelves({ articles, columns, t, dice }: Job): Made {
  const rows: string[] = [];
  const rest = [...articles];
  const isWalled = dice.chance(0.5);
  while (rest.length > 0) {
    const count = Math.min(rest.length, rows.length === 0 ? 1 : dice.between(1, Math.min(3, columns)));
    const own = rest.splice(0, count);
    let free = columns;
    const cells = own.map((article, i) => {
      const span = i === own.length - 1 ? free : dice.between(1, free - (own.length - 1 - i));
      free -= span;
      const wall = isWalled && i > 0 ? `border-left:.5pt solid #000;padding-left:${t.gapPt / 2}pt;` : '';
      const picture = dice.chance(0.2) ? setFigure(t, dice) : '';
      return `<article style="flex:${span} 1 0;min-width:0;${wall}">${setHead(article, span, t)}${setByline(article)}<div class="columns" style="columns:${span}">${picture}${setParagraphs(article, t).join('')}</div></article>`;
    });
    rows.push(
      `<section class="${dice.chance(0.6) ? 'ruled' : ''}" style="display:flex;gap:${t.gapPt}pt;margin-bottom:12pt">${cells.join('')}</section>`,
    );
  }
  return { body: `${setRunningHead(t, dice.between(1, 9))}${rows.join('')}` };
}

/** Headlines over some of their article's columns only: the last column starts beside the headline, at its top. */
function makeDogLegs({ articles, columns, t, dice, columnPt, lines }: Job): Made {
  const wide = Math.max(2, columns);
  const rows = articles.map((article) => {
    const cut = findCut(article, lines.get(article) ?? [], (wide - 1) / wide - 0.05);
    const leftPt = (wide - 1) * columnPt + (wide - 2) * t.gapPt;
    const left = `<div style="width:${leftPt}pt">${setHead(article, wide - 1, t)}${setByline(article)}<div class="columns" style="columns:${wide - 1}">${setParagraphs(article, t, undefined, cut).join('')}</div></div>`;
    const right = `<div style="width:${columnPt}pt">${setParagraphs(article, t, cut).join('')}</div>`;
    return `<article class="ruled" style="display:flex;gap:${t.gapPt}pt;margin-bottom:14pt">${left}${right}</article>`;
  });
  return { body: `${dice.chance(0.5) ? setRunningHead(t, 3) : ''}${rows.join('')}` };
}

/** Two or three pages; some articles go on on a later one, with jump lines. */
function makeJumps({ articles, columns, t, dice, lines }: Job): Made {
  const pages = Math.min(articles.length, dice.between(2, 3));
  const sheets: string[][] = Array.from({ length: pages }, () => []);
  const cell = (inside: string, span: number): string =>
    `<article class="ruled" style="grid-column:span ${span}">${inside}</article>`;
  for (const [i, article] of articles.entries()) {
    const page = Math.floor((i * pages) / articles.length);
    const span = dice.between(1, columns);
    const text = (parts: readonly string[]): string =>
      `<div class="columns" style="columns:${span}">${parts.join('')}</div>`;
    const target = page + 1 < pages && dice.chance(0.5) ? dice.between(page + 1, pages - 1) : page;
    if (target === page) {
      sheets[page]?.push(
        cell(`${setHead(article, span, t)}${setByline(article)}${text(setParagraphs(article, t))}`, span),
      );
      continue;
    }
    const cut = findCut(article, lines.get(article) ?? [], dice.pick([0.3, 0.5, 0.7]));
    const first = [...setParagraphs(article, t, undefined, cut), setJump(t, 'out', target + 1)];
    const head = dice.chance(0.6) ? setHead(article, 1, t) : '';
    sheets[page]?.push(cell(`${setHead(article, span, t)}${setByline(article)}${text(first)}`, span));
    sheets[target]?.push(cell(`${head}${setJump(t, 'into', page + 1)}${text(setParagraphs(article, t, cut))}`, span));
  }
  const body = sheets.map(
    (cells, i) =>
      `<div class="sheet">${setRunningHead(t, i + 1)}<main style="display:grid;grid-template-columns:repeat(${columns},minmax(0,1fr));column-gap:${t.gapPt}pt;row-gap:14pt;align-items:start">${cells.join('')}</main></div>`,
  );
  return { body: body.join('') };
}

/** Columns over several pages as the printer breaks them: articles go on at the top of the next page, without a line that says so. */
function makePaged({ articles, columns, t }: Job): Made {
  const body = articles
    .map((article) => `${setHead(article, 1, t)}${setByline(article)}${setParagraphs(article, t).join('')}`)
    .join('');
  const lines =
    articles.reduce((n, a) => n + a.paragraphs.reduce((m, p) => m + p.length, 0), 0) /
    (t.script === 'english' ? 45 : 16);
  const heightMm = Math.max(120, Math.round((lines * t.bodyPt * t.leading) / columns / 2.83 / 2.2) + 40);
  return {
    body: `<main class="columns" style="columns:${columns};column-fill:auto">${body}</main>`,
    heightMm,
    style: 'h1 { margin-top: 12pt; }',
  };
}

import { isMostlyHan } from '../reassemble/characters.ts';
import { makeRandom, type Random } from './random.ts';
import { type Fragmented, splitArticle } from './split-article.ts';

/** An article as it should come out: what is learned from and measured against. */
export interface TrueArticle {
  readonly title: string;
  readonly byline: string;
  readonly paragraphs: readonly string[];
}

/** Orders seen in practice: bands, first halves without titles, grids of columns, any order, good order. */
export type PageOrder = 'bands' | 'headless' | 'grid' | 'any' | 'whole';

export interface PageOptions {
  readonly articles: readonly [number, number];
  /** Articles in a band. */
  readonly band: readonly [number, number];
  readonly orders: readonly PageOrder[];
  readonly fragments: readonly number[];
  readonly atParagraph: number;
  readonly atSentence: number;
  readonly jitter: number;
  readonly noise: number;
  readonly unmarked: number;
  readonly halfWidth: boolean;
  readonly spacedNames: boolean;
  readonly tight: boolean;
  readonly bylines: number;
  readonly shorten: number;
  readonly floatingTitles: number;
  readonly twoLineTitles: number;
  readonly subheads: number;
  readonly indent: boolean;
}

/** What became of a line: enough to say how the page is to be read. */
export interface TrueLine {
  readonly text: string;
  readonly role: 'title' | 'title-more' | 'byline' | 'body' | 'furniture';
  readonly article: number;
  /** Place among the article's body lines. */
  readonly order: number;
  readonly mode: 'join' | 'next' | 'start';
  /** A cut at a sentence's end inside a paragraph: the text cannot tell it from a paragraph's end. */
  readonly soft: boolean;
}

export interface ScrambledPage {
  readonly raw: string;
  readonly truth: readonly TrueArticle[];
  readonly lines: readonly TrueLine[];
  readonly junctions: number;
}

const common = {
  floatingTitles: 0,
  twoLineTitles: 0,
  subheads: 0,
  indent: false,
  tight: false,
} as const;

/** The four levels of difficulty that figures are given for. */
export const levels: Readonly<Record<1 | 2 | 3 | 4, PageOptions>> = {
  1: {
    ...common,
    articles: [4, 8],
    band: [4, 6],
    orders: ['bands'],
    fragments: [2],
    atParagraph: 0.05,
    atSentence: 0,
    jitter: 0.25,
    noise: 0,
    unmarked: 0,
    halfWidth: false,
    spacedNames: false,
    bylines: 1,
    shorten: 500,
  },
  2: {
    ...common,
    articles: [8, 14],
    band: [4, 6],
    orders: ['bands', 'headless'],
    fragments: [2],
    atParagraph: 0.12,
    atSentence: 0.03,
    jitter: 0.3,
    noise: 0,
    unmarked: 0,
    halfWidth: true,
    spacedNames: true,
    bylines: 1,
    shorten: 600,
  },
  3: {
    ...common,
    articles: [8, 18],
    band: [3, 6],
    orders: ['bands', 'headless', 'grid'],
    fragments: [2, 2, 3, 4],
    atParagraph: 0.12,
    atSentence: 0.05,
    jitter: 0.35,
    noise: 0.15,
    unmarked: 0.5,
    halfWidth: false,
    spacedNames: true,
    bylines: 0.8,
    shorten: 800,
  },
  4: {
    ...common,
    articles: [8, 20],
    band: [3, 6],
    orders: ['any'],
    fragments: [2, 3, 3, 4],
    atParagraph: 0.15,
    atSentence: 0.05,
    jitter: 0.4,
    noise: 0.15,
    unmarked: 1,
    halfWidth: true,
    spacedNames: true,
    bylines: 0.7,
    shorten: 900,
    floatingTitles: 0.3,
  },
};

/** What real pages bring besides: no marks, no bylines, whole articles, subheads, headlines of two lines, indents. */
export function varyOptions(base: PageOptions, random: Random): PageOptions {
  return {
    ...base,
    unmarked: random.pick([base.unmarked, base.unmarked, 0, 0.5, 1]),
    bylines: random.pick([base.bylines, base.bylines, 1, 0.5, 0]),
    tight: random.chance(0.3),
    halfWidth: random.chance(0.4),
    noise: random.pick([base.noise, base.noise, 0, 0.15]),
    fragments: random.pick([base.fragments, base.fragments, [1, 2, 2], [1, 1, 2, 3]]),
    twoLineTitles: random.chance(0.25) ? 0.25 : 0,
    subheads: random.chance(0.25) ? 0.5 : 0,
    indent: random.chance(0.1),
  };
}

const surnames = [
  ...'\u738b\u674e\u5f20\u5218\u9648\u6768\u9ec4\u8d75\u5434\u5468\u5f90\u5b59\u9a6c\u6731\u80e1\u90ed\u4f55\u6797\u9ad8\u7f57\u90d1\u6881\u8c22\u5b8b\u5510\u8bb8\u97e9\u51af\u9093\u66f9',
];
const givenNames = [
  ...'\u4f1f\u82b3\u5a1c\u654f\u9759\u4e3d\u5f3a\u78ca\u519b\u6d0b\u52c7\u8273\u6770\u5a1f\u6d9b\u660e\u8d85\u79c0\u971e\u5e73\u521a\u6842\u82f1\u534e\u6587\u8f89\u529b\u5efa\u56fd\u4e1c\u6653\u6625',
];
const englishFirst = ['James', 'Mary', 'Robert', 'Linda', 'Michael', 'Susan', 'David', 'Karen', 'Helen', 'Paul'];
const englishLast = ['Smith', 'Johnson', 'Brown', 'Miller', 'Davis', 'Wilson', 'Moore', 'Taylor', 'Young', 'Clark'];

/** A page whose reading order is lost, and the truth about it. The same seed gives the same page. */
export function scramblePage(pool: readonly TrueArticle[], seed: number, options: PageOptions): ScrambledPage {
  const random = makeRandom(seed);
  const english = !isMostlyHan(pool[0]?.paragraphs[0] ?? '');
  const chosen = chooseArticles(pool, random, options, english);
  const split = chosen.map((article) =>
    splitArticle(article.paragraphs, random.pick(options.fragments), options, english, random),
  );
  const order = orderPage(split, random, options);
  const lines = writeLines(order, chosen, split, random, options, english);
  const separator = options.tight ? '\n' : '\n\n';
  const raw = `${lines.map(({ marked }) => marked).join(separator)}\n`;
  return {
    raw,
    truth: chosen,
    lines: lines.map(({ line }) => line),
    junctions: split.reduce((sum, { pieces }) => sum + pieces.length - 1, 0),
  };
}

function chooseArticles(
  pool: readonly TrueArticle[],
  random: Random,
  options: PageOptions,
  english: boolean,
): TrueArticle[] {
  const wanted = random.between(...options.articles);
  const seen = new Set<string>();
  const chosen: TrueArticle[] = [];
  for (const article of random.shuffle(pool)) {
    const title = article.title.replace(/\s+/g, ' ').trim();
    if (title.length > (english ? 90 : 34) || title === '' || seen.has(title)) continue;
    seen.add(title);
    const paragraphs: string[] = [];
    let length = 0;
    for (const [i, paragraph] of article.paragraphs.entries()) {
      if (length > options.shorten * (english ? 4 : 1)) break;
      const text = paragraph.replace(/\s+/g, ' ').trim();
      if (text === '') continue;
      if (i > 0 && options.subheads > 0 && random.chance(options.subheads * 0.3))
        paragraphs.push(makeSubhead(i, english, random));
      paragraphs.push(text);
      length += text.length;
    }
    if (paragraphs.length === 0) continue;
    let byline = article.byline;
    if (byline === '' && random.chance(options.bylines)) byline = makeByline(english, random);
    else if (options.bylines < 0.7 && !random.chance(options.bylines)) byline = '';
    if (options.spacedNames) byline = byline.replace(/^(.*[ \u3000])([\u4e00-\u9fff])([\u4e00-\u9fff])$/, '$1$2 $3');
    const narrow = options.halfWidth && !english;
    chosen.push({
      title: narrow ? toHalfWidth(title) : title,
      byline,
      paragraphs: narrow ? paragraphs.map(toHalfWidth) : paragraphs,
    });
    if (chosen.length === wanted) break;
  }
  return chosen;
}

const halfWidth: Readonly<Record<string, string>> = {
  '\uff0c': ',',
  '\uff1a': ':',
  '\uff1b': ';',
  '\uff01': '!',
  '\uff1f': '?',
  '\uff08': '(',
  '\uff09': ')',
};
const toHalfWidth = (text: string): string =>
  text.replace(/[\uff0c\uff1a\uff1b\uff01\uff1f\uff08\uff09]/g, (c) => halfWidth[c] ?? c);

function makeByline(english: boolean, random: Random): string {
  if (english) return `By ${random.pick(englishFirst)} ${random.pick(englishLast)}`;
  const name =
    random.pick(surnames) + Array.from({ length: random.pick([1, 2, 2]) }, () => random.pick(givenNames)).join('');
  return random.pick([
    `\u672c\u62a5\u8bb0\u8005 ${name}`,
    `\u672c\u62a5\u8bb0\u8005 ${name}`,
    `\u672c\u62a5\u901a\u8baf\u5458 ${name}`,
    `\u8bb0\u8005 ${name}`,
    `\u65b0\u534e\u793e\u8bb0\u8005 ${name}`,
    `\u672c\u5831\u8a18\u8005 ${name}`,
    `\u4f5c\u8005\uff1a${name}`,
    `\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d ${name}`,
    `\u7701\u59d4\u5ba3\u4f20\u90e8\u526f\u90e8\u957f ${name}`,
  ]);
}

function makeSubhead(at: number, english: boolean, random: Random): string {
  if (english) return random.pick(['What changed', 'The road ahead', 'A new start', 'Why it matters', 'Looking back']);
  const numeral = '\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341'.charAt(Math.min(9, at - 1));
  const words = random.pick([
    '\u52a0\u5f3a\u7ec4\u7ec7\u9886\u5bfc',
    '\u4e3b\u8981\u505a\u6cd5',
    '\u4e0b\u4e00\u6b65\u6253\u7b97',
    '\u6df1\u5316\u6539\u9769\u521b\u65b0',
    '\u57fa\u672c\u60c5\u51b5',
  ]);
  return random.chance(0.6) ? `${numeral}\u3001${words}` : words;
}

type Place =
  | { readonly kind: 'title'; readonly article: number }
  | { readonly kind: 'piece'; readonly article: number; readonly piece: number };

function orderPage(split: readonly Fragmented[], random: Random, options: PageOptions): Place[] {
  const count = (article: number): number => split[article]?.pieces.length ?? 0;
  const out: Place[] = [];
  const loose: Place[][] = [];
  let at = 0;
  while (at < split.length) {
    const size = random.between(...options.band);
    const band = split.slice(at, at + size).map((_, k) => at + k);
    at += size;
    const order = random.pick(options.orders);
    const rows = Math.max(...band.map(count));
    if (order === 'whole') {
      for (const article of band) {
        out.push({ kind: 'title', article });
        for (let piece = 0; piece < count(article); piece++) out.push({ kind: 'piece', article, piece });
      }
    } else if (order === 'bands') {
      for (let piece = 0; piece < rows; piece++)
        for (const article of band) {
          if (piece >= count(article)) continue;
          if (piece === 0) out.push({ kind: 'title', article });
          out.push({ kind: 'piece', article, piece });
        }
    } else if (order === 'headless') {
      for (let piece = 0; piece < Math.max(rows, 2); piece++)
        for (const article of band) {
          // An article of one piece has its title above it.
          if ((piece === 1 && count(article) > 1) || (piece === 0 && count(article) === 1))
            out.push({ kind: 'title', article });
          if (piece < count(article)) out.push({ kind: 'piece', article, piece });
        }
    } else if (order === 'grid') out.push(...orderGrid(band, count, Math.max(rows, random.between(3, 6))));
    else {
      for (const article of band) {
        const floats = random.chance(options.floatingTitles);
        if (floats) loose.push([{ kind: 'title', article }]);
        for (let piece = 0; piece < count(article); piece++) {
          const own: Place[] = [{ kind: 'piece', article, piece }];
          loose.push(piece === 0 && !floats ? [{ kind: 'title', article }, ...own] : own);
        }
      }
    }
  }
  return [...out, ...random.shuffle(loose).flat()];
}

/** Rows of articles over columns, read column by column. */
function orderGrid(band: readonly number[], count: (article: number) => number, columns: number): Place[] {
  const rows: (Place | null)[][] = [];
  const queue = [...band];
  while (queue.length > 0) {
    const row: (Place | null)[] = Array.from({ length: columns }, () => null);
    let column = 0;
    while (queue.length > 0) {
      const article = queue[0] ?? 0;
      const width = count(article);
      if (column + width > columns) break;
      for (let piece = 0; piece < width; piece++) row[column + piece] = { kind: 'piece', article, piece };
      column += width;
      queue.shift();
    }
    rows.push(row);
  }
  const out: Place[] = [];
  for (let column = 0; column < columns; column++)
    for (const row of rows) {
      const place = row[column];
      if (place?.kind !== 'piece') continue;
      if (place.piece === 0) out.push({ kind: 'title', article: place.article });
      out.push(place);
    }
  return out;
}

interface Written {
  readonly line: TrueLine;
  /** The line with its headline mark or indent. */
  readonly marked: string;
}

function writeLines(
  order: readonly Place[],
  articles: readonly TrueArticle[],
  split: readonly Fragmented[],
  random: Random,
  options: PageOptions,
  english: boolean,
): Written[] {
  const out: Written[] = [];
  const page = random.between(1, 16);
  const paper = random.pick(['\u5de5\u4eba\u65e5\u62a5', '\u6668\u62a5', '\u90fd\u5e02\u65b0\u95fb']);
  const running = english
    ? `The Evening Record  Wednesday, October 24, 2018  Page ${page}`
    : `${paper}\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c${page}\u7248`;
  const furniture = (text: string): void => {
    out.push({ marked: text, line: { text, role: 'furniture', article: -1, order: -1, mode: 'next', soft: false } });
  };
  const bodyOrder = articles.map(() => 0);
  for (const place of order) {
    const { article } = place;
    if (options.noise > 0 && random.chance(0.03)) furniture(random.pick([running, String(page), `- ${page} -`]));
    const source = articles[article];
    if (!source) continue;
    if (place.kind === 'title') {
      const mark = random.chance(options.unmarked) ? '' : '# ';
      const parts = random.chance(options.twoLineTitles) ? breakTitle(source.title) : [source.title];
      for (const [k, text] of parts.entries())
        out.push({
          marked: `${mark}${text}`,
          line: { text, role: k === 0 ? 'title' : 'title-more', article, order: -1, mode: 'next', soft: false },
        });
      if (source.byline !== '')
        out.push({
          marked: source.byline,
          line: { text: source.byline, role: 'byline', article, order: -1, mode: 'next', soft: false },
        });
      continue;
    }
    const pieces = split[article]?.pieces ?? [];
    const lines = [...(pieces[place.piece] ?? [])];
    const goesOn = place.piece + 1 < pieces.length;
    const written: { text: string; mode: 'join' | 'next' | 'start'; soft: boolean }[] = lines.map((line) => {
      const k = bodyOrder[article] ?? 0;
      bodyOrder[article] = k + 1;
      return {
        text: english ? line.text.trim() : line.text,
        mode: k === 0 ? 'start' : line.joined ? 'join' : 'next',
        soft: line.soft,
      };
    });
    const first = pieces[place.piece + 1]?.[0];
    const last = written.at(-1);
    if (english && last && first?.joined && /[A-Za-z]$/.test(lines.at(-1)?.text ?? '') && /^[a-z]/.test(first.text))
      last.text += '-';
    const jumpOut =
      goesOn && random.chance(options.noise)
        ? english
          ? `(Continued on page ${page + 2})`
          : random.pick([
              `\uff08\u4e0b\u8f6c\u7b2c${page + 2}\u7248\uff09`,
              `(\u4e0b\u8f6c\u7b2c${page + 2}\u7248)`,
              `\uff08\u4e0b\u8f6c${page + 2}\u7248\uff09`,
            ])
        : '';
    const jumpIn =
      place.piece > 0 && random.chance(options.noise)
        ? english
          ? `(Continued from page ${page})`
          : random.pick([`\uff08\u4e0a\u63a5\u7b2c${page}\u7248\uff09`, `(\u4e0a\u63a5\u7b2c${page}\u7248)`])
        : '';
    const inOwnLine = random.chance(0.5);
    const outOwnLine = random.chance(0.5);
    if (jumpIn !== '' && inOwnLine) furniture(jumpIn);
    for (const [k, { text, mode, soft }] of written.entries()) {
      const prefix = k === 0 && jumpIn !== '' && !inOwnLine ? jumpIn : '';
      const suffix = k === written.length - 1 && jumpOut !== '' && !outOwnLine ? jumpOut : '';
      const indent = options.indent && mode !== 'join' ? '\u3000\u3000' : '';
      const orderInArticle = (bodyOrder[article] ?? 0) - written.length + k;
      out.push({
        marked: `${indent}${prefix}${text}${suffix}`,
        line: { text: text.trim(), role: 'body', article, order: orderInArticle, mode, soft },
      });
    }
    if (jumpOut !== '' && outOwnLine) furniture(jumpOut);
  }
  return out;
}

/** A headline over two lines: at its gap when it has one. */
function breakTitle(title: string): string[] {
  const gap = title.indexOf(' ');
  return gap > 2 && gap < title.length - 3 && isMostlyHan(title)
    ? [title.slice(0, gap), title.slice(gap + 1)]
    : [title];
}

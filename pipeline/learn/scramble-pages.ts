import { isMostlyHan } from '../reassemble/characters.ts';
import { chooseArticles } from './choose-articles.ts';
import { dressArticles, dressLines, makeDressingRandom, makeRunningHead, wrapLine } from './dress-page.ts';
import { orderPage } from './order-page.ts';
import { makeRandom, type Random } from './random.ts';
import type { PageOptions, TrueArticle } from './scramble.ts';
import { splitArticle } from './split-article.ts';
import { type Written, writeLines } from './write-lines.ts';

/** How pages come together in what an editor hands in. */
export type Parting = 'form-feeds' | 'running-heads' | 'markers' | 'files';

export interface PagesOptions {
  readonly pages: number;
  readonly parting: Parting;
  /** Share of articles that go on on a later page, with a jump line at each end. */
  readonly jumps: number;
  /** Share of those whose headline stands again above the continuation. */
  readonly repeatedTitles: number;
}

/** Several pages, the articles that are in them, and how many of these go on from page to page. */
export interface ScrambledPages {
  readonly files: readonly { readonly path: string; readonly raw: string }[];
  readonly truth: readonly TrueArticle[];
  readonly jumps: number;
}

/** What of an article stands on one page. */
interface Part {
  readonly article: TrueArticle;
  /** The page (from 1) that it comes from or goes on to; 0: none. */
  readonly from: number;
  readonly to: number;
  readonly repeatsTitle: boolean;
}

/** Pages of one paper, each scrambled by itself, with articles that jump between them. */
export function scramblePages(
  pool: readonly TrueArticle[],
  seed: number,
  options: PageOptions,
  { pages, parting, jumps, repeatedTitles }: PagesOptions,
): ScrambledPages {
  const random = makeRandom(seed);
  const english = !isMostlyHan(pool[0]?.paragraphs[0] ?? '');
  const [least, most] = options.articles;
  const wanted = { ...options, articles: [least * pages, most * pages] as const };
  const truth = dressArticles(
    chooseArticles(pool, random, wanted, english),
    options.dressing,
    english,
    makeDressingRandom(seed),
  );
  const parts: Part[][] = Array.from({ length: pages }, () => []);
  let count = 0;
  for (const [i, article] of truth.entries()) {
    const page = Math.floor((i * pages) / truth.length) + 1;
    const halves =
      page < pages && random.chance(jumps)
        ? splitArticle(article.paragraphs, 2, options, english, random).pieces.map((lines) =>
            lines.map(({ text }) => text),
          )
        : [];
    const [first, second] = halves;
    if (!first || !second) {
      parts[page - 1]?.push({ article, from: 0, to: 0, repeatsTitle: false });
      continue;
    }
    count++;
    const to = random.between(page + 1, pages);
    parts[page - 1]?.push({ article: { ...article, paragraphs: first }, from: 0, to, repeatsTitle: false });
    const rest = { title: article.title, byline: '', paragraphs: second };
    parts[to - 1]?.push({ article: rest, from: page, to: 0, repeatsTitle: random.chance(repeatedTitles) });
  }
  const texts = parts.map((own, i) => writePage(random.shuffle(own), i + 1, parting, options, english, random, seed));
  const files =
    parting === 'files'
      ? texts.map((raw, i) => ({ path: `page-${i + 1}.txt`, raw }))
      : [{ path: 'raw.txt', raw: texts.join(parting === 'form-feeds' ? '\f' : '\n') }];
  return { files, truth, jumps: count };
}

function writePage(
  parts: readonly Part[],
  page: number,
  parting: Parting,
  options: PageOptions,
  english: boolean,
  random: Random,
  seed: number,
): string {
  const articles = parts.map(({ article }) => article);
  const split = articles.map(({ paragraphs }) =>
    splitArticle(paragraphs, random.pick(options.fragments), options, english, random),
  );
  const written = writeLines(
    orderPage(split, random, options),
    articles,
    split,
    random,
    { ...options, noise: 0 },
    english,
  );
  const jumped = written.flatMap((line, i) => addJumps(line, written.slice(i + 1), parts, english, random));
  const dressing = { ...options.dressing, runningHeads: 0 };
  const lines = dressLines(jumped, articles, dressing, english, makeDressingRandom(seed * 31 + page));
  const hasHead = parting === 'running-heads' || (parting !== 'markers' && random.chance(0.5));
  const head =
    parting === 'markers' ? makeMarker(page, english) : hasHead ? makeRunningHead(page, english, random) : '';
  const rows = lines.map(({ marked }) => wrapLine(marked, options.dressing.wrapWidth));
  return `${[...(head === '' ? [] : [head]), ...rows].join(options.tight ? '\n' : '\n\n')}\n`;
}

const makeMarker = (page: number, english: boolean): string =>
  english ? `--- Page ${page} ---` : `=== \u7b2c${page}\u7248 ===`;

/** A continuation's headline becomes its jump line; the last line of what goes on elsewhere is given its own. */
function addJumps(
  written: Written,
  rest: readonly Written[],
  parts: readonly Part[],
  english: boolean,
  random: Random,
): Written[] {
  const { line } = written;
  const part = parts[line.article];
  if (!part) return [written];
  if (part.from > 0 && (line.role === 'title' || line.role === 'title-more')) {
    const jump = furniture(
      english
        ? `(Continued from page ${part.from})`
        : random.pick([`\uff08\u4e0a\u63a5\u7b2c${part.from}\u7248\uff09`, `(\u4e0a\u63a5\u7b2c${part.from}\u7248)`]),
    );
    if (line.role === 'title-more') return [];
    return part.repeatsTitle ? [{ marked: `# ${line.text}`, line: { ...line, role: 'furniture' } }, jump] : [jump];
  }
  const isLast = line.role === 'body' && !rest.some(({ line: other }) => other.article === line.article);
  if (part.to === 0 || !isLast) return [written];
  const jump = english
    ? `(Continued on page ${part.to})`
    : random.pick([`\uff08\u4e0b\u8f6c\u7b2c${part.to}\u7248\uff09`, `(\u4e0b\u8f6c\u7b2c${part.to}\u7248)`]);
  return random.chance(0.5) ? [{ ...written, marked: `${written.marked}${jump}` }] : [written, furniture(jump)];
}

const furniture = (text: string): Written => ({
  marked: text,
  line: { text, role: 'furniture', article: -1, order: -1, mode: 'next', soft: false },
});

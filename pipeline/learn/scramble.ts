import { isMostlyHan } from '../reassemble/characters.ts';
import { chooseArticles } from './choose-articles.ts';
import { type Dressing, dressArticles, dressLines, makeDressingRandom, noDressing, wrapLine } from './dress-page.ts';
import { orderPage } from './order-page.ts';
import { makeRandom, type Random } from './random.ts';
import { splitArticle } from './split-article.ts';
import { writeLines } from './write-lines.ts';

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
  /** What the page carries besides. */
  readonly dressing: Dressing;
}

/** What became of a line: enough to say how the page is to be read. */
export interface TrueLine {
  readonly text: string;
  /**
   * `pull-quote`, `caption` and `note` stand by an article (`article` says which) without being its text: they may come out
   * as blocks of its own or be left over, but never inside a paragraph.
   */
  readonly role: 'title' | 'title-more' | 'byline' | 'body' | 'furniture' | 'pull-quote' | 'caption' | 'note';
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
  dressing: noDressing,
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

/** Pages on which little or nothing has to be put right, and nothing may be put wrong. */
export const orderly = {
  /** Every article whole, one after the other. */
  'good-order': { ...levels[2], orders: ['whole'], fragments: [1] },
  /** Some articles whole among others that are not. */
  'some-whole': { ...levels[2], fragments: [1, 1, 2] },
  'one-article': { ...levels[2], articles: [1, 1], fragments: [1], orders: ['whole'] },
  /** One article, in columns. */
  'one-in-columns': { ...levels[2], articles: [1, 1], fragments: [2, 3], orders: ['whole'] },
} as const satisfies Readonly<Record<string, PageOptions>>;

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

/** A page whose reading order is lost, and the truth about it. The same seed gives the same page. */
export function scramblePage(pool: readonly TrueArticle[], seed: number, options: PageOptions): ScrambledPage {
  const random = makeRandom(seed);
  const english = !isMostlyHan(pool[0]?.paragraphs[0] ?? '');
  const dressing = makeDressingRandom(seed);
  const chosen = dressArticles(chooseArticles(pool, random, options, english), options.dressing, english, dressing);
  const split = chosen.map((article) =>
    splitArticle(article.paragraphs, random.pick(options.fragments), options, english, random),
  );
  const order = orderPage(split, random, options);
  const lines = dressLines(
    writeLines(order, chosen, split, random, options, english),
    chosen,
    options.dressing,
    english,
    dressing,
  );
  const separator = options.tight ? '\n' : '\n\n';
  const raw = `${lines.map(({ marked }) => wrapLine(marked, options.dressing.wrapWidth)).join(separator)}\n`;
  return {
    raw,
    truth: chosen,
    lines: lines.map(({ line }) => line),
    junctions: split.reduce((sum, { pieces }) => sum + pieces.length - 1, 0),
  };
}

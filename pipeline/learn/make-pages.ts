import { dressings } from './dress-page.ts';
import { makeRandom, type Random } from './random.ts';
import {
  levels,
  type PageOptions,
  type ScrambledPage,
  scramblePage,
  type TrueArticle,
  varyOptions,
} from './scramble.ts';

/** Articles by kind of text: pages are made of one kind each. */
export type Corpora = Readonly<Record<string, readonly TrueArticle[]>>;

/** Which pages to make: they are the same for the same texts. */
export interface PageRecipe {
  /** `known`: of every kind, for a model that has read other articles of each. `strange`: of kinds that the model has not met. */
  readonly set: 'known' | 'strange';
  /** Which tenths of each kind's articles they are made of. */
  readonly tenths: readonly number[];
  /** So many pages of every kind and level. */
  readonly rounds: number;
  /** As the levels are, with what real pages bring besides, or with their blocks in any order. */
  readonly style: 'plain' | 'varied' | 'any-order';
}

/** Pages of the three levels in which order tells something, of one kind of text each, in an order that looks random. */
export function makePages(corpora: Corpora, { set, tenths, rounds, style }: PageRecipe): ScrambledPage[] {
  const kinds = Object.entries(corpora).filter(([kind]) => set === 'known' || !broadKinds.includes(kind));
  const [first = 0] = tenths;
  const seed = first + 100 * rounds;
  const random = makeRandom(seed);
  const pages = kinds.flatMap(([, articles], place) => {
    const pool = articles.filter(
      ({ title, paragraphs }) => tenths.includes(tenthOf(title)) && paragraphs.join('').length > 200,
    );
    if (pool.length < leastPool) return [];
    return Array.from({ length: rounds }).flatMap((_, round) =>
      (style === 'any-order' ? ([4] as const) : ([1, 2, 3] as const)).map((level) =>
        scramblePage(
          pool,
          place * 1000 + level * 100 + round + 7000 + 100_000 * (first + 10 * rounds),
          level === 4
            ? chooseLoose(round, random)
            : style === 'plain'
              ? levels[level]
              : chooseOptions(level, round, random),
        ),
      ),
    );
  });
  return random.shuffle(pages);
}

/** Kinds with text enough to learn a model from alone. */
export const broadKinds: readonly string[] = ['official-reports', 'technology'];

/** Fewer articles make the same page again and again. */
const leastPool = 8;

/** In turn: as it is, without marks, varied, dressed, of short articles, cut unevenly. */
function chooseOptions(level: 1 | 2 | 3, round: number, random: Random): PageOptions {
  const plain = levels[level];
  const turn = round % 6;
  if (turn === 1)
    return {
      ...plain,
      unmarked: 1,
      bylines: random.pick([plain.bylines, 0.5, 0, 0]),
      twoLineTitles: random.pick([0, 0, 0.3]),
      tight: random.chance(0.5),
    };
  if (turn === 2) return varyOptions(plain, random);
  if (turn === 3) {
    const names = ['subheads', 'two-line-titles', 'two-part-titles', 'running-heads', 'subheads'] as const;
    return { ...plain, unmarked: random.pick([plain.unmarked, 0.5]), dressing: dressings[random.pick(names)] };
  }
  if (turn === 4)
    return {
      ...plain,
      shorten: random.pick([120, 200, 300]),
      unmarked: random.pick([plain.unmarked, 0.5]),
      bylines: random.pick([plain.bylines, 0.5]),
      fragments: random.pick([plain.fragments, [1, 2], [1, 2, 2, 3]]),
      jitter: 0.6,
    };
  if (turn === 5)
    return { ...plain, jitter: 0.9, atParagraph: 0.2, fragments: random.pick([plain.fragments, [1, 2, 3]]) };
  return plain;
}

/** In turn: as it is, with some headlines marked and signed otherwise, of short articles. */
function chooseLoose(round: number, random: Random): PageOptions {
  const plain = levels[4];
  if (round % 3 === 1)
    return {
      ...plain,
      unmarked: random.pick([0, 0.5]),
      bylines: random.pick([1, 0.5, 0]),
      halfWidth: random.chance(0.5),
    };
  if (round % 3 === 2) return { ...plain, shorten: random.pick([200, 300, 500]), fragments: [2, 2, 3] };
  return plain;
}

/** Which tenth of its kind an article belongs to: by its title, so that the same article is never on both sides. */
export function tenthOf(title: string): number {
  let hash = 7;
  for (let i = 0; i < title.length; i++) hash = (Math.imul(hash, 31) + title.charCodeAt(i)) >>> 0;
  return (hash >>> 3) % 10;
}

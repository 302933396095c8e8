import type { ConfidenceTrees } from '../reassemble/confidence.ts';
import type { WeightTable } from '../reassemble/features.ts';
import { emptyModel, type LanguageModel, readLanguageModel } from '../reassemble/language-model.ts';
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
import { ratePages, trainConfidence } from './train-confidence.ts';
import { trainLanguageModel } from './train-language-model.ts';
import { trainLinks } from './train-links.ts';
import { trainOpenings } from './train-openings.ts';
import { trainPairs } from './train-pairs.ts';
import { trainWeights } from './train-weights.ts';
import { trainWhole } from './train-whole.ts';

/** Articles by kind of text: pages are made of one kind each. */
export type Corpora = Readonly<Record<string, readonly TrueArticle[]>>;

export interface Ingredients {
  /** Pairs of code units: a traditional character and the simplified one it is read as. */
  readonly folds: Uint16Array;
  /** Dictionary words with counts. */
  readonly words: readonly (readonly [word: string, count: number])[];
  readonly onProgress?: (what: string) => void;
}

/** How large the parts of the model file are, and how long they are learned. */
export const recipe = {
  languageBytes: 9_600_000,
  links: { bits: 17, width: 32, cuts: 4_000_000 },
  openings: { bits: 17 },
} as const;

/**
 * The model file that ships: runs of units counted in all texts, then vectors of text ends and starts, then what sentences open with. With `keeps`, of a
 * part of each kind only, so that weights can be learned on articles that it has not read.
 */
export function shipModel(
  corpora: Corpora,
  ingredients: Ingredients,
  keeps = (_tenth: number): boolean => true,
): Uint8Array {
  const tell = ingredients.onProgress ?? (() => {});
  const kinds = Object.values(corpora).map((articles) => articles.filter(({ title }) => keeps(tenthOf(title))));
  const texts = kinds.flatMap((articles) => articles.flatMap(({ paragraphs }) => paragraphs));
  const language = trainLanguageModel(texts, {
    folds: ingredients.folds,
    words: ingredients.words,
    maxBytes: recipe.languageBytes,
    onProgress: (paragraphs) => tell(`runs: ${paragraphs} paragraphs`),
  });
  const links = trainLinks(
    kinds.map((articles) => articles.map(({ paragraphs }) => paragraphs)),
    {
      folds: ingredients.folds,
      ...recipe.links,
      onProgress: (cuts, loss, right) =>
        tell(`vectors: ${cuts} cuts, loss ${loss.toFixed(3)}, right ${right.toFixed(3)}`),
    },
  );
  const openings = trainOpenings(texts, { folds: ingredients.folds, ...recipe.openings });
  const parts = [language, links, openings];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The models that weights are learned with: neither has read the articles of the pages that it is used on. */
export interface LearningModels {
  /** Has read the first seven tenths of each kind. */
  readonly known: LanguageModel;
  /** Has read the broad kinds only: what is not of them is of a kind that it has never met. */
  readonly broad: LanguageModel;
}

export function learnModels(corpora: Corpora, ingredients: Ingredients): LearningModels {
  const broad = Object.fromEntries(Object.entries(corpora).filter(([kind]) => broadKinds.includes(kind)));
  return {
    known: readLanguageModel(shipModel(corpora, ingredients, (tenth) => tenth < 7)) ?? emptyModel,
    broad: readLanguageModel(shipModel(broad, ingredients)) ?? emptyModel,
  };
}

/** Kinds with text enough to learn a model from alone. */
const broadKinds: readonly string[] = ['official-reports', 'technology'];

/** What of `weights` is learned again: from nothing, all of it; else what stands behind steps that are held. */
export type Relearned = 'all' | 'whole';

/**
 * The weights that ship, learned on pages of the eighth and ninth tenth of each kind and on pages of kinds that the model
 * has never met. The last tenth is left for measuring.
 */
export function shipWeights(
  corpora: Corpora,
  models: LearningModels,
  start: WeightTable,
  tell: (what: string) => void,
  relearned: Relearned,
): WeightTable {
  const learning = relearned === 'all' ? makePages(corpora, [7], 16) : [];
  // From nothing, pairs are learned one by one first; weights that are good already are only made better on whole pages.
  const pairs =
    start.join || relearned === 'whole'
      ? start
      : trainPairs(learning, models.known, start, {
          rounds: 14,
          rate: 0.3,
          decay: 0.00002,
          onRound: (round, loss) => tell(`pairs: round ${round}, loss ${loss.toFixed(3)}`),
        });
  const steps =
    relearned === 'whole'
      ? pairs
      : trainWeights(learning, models.known, pairs, {
          rounds: 4,
          width: 24,
          readings: 40,
          decay: 0.01,
          onRound: (round, loss, right, all) =>
            tell(`weights: round ${round}, loss ${loss.toFixed(3)}, right ${right} of ${all}`),
        });
  const sets = [
    { pages: makePages(corpora, [7, 8], 16), model: models.known },
    { pages: makePages(strangeKinds(corpora), learningTenths, 16), model: models.broad },
  ];
  return trainWhole(sets, steps, {
    readings: 100,
    decay: 0.0005,
    onEnd: (before, after, all) => tell(`readings as a whole: right ${before}, then ${after} of ${all}`),
  });
}

/** How sure the solver may be with these weights, counted on pages of the ninth tenth and of kinds never met. */
export function shipConfidence(
  corpora: Corpora,
  models: LearningModels,
  weights: WeightTable,
  tell: (what: string) => void,
): ConfidenceTrees {
  // As many plain pages as varied ones: how sure one may be is another thing on either.
  const make = (of: Corpora, tenths: readonly number[]): ScrambledPage[] => [
    ...makePages(of, tenths, 60),
    ...makePages(of, tenths, 61, 'plain'),
  ];
  const known = make(corpora, [8]);
  const met = ratePages(known, { model: models.known, weights });
  const strange = ratePages(
    make(strangeKinds(corpora), learningTenths),
    { model: models.broad, weights },
    known.length,
  );
  tell(`rated: ${met.articles.length + strange.articles.length} articles`);
  return trainConfidence({
    joins: [...met.joins, ...strange.joins],
    articles: [...met.articles, ...strange.articles],
  });
}

/** All but the last tenth. */
const learningTenths: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

const strangeKinds = (corpora: Corpora): Corpora =>
  Object.fromEntries(Object.entries(corpora).filter(([kind]) => !broadKinds.includes(kind)));

/** Pages of the three levels in which order tells something: a third as they are, a third without headline marks, and varied. */
export function makePages(
  corpora: Corpora,
  tenths: readonly number[],
  rounds: number,
  kind: 'varied' | 'plain' = 'varied',
): ScrambledPage[] {
  const random = makeRandom((tenths[0] ?? 0) + 100 * rounds);
  const pages = Object.values(corpora).flatMap((articles, place) => {
    const pool = articles.filter(
      ({ title, paragraphs }) => tenths.includes(tenthOf(title)) && paragraphs.join('').length > 200,
    );
    if (pool.length < 8) return [];
    return Array.from({ length: rounds }).flatMap((_, round) =>
      ([1, 2, 3] as const).map((level) =>
        scramblePage(
          pool,
          place * 1000 + level * 100 + round + 7000 + 100_000 * ((tenths[0] ?? 0) + 10 * rounds),
          kind === 'plain' ? levels[level] : chooseOptions(level, round, random),
        ),
      ),
    );
  });
  return random.shuffle(pages);
}

function chooseOptions(level: 1 | 2 | 3, round: number, random: Random): PageOptions {
  const plain = levels[level];
  if (round % 4 === 0) return plain;
  if (round % 4 === 1)
    return {
      ...plain,
      unmarked: 1,
      bylines: random.pick([plain.bylines, 0.5, 0, 0]),
      twoLineTitles: random.pick([0, 0, 0.3]),
      tight: random.chance(0.5),
    };
  if (round % 4 === 2) return varyOptions(plain, random);
  const names = ['subheads', 'two-line-titles', 'two-part-titles', 'running-heads', 'subheads'] as const;
  return { ...plain, unmarked: random.pick([plain.unmarked, 0.5]), dressing: dressings[random.pick(names)] };
}

/** Which tenth of its kind an article belongs to: by its title, so that the same article is never on both sides. */
function tenthOf(title: string): number {
  let hash = 7;
  for (let i = 0; i < title.length; i++) hash = (Math.imul(hash, 31) + title.charCodeAt(i)) >>> 0;
  return (hash >>> 3) % 10;
}

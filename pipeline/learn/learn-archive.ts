import { blendModels } from '../reassemble/blend-models.ts';
import { cutPages } from '../reassemble/cut.ts';
import type { WeightTable } from '../reassemble/features.ts';
import { emptyModel, type LanguageModel, readLanguageModel } from '../reassemble/language-model.ts';
import type { LearnedFile } from '../reassemble/learned-file.ts';
import { solvePage } from '../reassemble/solve-page.ts';
import { readPageText } from './read-page-text.ts';
import { levels, type ScrambledPage, scramblePage, type TrueArticle } from './scramble.ts';
import { trainLanguageModel } from './train-language-model.ts';
import { isSame, trainWeights } from './train-weights.ts';
import { findTrueSolution } from './true-solution.ts';

/** What an editor's own archive taught, and what it was worth on articles that were held out. */
export interface Learned extends LearnedFile {
  readonly before: Tally;
  readonly after: Tally;
}

/** How much of generated pages came out right: articles exactly, and places where text had to be found again. */
export interface Tally {
  readonly articles: number;
  readonly articlesRight: number;
  readonly joins: number;
  readonly joinsRight: number;
}

export interface ArchiveOptions {
  /** What is in use now: what the learned model is added to and compared with. */
  readonly general: LanguageModel;
  readonly weights: WeightTable;
  /** Pairs of code units: a traditional character and the simplified one it is read as. */
  readonly folds: Uint16Array;
  readonly learnsWeights: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (step: LearningStep, done: number, total: number) => void;
}

export type LearningStep = 'learn-words' | 'learn-weights' | 'learn-trial';

/** Fewer articles make no pages to measure on. */
export const leastArticles = 20;
/** Of so many articles one is held out. */
const every = 5;
const pageCount = 12;
/** The file grows with the archive up to this. */
const mostBytes = 8_000_000;

/**
 * Learns the language of an archive of good articles, and says what was gained on pages made from a fifth of it that was
 * held out. The model given back has learned from all of it; with `learnsWeights` another fifth is made into pages that
 * weights are learned from, by a model that has read neither fifth.
 */
export async function learnArchive(articles: readonly TrueArticle[], options: ArchiveOptions): Promise<Learned> {
  const { general, weights: shipped, signal } = options;
  const held = articles.filter((_, i) => i % every === every - 1);
  const taught = articles.filter((_, i) => i % every === 0);
  const rest = articles.filter((_, i) => i % every !== every - 1 && !(options.learnsWeights && i % every === 0));
  const tell = async (step: LearningStep, done: number, total: number): Promise<void> => {
    options.onProgress?.(step, done, total);
    // A signal is heard, and a line drawn, between steps.
    await new Promise((resume) => setImmediate(resume));
    signal.throwIfAborted();
  };
  const train = (from: readonly TrueArticle[]): Uint8Array =>
    trainLanguageModel(
      from.flatMap(({ title, paragraphs }) => [title, ...paragraphs]),
      { folds: options.folds, words: [], maxBytes: mostBytes },
    );
  const read = (bytes: Uint8Array): LanguageModel => blendModels(general, readLanguageModel(bytes) ?? emptyModel);

  await tell('learn-words', 0, 2);
  const trial = read(train(rest));
  await tell('learn-words', 1, 2);
  const model = train(articles);
  await tell('learn-words', 2, 2);

  let weights: WeightTable | null = null;
  if (options.learnsWeights) {
    await tell('learn-weights', 0, 1);
    weights = learnWeights(makePages(taught, 40, 7_000), trial, shipped);
    await tell('learn-weights', 1, 1);
  }

  const pages = makePages(held, pageCount, 9_000);
  const tallies = { before: noTally, after: noTally };
  for (const [i, page] of pages.entries()) {
    await tell('learn-trial', i, pages.length);
    tallies.before = addTally(tallies.before, measure(page, general, shipped));
    tallies.after = addTally(tallies.after, measure(page, trial, { ...shipped, ...weights }));
  }
  await tell('learn-trial', pages.length, pages.length);
  const characters = articles.reduce((sum, { paragraphs }) => sum + paragraphs.join('').length, 0);
  return { model, weights, articles: articles.length, characters, ...tallies };
}

/** Weights of the solver. How sure it may be was counted on far more pages than one archive gives. */
function learnWeights(pages: readonly ScrambledPage[], model: LanguageModel, shipped: WeightTable): WeightTable {
  const weights = trainWeights(pages, model, shipped, { rounds: 3, width: 48, readings: 12, decay: 0.02 });
  return { ...shipped, ...weights };
}

/** Pages of the three levels that have an order, in turn. */
function makePages(articles: readonly TrueArticle[], count: number, seed: number): ScrambledPage[] {
  const fitting = articles.filter(({ paragraphs }) => paragraphs.join('').length > 120);
  if (fitting.length < 4) return [];
  return Array.from({ length: count }, (_, i) =>
    scramblePage(fitting, seed + i, levels[([1, 2, 3] as const)[i % 3] ?? 1]),
  );
}

const noTally: Tally = { articles: 0, articlesRight: 0, joins: 0, joinsRight: 0 };
const addTally = (a: Tally, b: Tally): Tally => ({
  articles: a.articles + b.articles,
  articlesRight: a.articlesRight + b.articlesRight,
  joins: a.joins + b.joins,
  joinsRight: a.joinsRight + b.joinsRight,
});

function measure(page: ScrambledPage, model: LanguageModel, weights: WeightTable): Tally {
  let tally = noTally;
  for (const part of cutPages(readPageText(page.raw))) {
    const { problem, solution } = solvePage(part, { model, weights });
    const truth = findTrueSolution(page, problem);
    if (!truth) continue;
    const linksOf = (found: typeof truth): [from: number, to: number][] =>
      found.flatMap(({ body }) => body.slice(1).map(({ index }, k): [number, number] => [body[k]?.index ?? -1, index]));
    const links = new Set(linksOf(solution.articles as typeof truth).map(String));
    // Where a piece stands right below the one it goes on from, nothing had to be found.
    const parted = linksOf(truth).filter(([from, to]) => to !== from + 1);
    tally = addTally(tally, {
      articles: truth.length,
      articlesRight: truth.filter((one) => solution.articles.some((found) => isSame(one, found))).length,
      joins: parted.length,
      joinsRight: parted.filter((link) => links.has(String(link))).length,
    });
  }
  return tally;
}

import { tryTrusts } from '../reassemble/ask-others.ts';
import { cutPages } from '../reassemble/cut.ts';
import { featureNames, type WeightTable } from '../reassemble/features.ts';
import { improveReading } from '../reassemble/improve-reading.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { noPairPins } from '../reassemble/pair-pins.ts';
import { poseProblem } from '../reassemble/problem.ts';
import type { SolvedArticle } from '../reassemble/solution.ts';
import { solveQueue } from '../reassemble/solve-queue.ts';
import { WholeReading } from '../reassemble/whole-reading.ts';
import { countFeatures, stepCount } from './count-features.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { keyOf } from './train-confidence.ts';
import { findTrueSolution } from './true-solution.ts';

/** A reading of a page: all that speaks for it, and how many articles it gets wrong. */
export interface RatedReading {
  /** Features of single steps, then those of the group `whole`. */
  readonly values: Float32Array;
  readonly wrong: number;
}

/** Readings of a page: the true one first, then what the solver found with some weights, best first. */
export interface GatheredReadings {
  readonly readings: readonly RatedReading[];
  readonly articles: number;
  /** Articles that the solver's own choice gets wrong. */
  readonly wrong: number;
}

/** Solves a page and rates what was found on the way; null where the page was not cut as it was written. */
export function gatherReadings(
  page: ScrambledPage,
  model: LanguageModel,
  table: WeightTable,
  most: number,
): GatheredReadings | null {
  const pieces = cutPages(readPageText(page.raw)).flatMap((part) => part.pieces);
  const problem = poseProblem(pieces, model, table);
  const truth = findTrueSolution(page, problem);
  if (!truth) return null;
  const lines = page.lines.filter(({ role }) => role !== 'furniture');
  const wanted = new Set(truth.map((article) => keyOf(article, lines)));
  const whole = new WholeReading(problem, table);
  const wholeValues = new Float64Array(featureNames.whole.length);
  const rate = (articles: readonly SolvedArticle[]): RatedReading | null => {
    const steps = countFeatures(problem, table, model, articles);
    if (!steps) return null;
    const values = new Float32Array(stepCount + featureNames.whole.length);
    values.set(steps);
    whole.fill(articles, wholeValues);
    values.set(wholeValues, stepCount);
    const wrong = truth.length - articles.filter((article) => wanted.has(keyOf(article, lines))).length;
    return { values, wrong };
  };
  const wishes = rate(truth);
  const read = solveQueue(problem, table);
  const others = tryTrusts(problem, table, noPairPins);
  const found = improveReading(problem, table, read, { others, pins: noPairPins });
  const list = (found.readings ?? []).slice(0, most).flatMap(({ articles }) => rate(articles) ?? []);
  if (!wishes || list.length === 0) return null;
  return { readings: [wishes, ...list], articles: truth.length, wrong: list[0]?.wrong ?? truth.length };
}

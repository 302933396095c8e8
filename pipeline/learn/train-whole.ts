import { tryTrusts } from '../reassemble/ask-others.ts';
import { countReading } from '../reassemble/count-reading.ts';
import { cutPages } from '../reassemble/cut.ts';
import { featureNames, type WeightTable } from '../reassemble/features.ts';
import { improveReading } from '../reassemble/improve-reading.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { noPairPins } from '../reassemble/pair-pins.ts';
import { poseProblem } from '../reassemble/problem.ts';
import { solveQueue } from '../reassemble/solve-queue.ts';
import { WholeReading } from '../reassemble/whole-reading.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { keyOf } from './train-confidence.ts';
import { findTrueSolution } from './true-solution.ts';

/** Pages, with the model that is to read them. */
export interface PagesToRead {
  readonly pages: readonly ScrambledPage[];
  readonly model: LanguageModel;
}

/** A reading of a page: what the solver gave it, what it tells as a whole, and how many articles it got wrong. */
interface Reading {
  readonly score: number;
  readonly values: Float64Array;
  readonly wrong: number;
}

/**
 * Learns what whole readings are worth (the group `whole`), all other weights held: of the readings that the solver has left
 * at the end of a page or weighed on the way to a better one, and the true one, one with the fewest wrong articles is to be the
 * likeliest (log-linear over lists).
 */
export function trainWhole(
  sets: readonly PagesToRead[],
  start: WeightTable,
  options: {
    readonly readings: number;
    readonly decay: number;
    readonly onPage?: (done: number, all: number) => void;
    readonly onEnd?: (before: number, after: number, articles: number) => void;
  },
): WeightTable {
  const all = sets.reduce((sum, { pages }) => sum + pages.length, 0) * rounds;
  const lists = new Map<ScrambledPage, Reading[]>();
  let table = start;
  let done = 0;
  let vector: Float64Array = new Float64Array(featureNames.whole.length);
  // What is weighed on the way to the best reading hangs on the weights: lists grow by what new ones go wrong with.
  for (let round = 0; round < rounds; round++) {
    for (const { pages, model } of sets)
      for (const page of pages) {
        const found = listOf(page, model, table, options.readings);
        if (found) lists.set(page, [...(lists.get(page) ?? []), ...found.slice(lists.has(page) ? 1 : 0)]);
        options.onPage?.(++done, all);
      }
    vector = fit([...lists.values()], options.decay);
    table = { ...start, whole: toGroup(vector) };
  }
  const articles = [...lists.keys()].reduce((sum, { truth }) => sum + truth.length, 0);
  const right = (weights: Float64Array): number =>
    // The true reading is only there to be learned from.
    articles - [...lists.values()].reduce((sum, list) => sum + (best(list.slice(1), weights)?.wrong ?? 0), 0);
  options.onEnd?.(right(new Float64Array(vector.length)), right(vector), articles);
  return table;
}

const toGroup = (vector: Float64Array): Record<string, number> =>
  Object.fromEntries(featureNames.whole.map((name, k) => [name, Math.round((vector[k] ?? 0) * 1000) / 1000]));

function listOf(page: ScrambledPage, model: LanguageModel, table: WeightTable, most: number): Reading[] | null {
  const pieces = cutPages(readPageText(page.raw)).flatMap((part) => part.pieces);
  const problem = poseProblem(pieces, model, table);
  const truth = findTrueSolution(page, problem);
  const score = truth && countReading(problem, table, truth);
  if (!truth || score === null) return null;
  const lines = page.lines.filter(({ role }) => role !== 'furniture');
  const wanted = new Set(truth.map((article) => keyOf(article, lines)));
  const whole = new WholeReading(problem, table);
  const read = solveQueue(problem, table);
  const others = tryTrusts(problem, table, noPairPins);
  const found = improveReading(problem, table, read, { others, pins: noPairPins }).readings ?? [];
  const readings = [
    { articles: truth, score },
    ...found.slice(0, most).map(({ articles, steps }) => ({ articles, score: steps })),
  ];
  return readings.map((reading) => {
    const values = new Float64Array(featureNames.whole.length);
    whole.fill(reading.articles, values);
    const right = reading.articles.filter((article) => wanted.has(keyOf(article, lines))).length;
    return { score: reading.score, values, wrong: truth.length - right };
  });
}

function scoreOf({ score, values }: Reading, weights: Float64Array): number {
  return values.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), score);
}

function best(list: readonly Reading[], weights: Float64Array): Reading | undefined {
  let found = list[0];
  for (const reading of list) if (found && scoreOf(reading, weights) > scoreOf(found, weights)) found = reading;
  return found;
}

/** Gradient steps over all pages (Adagrad); each feature is measured by how much it varies. */
function fit(lists: readonly (readonly Reading[])[], decay: number): Float64Array {
  const size = featureNames.whole.length;
  const scales = spreadsOf(lists, size);
  const vector = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-4);
  const weights = new Float64Array(size);
  for (let turn = 0; turn < turns; turn++) {
    for (let k = 0; k < size; k++) weights[k] = (vector[k] ?? 0) / (scales[k] ?? 1);
    const gradient = new Float64Array(size);
    for (const list of lists) {
      const least = list.reduce((low, { wrong }) => Math.min(low, wrong), Number.POSITIVE_INFINITY);
      // A reading with many wrong articles is to be further behind than one with few.
      const scores = list.map((reading) => scoreOf(reading, weights) + marginOfWrong * reading.wrong);
      const top = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      const parts = scores.map((score) => Math.exp(score - top));
      const total = parts.reduce((a, b) => a + b, 0);
      const good = parts.reduce((sum, part, r) => sum + (list[r]?.wrong === least ? part : 0), 0);
      for (const [r, { values, wrong }] of list.entries()) {
        const p = (parts[r] ?? 0) / total - (wrong === least && good > 0 ? (parts[r] ?? 0) / good : 0);
        for (let k = 0; k < size; k++) gradient[k] = (gradient[k] ?? 0) + (p * (values[k] ?? 0)) / (scales[k] ?? 1);
      }
    }
    for (let k = 0; k < size; k++) {
      const slope = (gradient[k] ?? 0) / Math.max(1, lists.length) + decay * (vector[k] ?? 0);
      squares[k] = (squares[k] ?? 0) + slope * slope;
      vector[k] = (vector[k] ?? 0) - (rate * slope) / Math.sqrt(squares[k] ?? 1);
    }
  }
  return vector.map((value, k) => value / (scales[k] ?? 1));
}

/** How much each feature varies among the readings of a page (root mean square about the first). */
function spreadsOf(lists: readonly (readonly Reading[])[], size: number): Float64Array {
  const sums = new Float64Array(size);
  let count = 0;
  for (const [first, ...rest] of lists)
    for (const { values } of rest) {
      count++;
      for (let k = 0; k < size; k++) sums[k] = (sums[k] ?? 0) + ((values[k] ?? 0) - (first?.values[k] ?? 0)) ** 2;
    }
  return sums.map((sum) => Math.sqrt(sum / Math.max(1, count)) + 1e-3);
}

/** How often all pages are solved anew. */
const rounds = 2;
const turns = 400;
const rate = 0.2;
/** By so much (log odds) is each wrong article to be behind. */
const marginOfWrong = 0.3;

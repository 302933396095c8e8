import { cutPages } from '../reassemble/cut.ts';
import type { WeightTable } from '../reassemble/features.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { poseProblem } from '../reassemble/problem.ts';
import { keyOfArticle, type SolvedArticle } from '../reassemble/solution.ts';
import { listReadings } from '../reassemble/solve-queue.ts';
import { countFeatures, flowFrom, flowTo, stepCount, toTable, toVector } from './count-features.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { findTrueSolution } from './true-solution.ts';

export interface WeightTraining {
  /** How often all pages are solved anew. */
  readonly rounds: number;
  /** Width of the solver's beam. */
  readonly width: number;
  /** Readings of a page that are compared with the true one, each round. */
  readonly readings: number;
  /** Other weights to solve all pages with first, so that lists hold what other weights would go wrong with. */
  readonly others?: readonly WeightTable[];
  /** How strongly weights are held to where they were at the start. */
  readonly decay: number;
  readonly onRound?: (round: number, loss: number, articlesRight: number, articles: number) => void;
}

/** What a page's readings are made of; the first is the true one. */
interface Rated {
  readonly readings: { readonly values: Float32Array; readonly costs: number }[];
  readonly keys: Set<string>;
}

/**
 * Learns all weights together from whole pages: each page is solved, and of the readings that the solver had left at its
 * end the true one is to be the likeliest (log-linear over lists of readings, which grow from round to round). A reading
 * with many wrong articles is pushed further away than one with few.
 */
export function trainWeights(
  pages: readonly ScrambledPage[],
  model: LanguageModel,
  start: WeightTable,
  options: WeightTraining,
): WeightTable {
  const first = toVector(start);
  let weights: Float64Array = first.slice();
  const rated = new Map<ScrambledPage, Rated>();
  const others = options.others ?? [];
  for (let round = 0; round < options.rounds + others.length; round++) {
    const table = others[round] ?? toTable(weights);
    let right = 0;
    let all = 0;
    for (const page of pages) {
      const problem = poseProblem(
        cutPages(readPageText(page.raw)).flatMap((part) => part.pieces),
        model,
        table,
      );
      const truth = findTrueSolution(page, problem);
      const wanted = truth ? countFeatures(problem, table, model, truth) : null;
      if (!truth || !wanted) continue;
      const kept = rated.get(page) ?? { readings: [{ values: wanted, costs: 0 }], keys: new Set([lineOf(truth)]) };
      rated.set(page, kept);
      for (const [k, { articles }] of listReadings(problem, table, { width: options.width })
        .slice(0, options.readings)
        .entries()) {
        const wrong = truth.filter((t) => !articles.some((found) => isSame(t, found))).length;
        if (k === 0) {
          right += truth.length - wrong;
          all += truth.length;
        }
        const key = lineOf(articles);
        if (kept.keys.has(key)) continue;
        kept.keys.add(key);
        const values = countFeatures(problem, table, model, articles);
        if (values) kept.readings.push({ values, costs: Math.max(1, wrong) });
      }
    }
    if (round < others.length) {
      options.onRound?.(round, 0, right, all);
      continue;
    }
    const { vector, loss } = fitLists([...rated.values()], weights, first, options.decay);
    weights = vector;
    options.onRound?.(round, loss, right, all);
  }
  return toTable(weights);
}

/** Log-linear fit over lists of readings by gradient steps over all pages (Adagrad, few features: quick). */
function fitLists(
  pages: readonly Rated[],
  from: Float64Array,
  home: Float64Array,
  decay: number,
): { vector: Float64Array; loss: number } {
  const vector = from.slice();
  const squares = new Float64Array(stepCount).fill(1e-3);
  let loss = 0;
  for (let turn = 0; turn < 300; turn++) {
    const gradient = new Float64Array(stepCount);
    loss = 0;
    for (const { readings } of pages) {
      if (readings.length < 2) continue;
      const scores = readings.map(({ values, costs }) => {
        let sum = costs * marginOfWrong;
        for (let k = 0; k < stepCount; k++) sum += (vector[k] ?? 0) * (values[k] ?? 0);
        return sum;
      });
      const top = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
      loss -= (scores[0] ?? 0) - top - Math.log(total);
      for (const [r, { values }] of readings.entries()) {
        const p = Math.exp((scores[r] ?? 0) - top) / total - (r === 0 ? 1 : 0);
        if (Math.abs(p) < 1e-5) continue;
        for (let k = 0; k < stepCount; k++) gradient[k] = (gradient[k] ?? 0) + p * (values[k] ?? 0);
      }
    }
    const rate = 0.1 * (1 - turn / 300) + 0.005;
    for (let k = 0; k < stepCount; k++) {
      const held = k >= flowFrom && k < flowTo ? decay : decay * firmness;
      const slope = (gradient[k] ?? 0) / pages.length + held * ((vector[k] ?? 0) - (home[k] ?? 0));
      squares[k] = (squares[k] ?? 0) + slope * slope;
      vector[k] = (vector[k] ?? 0) - (rate * slope) / Math.sqrt(squares[k] ?? 1);
    }
  }
  return { vector, loss: loss / Math.max(1, pages.length) };
}

/** What was learned from single choices is held this much more firmly than what only whole pages can tell. */
const firmness = 10;

/** By so much (log odds) is each wrong article to be behind. */
const marginOfWrong = 0.3;

/** Whether two readings have the same article: title, byline, and all pieces joined in the same way. */
export function isSame(a: SolvedArticle, b: SolvedArticle): boolean {
  return keyOfArticle(a) === keyOfArticle(b);
}

const lineOf = (articles: readonly SolvedArticle[]): string => articles.map(keyOfArticle).sort().join(';');

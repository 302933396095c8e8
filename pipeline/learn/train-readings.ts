import type { RatedReading } from './gather-readings.ts';

export interface ReadingTraining {
  /** How strongly weights are held to where they start from, as one over the number of pages that would say as much. */
  readonly held: number;
}

/**
 * Learns all weights together: of the readings of each page one with the fewest wrong articles is to be the likeliest (log-linear over
 * lists), and one with many wrong ones is to be further behind than one with few. Weights are held to where they start
 * from (`home`), each as firmly as it says much where it says something. Weights stand in the order of the readings' values.
 */
export function trainReadings(
  lists: readonly (readonly RatedReading[])[],
  from: Float64Array,
  home: Float64Array,
  { held }: ReadingTraining,
): { readonly weights: Float64Array; readonly loss: number } {
  const size = home.length;
  const scales = measureSpreads(lists, size);
  const vector = from.map((weight, k) => weight * (scales[k] ?? 1));
  const squares = new Float64Array(size).fill(1e-4);
  const weights = from.slice();
  let loss = 0;
  for (let turn = 0; turn < turns; turn++) {
    const gradient = new Float64Array(size);
    loss = 0;
    for (const list of lists) loss += weigh(list, weights, gradient);
    const rate = 0.1 * (1 - turn / turns) + 0.002;
    for (let k = 0; k < size; k++) {
      const scale = scales[k] ?? 1;
      const slope =
        (gradient[k] ?? 0) / scale / Math.max(1, lists.length) + held * ((vector[k] ?? 0) - (home[k] ?? 0) * scale);
      squares[k] = (squares[k] ?? 0) + slope * slope;
      vector[k] = (vector[k] ?? 0) - (rate * slope) / Math.sqrt(squares[k] ?? 1);
      weights[k] = (vector[k] ?? 0) / scale;
    }
  }
  return { weights, loss: loss / Math.max(1, lists.length) };
}

/** Adds a list's slopes to the gradient, and gives back its loss. */
function weigh(list: readonly RatedReading[], weights: Float64Array, gradient: Float64Array): number {
  const size = weights.length;
  const least = list.reduce((low, { wrong }) => Math.min(low, wrong), Number.POSITIVE_INFINITY);
  const scores = list.map(({ values, wrong }) => {
    let sum = marginOfWrong * (wrong - least);
    for (let k = 0; k < size; k++) sum += (weights[k] ?? 0) * (values[k] ?? 0);
    return sum;
  });
  const top = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const parts = scores.map((score) => Math.exp(score - top));
  const total = parts.reduce((a, b) => a + b, 0);
  const good = parts.reduce((sum, part, r) => sum + (list[r]?.wrong === least ? part : 0), 0);
  for (const [r, { values, wrong }] of list.entries()) {
    const isGood = wrong === least;
    const p = (parts[r] ?? 0) / total - (isGood && good > 0 ? (parts[r] ?? 0) / good : 0);
    if (Math.abs(p) < 1e-6) continue;
    for (let k = 0; k < size; k++) gradient[k] = (gradient[k] ?? 0) + p * (values[k] ?? 0);
  }
  return good > 0 ? -Math.log(good / total) : leastShare;
}

/** How much each feature differs from the first reading's where it does (root mean square). */
function measureSpreads(lists: readonly (readonly RatedReading[])[], size: number): Float64Array {
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  for (const [first, ...rest] of lists)
    for (const { values } of rest)
      for (let k = 0; k < size; k++) {
        const by = (values[k] ?? 0) - (first?.values[k] ?? 0);
        if (by === 0) continue;
        sums[k] = (sums[k] ?? 0) + by * by;
        counts[k] = (counts[k] ?? 0) + 1;
      }
  return sums.map((sum, k) => (sum > 0 ? Math.sqrt(sum / (counts[k] ?? 1)) : 1));
}

const turns = 400;
/** By so much (log odds) is each wrong article to be behind. */
const marginOfWrong = 0.3;
/** Loss of a list whose good readings are out of all reach. */
const leastShare = 700;

import type { Steps } from '../reassemble/boosted-trees.ts';

/** What was said of a case (log odds), and whether it was right. */
export interface Said {
  readonly sum: number;
  readonly right: boolean;
}

/**
 * What log odds are worth: the likeliest line of a few pieces that never falls, through what was right and wrong (logistic
 * regression on pieces of the line). Steps that only count (pool adjacent violators) leave it to chance at which sum a high
 * probability is reached, since hardly one case there is wrong. Where little was counted, log odds are taken at their word.
 */
export function calibrate(cases: readonly Said[]): Steps {
  const sorted = [...cases].sort((a, b) => a.sum - b.sum);
  const knots = [...new Set(shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]?.sum ?? 0))];
  if (knots.length < 2) {
    const right = cases.filter((one) => one.right).length;
    return [[knots[0] ?? 0, round4((right + 0.5) / (cases.length + 1))]];
  }
  const groups = groupUp(sorted);
  const pieces = knots.slice(1);
  /** How far a sum has come on each piece of the line. */
  const walk = (sum: number): number[] => pieces.map((to, k) => Math.max(0, Math.min(sum, to) - (knots[k] ?? 0) || 0));
  const walked = groups.map(({ sum }) => [1, ...walk(sum)]);
  const weights = [knots[0] ?? 0, ...pieces.map(() => 1)];
  const home = [...weights];
  const heights = walked.map((own) => dot(own, weights));
  for (let turn = 0; turn < turns; turn++)
    for (const [k, before] of weights.entries()) {
      let slope = held * (before - (home[k] ?? 0));
      let curve = held;
      for (const [g, { right, count }] of groups.entries()) {
        const own = walked[g]?.[k] ?? 0;
        if (own === 0) continue;
        const p = logistic(heights[g] ?? 0);
        slope += (count * p - right) * own;
        curve += count * p * (1 - p) * own * own;
      }
      // The line never falls; where it begins is free.
      const after = k === 0 ? before - slope / curve : Math.max(0, before - slope / curve);
      weights[k] = after;
      for (const [g, own] of walked.entries()) heights[g] = (heights[g] ?? 0) + (after - before) * (own[k] ?? 0);
    }
  // That none of so many was wrong does not say that none ever is.
  const most = 1 - 0.5 / (1 + sorted.length * (1 - (shares.at(-2) ?? 0)));
  const places = knots.flatMap((from, k) => {
    const to = knots[k + 1];
    return to === undefined ? [from] : Array.from({ length: parts }, (_, i) => from + ((to - from) * i) / parts);
  });
  return places.map((sum) => [round4(sum), round4(Math.min(most, logistic(dot([1, ...walk(sum)], weights))))]);
}

/** Cases of much the same sum, counted together: a few hundred stand for all. */
function groupUp(sorted: readonly Said[]): { sum: number; right: number; count: number }[] {
  const size = Math.max(1, Math.floor(sorted.length / mostGroups));
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, g) => {
    const part = sorted.slice(g * size, (g + 1) * size);
    return {
      sum: part.reduce((all, { sum }) => all + sum, 0) / part.length,
      right: part.filter(({ right }) => right).length,
      count: part.length,
    };
  });
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
const logistic = (height: number): number => 1 / (1 + Math.exp(-height));
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Where the line may bend: at these shares of the cases, by rank. */
const shares: readonly number[] = [0, 0.05, 0.2, 0.4, 0.6, 0.75, 0.87, 1];
/** Each piece is written down as so many, since between steps probabilities are straight. */
const parts = 6;
const turns = 400;
const mostGroups = 600;
/** How strongly the line is held to the log odds themselves. */
const held = 1;

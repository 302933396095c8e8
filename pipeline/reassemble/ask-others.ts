import { askContent, type Rivals } from './ask-content.ts';
import type { FeatureGroup, WeightTable } from './features.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import type { Opinion, Solution } from './solution.ts';
import { solveQueue } from './solve-queue.ts';

/** What else is said of a page that was put together. */
export interface Opinions {
  /** How it comes out otherwise. */
  readonly others: readonly Opinion[];
  /** How far its links are ahead of others by their content. */
  readonly rivals: Rivals;
}

/**
 * How a page comes out when the order of its blocks is trusted less, more (`trusts`), or not at all. Where all agree, the text itself
 * decides; where they do not, somebody should look. No score of one solver tells as much (`README.md`: reliability).
 */
export function askOthers(
  problem: Problem,
  options: {
    readonly pins: PairPins;
    readonly solution: Solution;
    readonly rejected: Solution | null;
    readonly trusts: readonly Solution[];
  },
): Opinions {
  const { pins, solution, rejected, trusts } = options;
  const { opinion, rivals } = askContent(problem, solution.articles, pins);
  const others = [
    ...trusts,
    // Where no order was followed, it is the order that is asked.
    solution.method === 'free' ? (rejected ?? opinion) : opinion,
  ];
  return { others, rivals };
}

/** How a page comes out, quickly, with half the trust in its order, and with more. */
export function tryTrusts(problem: Problem, table: WeightTable, pins: PairPins): Solution[] {
  return [0.5, 1.6].map((by) => solveQueue(problem, scaleOrder(table, by), { width: quickWidth, pins }));
}

/** The same weights, with more or less trust in the order of the page. */
function scaleOrder(table: WeightTable, by: number): WeightTable {
  const group: FeatureGroup = 'flow';
  return { ...table, [group]: Object.fromEntries(Object.entries(table[group] ?? {}).map(([k, v]) => [k, v * by])) };
}

/** A second opinion need not be the best: with a wider beam it agrees more often, where it is wrong as well. */
const quickWidth = 10;

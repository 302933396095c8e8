import type { FeatureGroup, WeightTable } from './features.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';
import { solveFree } from './solve-free.ts';
import { solveQueue } from './solve-queue.ts';

/**
 * How a page comes out when the order of its blocks is trusted less, more, or not at all. Where all agree, the text itself
 * decides; where they do not, somebody should look. No score of one solver tells as much (`README.md`: reliability).
 */
export function askOthers(
  problem: Problem,
  table: WeightTable,
  options: { readonly pins: PairPins; readonly free: Solution | null },
): Solution[] {
  const { pins } = options;
  return [
    solveQueue(problem, scaleOrder(table, 0.5), { width: quickWidth, pins }),
    solveQueue(problem, scaleOrder(table, 1.6), { width: quickWidth, pins }),
    options.free ?? solveFree(problem, { pins }),
  ];
}

/** The same weights, with more or less trust in the order of the page. */
function scaleOrder(table: WeightTable, by: number): WeightTable {
  const group: FeatureGroup = 'flow';
  return { ...table, [group]: Object.fromEntries(Object.entries(table[group] ?? {}).map(([k, v]) => [k, v * by])) };
}

const quickWidth = 16;

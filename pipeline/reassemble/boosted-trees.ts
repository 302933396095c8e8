/**
 * Many small decision trees whose leaves are summed as log odds, and what such a sum is worth as a probability. What they
 * learn depends on several measures at once, as no weighted sum does.
 */
export interface BoostedTrees {
  readonly base: number;
  /** Each tree as nodes of four numbers: index of a measure, limit, node below or at the limit, node above; a leaf: -1, value. */
  readonly trees: readonly (readonly number[])[];
  /** Cases are counted apart by whether a measure is at or below a limit, or above it. */
  readonly parting: { readonly measure: number; readonly limit: number };
  /** What was counted of the one part and of the other. */
  readonly steps: readonly [below: Steps, above: Steps];
}

/** Counted on cases that were not learned from: log odds from which on so many were right. Straight lines between. */
export type Steps = readonly (readonly [logOdds: number, right: number])[];

/** Sum of the leaves that a case falls into: log odds, before they are held against what was counted. */
export function sumTrees({ base, trees }: Pick<BoostedTrees, 'base' | 'trees'>, values: Float64Array): number {
  let sum = base;
  for (const tree of trees) {
    let at = 0;
    for (let measure = tree[0] ?? -1; measure >= 0; measure = tree[at] ?? -1)
      at = 4 * ((values[measure] ?? 0) <= (tree[at + 1] ?? 0) ? (tree[at + 2] ?? 0) : (tree[at + 3] ?? 0));
    sum += tree[at + 1] ?? 0;
  }
  return sum;
}

/** The probability of a case. */
export function askTrees(model: BoostedTrees, values: Float64Array): number {
  return readSteps(model.steps[isAbove(model, values) ? 1 : 0], sumTrees(model, values));
}

/** Of which part a case is. */
export function isAbove({ parting }: Pick<BoostedTrees, 'parting'>, values: Float64Array): boolean {
  return (values[parting.measure] ?? 0) > parting.limit;
}

function readSteps(steps: Steps, value: number): number {
  const above = steps.findIndex(([from]) => from > value);
  const [low, before] = steps[(above < 0 ? steps.length : above) - 1] ?? steps[0] ?? [0, 0.5];
  if (above <= 0) return before;
  const [high, after] = steps[above] ?? [low, before];
  return high > low ? before + ((after - before) * (value - low)) / (high - low) : after;
}

import { type BoostedTrees, isAbove, type Steps, sumTrees } from '../reassemble/boosted-trees.ts';

/** Something measured that was right or wrong. Cases of one group (a page) are never on both sides of a trial. */
export interface Case {
  readonly values: Float64Array;
  readonly right: boolean;
  readonly group: number;
}

/**
 * Learns boosted trees (Newton steps of the logistic loss, the best leaf is split first), then counts on cases that were left
 * out of learning how often sums of such a size were right, in steps that never fall (pool adjacent violators). What is above
 * the parting is counted apart from what is not: how much a sum is worth depends on it.
 */
export function trainTrees(cases: readonly Case[], size: number, parting: BoostedTrees['parting']): BoostedTrees {
  const bins = makeBins(cases, size);
  const sums: [Sum[], Sum[]] = [[], []];
  for (let fold = 0; fold < folds; fold++) {
    const isHeld = ({ group }: Case): boolean => group % folds === fold;
    const model = grow(
      cases.filter((one) => !isHeld(one)),
      bins,
    );
    for (const { values, right } of cases.filter(isHeld))
      sums[isAbove({ parting }, values) ? 1 : 0].push({ sum: sumTrees(model, values), right });
  }
  // A part of which there is next to nothing is counted with the other.
  const count = (part: readonly Sum[]): Steps => countSteps(part.length < 2 * block ? sums.flat() : part);
  return { ...grow(cases, bins), parting, steps: [count(sums[0]), count(sums[1])] };
}

/** What trees made of a case that they had not seen. */
interface Sum {
  readonly sum: number;
  readonly right: boolean;
}

/** Limits that a measure is asked about: so many values of the cases as there are, evenly by rank. */
function makeBins(cases: readonly Case[], size: number): number[][] {
  return Array.from({ length: size }, (_, k) => {
    const sorted = cases.map(({ values }) => values[k] ?? 0).sort((a, b) => a - b);
    const limits = new Set<number>();
    for (let b = 1; b < mostBins; b++) limits.add(round(sorted[Math.floor((b * sorted.length) / mostBins)] ?? 0));
    return [...limits].sort((a, b) => a - b);
  });
}

interface Leaf {
  readonly node: number;
  readonly members: Int32Array;
  readonly split: Split | null;
}

interface Split {
  readonly gain: number;
  readonly measure: number;
  readonly limit: number;
}

function grow(cases: readonly Case[], bins: readonly (readonly number[])[]): Pick<BoostedTrees, 'base' | 'trees'> {
  const share = (cases.filter(({ right }) => right).length + 1) / (cases.length + 2);
  const base = round(Math.log(share / (1 - share)));
  const placed = bins.map((limits, k) => Uint8Array.from(cases, ({ values }) => placeOf(limits, values[k] ?? 0)));
  const sums = new Float64Array(cases.length).fill(base);
  const slopes = new Float64Array(cases.length);
  const curves = new Float64Array(cases.length);
  const trees: number[][] = [];
  const worth = (g: number, h: number): number => (g * g) / (h + held);
  const totalsOf = (members: Int32Array): [number, number] => {
    let g = 0;
    let h = 0;
    for (const i of members) {
      g += slopes[i] ?? 0;
      h += curves[i] ?? 0;
    }
    return [g, h];
  };
  const bestSplit = (members: Int32Array): Split | null => {
    if (members.length < 2 * leastCases) return null;
    const [allG, allH] = totalsOf(members);
    let best: Split | null = null;
    for (const [k, limits] of bins.entries()) {
      const of = placed[k];
      if (!of) continue;
      const g = new Float64Array(limits.length + 1);
      const h = new Float64Array(limits.length + 1);
      const n = new Int32Array(limits.length + 1);
      for (const i of members) {
        const at = of[i] ?? 0;
        g[at] = (g[at] ?? 0) + (slopes[i] ?? 0);
        h[at] = (h[at] ?? 0) + (curves[i] ?? 0);
        n[at] = (n[at] ?? 0) + 1;
      }
      let [lowG, lowH, lowN] = [0, 0, 0];
      for (const [at, limit] of limits.entries()) {
        lowG += g[at] ?? 0;
        lowH += h[at] ?? 0;
        lowN += n[at] ?? 0;
        if (lowN < leastCases || members.length - lowN < leastCases) continue;
        const gain = worth(lowG, lowH) + worth(allG - lowG, allH - lowH) - worth(allG, allH);
        if (gain > (best?.gain ?? leastGain)) best = { gain, measure: k, limit };
      }
    }
    return best;
  };
  for (let round = 0; round < rounds; round++) {
    for (const [i, { right }] of cases.entries()) {
      const p = 1 / (1 + Math.exp(-(sums[i] ?? 0)));
      slopes[i] = p - (right ? 1 : 0);
      curves[i] = p * (1 - p);
    }
    const tree: number[] = [-1, 0, 0, 0];
    const all = Int32Array.from(cases, (_, i) => i);
    const leaves: Leaf[] = [{ node: 0, members: all, split: bestSplit(all) }];
    while (leaves.length < mostLeaves) {
      const leaf = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
      if (!leaf.split) break;
      const { measure, limit } = leaf.split;
      const isLow = (i: number): boolean => (cases[i]?.values[measure] ?? 0) <= limit;
      const next = tree.length / 4;
      tree.splice(leaf.node * 4, 4, measure, limit, next, next + 1);
      tree.push(-1, 0, 0, 0, -1, 0, 0, 0);
      leaves.splice(leaves.indexOf(leaf), 1);
      for (const [k, members] of [leaf.members.filter(isLow), leaf.members.filter((i) => !isLow(i))].entries())
        leaves.push({ node: next + k, members, split: bestSplit(members) });
    }
    if (leaves.length === 1) break;
    for (const { node, members } of leaves) {
      const [g, h] = totalsOf(members);
      const value = round4((-rate * g) / (h + held));
      tree[node * 4 + 1] = value;
      for (const i of members) sums[i] = (sums[i] ?? 0) + value;
    }
    trees.push(tree);
  }
  return { base, trees };
}

/** The bin of a value: how many limits it is above. */
function placeOf(limits: readonly number[], value: number): number {
  const at = limits.findIndex((limit) => value <= limit);
  return at < 0 ? limits.length : at;
}

/** How many were right, from the least sum to the greatest, in blocks that never fall; each at its middle. */
function countSteps(sums: readonly Sum[]): Steps {
  const sorted = [...sums].sort((a, b) => a.sum - b.sum);
  const blocks: { sum: number; right: number; count: number }[] = [];
  for (let i = 0; i < sorted.length; i += block) {
    const part = sorted.slice(i, i + block);
    let made = {
      sum: part.reduce((all, { sum }) => all + sum, 0),
      right: part.filter(({ right }) => right).length,
      count: part.length,
    };
    for (let last = blocks.at(-1); last && last.right / last.count >= made.right / made.count; last = blocks.at(-1)) {
      made = { sum: last.sum + made.sum, right: last.right + made.right, count: last.count + made.count };
      blocks.pop();
    }
    blocks.push(made);
  }
  // That none of so many was wrong does not say that none ever is.
  let most = 0;
  return blocks.map(({ sum, right, count }) => {
    most = Math.max(most, round4((right + 0.5) / (count + 1)));
    return [round4(sum / count), most];
  });
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

const folds = 10;
const rounds = 320;
const rate = 0.05;
const mostLeaves = 6;
const leastCases = 15;
/** What holds a leaf back that has few cases. */
const held = 2;
const leastGain = 0.5;
const mostBins = 48;
/** Cases that are counted together at least. */
const block = 60;

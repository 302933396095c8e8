import { type BoostedTrees, isAbove, type Steps, sumTrees } from '../reassemble/boosted-trees.ts';
import { calibrate, type Said } from './calibrate.ts';

/** Something measured that was right or wrong. Cases of one group (a page) are never on both sides of a trial. */
export interface Case {
  readonly values: Float64Array;
  readonly right: boolean;
  readonly group: number;
}

/**
 * Learns boosted trees (Newton steps of the logistic loss, the best leaf is split first), then counts on cases that were left
 * out of learning how often sums of such a size were right (`calibrate.ts`). What is above the parting is counted apart from
 * what is not: how much a sum is worth depends on it.
 */
export function trainTrees(cases: readonly Case[], size: number, parting: BoostedTrees['parting']): BoostedTrees {
  const bins = makeBins(cases, size);
  const sums: [Said[], Said[]] = [[], []];
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
  const count = (part: readonly Said[]): Steps => calibrate(part.length < leastPart ? sums.flat() : part);
  return { ...grow(cases, bins), parting, steps: [count(sums[0]), count(sums[1])] };
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
  readonly sums: Histogram;
  readonly split: Split | null;
}

interface Split {
  readonly gain: number;
  readonly measure: number;
  readonly limit: number;
}

/** Sums over cases by measure and bin, at `measure * mostBins + bin`: slopes, curves, and how many there are. */
interface Histogram {
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
  readonly counts: Int32Array;
}

function grow(cases: readonly Case[], bins: readonly (readonly number[])[]): Pick<BoostedTrees, 'base' | 'trees'> {
  const share = (cases.filter(({ right }) => right).length + 1) / (cases.length + 2);
  const base = round(Math.log(share / (1 - share)));
  const size = bins.length;
  /** The bin of each measure of a case, at `case * size + measure`. */
  const placed = new Uint8Array(cases.length * size);
  for (const [i, { values }] of cases.entries())
    for (const [k, limits] of bins.entries()) placed[i * size + k] = placeOf(limits, values[k] ?? 0);
  const sums = new Float64Array(cases.length).fill(base);
  const slopes = new Float64Array(cases.length);
  const curves = new Float64Array(cases.length);
  const trees: number[][] = [];
  const worth = (g: number, h: number): number => (g * g) / (h + held);
  const measure = (members: Int32Array): Histogram => {
    const made = {
      slopes: new Float64Array(size * mostBins),
      curves: new Float64Array(size * mostBins),
      counts: new Int32Array(size * mostBins),
    };
    for (let m = 0; m < members.length; m++) {
      const i = members[m] ?? 0;
      const [g, h] = [slopes[i] ?? 0, curves[i] ?? 0];
      for (let k = 0; k < size; k++) {
        const at = k * mostBins + (placed[i * size + k] ?? 0);
        made.slopes[at] = (made.slopes[at] ?? 0) + g;
        made.curves[at] = (made.curves[at] ?? 0) + h;
        made.counts[at] = (made.counts[at] ?? 0) + 1;
      }
    }
    return made;
  };
  const bestSplit = (total: number, { slopes: g, curves: h, counts: n }: Histogram): Split | null => {
    if (total < 2 * leastCases) return null;
    let best: Split | null = null;
    for (const [k, limits] of bins.entries()) {
      let [allG, allH] = [0, 0];
      for (let bin = 0; bin <= limits.length; bin++) {
        allG += g[k * mostBins + bin] ?? 0;
        allH += h[k * mostBins + bin] ?? 0;
      }
      let [lowG, lowH, lowN] = [0, 0, 0];
      for (const [bin, limit] of limits.entries()) {
        const at = k * mostBins + bin;
        lowG += g[at] ?? 0;
        lowH += h[at] ?? 0;
        lowN += n[at] ?? 0;
        if (lowN < leastCases || total - lowN < leastCases) continue;
        const gain = worth(lowG, lowH) + worth(allG - lowG, allH - lowH) - worth(allG, allH);
        if (gain > (best?.gain ?? leastGain)) best = { gain, measure: k, limit };
      }
    }
    return best;
  };
  const all = Int32Array.from(cases, (_, i) => i);
  for (let turn = 0; turn < rounds; turn++) {
    for (const [i, { right }] of cases.entries()) {
      const p = 1 / (1 + Math.exp(-(sums[i] ?? 0)));
      slopes[i] = p - (right ? 1 : 0);
      curves[i] = p * (1 - p);
    }
    const tree: number[] = [-1, 0, 0, 0];
    const makeLeaf = (node: number, members: Int32Array, own: Histogram): Leaf => ({
      node,
      members,
      sums: own,
      split: bestSplit(members.length, own),
    });
    const leaves: Leaf[] = [makeLeaf(0, all, measure(all))];
    while (leaves.length < mostLeaves) {
      const leaf = leaves.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
      if (!leaf.split) break;
      const { measure: k, limit } = leaf.split;
      const isLow = (i: number): boolean => (cases[i]?.values[k] ?? 0) <= limit;
      const next = tree.length / 4;
      tree.splice(leaf.node * 4, 4, k, limit, next, next + 1);
      tree.push(-1, 0, 0, 0, -1, 0, 0, 0);
      leaves.splice(leaves.indexOf(leaf), 1);
      const [low, high] = [leaf.members.filter(isLow), leaf.members.filter((i) => !isLow(i))];
      // Only the smaller part is measured: the larger is what is left of both.
      const isLowSmaller = low.length <= high.length;
      const smaller = measure(isLowSmaller ? low : high);
      const larger = subtract(leaf.sums, smaller);
      leaves.push(makeLeaf(next, low, isLowSmaller ? smaller : larger));
      leaves.push(makeLeaf(next + 1, high, isLowSmaller ? larger : smaller));
    }
    if (leaves.length === 1) break;
    for (const { node, members } of leaves) {
      let [g, h] = [0, 0];
      for (const i of members) {
        g += slopes[i] ?? 0;
        h += curves[i] ?? 0;
      }
      const value = round4((-rate * g) / (h + held));
      tree[node * 4 + 1] = value;
      for (const i of members) sums[i] = (sums[i] ?? 0) + value;
    }
    trees.push(tree);
  }
  return { base, trees };
}

function subtract(from: Histogram, part: Histogram): Histogram {
  return {
    slopes: from.slopes.map((sum, at) => sum - (part.slopes[at] ?? 0)),
    curves: from.curves.map((sum, at) => sum - (part.curves[at] ?? 0)),
    counts: from.counts.map((count, at) => count - (part.counts[at] ?? 0)),
  };
}

/** The bin of a value: how many limits it is above. */
function placeOf(limits: readonly number[], value: number): number {
  const at = limits.findIndex((limit) => value <= limit);
  return at < 0 ? limits.length : at;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

const folds = 5;
const rounds = 800;
const rate = 0.03;
const mostLeaves = 8;
const leastCases = 30;
/** What holds a leaf back that has few cases. */
const held = 5;
const leastGain = 0.5;
const mostBins = 48;
/** A part of fewer cases is not counted apart. */
const leastPart = 120;

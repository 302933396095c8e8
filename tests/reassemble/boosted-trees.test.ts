import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askTrees, type BoostedTrees, sumTrees } from '../../pipeline/reassemble/boosted-trees.ts';
import type { ConfidenceTrees } from '../../pipeline/reassemble/confidence.ts';
import { articleMeasureNames, joinMeasureNames, parting } from '../../pipeline/reassemble/measure-confidence.ts';

/** Measure 1 above 3: two up; else by measure 0. */
const model: BoostedTrees = {
  base: 0.5,
  trees: [
    [1, 3, 1, 2, 0, 0, 3, 4, -1, 2, 0, 0, -1, -1, 0, 0, -1, 0.25, 0, 0],
    [-1, 0.1, 0, 0],
  ],
  parting: { measure: 0, limit: 2 },
  steps: [
    [
      [-1, 0.1],
      [1, 0.5],
      [3, 0.9],
    ],
    [[0, 0.6]],
  ],
};

describe('boosted trees', () => {
  it.each([
    [[0, 4], 2.6],
    [[0, 3], -0.4],
    [[1, 3], 0.85],
  ])('add the leaves that %j falls into', (values, sum) => {
    expect(sumTrees(model, Float64Array.from(values))).toBeCloseTo(sum, 12);
  });

  it('say what was counted for such a sum, and no more than the most or the least counted', () => {
    const at = (base: number): number => askTrees({ ...model, base, trees: [] }, new Float64Array(2));
    expect(at(-5)).toBe(0.1);
    expect(at(0)).toBeCloseTo(0.3, 12);
    expect(at(1)).toBe(0.5);
    expect(at(2)).toBeCloseTo(0.7, 12);
    expect(at(9)).toBe(0.9);
  });

  it('say what was counted of such cases', () => {
    expect(askTrees(model, Float64Array.from([2, 0]))).toBeCloseTo(0.47, 12);
    expect(askTrees(model, Float64Array.from([2.1, 0]))).toBe(0.6);
  });
});

describe('the trees that ship', () => {
  const trees = JSON.parse(
    readFileSync(new URL('../../pipeline/reassemble/model/confidence.json', import.meta.url), 'utf8'),
  ) as ConfidenceTrees;

  it.each([
    ['join', joinMeasureNames.length],
    ['article', articleMeasureNames.length],
  ] as const)('for a %s ask only what is measured, and give a probability to everything', (kind, size) => {
    for (const tree of trees[kind].trees)
      for (let at = 0; at < tree.length; at += 4) expect(tree[at]).toBeLessThan(size);
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -20, max: 40 }), { minLength: size, maxLength: size }),
        (values) => {
          const p = askTrees(trees[kind], Float64Array.from(values));
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThan(1);
        },
      ),
    );
    for (const steps of trees[kind].steps) {
      const rights = steps.map(([, right]) => right);
      expect(rights).toEqual([...rights].sort((a, b) => a - b));
    }
    expect(trees[kind].parting.measure).toBe(
      (kind === 'join' ? joinMeasureNames : articleMeasureNames).indexOf(parting.measure),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { makeRandom } from '../../pipeline/learn/random.ts';
import { type Case, trainTrees } from '../../pipeline/learn/train-trees.ts';
import { askTrees } from '../../pipeline/reassemble/boosted-trees.ts';

/** Right nine times of ten where just one of two measures is high, else one time of five: no weighted sum can tell. */
function makeCases(seed: number, count: number): Case[] {
  const random = makeRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const [a, b] = [random.next(), random.next()];
    const right = random.chance(a > 0.5 !== b > 0.5 ? 0.9 : 0.2);
    return { values: Float64Array.from([a, b, random.next()]), right, group: Math.floor(i / 10) };
  });
}

describe('trees that are learned', () => {
  const parting = { measure: 2, limit: 0.7 } as const;
  const learned = trainTrees(makeCases(1, 8000), 3, parting);

  it('say of cases that they have not met what comes true', () => {
    const fresh = makeCases(2, 3000).map(({ values, right }) => ({ p: askTrees(learned, values), right }));
    for (const [from, to] of [
      [0, 0.5],
      [0.5, 1],
    ] as const) {
      const some = fresh.filter(({ p }) => p >= from && p < to);
      const said = some.reduce((sum, { p }) => sum + p, 0) / some.length;
      const right = some.filter((one) => one.right).length / some.length;
      expect(some.length).toBeGreaterThan(1000);
      expect(Math.abs(said - right)).toBeLessThan(0.03);
    }
    expect(fresh.filter(({ p, right }) => p > 0.5 === right).length / fresh.length).toBeGreaterThan(0.8);
  });

  it('are the same for the same cases, and no step falls', () => {
    expect(trainTrees(makeCases(1, 8000), 3, parting)).toEqual(learned);
    for (const steps of learned.steps) {
      const rights = steps.map(([, right]) => right);
      expect(rights).toEqual([...rights].sort((a, b) => a - b));
    }
  });

  it('count apart what a measure parts, where there is enough of either', () => {
    const rare = trainTrees(makeCases(1, 600), 3, { measure: 2, limit: 0.99 });
    expect(rare.steps[1].length).toBeGreaterThan(1);
    expect(learned.steps[0]).not.toEqual(learned.steps[1]);
  });

  it('have little to say of a few cases, and still say it', () => {
    const few = trainTrees(makeCases(3, 20), 3, parting);
    const p = askTrees(few, Float64Array.from([0.9, 0.1, 0.5]));
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThan(1);
  });
});

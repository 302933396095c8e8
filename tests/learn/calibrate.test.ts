import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, type Said } from '../../pipeline/learn/calibrate.ts';
import { makeRandom } from '../../pipeline/learn/random.ts';
import { askTrees } from '../../pipeline/reassemble/boosted-trees.ts';

const logistic = (height: number): number => 1 / (1 + Math.exp(-height));

/** Cases with sums from -3 to 6, right as often as `chanceOf` says. */
function makeCases(count: number, chanceOf: (sum: number) => number): Said[] {
  const random = makeRandom(3);
  return Array.from({ length: count }, () => {
    const sum = -3 + 9 * random.next();
    return { sum, right: random.chance(chanceOf(sum)) };
  });
}

/** What the steps make of a sum. */
function ask(steps: ReturnType<typeof calibrate>, sum: number): number {
  const model = { base: sum, trees: [], parting: { measure: 0, limit: 0 }, steps: [steps, steps] as const };
  return askTrees(model, new Float64Array(1));
}

describe('what log odds are worth', () => {
  it.each([
    ['as they are', (sum: number) => logistic(sum)],
    ['too sure of themselves', (sum: number) => logistic(sum / 2 - 0.5)],
    ['worth more in the middle than at the ends', (sum: number) => (sum < 0 ? 0.2 : sum < 3 ? 0.2 + 0.25 * sum : 0.95)],
  ])('is found where they are %s', (_, chanceOf) => {
    const steps = calibrate(makeCases(30_000, chanceOf));
    for (const sum of [-2, -1, 0.5, 1.5, 2.5, 4, 5])
      expect(Math.abs(ask(steps, sum) - chanceOf(sum))).toBeLessThan(0.04);
  });

  it('is told closely where hardly one is wrong', () => {
    const steps = calibrate(makeCases(30_000, logistic));
    for (const sum of [4.6, 5.3]) expect(Math.abs(ask(steps, sum) - logistic(sum))).toBeLessThan(0.004);
  });

  it('never falls, and is never certain', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ sum: fc.double({ min: -8, max: 8, noNaN: true }), right: fc.boolean() }), {
          maxLength: 80,
        }),
        (cases) => {
          const steps = calibrate(cases);
          const sums = steps.map(([sum]) => sum);
          const rights = steps.map(([, right]) => right);
          expect(sums).toEqual([...sums].sort((a, b) => a - b));
          expect(rights).toEqual([...rights].sort((a, b) => a - b));
          for (const right of rights) expect(right > 0 && right < 1).toBe(true);
        },
      ),
    );
    const all = calibrate(makeCases(500, () => 1));
    for (const [, right] of all) expect(right).toBeLessThan(0.995);
  });
});

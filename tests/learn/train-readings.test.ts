import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readingGroups } from '../../pipeline/learn/count-features.ts';
import { gatherReadings } from '../../pipeline/learn/gather-readings.ts';
import { readPageText } from '../../pipeline/learn/read-page-text.ts';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { startWeights } from '../../pipeline/learn/start-weights.ts';
import { trainReadings } from '../../pipeline/learn/train-readings.ts';
import { findTrueSolution } from '../../pipeline/learn/true-solution.ts';
import { makeWeightVector } from '../../pipeline/learn/weight-vector.ts';
import { countReading } from '../../pipeline/reassemble/count-reading.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import type { WeightTable } from '../../pipeline/reassemble/features.ts';
import { emptyModel } from '../../pipeline/reassemble/language-model.ts';
import { poseProblem } from '../../pipeline/reassemble/problem.ts';
import { WholeReading } from '../../pipeline/reassemble/whole-reading.ts';
import { pools } from '../support/article-pools.ts';

const weights = JSON.parse(
  readFileSync(new URL('../../pipeline/reassemble/model/weights.json', import.meta.url), 'utf8'),
) as WeightTable;
const vector = makeWeightVector(readingGroups);

describe('weights of whole readings', () => {
  const pages = [1, 2, 3].map((seed) => scramblePage(pools.chinese, seed, { ...levels[2], articles: [5, 6] }));

  it('count a reading as the solver does', () => {
    for (const page of pages) {
      const problem = poseProblem(
        cutPages(readPageText(page.raw)).flatMap(({ pieces }) => pieces),
        emptyModel,
        weights,
      );
      const truth = findTrueSolution(page, problem);
      const values = [...(gatherReadings(page, emptyModel, weights, 20)?.readings[0]?.values ?? [])];
      const own = vector.read(weights);
      const score = values.reduce((sum, value, k) => sum + value * (own[k] ?? 0), 0);
      const steps = truth && countReading(problem, weights, truth);
      expect(score).toBeCloseTo((steps ?? 0) + new WholeReading(problem, weights).score(truth ?? []), 1);
    }
  });

  it('choose readings at least as well as before on the pages learned from, and always the same', () => {
    const home = vector.read(startWeights);
    const grouped = pages.flatMap((page) => {
      const found = gatherReadings(page, emptyModel, startWeights, 30);
      return found ? [found.readings] : [];
    });
    expect(grouped.length).toBeGreaterThan(0);
    const learn = () => trainReadings(grouped, home, home, { held: 0.02 });
    const wrongWith = (own: Float64Array): number =>
      grouped.reduce((sum, list) => {
        const score = ({ values }: (typeof list)[number]) => values.reduce((all, v, k) => all + v * (own[k] ?? 0), 0);
        return sum + list.reduce((a, b) => (score(b) > score(a) ? b : a)).wrong;
      }, 0);
    expect(wrongWith(learn().weights)).toBeLessThanOrEqual(wrongWith(home));
    expect(learn()).toEqual(learn());
  });

  it('turn towards what good readings have, and stay where nothing tells', () => {
    const list = [
      { values: Float32Array.from([1, 0, 2]), wrong: 0 },
      { values: Float32Array.from([0, 1, 2]), wrong: 2 },
    ];
    const home = Float64Array.from([0, 0, 5]);
    const { weights: learned } = trainReadings([list, list], home, home, { held: 0.02 });
    expect(learned[0]).toBeGreaterThan(1);
    expect(learned[1]).toBeLessThan(-1);
    expect(learned[2]).toBe(5);
  });

  it('start from names that there are, and come back from a row as they went in', () => {
    const known = Object.entries(readingGroups).flatMap(([group, names]) => names.map((name) => `${group}/${name}`));
    for (const [group, own] of Object.entries(startWeights))
      for (const name of Object.keys(own)) expect(known).toContain(`${group}/${name}`);
    expect(vector.size).toBe(known.length);
    expect(vector.read(vector.write(vector.read(weights), {}))).toEqual(vector.read(weights));
  });
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { trainWhole } from '../../pipeline/learn/train-whole.ts';
import { featureNames, type WeightTable } from '../../pipeline/reassemble/features.ts';
import { emptyModel } from '../../pipeline/reassemble/language-model.ts';
import { pools } from '../support/article-pools.ts';

const weights = JSON.parse(
  readFileSync(new URL('../../pipeline/reassemble/model/weights.json', import.meta.url), 'utf8'),
) as WeightTable;

it('learns to choose among readings at least as well as without, touches no other weight, and always the same', () => {
  const pages = [1, 2, 3, 4, 5, 6].map((seed) => scramblePage(pools.chinese, seed, { ...levels[2], articles: [5, 6] }));
  const told: [number, number, number][] = [];
  const train = () =>
    trainWhole([{ pages, model: emptyModel }], weights, {
      readings: 20,
      decay: 0.0005,
      onEnd: (...numbers) => told.push(numbers),
    });
  const learned = train();
  const [before = 0, after = 0, all = 0] = told[0] ?? [];
  expect(after).toBeGreaterThanOrEqual(before);
  expect(after).toBeLessThanOrEqual(all);
  expect(Object.keys(learned.whole ?? {})).toEqual([...featureNames.whole]);
  expect({ ...learned, whole: null }).toEqual({ ...weights, whole: null });
  expect(train()).toEqual(learned);
});

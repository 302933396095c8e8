import { describe, expect, it } from 'vitest';
import { chooseReading } from '../../pipeline/reassemble/choose-reading.ts';
import { countReading } from '../../pipeline/reassemble/count-reading.ts';
import { improveReading } from '../../pipeline/reassemble/improve-reading.ts';
import { noPairPins } from '../../pipeline/reassemble/pair-pins.ts';
import type { Problem } from '../../pipeline/reassemble/problem.ts';
import { keyOfArticle, mostDoubt, type SolvedArticle } from '../../pipeline/reassemble/solution.ts';
import { solveQueue } from '../../pipeline/reassemble/solve-queue.ts';
import { WholeReading } from '../../pipeline/reassemble/whole-reading.ts';
import { cutInside, cutOf, posePage, swapHalves, weights } from './posed-pages.ts';

const rate = (problem: Problem, articles: readonly SolvedArticle[]): number =>
  (countReading(problem, weights, articles) ?? Number.NaN) + new WholeReading(problem, weights).score(articles);

/** Nothing but this one reading. */
const alone = (problem: Problem, articles: SolvedArticle[]) =>
  chooseReading(problem, [{ articles, score: rate(problem, articles), steps: 0 }]);

const plain = { others: [], pins: noPairPins };

describe('a reading that is made better', () => {
  it('finds back from articles that have changed their second halves', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { problem, truth } = posePage('chinese', seed, cutInside);
      const wrong = alone(problem, swapHalves(truth));
      const right = rate(problem, truth);
      expect(right).toBeGreaterThan(wrong.score);
      const better = improveReading(problem, weights, wrong, plain);
      expect(better.score).toBeGreaterThan(right - 1e-6);
    }
  });

  it('has every piece once, the score of its reading, and the best of all that were weighed', () => {
    for (const seed of [5, 6]) {
      const { problem } = posePage('chinese', seed, cutInside);
      const read = solveQueue(problem, weights);
      const better = improveReading(problem, weights, read, plain);
      const places = better.articles.flatMap(({ title, byline, body }) => [
        ...title,
        ...(byline >= 0 ? [byline] : []),
        ...body.map(({ index }) => index),
      ]);
      expect(places.sort((a, b) => a - b)).toEqual(problem.pieces.map((_, i) => i));
      expect(better.score).toBeGreaterThanOrEqual(read.score);
      expect(better.score).toBeCloseTo(rate(problem, better.articles), 6);
      expect(better.score).toBe(Math.max(...(better.readings ?? []).map(({ score }) => score)));
      const keys = (better.readings ?? []).map(({ articles }) => articles.map(keyOfArticle).sort().join(';'));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('goes on from other readings as well', () => {
    const { problem, truth } = posePage('chinese', 7, cutInside);
    const wrong = alone(problem, swapHalves(truth));
    const other = alone(problem, truth);
    const better = improveReading(problem, weights, wrong, { others: [other], pins: noPairPins });
    expect(better.score).toBeGreaterThan(other.score - 1e-6);
  });

  it('joins nothing that an editor forbade', () => {
    const { problem, truth } = posePage('chinese', 1, cutInside);
    const n = problem.pieces.length;
    const cut = truth.find((article) => cutOf(article) > 0);
    const from = cut?.body[cutOf(cut) - 1]?.index ?? -1;
    const to = cut?.body[cutOf(cut)]?.index ?? -1;
    const pins = { ...noPairPins, never: new Set([from * n + to]) };
    const better = improveReading(problem, weights, alone(problem, swapHalves(truth)), { others: [], pins });
    const links = better.articles.flatMap(({ body }) => body.slice(1).map(({ index }, k) => [body[k]?.index, index]));
    expect(links).not.toContainEqual([from, to]);
  });
});

it('says how far each link is ahead of other readings, and takes twins for one', () => {
  const { problem, truth } = posePage('chinese', 2, cutInside);
  const other = swapHalves(truth);
  const chosen = chooseReading(problem, [
    { articles: other, score: 1, steps: 0 },
    { articles: truth, score: 4, steps: 0 },
    { articles: [...truth].reverse(), score: 4, steps: 0 },
  ]);
  expect(chosen.articles).toBe(truth);
  expect(chosen.readings?.length).toBe(2);
  const moved = new Set(
    truth.flatMap((article) => (other.includes(article) ? [] : [article.body[cutOf(article)]?.index])),
  );
  for (const { body } of truth)
    for (const { index } of body) expect(chosen.before[index]).toBe(moved.has(index) ? 3 : mostDoubt);
});

import { describe, expect, it } from 'vitest';
import { countReading } from '../../pipeline/reassemble/count-reading.ts';
import { featureNames } from '../../pipeline/reassemble/features.ts';
import type { SolvedArticle } from '../../pipeline/reassemble/solution.ts';
import { listReadings, solveQueue } from '../../pipeline/reassemble/solve-queue.ts';
import { WholeReading } from '../../pipeline/reassemble/whole-reading.ts';
import { cutInside, cutOf, posePage, swapHalves, weights } from './posed-pages.ts';

type Name = (typeof featureNames.whole)[number];
function measure(whole: WholeReading, articles: readonly SolvedArticle[]): Record<Name, number> {
  const values = new Float64Array(featureNames.whole.length);
  whole.fill(articles, values);
  return Object.fromEntries(featureNames.whole.map((name, k) => [name, values[k] ?? 0])) as Record<Name, number>;
}

describe('a reading as a whole', () => {
  it('speaks less of one thing, and crosses, where two articles have changed their second halves', () => {
    // What one page speaks of may mislead; what several do does not.
    const gains = { topic: 0, across: 0, score: 0 };
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const { problem, truth } = posePage('chinese', seed, cutInside);
      const whole = new WholeReading(problem, weights);
      const [right, wrong] = [measure(whole, truth), measure(whole, swapHalves(truth))];
      expect(wrong.crossings).toBeGreaterThan(right.crossings);
      gains.topic += right.topic - wrong.topic;
      gains.across += right['topic-across'] - wrong['topic-across'];
      gains.score += whole.score(truth) - whole.score(swapHalves(truth));
    }
    expect(gains.topic).toBeGreaterThan(0);
    expect(gains.across).toBeGreaterThan(0);
    expect(gains.score).toBeGreaterThan(0);
  });

  it('has parts in as many places as are usual on its page', () => {
    const { problem, truth } = posePage('chinese', 4, cutInside);
    const whole = new WholeReading(problem, weights);
    expect(measure(whole, truth)['odd-parts']).toBe(0);
    const first = truth[0];
    const body = first?.body ?? [];
    const halves = first
      ? [
          { ...first, body: body.slice(0, cutOf(first)) },
          { title: [], byline: -1, body: body.slice(cutOf(first)) },
        ]
      : [];
    expect(measure(whole, [...halves, ...truth.slice(1)])['odd-parts']).toBe(2);
  });

  it('chooses among what the steps have left, and is part of the score', () => {
    const { problem } = posePage('chinese', 5, cutInside);
    const whole = new WholeReading(problem, weights);
    const solution = solveQueue(problem, weights);
    const scores = listReadings(problem, weights).map(({ articles, score }) => score + whole.score(articles));
    expect(solution.score).toBeCloseTo(Math.max(...scores), 9);
    const steps = countReading(problem, weights, solution.articles) ?? Number.NaN;
    expect(solution.score).toBeCloseTo(steps + whole.score(solution.articles), 6);
  });

  it('says nothing without weights of its own', () => {
    const { problem } = posePage('chinese', 5, cutInside);
    const bare = { ...weights, whole: {} };
    const [first] = listReadings(problem, bare);
    expect(solveQueue(problem, bare).articles).toEqual(first?.articles);
  });
});

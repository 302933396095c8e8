import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPageText } from '../../pipeline/learn/read-page-text.ts';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { findTrueSolution } from '../../pipeline/learn/true-solution.ts';
import { countReading } from '../../pipeline/reassemble/count-reading.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import { featureNames, type WeightTable } from '../../pipeline/reassemble/features.ts';
import { readLanguageModel } from '../../pipeline/reassemble/language-model.ts';
import { poseProblem } from '../../pipeline/reassemble/problem.ts';
import type { SolvedArticle } from '../../pipeline/reassemble/solution.ts';
import { listReadings, solveQueue } from '../../pipeline/reassemble/solve-queue.ts';
import { WholeReading } from '../../pipeline/reassemble/whole-reading.ts';
import { pools } from '../support/article-pools.ts';

const folder = new URL('../../pipeline/reassemble/model/', import.meta.url);
const weights = JSON.parse(readFileSync(new URL('weights.json', folder), 'utf8')) as WeightTable;
const model = readLanguageModel(readFileSync(new URL('language.bin', folder)));

function pose(seed: number) {
  if (!model) throw new Error('the model that ships cannot be read');
  const page = scramblePage(pools.chinese, seed, { ...levels[1], atParagraph: 0 });
  const problem = poseProblem(
    cutPages(readPageText(page.raw)).flatMap(({ pieces }) => pieces),
    model,
    weights,
  );
  const truth = findTrueSolution(page, problem);
  if (!truth) throw new Error('the page was not cut as it was written');
  return { problem, truth };
}

type Name = (typeof featureNames.whole)[number];
function measure(whole: WholeReading, articles: readonly SolvedArticle[]): Record<Name, number> {
  const values = new Float64Array(featureNames.whole.length);
  whole.fill(articles, values);
  return Object.fromEntries(featureNames.whole.map((name, k) => [name, values[k] ?? 0])) as Record<Name, number>;
}

/** Where an article goes on elsewhere on the page. */
const cutOf = ({ body }: SolvedArticle): number =>
  body.findIndex(({ index }, k) => k > 0 && index !== (body[k - 1]?.index ?? 0) + 1);

/** Two articles that have changed their second halves. */
function swap(truth: readonly SolvedArticle[]): SolvedArticle[] {
  const [a, b] = truth.filter((article) => cutOf(article) > 0);
  if (!a || !b) throw new Error('no two articles are cut');
  const mixed = (own: SolvedArticle, other: SolvedArticle): SolvedArticle => ({
    ...own,
    body: [...own.body.slice(0, cutOf(own)), ...other.body.slice(cutOf(other))],
  });
  return truth.map((article) => (article === a ? mixed(a, b) : article === b ? mixed(b, a) : article));
}

describe('a reading as a whole', () => {
  it('speaks less of one thing, and crosses, where two articles have changed their second halves', () => {
    // What one page speaks of may mislead; what several do does not.
    const gains = { topic: 0, across: 0, score: 0 };
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const { problem, truth } = pose(seed);
      const whole = new WholeReading(problem, weights);
      const [right, wrong] = [measure(whole, truth), measure(whole, swap(truth))];
      expect(wrong.crossings).toBeGreaterThan(right.crossings);
      gains.topic += right.topic - wrong.topic;
      gains.across += right['topic-across'] - wrong['topic-across'];
      gains.score += whole.score(truth) - whole.score(swap(truth));
    }
    expect(gains.topic).toBeGreaterThan(0);
    expect(gains.across).toBeGreaterThan(0);
    expect(gains.score).toBeGreaterThan(0);
  });

  it('has parts in as many places as are usual on its page', () => {
    const { problem, truth } = pose(4);
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
    const { problem } = pose(5);
    const whole = new WholeReading(problem, weights);
    const solution = solveQueue(problem, weights);
    const scores = listReadings(problem, weights).map(({ articles, score }) => score + whole.score(articles));
    expect(solution.score).toBeCloseTo(Math.max(...scores), 9);
    const steps = countReading(problem, weights, solution.articles) ?? Number.NaN;
    expect(solution.score).toBeCloseTo(steps + whole.score(solution.articles), 6);
  });

  it('says nothing without weights of its own', () => {
    const { problem } = pose(5);
    const bare = { ...weights, whole: {} };
    const [first] = listReadings(problem, bare);
    expect(solveQueue(problem, bare).articles).toEqual(first?.articles);
  });
});

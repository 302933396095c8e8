import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPageText } from '../../pipeline/learn/read-page-text.ts';
import { levels, orderly, type PageOptions, scramblePage } from '../../pipeline/learn/scramble.ts';
import { findTrueSolution } from '../../pipeline/learn/true-solution.ts';
import { chooseSolver, isDoubtful } from '../../pipeline/reassemble/choose-solver.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import type { WeightTable } from '../../pipeline/reassemble/features.ts';
import { readLanguageModel } from '../../pipeline/reassemble/language-model.ts';
import { noPairPins, type PairPins } from '../../pipeline/reassemble/pair-pins.ts';
import { type Problem, poseProblem } from '../../pipeline/reassemble/problem.ts';
import { mostDoubt, type SolvedArticle } from '../../pipeline/reassemble/solution.ts';
import { solveFree } from '../../pipeline/reassemble/solve-free.ts';
import { solveQueue } from '../../pipeline/reassemble/solve-queue.ts';
import { pools, sampleArticles } from '../support/article-pools.ts';

const folder = new URL('../../pipeline/reassemble/model/', import.meta.url);
const weights = JSON.parse(readFileSync(new URL('weights.json', folder), 'utf8')) as WeightTable;
const model = readLanguageModel(readFileSync(new URL('language.bin', folder)));
const kinds = Object.keys(pools) as (keyof typeof pools)[];

function pose(pool: (typeof pools)[(typeof kinds)[number]], seed: number, options: PageOptions) {
  if (!model) throw new Error('the model that ships cannot be read');
  const page = scramblePage(pool, seed, options);
  const pieces = cutPages(readPageText(page.raw)).flatMap((cut) => cut.pieces);
  return { page, problem: poseProblem(pieces, model, weights) };
}

/** Every piece that an article holds, with what stands before it. */
const beforeOf = (articles: readonly SolvedArticle[]): Map<number, number> =>
  new Map(articles.flatMap(({ body }) => body.map(({ index }, k) => [index, body[k - 1]?.index ?? -1] as const)));

function expectWhole(problem: Problem, articles: readonly SolvedArticle[]): void {
  const all = articles.flatMap(({ title, byline, body }) => [
    ...title,
    ...(byline < 0 ? [] : [byline]),
    ...body.map(({ index }) => index),
  ]);
  expect(all.sort((a, b) => a - b)).toEqual(problem.pieces.map((_, i) => i));
  for (const { body } of articles)
    expect(body.map(({ mode }) => mode === 'start')).toEqual(body.map((_, k) => k === 0));
}

describe('a page whose blocks stand in any order', () => {
  it.each([2, 4] as const)('of level %i has every piece in one article, and always the same', (level) => {
    for (const kind of kinds) {
      const { problem } = pose(pools[kind], level, levels[level]);
      const solution = solveFree(problem);
      expectWhole(problem, solution.articles);
      expect(solveFree(pose(pools[kind], level, levels[level]).problem)).toEqual(solution);
      for (const leads of [solution.before, solution.behind]) {
        expect(leads).toHaveLength(problem.pieces.length);
        for (const lead of leads) expect(lead >= 0 && lead <= mostDoubt).toBe(true);
      }
    }
  });

  it('is put together where the queue cannot', () => {
    let right = { free: 0, queue: 0 };
    let junctions = 0;
    for (const seed of [1, 2]) {
      const { page, problem } = pose(sampleArticles, seed, { ...levels[4], articles: [8, 8] });
      const truth = findTrueSolution(page, problem);
      if (!truth) throw new Error('the page was not cut as it was written');
      const free = beforeOf(solveFree(problem).articles);
      const queue = beforeOf(solveQueue(problem, weights).articles);
      for (const [index, from] of beforeOf(truth)) {
        if (from < 0 || from === index - 1) continue;
        junctions++;
        right = {
          free: right.free + Number(free.get(index) === from),
          queue: right.queue + Number(queue.get(index) === from),
        };
      }
    }
    // The sample's articles all speak of the same things: hardly anything but their seams tells them apart.
    expect(right.free / junctions).toBeGreaterThan(0.3);
    expect(right.free).toBeGreaterThan(2 * right.queue);
  });

  it('obeys what an editor settled', () => {
    const { problem } = pose(pools.chinese, 4, levels[4]);
    const n = problem.pieces.length;
    const body = solveFree(problem).articles.flatMap((article) => article.body.map(({ index }) => index));
    const titles = solveFree(problem).articles.flatMap(({ title }) => title.slice(0, 1));
    const one = fc.nat(body.length - 1).map((k) => body[k] ?? 0);
    const pinned = fc.record({
      from: one,
      to: one,
      last: one,
      first: one,
      text: one,
      title: fc.constantFrom(...titles),
    });
    fc.assert(
      fc.property(pinned, ({ from, to, last, first, text, title }) => {
        fc.pre(new Set([from, to, text]).size === 3 && last !== first && !(last === from && first === to));
        const pins: PairPins = {
          must: new Map([[to, { from, mode: 'join' as const }]]),
          never: new Set([last * n + first]),
          under: new Map([[text, title]]),
        };
        const { articles } = solveFree(problem, { pins });
        expectWhole(problem, articles);
        expect(beforeOf(articles).get(to)).toBe(from);
        expect(articles.flatMap((a) => a.body).find(({ index }) => index === to)?.mode).toBe('join');
        expect(beforeOf(articles).get(first)).not.toBe(last);
        expect(articles.find(({ title: own }) => own.includes(title))?.body[0]?.index).toBe(text);
      }),
      { numRuns: 5 },
    );
  });

  it('may be empty, or hold nothing but one line', () => {
    for (const text of ['', 'One line.\n']) {
      const pieces = cutPages(readPageText(text)).flatMap((cut) => cut.pieces);
      if (!model) throw new Error('the model that ships cannot be read');
      const problem = poseProblem(pieces, model, weights);
      expectWhole(problem, solveFree(problem, { pins: noPairPins }).articles);
    }
  });
});

describe('the choice between order and none', () => {
  it('leaves pages in good order as they are', () => {
    for (const kind of kinds) {
      const { problem } = pose(pools[kind], 1, orderly['good-order']);
      const ordered = solveQueue(problem, weights);
      if (isDoubtful(problem, ordered)) expect(chooseSolver(problem, ordered, solveFree(problem))).toBe(ordered);
    }
  });

  it('falls on the order where there is one, and on none where there is none', () => {
    const methods = ([1, 2, 4] as const).map((level) => {
      const { problem } = pose(sampleArticles, 1, { ...levels[level], articles: [8, 8] });
      const ordered = solveQueue(problem, weights);
      return isDoubtful(problem, ordered) ? chooseSolver(problem, ordered, solveFree(problem)).method : ordered.method;
    });
    expect(methods).toEqual(['queue', 'queue', 'free']);
  });
});

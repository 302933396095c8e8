import { describe, expect, it } from 'vitest';
import { askContent } from '../../pipeline/reassemble/ask-content.ts';
import { noPairPins } from '../../pipeline/reassemble/pair-pins.ts';
import { mostDoubt, type SolvedArticle } from '../../pipeline/reassemble/solution.ts';
import { pools } from '../support/article-pools.ts';
import { posePage } from './posed-pages.ts';

/** Where an article goes on elsewhere on the page: the place in its body. */
const seamOf = ({ body }: SolvedArticle): number =>
  body.findIndex(({ index, mode }, k) => k > 0 && (mode === 'join' || index !== (body[k - 1]?.index ?? 0) + 1));

/** The first two articles that are cut, each with the other's end. */
function swapEnds(articles: readonly SolvedArticle[]): { readonly articles: SolvedArticle[]; readonly at: number[] } {
  const [a, b] = articles.filter((article) => seamOf(article) > 0);
  if (!a || !b) throw new Error('no two articles are cut');
  const [i, j] = [seamOf(a), seamOf(b)];
  const swapped = [
    { ...a, body: [...a.body.slice(0, i), ...b.body.slice(j)] },
    { ...b, body: [...b.body.slice(0, j), ...a.body.slice(i)] },
  ];
  return {
    articles: [...swapped, ...articles.filter((article) => article !== a && article !== b)],
    at: [a.body[i]?.index ?? -1, b.body[j]?.index ?? -1],
  };
}

describe('what the text says of a page that was put together', () => {
  it.each(Object.keys(pools) as (keyof typeof pools)[])(
    'is an opinion with every piece in one article (%s)',
    (kind) => {
      const { problem, truth } = posePage(kind, 31);
      const { opinion, rivals } = askContent(problem, truth, noPairPins);
      const held = opinion.articles.flatMap(({ title, byline, body }) => [
        ...title,
        ...(byline < 0 ? [] : [byline]),
        ...body.map(({ index }) => index),
      ]);
      expect(held.sort((a, b) => a - b)).toEqual(problem.pieces.map((_, i) => i));
      for (const leads of [rivals.before, rivals.behind]) {
        expect(leads).toHaveLength(problem.pieces.length);
        for (const lead of leads) expect(lead >= 0 && lead <= mostDoubt).toBe(true);
      }
      expect(askContent(problem, truth, noPairPins)).toEqual({ opinion, rivals });
    },
  );

  it('leaves no lead to ends that were swapped, and one to most that were not', () => {
    let [right, swapped, all] = [0, 0, 0];
    for (const kind of Object.keys(pools) as (keyof typeof pools)[])
      for (const seed of [41, 42, 43]) {
        const { problem, truth } = posePage(kind, seed);
        const wrong = swapEnds(truth);
        const before = askContent(problem, truth, noPairPins).rivals.before;
        const after = askContent(problem, wrong.articles, noPairPins).rivals.before;
        for (const index of wrong.at) {
          all++;
          if ((before[index] ?? 0) > 0) right++;
          if ((after[index] ?? 0) > 0) swapped++;
        }
      }
    expect(right / all).toBeGreaterThan(0.7);
    expect(swapped / all).toBeLessThan(0.3);
  });
});

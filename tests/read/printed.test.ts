import { afterAll, describe, expect, it } from 'vitest';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { pools, sampleArticles } from '../support/article-pools.ts';
import { layouts } from './printed/layouts.ts';
import { ratePages } from './printed/rate-pages.ts';

const world = nodeWorld({ lang: 'en' });
afterAll(() => world.close());

const kinds = [
  ['sample', 'chinese', sampleArticles],
  ['traditional', 'traditional', pools.traditional],
  ['english', 'english', pools.english],
  ['mixed', 'chinese', [...sampleArticles, ...pools.english]],
] as const;

describe('printed pages in 2 to 6 columns, with headlines, boxes, captions, running heads, adverts and jump lines', () => {
  it.each(kinds)(
    'of %s are restored: nineteen articles of twenty exactly',
    { timeout: 240_000 },
    async (_, script, pool) => {
      let [exact, articles] = [0, 0];
      const wrong: string[] = [];
      for (const [i, layout] of layouts.entries()) {
        const rating = await ratePages(layout, pool, script, 11 + i, world);
        // Nothing is lost or added, whatever becomes of the order.
        expect(rating.issues.filter(({ id }) => /text-(lost|added)|pdf/.test(id))).toEqual([]);
        exact += rating.exact;
        articles += rating.articles;
        wrong.push(...rating.wrong);
      }
      expect(articles).toBeGreaterThan(40);
      expect(exact / articles, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
    },
  );
});

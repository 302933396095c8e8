import { expect, it } from 'vitest';
import { makePages, tenthOf } from '../../pipeline/learn/make-pages.ts';
import { pools } from '../support/article-pools.ts';

it.each(['plain', 'varied', 'any-order'] as const)('makes the same pages for the same texts: %s', (style) => {
  const corpora = { technology: pools.chinese, blog: pools.english };
  const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const recipe = { set: 'known', tenths: all, rounds: 6, style } as const;
  const pages = makePages(corpora, recipe);
  expect(pages).toHaveLength(2 * 6 * (style === 'any-order' ? 1 : 3));
  expect(makePages(corpora, recipe)).toEqual(pages);
  expect(makePages(corpora, { ...recipe, set: 'strange' })).toHaveLength(pages.length / 2);
});

it('keeps every article in one tenth, whatever else there is', () => {
  const tenths = pools.chinese.map(({ title }) => tenthOf(title));
  expect(new Set(tenths).size).toBeGreaterThan(4);
  expect(tenths.every((tenth) => tenth >= 0 && tenth < 10)).toBe(true);
  expect(makePages({ technology: pools.chinese }, { set: 'known', tenths: [], rounds: 1, style: 'plain' })).toEqual([]);
});

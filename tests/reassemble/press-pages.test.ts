import { describe, expect, it } from 'vitest';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { countExact, press } from './press-articles.ts';

/** Articles exact on three pages of each script: 43 of 57 and 87 of 105 when bylines had been mended by them, less a few. */
const floors = { 1: 40, 2: 81 } as const;

describe('pages of press texts that nothing was learned from', () => {
  it.each([1, 2] as const)('loses nothing and finds most articles: level %i', async (level) => {
    let exact = 0;
    let count = 0;
    for (const { articles } of press)
      for (const seed of [71, 72, 73]) {
        const page = scramblePage(articles, seed, levels[level]);
        exact += await countExact(page.raw, page.truth);
        count += page.truth.length;
      }
    expect(exact, `of ${count}`).toBeGreaterThanOrEqual(floors[level]);
  });
});

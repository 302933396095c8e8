import { describe, expect, it } from 'vitest';
import { dressings } from '../../pipeline/learn/dress-page.ts';
import { levels, orderly, scramblePage } from '../../pipeline/learn/scramble.ts';
import { pools, sampleArticles } from '../support/article-pools.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

const bare = (text: string): string => text.replace(/\s+/g, '');
const all = { sample: sampleArticles, ...pools };
const kinds = Object.keys(all) as (keyof typeof all)[];

describe('a page on which nothing is wrong', () => {
  it.each(kinds)('in good order stays as it is: %s', async (kind) => {
    for (const seed of [1, 2]) {
      const page = scramblePage(all[kind], seed, orderly['good-order']);
      const { reassembly, issues } = await reassemblePages([readPage(page.raw)]);
      expect(toPlain(reassembly)).toEqual(page.truth);
      expect(issues.filter(({ id }) => id.startsWith('reassemble/text'))).toEqual([]);
    }
  });

  it.each(kinds)('of one article is one article: %s', async (kind) => {
    for (const seed of [1, 2, 3]) {
      const page = scramblePage(all[kind], seed, orderly['one-article']);
      const { reassembly } = await reassemblePages([readPage(page.raw)]);
      expect(toPlain(reassembly)).toEqual(page.truth);
    }
  });
});

describe('a page that carries more than articles', () => {
  const names = Object.keys(dressings) as (keyof typeof dressings)[];
  it.each(names)('loses nothing of it: %s', async (name) => {
    for (const kind of ['sample', 'english'] as const) {
      const page = scramblePage(all[kind], 5, { ...levels[1], articles: [4, 4], dressing: dressings[name] });
      const { reassembly, issues } = await reassemblePages([readPage(page.raw)]);
      expect(issues.filter(({ id }) => id.startsWith('reassemble/text'))).toEqual([]);
      // What stands by the articles is in one of them, or left over. (Wrapped, it may be taken for several lines.)
      if (dressings[name].wrapWidth > 0) continue;
      const found = [
        ...reassembly.manuscripts.flatMap(({ title, byline, blocks }) => [
          title,
          byline,
          ...blocks.map(({ text }) => text),
        ]),
        ...reassembly.leftovers,
      ].flatMap((one) => (one ? [bare(one.text)] : []));
      for (const { text, role } of page.lines)
        if (role === 'caption' || role === 'note' || role === 'furniture')
          expect(
            found.some((one) => one.includes(bare(text))),
            text,
          ).toBe(true);
    }
  });
});

import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { findShortTails } from '../../../pipeline/write/print/find-short-tails.ts';
import { makeSection } from '../../support/made-up-sections.ts';

const article = (id: string, length = 300) => makeSection(id, h('p', { dataBlock: '0' }, '\u5b57'.repeat(length)));
const traced = (id: string, pages: readonly (readonly [page: number, offset: number])[]) => ({
  id,
  page: pages[0]?.[0] ?? 0,
  stretches: pages.map(([page, offset]) => ({ block: 0, offset, page })),
});
const across = { writing: 'horizontal', charactersPerLine: 28 } as const;
const lines = (...counts: number[]) => ({ pages: counts.map((count) => ({ lines: count })) });

test('an article that goes over for a few lines is named; one of a single page is not', () => {
  const sections = [article('a'), article('b')];
  const shard = {
    printed: lines(28, 3, 2),
    sections,
    traced: [
      traced('a', [
        [0, 0],
        [1, 250],
      ]),
      traced('b', [[2, 0]]),
    ],
  };
  expect(findShortTails([shard], across)).toEqual([{ title: 'a', lines: 3 }]);
});

test('where articles run on, only what leaves its last page empty is named', () => {
  const sections = [article('a'), article('b'), article('c')];
  const shard = {
    // The second begins below the first, the third below the second, and goes over for two lines.
    printed: lines(28, 4, 2),
    sections,
    traced: [
      traced('a', [
        [0, 0],
        [1, 280],
      ]),
      traced('b', [[1, 0]]),
      traced('c', [
        [1, 0],
        [2, 270],
      ]),
    ],
  };
  expect(findShortTails([shard], across)).toEqual([{ title: 'c', lines: 2 }]);
});

test('in vertical setting characters are counted', () => {
  const shard = (offset: number) => ({
    printed: lines(2, 2),
    sections: [article('a', 1000)],
    traced: [
      traced('a', [
        [0, 0],
        [1, offset],
      ]),
    ],
  });
  const down = { writing: 'vertical', charactersPerLine: 42 } as const;
  expect(findShortTails([shard(500)], down)).toEqual([]);
  expect(findShortTails([shard(900)], down)).toEqual([{ title: 'a', lines: 3 }]);
});

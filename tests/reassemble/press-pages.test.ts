import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levels, scramblePage, type TrueArticle } from '../../pipeline/learn/scramble.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

const read = (name: string): readonly TrueArticle[] =>
  JSON.parse(readFileSync(new URL(`../corpus/press/${name}.json`, import.meta.url), 'utf8')) as TrueArticle[];
const scripts = ['simplified', 'traditional', 'english'] as const;
const bare = (text: string): string => text.replace(/\s+/g, '');
const write = ({ title, byline, paragraphs }: TrueArticle): string => bare([title, byline, ...paragraphs].join('|'));

/** Articles exact on three pages of each script: 43 of 57 and 87 of 105 when bylines had been mended by them, less a few. */
const floors = { 1: 40, 2: 81 } as const;

describe('pages of press texts that nothing was learned from', () => {
  it.each([1, 2] as const)('loses nothing and finds most articles: level %i', async (level) => {
    let exact = 0;
    let count = 0;
    for (const script of scripts)
      for (const seed of [71, 72, 73]) {
        const page = scramblePage(read(script), seed, levels[level]);
        const { reassembly, issues } = await reassemblePages([readPage(page.raw)]);
        expect(issues.filter(({ id }) => id === 'reassemble/text-lost' || id === 'reassemble/text-added')).toEqual([]);
        const found = new Set(toPlain(reassembly).map(write));
        exact += page.truth.filter((article) => found.has(write(article))).length;
        count += page.truth.length;
      }
    expect(exact, `of ${count}`).toBeGreaterThanOrEqual(floors[level]);
  });
});

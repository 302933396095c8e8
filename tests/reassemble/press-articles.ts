import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

/** Articles of press kinds that nothing was learned from, by script. */
export const press = (['simplified', 'traditional', 'english'] as const).map((name) => ({
  name,
  articles: JSON.parse(
    readFileSync(new URL(`../corpus/press/${name}.json`, import.meta.url), 'utf8'),
  ) as readonly TrueArticle[],
}));

/** Text without white space, and without hyphens, which may be those of a cut word. */
export const bare = (text: string): string => text.replace(/[\s-]+/g, '');

const write = ({ title, byline, paragraphs }: TrueArticle): string => bare([title, byline, ...paragraphs].join('|'));

/** How many of the articles come back from a page as they are: headline, byline and text. Nothing may be lost or added. */
export async function countExact(raw: string, articles: readonly TrueArticle[]): Promise<number> {
  const { reassembly, issues } = await reassemblePages([readPage(raw)]);
  expect(issues.filter(({ id }) => id === 'reassemble/text-lost' || id === 'reassemble/text-added')).toEqual([]);
  const found = new Set(toPlain(reassembly).map(write));
  return articles.filter((article) => found.has(write(article))).length;
}

import { readFileSync } from 'node:fs';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';

const corpus = new URL('../corpus/', import.meta.url);

/** Articles of the sample, and articles made of the paragraphs of one of the texts for setting. */
export const sampleArticles = JSON.parse(
  readFileSync(new URL('union-congress/articles.json', corpus), 'utf8'),
) as readonly TrueArticle[];

/** Paragraphs of a text for setting, some to an article; each is called by how its first paragraph starts. */
export function makeArticles(file: string, each: number, titleLength: number): readonly TrueArticle[] {
  const paragraphs = readFileSync(new URL(`setting/${file}`, corpus), 'utf8')
    .split(/\n---\n/)
    .at(-1)
    ?.split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph.length > 60 && !/^[#|>-]/.test(paragraph));
  const articles: TrueArticle[] = [];
  for (let at = 0; at + each <= (paragraphs ?? []).length; at += each) {
    const own = (paragraphs ?? []).slice(at, at + each);
    const title = (own[0] ?? '')
      .replace(/[\p{P}\p{S}]/gu, '')
      .slice(0, titleLength)
      .trim();
    articles.push({ title, byline: '', paragraphs: own });
  }
  return articles;
}

export const pools: Readonly<Record<'chinese' | 'traditional' | 'english', readonly TrueArticle[]>> = {
  chinese: makeArticles('7-reports.md', 2, 12),
  traditional: makeArticles('9-encyclopedia.md', 2, 12),
  english: makeArticles('a-blog.md', 2, 40),
};

import { readFileSync } from 'node:fs';
import type { Article } from '../../pipeline/core/edition.ts';
import { parseMarkdown } from '../../pipeline/core/markdown.ts';

interface TrueArticle {
  readonly title: string;
  readonly byline: string;
  readonly paragraphs: readonly string[];
}

/** The sample's true articles as normalised Articles: ASCII commas repaired, titles in parts, bylines in office and name. */
export function makeSampleArticles(count = 12): readonly Article[] {
  const path = new URL('../corpus/union-congress/articles.json', import.meta.url);
  const rows = JSON.parse(readFileSync(path, 'utf8')) as TrueArticle[];
  return Array.from({ length: count }, (_, i) => {
    const row = rows[i % rows.length] as TrueArticle;
    const numbered = count > rows.length ? `\u7b2c${i + 1}\u7bc7 ${row.title}` : row.title;
    return makeArticle(`sample-${i + 1}`, numbered, row.byline, row.paragraphs.map(widen).join('\n\n'));
  });
}

/** One article out of Markdown, for tests that need no more than that. */
export function makeArticle(id: string, title: string, byline: string, markdown: string, lang = 'zh-CN'): Article {
  const words = byline.split(' ');
  const author = words.slice(1).join(/\p{Script=Han}/u.test(byline) ? '' : ' ');
  return {
    id,
    title: {
      text: title,
      parts: title.split(/(?<=\p{Script=Han}|[\u2018-\u201d]) (?=\p{Script=Han}|[\u2018-\u201d])/u),
      subtitle: '',
    },
    byline: byline === '' ? '' : `${words[0] ?? ''} ${author}`,
    authors: author === '' ? [] : [author],
    author,
    office: words[0] ?? '',
    lang,
    date: '',
    provenance: { paper: '', date: '', page: '', url: '', permission: '' },
    body: parseMarkdown(markdown),
    manuscript: {
      id,
      literal: true,
      frontMatter: {},
      title: null,
      byline: null,
      blocks: [],
      markdown: { text: markdown, seams: [] },
      confidence: 1,
    },
    repairs: [],
    contentHash: '',
    assetIds: [],
  };
}

const widen = (text: string): string =>
  text
    .replace(/(?<!\d),|,(?!\d)/g, '\uff0c')
    .replaceAll(';', '\uff1b')
    .replaceAll('!', '\uff01');

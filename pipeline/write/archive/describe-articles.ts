import { toString as toPlain } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Article, Edition } from '../../core/edition.ts';
import { placeOfSpan } from '../../core/locate.ts';
import type { PlacedText, Reading } from '../../core/text.ts';

/** The archive's own files about the articles: what each says, where it came from, and what was done to it. */

/** One article as Markdown with front matter, its wording as the source has it: a later build takes it as input. */
export function toArticleMarkdown(article: Article): string {
  const { title, provenance } = article;
  const fields: readonly (readonly [string, string])[] = [
    ['id', article.id],
    ['title', title.text],
    ['subtitle', title.subtitle],
    ['byline', article.byline],
    ['lang', article.lang],
    ['date', article.date || provenance.date],
    ['source', provenance.paper],
    ['page', provenance.page],
    ['url', provenance.url],
    ['permission', provenance.permission],
  ];
  const lines = fields.filter(([, value]) => value !== '').map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${article.manuscript.markdown.text.trimEnd()}\n`;
}

/** One article as it was printed, marks repaired: title, byline, then a line for each block. */
export function toArticleText(article: Article): string {
  return `${[article.title.text, article.title.subtitle, article.byline, ...textBlocks(article)].filter(Boolean).join('\n\n')}\n`;
}

/** The text of an article's blocks in reading order. */
export function textBlocks(article: Article): readonly string[] {
  const blocks: string[] = [];
  visit(article.body, (node) => {
    if (['paragraph', 'heading', 'code', 'tableCell'].includes(node.type)) {
      const text = toPlain(node).replace(/\s+/g, ' ').trim();
      if (text !== '') blocks.push(text);
      return 'skip';
    }
    return undefined;
  });
  return blocks;
}

/** Where each stretch of each article came from: evidence and confidence of every join that was decided. */
export function describeSeams(edition: Edition, readings: readonly Reading[]): string {
  const stretches = (part: string, placed: PlacedText | null) =>
    (placed?.seams ?? []).map((seam, i, seams) => {
      const place = placeOfSpan(readings, seam.span);
      const end = seams[i + 1]?.at ?? placed?.text.length ?? seam.at;
      return {
        part,
        at: [...(placed?.text.slice(0, seam.at) ?? '')].length,
        characters: [...(placed?.text.slice(seam.at, end) ?? '')].length,
        source: place && { path: place.path, line: place.line, column: place.column },
        join: seam.join && {
          before: placeOfSpan(readings, seam.join.before),
          after: placeOfSpan(readings, seam.join.after),
          confidence: seam.join.confidence,
          evidence: seam.join.evidence,
          alternatives: seam.join.alternatives,
        },
      };
    });
  return toJson({
    schema: 1,
    articles: edition.articles.map(({ id, title, manuscript }) => ({
      id,
      title: title.text,
      confidence: manuscript.confidence,
      stretches: [
        ...stretches('title', manuscript.title),
        ...stretches('byline', manuscript.byline),
        ...manuscript.blocks.flatMap((block, i) => stretches(`block ${i}`, block.text)),
      ],
    })),
  });
}

/** Every repair of marks, with its place in the source. */
export function describeRepairs(edition: Edition): string {
  const articles = edition.articles.filter((article) => article.repairs.length > 0);
  return toJson({
    schema: 1,
    articles: articles.map(({ id, title, repairs }) => ({ id, title: title.text, repairs })),
  });
}

/** Where each article first stood and on what terms it may be used, and what a later comparison needs to know of it. */
export function describeArticles(edition: Edition, files: ReadonlyMap<string, string>): string {
  return toJson({
    schema: 1,
    edition: {
      id: edition.id,
      identifier: edition.identifier,
      title: edition.title,
      subtitle: edition.subtitle,
      date: edition.date,
      source: edition.source,
    },
    articles: edition.articles.map((article) => ({
      id: article.id,
      title: article.title.text,
      byline: article.byline,
      author: article.author,
      office: article.office,
      contentHash: article.contentHash,
      file: files.get(article.id) ?? '',
      provenance: article.provenance,
    })),
  });
}

/** JSON that a person can read: one space of indent, a line's end at the end. */
export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

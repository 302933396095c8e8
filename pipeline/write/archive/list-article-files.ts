import type { Edition } from '../../core/edition.ts';
import { toStoredName } from './bag-paths.ts';
import { toArticleMarkdown } from './describe-articles.ts';

/** An article as a file of its own. */
export interface ArticleFile {
  readonly id: string;
  /** From order and id, ASCII: the same in the archive and in the print PDF. */
  readonly name: string;
  readonly description: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Each article as Markdown with front matter, in the order of the edition. */
export function listArticleFiles(edition: Edition): readonly ArticleFile[] {
  const taken = new Set<string>();
  const width = String(edition.articles.length).length;
  return edition.articles.map((article, i) => {
    const number = String(i + 1).padStart(Math.max(2, width), '0');
    return {
      id: article.id,
      name: toStoredName(`${number}-${article.id}.md`, taken),
      description: article.title.text,
      mediaType: 'text/markdown',
      bytes: new TextEncoder().encode(toArticleMarkdown(article)),
    };
  });
}

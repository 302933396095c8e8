import type { Manuscript } from './text.ts';

/**
 * One article as a Markdown file of its own: front matter, then the body. Read again it is that article, whole, and is
 * never reassembled (one without a title has nothing that says so, and is looked at again).
 */
export function formatArticleFile(manuscript: Manuscript): string {
  const { frontMatter, title, byline } = manuscript;
  const fields: Record<string, string> = {
    ...frontMatter,
    id: manuscript.id,
  };
  const writtenTitle = frontMatter.title ?? title?.text;
  if (writtenTitle) fields.title = writtenTitle;
  const writtenByline = frontMatter.byline ?? byline?.text;
  if (writtenByline) fields.byline = writtenByline;
  // JSON's text in quotes is YAML's, escapes included.
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${JSON.stringify(value.replace(/\s+/g, ' '))}`);
  return `---\n${lines.join('\n')}\n---\n\n${manuscript.markdown.text}\n`;
}

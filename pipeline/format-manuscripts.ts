import type { Manuscript, PlacedText } from './core/text.ts';
import { toMarkdown } from './reassemble/to-markdown.ts';

/** All articles in one Markdown text, each under its title: to be read, and to be built from again. */
export function formatManuscripts(manuscripts: readonly Manuscript[]): string {
  return manuscripts
    .map(({ title, byline, markdown, literal }) => {
      const lineOf = (text: PlacedText | null): string =>
        text ? toMarkdown([{ kind: 'paragraph', text }], literal).text : '';
      const parts = [title ? `# ${lineOf(title)}` : '', lineOf(byline), markdown.text];
      return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
    })
    .join('\n');
}

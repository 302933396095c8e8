import type { Root } from 'mdast';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { readPlainMarkdown } from './plain-markdown.ts';

/**
 * Markdown as Huibian understands it: CommonMark, GitHub's tables, footnotes, task lists and strikethrough (two tildes
 * only: `3~5` stays), directives, and emphasis that works beside Han characters. The one home of the parser.
 */
const grammar = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkDirective)
  .use(remarkCjkFriendly)
  .freeze();

const withFrontMatter = grammar().use(remarkFrontmatter, ['yaml']).freeze();

/** A body, whose front matter (if any) was taken off by its reader: a `---` at its start is a rule like any other. */
export function parseMarkdown(markdown: string): Root {
  return readPlainMarkdown(markdown) ?? askParser(markdown, false);
}

/** A whole file: front matter becomes a `yaml` node at the head of the tree. */
export function parseMarkdownFile(markdown: string): Root {
  return readPlainMarkdown(markdown, true) ?? askParser(markdown, true);
}

/** The parser itself, whose tree is the measure of all others. */
export function askParser(markdown: string, hasFrontMatter: boolean): Root {
  return (hasFrontMatter ? withFrontMatter : grammar).parse(markdown);
}

import type { PhrasingContent, Root, RootContent } from 'mdast';
import { parseMarkdown } from '../core/markdown.ts';
import type { Manuscript } from '../core/text.ts';
import { readEscapes } from './read-escapes.ts';

/**
 * A manuscript's body as a tree, with places in its Markdown. Literal text comes as escaped paragraphs, headings and
 * quotes, one a line: it is read straight off, ten times as fast, and the parser is asked whenever a line is anything else.
 * (A test holds that both give the same tree.)
 */
export function parseManuscript(manuscript: Manuscript): Root {
  return (manuscript.literal ? readLiteral(manuscript) : null) ?? parseMarkdown(manuscript.markdown.text);
}

/** The tree of literal Markdown, or null when it is not exactly what escaping its blocks gives. */
export function readLiteral(manuscript: Manuscript): Root | null {
  const { text } = manuscript.markdown;
  const lines = text.split('\n\n');
  const { blocks } = manuscript;
  if (lines.length !== blocks.length || text === '') return null;
  const children: RootContent[] = [];
  let offset = 0;
  for (const [i, line] of lines.entries()) {
    const prefix = line.startsWith('## ') ? '## ' : line.startsWith('> ') ? '> ' : '';
    const source = line.slice(prefix.length);
    const value = readEscapes(source);
    if (value !== blocks[i]?.text.text || value === '' || line.includes('\n')) return null;
    children.push(makeBlock(prefix, value, i * 2 + 1, line.length, offset));
    offset += line.length + 2;
  }
  const last = lines.at(-1) ?? '';
  const end = { line: lines.length * 2 - 1, column: last.length + 1, offset: text.length };
  return { type: 'root', children, position: { start: { line: 1, column: 1, offset: 0 }, end } };
}

function makeBlock(prefix: string, value: string, line: number, length: number, offset: number): RootContent {
  const point = (at: number) => ({ line, column: at + 1, offset: offset + at });
  const position = (from: number) => ({ start: point(from), end: point(length) });
  const words: PhrasingContent[] = [{ type: 'text', value, position: position(prefix.length) }];
  if (prefix === '## ') return { type: 'heading', depth: 2, children: words, position: position(0) };
  const paragraph = { type: 'paragraph' as const, children: words, position: position(prefix.length) };
  return prefix === '> ' ? { type: 'blockquote', children: [paragraph], position: position(0) } : paragraph;
}

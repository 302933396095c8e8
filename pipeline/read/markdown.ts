import type { Nodes, Root } from 'mdast';
import type { Context, Reader } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { findLineStarts } from '../core/locate.ts';
import { parseMarkdown, parseMarkdownFile } from '../core/markdown.ts';
import { describeYamlFault, parseFrontMatter } from '../core/settings.ts';
import type { Fragment, FrontMatter, Reading, Source } from '../core/text.ts';
import { parsePlainYaml } from '../core/yaml.ts';
import { decodeSource } from './decode-source.ts';
import { deepestNesting, findDeepNesting } from './find-nesting.ts';

/** Markdown grows slow and large when parsed: beyond this an edition is kept in several files. */
const maxMegabytes = 8;

/** A manuscript in Markdown; with a title in its front matter it is one finished article. */
export const markdownReader: Reader = {
  name: 'markdown',
  extensions: ['.md', '.markdown'],
  mediaType: 'text/markdown',
  read: async (source, context) => {
    const size = source.bytes.length / 1_000_000;
    if (size > maxMegabytes) {
      const params = { path: source.path, size: Math.ceil(size), limit: maxMegabytes };
      context.report(makeIssue('read/too-large', params));
      return null;
    }
    const text = decodeSource(source, context);
    if (text === null) return null;
    const deep = findDeepNesting(text);
    if (deep === null) return readMarkdown(source, text, context);
    const place = { path: source.path, line: text.slice(0, deep).split(/\r\n|\r|\n/).length, column: 1 };
    context.report(makeIssue('read/too-nested', { limit: deepestNesting }, place));
    return null;
  },
};

/** The text after its front matter, block by block; null when the front matter is at fault (which is then reported). */
export function readMarkdown(source: Source, text: string, context: Context): Reading | null {
  // A byte order mark belongs to the file: it is no part of a block, and the parser would not count it.
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const tree = parseMarkdownFile(text.slice(mark));
  const head = findHead(tree, text, mark);
  const found = head ? checkFrontMatter(source, head, context) : 'not-front-matter';
  if (found === null) return null;
  if (head === null || found === 'not-front-matter') {
    const whole = head ? parseMarkdown(text.slice(mark)) : tree;
    return makeReading(source, text, 1, cutBlocks(source.id, text, whole, mark), {});
  }
  const transcript = text.slice(head.end);
  const blocks = cutBlocks(source.id, transcript, tree, mark - head.end);
  return makeReading(source, transcript, head.lines + 1, blocks, found);
}

function makeReading(
  { id, path }: Source,
  transcript: string,
  firstLine: number,
  fragments: readonly Fragment[],
  frontMatter: FrontMatter,
): Reading {
  const kind = frontMatter.title ? 'article' : 'markdown';
  const lineStarts = findLineStarts(transcript);
  return { source: id, path, kind, transcript, firstLine, lineStarts, fragments, frontMatter };
}

interface Head {
  readonly yaml: string;
  /** Where the text after the closing line starts, and how many lines stand before it. */
  readonly end: number;
  readonly lines: number;
}

function findHead(tree: Root, text: string, mark: number): Head | null {
  const [node] = tree.children;
  if (node?.type !== 'yaml' || !node.position) return null;
  const closing = mark + (node.position.end.offset ?? 0);
  const rest = /^[^\S\r\n]*(?:\r\n|\r|\n|$)/.exec(text.slice(closing, closing + 200))?.[0] ?? '';
  return { yaml: node.value, end: closing + rest.length, lines: node.position.end.line };
}

function checkFrontMatter(source: Source, head: Head, context: Context): FrontMatter | 'not-front-matter' | null {
  const { path } = source;
  const { lang } = context.world.env;
  const report = (key: string, detail: string, at: { line: number; column: number }): void =>
    context.report(
      makeIssue('read/front-matter', { key: key || '---', detail }, { path, line: at.line + 1, column: at.column }),
    );
  const parsed = parsePlainYaml(head.yaml);
  if ('faults' in parsed) {
    // Words between two rules are Markdown, not front matter that went wrong.
    if (!/^[ \t]*[\w"'-]+[ \t]*:/m.test(head.yaml)) return 'not-front-matter';
    for (const fault of parsed.faults) report(fault.key, describeYamlFault(fault, lang), fault);
    return null;
  }
  const { value, locate } = parsed.yaml;
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) return 'not-front-matter';
  const checked = parseFrontMatter(value, lang);
  if ('frontMatter' in checked) return checked.frontMatter;
  for (const fault of checked.faults) report(fault.key, fault.detail, locate(fault.path));
  return null;
}

/**
 * Top-level blocks as fragments: paragraphs and headings as text, everything else to be kept as it stands. `shift` leads
 * from places in the tree to places in the transcript.
 */
function cutBlocks(sourceId: string, transcript: string, tree: Root, shift: number): Fragment[] {
  const fragments: Fragment[] = [];
  let before = Math.max(0, shift);
  for (const node of tree.children) {
    if (node.type === 'yaml') continue;
    const [from, to] = extentOf(node);
    const [start, end] = (node.type === 'heading' ? contentOf(node) : [from, to]).map((at) => at + shift) as [
      number,
      number,
    ];
    const text = transcript.slice(start, end);
    const trimmedStart = start + (text.length - text.trimStart().length);
    const trimmedEnd = end - (text.length - text.trimEnd().length);
    if (trimmedStart >= trimmedEnd) continue;
    const gap = transcript.slice(before, from + shift);
    fragments.push({
      id: `${sourceId}:${node.position?.start.line ?? 0}`,
      text: transcript.slice(trimmedStart, trimmedEnd),
      span: { source: sourceId, start: trimmedStart, end: trimmedEnd },
      hints: {
        headingDepth: node.type === 'heading' ? node.depth : 0,
        blankBefore: fragments.length === 0 || /(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)/.test(gap),
        verbatim: node.type !== 'heading' && node.type !== 'paragraph',
      },
    });
    before = to + shift;
  }
  return fragments;
}

function extentOf(node: Root['children'][number]): [number, number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}

/** The words of a heading, without marks before, after or below them. */
function contentOf(node: Nodes & { children: Nodes[] }): [number, number] {
  const first = node.children[0]?.position?.start.offset;
  const last = node.children.at(-1)?.position?.end.offset;
  return first === undefined || last === undefined ? [0, 0] : [first, last];
}

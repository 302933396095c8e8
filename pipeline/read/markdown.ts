import type { Nodes, Root } from 'mdast';
import type { Context, Reader } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { findLineStarts } from '../core/locate.ts';
import { parseMarkdown } from '../core/markdown.ts';
import { describeYamlFault, parseFrontMatter } from '../core/settings.ts';
import type { Fragment, FrontMatter, Reading, Source } from '../core/text.ts';
import { parsePlainYaml } from '../core/yaml.ts';
import { decodeSource } from './decode-source.ts';

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
    return text === null ? null : readMarkdown(source, text, context);
  },
};

/** The text after its front matter, block by block; null when the front matter is at fault (which is then reported). */
export function readMarkdown(source: Source, text: string, context: Context): Reading | null {
  const head = splitFrontMatter(text);
  const frontMatter = head ? checkFrontMatter(source, head, context) : {};
  if (!frontMatter) return null;
  const transcript = head && frontMatter !== 'not-front-matter' ? text.slice(head.end) : text;
  const kept: FrontMatter = frontMatter === 'not-front-matter' ? {} : frontMatter;
  return {
    source: source.id,
    path: source.path,
    kind: kept.title ? 'article' : 'markdown',
    transcript,
    firstLine: head && frontMatter !== 'not-front-matter' ? head.lines + 1 : 1,
    lineStarts: findLineStarts(transcript),
    fragments: cutBlocks(source.id, transcript),
    frontMatter: kept,
  };
}

interface Head {
  readonly yaml: string;
  /** Where the text after the closing line starts, and how many lines stand before it. */
  readonly end: number;
  readonly lines: number;
}

/** Front matter: a first line `---`, and a later line `---` or `...`. */
function splitFrontMatter(text: string): Head | null {
  const found = /^\ufeff?---[ \t]*(?:\r\n|\r|\n)([\s\S]*?(?:\r\n|\r|\n)|)(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)/.exec(
    text,
  );
  if (!found) return null;
  const end = found[0].length;
  const lines = findLineStarts(text.slice(0, end)).length - (/[\r\n]$/.test(found[0]) ? 1 : 0);
  return { yaml: found[1] ?? '', end, lines };
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

/** Top-level blocks as fragments: paragraphs and headings as text, everything else to be kept as it stands. */
function cutBlocks(sourceId: string, transcript: string): Fragment[] {
  const fragments: Fragment[] = [];
  let before = 0;
  for (const node of parseMarkdown(transcript).children) {
    const [start, end] = node.type === 'heading' ? contentOf(node) : extentOf(node);
    const text = transcript.slice(start, end);
    const trimmedStart = start + (text.length - text.trimStart().length);
    const trimmedEnd = end - (text.length - text.trimEnd().length);
    if (trimmedStart >= trimmedEnd) continue;
    const gap = transcript.slice(before, extentOf(node)[0]);
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
    before = extentOf(node)[1];
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

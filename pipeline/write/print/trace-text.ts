import type { Element as HastElement, Root, RootContent } from 'hast';
import type { Section } from '../../core/edition.ts';
import type { PrintedText } from './printed-shard.ts';

/** Where a section's text came to stand. Pages are indexes into the shard's pages. */
export interface TracedSection {
  readonly id: string;
  /** The first page; for a section that shows no text, the page left for it. */
  readonly page: number;
  readonly stretches: readonly { readonly block: number; readonly offset: number; readonly page: number }[];
}

/** The first place where the printed text is not the section's text. */
export interface TextDifference {
  readonly section: Section;
  readonly expected: string;
  readonly found: string;
}

interface Expected {
  readonly section: number;
  readonly block: number;
  readonly text: string;
}

const context = 12;

/**
 * Walks the printed text and the sections' text side by side: proves that the shard says exactly what it was given, in
 * order, and notes the page of every stretch. White space and what has no glyph do not count: lines end where the page
 * wants them to.
 * Hyphens that the browser set at line ends are passed over.
 */
export function traceText(
  sections: readonly Section[],
  printed: readonly PrintedText[],
  pageCount: number,
): { readonly sections: readonly TracedSection[] } | { readonly difference: TextDifference } {
  const stretches: { block: number; offset: number; page: number }[][] = sections.map(() => []);
  const firstPage: (number | undefined)[] = sections.map(() => undefined);
  const lastPage: (number | undefined)[] = sections.map(() => undefined);
  const reader = createReader(printed);
  // A block may be interrupted by the notes at the foot of its page, and go on: its offsets go on too.
  const seen = new Map<string, number>();

  for (const { section, block, text } of expectedTexts(sections)) {
    const key = `${section}/${block}`;
    let offset = seen.get(key) ?? 0;
    let page = -1;
    for (let i = 0; i < text.length; i++) {
      // By far the most: what was read last goes on as it should, on the same page.
      if (page >= 0) {
        const same = reader.skip(text, i, page);
        i += same;
        offset += same;
        if (i >= text.length) break;
      }
      const code = text.codePointAt(i) ?? 0;
      if (code > 0xffff) i++;
      if (!isSpace(code)) {
        let next = reader.next();
        if (next !== code && isHyphen(next)) next = reader.next();
        if (next !== code) {
          const found = reader.around(context);
          const at = sections[section] as Section;
          return { difference: { section: at, expected: around(text, offset - (seen.get(key) ?? 0)), found } };
        }
        if (reader.page() !== page) {
          page = reader.page();
          if (block >= 0) stretches[section]?.push({ block, offset, page });
          firstPage[section] ??= page;
          lastPage[section] = page;
        }
      }
      offset++;
    }
    seen.set(key, offset);
  }
  const rest = reader.rest();
  if (rest) {
    const last = sections[sections.length - 1] as Section;
    return { difference: { section: last, expected: '', found: rest.slice(0, context * 2) } };
  }
  const pages = placeSilent(firstPage, lastPage, pageCount);
  return {
    sections: sections.map(({ id }, i) => ({ id, page: pages[i] ?? 0, stretches: stretches[i] ?? [] })),
  };
}

/** Sections without text take the pages that stand between their neighbours', one each. */
function placeSilent(
  first: readonly (number | undefined)[],
  last: readonly (number | undefined)[],
  pageCount: number,
): number[] {
  let free = 0;
  return first.map((page, i) => {
    const own = Math.min(page ?? free, pageCount - 1);
    free = (page === undefined ? own : (last[i] ?? own)) + 1;
    return own;
  });
}

function createReader(printed: readonly PrintedText[]) {
  let item = 0;
  let at = 0;
  let page = 0;
  /** The next code point that is no space; -1 at the end. */
  const next = (): number => {
    for (; item < printed.length; item++, at = 0) {
      const { text, page: on } = printed[item] as PrintedText;
      while (at < text.length) {
        const code = text.codePointAt(at) ?? 0;
        at += code > 0xffff ? 2 : 1;
        if (isSpace(code)) continue;
        page = on;
        return code;
      }
    }
    return -1;
  };
  return {
    next,
    /** How many characters of `text`, from `from` on, come next on this page as they are: none of them space, each one code unit. */
    skip: (text: string, from: number, on: number): number => {
      const here = printed[item];
      if (here?.page !== on) return 0;
      const most = Math.min(text.length - from, here.text.length - at);
      let n = 0;
      for (; n < most; n++) {
        const code = text.charCodeAt(from + n);
        if (code !== here.text.charCodeAt(at + n) || kinds[code] !== plain) break;
      }
      at += n;
      return n;
    },
    page: () => page,
    around: (length: number): string => {
      const all = printed.slice(Math.max(0, item - 3), item + 4).map((p) => p.text);
      const before = all.slice(0, Math.min(3, item)).join('');
      const here = before.length + at;
      return all.join('').slice(Math.max(0, here - length), here + length);
    },
    rest: (): string => {
      let text = '';
      for (let code = next(); code >= 0 && text.length < 100; code = next()) text += String.fromCodePoint(code);
      return text;
    },
  };
}

const around = (text: string, offset: number): string =>
  [...text].slice(Math.max(0, offset - context), offset + context).join('');

/** What has no glyph, by code: nought not yet asked. Millions of characters are asked about a few thousand. */
const kinds = new Uint8Array(65536);
const blank = 1;
const plain = 2;

function isSpace(code: number): boolean {
  const known = kinds[code];
  if (known) return known === blank;
  const found = code <= 0x20 || space.test(String.fromCodePoint(code));
  // Halves of a pair stay unknown: what is one character is not skipped by halves.
  if (code < kinds.length && (code < 0xd800 || code > 0xdfff)) kinds[code] = found ? blank : plain;
  return found;
}
const space = /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
const isHyphen = (code: number): boolean => code === 0x2d || code === 0x2010;

/** The text of sections in reading order; `block` is -1 for text that no block counts. */
function* expectedTexts(sections: readonly Section[]): Generator<Expected> {
  for (const [section, { hast }] of sections.entries())
    for (const { block, text } of blocksOf(hast)) yield { section, block, text };
}

/** Text of a tree by the blocks that are marked in it (`data-block`), in order. */
export function blocksOf(root: Root): { readonly block: number; readonly text: string }[] {
  const blocks: { block: number; text: string }[] = [];
  const visit = (node: Root | RootContent, block: number): void => {
    if (node.type === 'text') {
      const last = blocks[blocks.length - 1];
      if (last && last.block === block) last.text += node.value;
      else blocks.push({ block, text: node.value });
    } else if ('children' in node) {
      const own = node.type === 'element' ? blockOf(node) : null;
      if (node.type === 'element' && isUnprinted(node)) return;
      for (const child of node.children) visit(child, own ?? block);
    }
  };
  visit(root, -1);
  return blocks;
}

/** What is in the tree for others and not shown on paper. */
const isUnprinted = (node: HastElement): boolean =>
  node.properties.hidden === true || node.properties.hidden === '' || unprinted.has(node.tagName);

/** Ruby's fallback brackets; what an SVG drawing says of itself. */
const unprinted = new Set(['rp', 'title', 'desc', 'metadata']);

function blockOf(node: HastElement): number | null {
  const value = node.properties.dataBlock;
  return value === undefined || value === null ? null : Number(value);
}

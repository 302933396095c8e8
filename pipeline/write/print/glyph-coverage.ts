import type { Element, Root, RootContent } from 'hast';
import { withFields } from '../../core/defer.ts';
import type { Section } from '../../core/edition.ts';
import type { TrueType } from './true-type.ts';

/** A character that no font has, and where it first stands. */
export interface MissingCharacter {
  readonly character: string;
  readonly section: Section;
  readonly count: number;
}

/**
 * The geta mark: what compositors set where a sort is missing. It shows that something stands there, where a box would
 * look like a mistake and PDF/A forbids the glyph behind it (ISO 19005-2, 6.2.11.8).
 */
export const standIn = '\u3013';

/** Holds characters against the fonts before anything is printed; what none of them has is replaced, and remembered. */
export interface Coverage {
  /** The section as it can be printed, and how long its text is, in code units. To be asked in the order of the book. */
  readonly cover: (section: Section) => { readonly section: Section; readonly length: number };
  /** What no font had, in all sections that were covered. */
  readonly missing: () => readonly MissingCharacter[];
}

export function createCoverage(fonts: readonly TrueType[]): Coverage {
  const ask = (codePoint: number): boolean =>
    isInvisible(codePoint) || fonts.some((font) => font.glyphOf(codePoint) !== 0);
  // By code unit: 0 not yet asked, 1 there is a glyph, 2 there is none. Millions of characters are a few thousand.
  const known = new Uint8Array(65536);
  const has = (codePoint: number): boolean => {
    if (codePoint > 0xffff) return ask(codePoint);
    if (known[codePoint] === 0) known[codePoint] = ask(codePoint) ? 1 : 2;
    return known[codePoint] === 1;
  };
  const missing = new Map<string, MissingCharacter>();
  const cover: Coverage['cover'] = (section) => {
    let isWhole = true;
    let length = 0;
    visitText(section.hast, (text) => {
      length += text.length;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (known[code] === 1) continue;
        const codePoint = text.codePointAt(i) ?? 0;
        if (codePoint > 0xffff) i++;
        if (has(codePoint)) continue;
        isWhole = false;
        const character = String.fromCodePoint(codePoint);
        const before = missing.get(character);
        missing.set(character, { character, section: before?.section ?? section, count: (before?.count ?? 0) + 1 });
      }
    });
    return { section: isWhole ? section : withFields(section, { hast: replaceText(section.hast, has) }), length };
  };
  return { cover, missing: () => [...missing.values()] };
}

/** Characters without a glyph of their own: spaces, marks of direction, joiners, variation selectors. */
export function isInvisible(codePoint: number): boolean {
  return codePoint <= 0x20 || /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}]$/u.test(String.fromCodePoint(codePoint));
}

function visitText(node: Root | RootContent, visit: (text: string) => void): void {
  if (node.type === 'text') visit(node.value);
  else if ('children' in node) for (const child of node.children) visitText(child, visit);
}

function replaceText(root: Root, has: (codePoint: number) => boolean): Root {
  const replace = <T extends RootContent>(node: T): T => {
    if (node.type === 'text')
      return { ...node, value: [...node.value].map((c) => (has(c.codePointAt(0) ?? 0) ? c : standIn)).join('') };
    if (node.type === 'element') return { ...node, children: (node as Element).children.map(replace) };
    return node;
  };
  return { ...root, children: root.children.map(replace) };
}

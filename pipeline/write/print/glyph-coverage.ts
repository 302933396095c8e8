import type { Element, Root, RootContent } from 'hast';
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
const standIn = '\u3013';

/** Holds every character against the fonts before anything is printed; what none of them has is replaced and told. */
export function coverGlyphs(
  sections: readonly Section[],
  fonts: readonly TrueType[],
): { readonly sections: readonly Section[]; readonly missing: readonly MissingCharacter[] } {
  const known = new Map<number, boolean>();
  const has = (codePoint: number): boolean => {
    const before = known.get(codePoint);
    if (before !== undefined) return before;
    const found = isInvisible(codePoint) || fonts.some((font) => font.glyphOf(codePoint) !== 0);
    known.set(codePoint, found);
    return found;
  };
  const missing = new Map<string, MissingCharacter>();
  const covered = sections.map((section) => {
    let isWhole = true;
    visitText(section.hast, (text) => {
      for (let i = 0; i < text.length; i++) {
        const codePoint = text.codePointAt(i) ?? 0;
        if (codePoint > 0xffff) i++;
        if (has(codePoint)) continue;
        isWhole = false;
        const character = String.fromCodePoint(codePoint);
        const before = missing.get(character);
        missing.set(character, { character, section: before?.section ?? section, count: (before?.count ?? 0) + 1 });
      }
    });
    return isWhole ? section : { ...section, hast: replaceText(section.hast, has) };
  });
  return { sections: covered, missing: [...missing.values()] };
}

/** Characters without a glyph of their own: spaces, marks of direction, joiners, variation selectors. */
function isInvisible(codePoint: number): boolean {
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

import type { Element, Root, RootContent } from 'hast';
import type { Section } from '../../core/edition.ts';
import type { Edit } from './page-content.ts';
import { formatNumber } from './pdf-value.ts';
import type { FontShelf } from './shared-fonts.ts';
import { isElement, isMarked, type MarkedKid } from './structure.ts';
import type { OpenShard } from './take-apart.ts';

/** What stands in the place of a page number of so many digits until the number is known. No page is called so. */
export const placeholderOf = (digits: number): string => '0'.repeat(digits);

/** Sections whose pages a tree's page numbers are of, in reading order. */
export function listPageNumbers(sections: readonly Section[]): string[] {
  const ids: string[] = [];
  const visit = (node: Root | RootContent | Element): void => {
    if (node.type === 'element' && typeof node.properties.dataPageOf === 'string') ids.push(node.properties.dataPageOf);
    else if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const { hast } of sections) visit(hast);
  return ids;
}

/**
 * Puts page numbers in the place of their placeholders: front matter can then be printed before anybody knows a page
 * number, and again from the cache when only numbers changed. Numbers are flush right, as the placeholders are; nothing
 * else moves. Gives the changes of the content streams by page, and null when that is not certain (other digits than
 * placeholders have, too many of them, another font): then the pages must be printed with their numbers.
 */
export function fillLabels(
  open: OpenShard,
  placeholder: string,
  labels: readonly string[],
  shelf: FontShelf,
): ReadonlyMap<number, readonly Edit[]> | null {
  const places = findPlaceholders(open, placeholder);
  if (places.length !== labels.length) return null;
  const edits = new Map<number, Edit[]>();
  const texts: (() => void)[] = [];
  for (const [i, kid] of places.entries()) {
    const label = labels[i] ?? '';
    const page = open.pages[kid.page];
    const mark = open.markOf(kid);
    if (!page || !mark || !/^\d+$/.test(label) || label.length > placeholder.length) return null;
    const from = mark.openEnd;
    const found = shown.exec(page.bytes.toString('latin1', from, from + longest));
    const [whole = '', font = '', size = '', x = '', y = '', glyph = '', rest = ''] = found ?? [];
    const advances = [...rest.matchAll(/([\d.]+) 0 Td <([0-9A-Fa-f]{4})>/g)];
    const [advance = ''] = advances.map(([, dx = '']) => dx);
    const name = page.fontNames.get(font) ?? '';
    const program = shelf.byName(name)?.program;
    const table = open.fonts.get(name);
    if (!found || !program || !table || advances.length !== placeholder.length - 1) return null;
    const digits = [...label].map((digit) => program.glyphOf(digit.codePointAt(0) ?? 0));
    const zero = program.glyphOf(0x30);
    // All digits must be as wide as the placeholder's, and drawn with the glyphs that the font has for them.
    const isPlain = [glyph, ...advances.map(([, , code = '']) => code)].every(
      (hex) => Number.parseInt(hex, 16) === zero,
    );
    if (!isPlain || digits.some((digit) => program.advanceOf(digit) !== program.advanceOf(zero))) return null;
    const left = Number(x) + Number(advance) * (placeholder.length - label.length);
    const glyphs = digits.map((digit) => `<${digit.toString(16).padStart(4, '0')}> Tj\n`).join(`${advance} 0 Td `);
    const text = `\nBT\n${font} ${size} Tf\n1 0 0 -1 ${formatNumber(left)} ${y} Tm\n${glyphs}ET\n`;
    const own = edits.get(kid.page) ?? [];
    edits.set(kid.page, own);
    own.push({ at: from, to: from + whole.length, text });
    texts.push(() => {
      mark.text = label;
      digits.forEach((digit, n) => {
        table.used[digit] = 3;
        table.text[digit] ??= label[n];
      });
    });
  }
  for (const tell of texts) tell();
  return edits;
}

/** A number as the browser shows it: one text object, a move before every digit but the first. */
const shown =
  /^\s*BT\n(\/\S+) ([\d.]+) Tf\n1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm\n<([0-9A-Fa-f]{4})> Tj\n((?:[\d.]+ 0 Td <[0-9A-Fa-f]{4}> Tj\n)*)ET\n/;
const longest = 400;

/** Marked content that shows nothing but the placeholder, in reading order. */
function findPlaceholders({ elements, markOf }: OpenShard, placeholder: string): MarkedKid[] {
  const found: MarkedKid[] = [];
  const visit = (element: (typeof elements)[number]): void => {
    for (const kid of element.kids) {
      if (isElement(kid)) visit(kid);
      else if (isMarked(kid) && markOf(kid)?.text === placeholder) found.push(kid);
    }
  };
  for (const element of elements) visit(element);
  return found;
}

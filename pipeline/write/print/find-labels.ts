import type { PageContent } from './page-content.ts';
import { type Element, isElement, markedOf } from './structure.ts';

/** The number of a list item on its page: text outside the structure, which becomes marked content of its own. */
export interface ListLabel {
  readonly page: number;
  /** A number that no marked content of the page has. */
  readonly mcid: number;
  readonly text: string;
  /** Where its text object stands in the content stream. */
  readonly start: number;
  readonly end: number;
}

/**
 * The browser paints the number of a list item right before the item's first text and leaves it out of the structure. Read
 * aloud, a list has its numbers (ISO 14289-1, 7.6): each item gets a Lbl as its first kid, and the list says how it counts
 * (ISO 32000-1, table 347). Bullets are drawn as paths: decoration, and left so.
 */
export function findLabels(elements: readonly Element[], pages: readonly PageContent[]): ListLabel[] {
  const loose = pages.map((page) => page.unmarked.filter(({ text }) => text.trim() !== ''));
  if (loose.every((stretches) => stretches.length === 0)) return [];
  const indexes = pages.map(({ marked }) => new Map(marked.map(({ mcid }, i) => [mcid, i])));
  const next = pages.map(({ marked }) => Math.max(-1, ...marked.map(({ mcid }) => mcid)) + 1);
  const labels: ListLabel[] = [];
  // Innermost items first: of two numbers before one text, the nearer is the inner item's.
  const visit = (element: Element): void => {
    for (const kid of element.kids) if (isElement(kid)) visit(kid);
    if (element.role !== 'L') return;
    for (const item of element.kids) {
      if (!isElement(item) || item.role !== 'LI' || item.kids.some((kid) => isElement(kid) && kid.role === 'Lbl'))
        continue;
      const label = takeLabel(item);
      if (!label) continue;
      labels.push(label);
      const kids = [{ page: label.page, mcid: label.mcid }];
      item.kids = [{ role: 'Lbl', lang: null, alt: null, attributes: null, kids }, ...item.kids];
      element.attributes ??= `<</O/List/ListNumbering/${numberingOf(label.text)}>>`;
    }
  };
  const takeLabel = (item: Element): ListLabel | null => {
    const first = markedOf(item, true).next();
    if (first.done) return null;
    const { page, mcid } = first.value;
    const stretches = loose[page] ?? [];
    const at = indexes[page]?.get(mcid);
    const found = stretches.findLastIndex((stretch) => stretch.next === at);
    const [stretch] = found < 0 ? [] : stretches.splice(found, 1);
    if (!stretch) return null;
    const own = next[page] ?? 0;
    next[page] = own + 1;
    return { page, mcid: own, text: stretch.text, start: stretch.start, end: stretch.end };
  };
  for (const element of elements) visit(element);
  return labels;
}

/** How a list counts, by its first label; ways of counting that PDF 1.7 has no word for are told as Decimal. */
function numberingOf(label: string): string {
  const sign = label.replace(/[^\p{L}\p{N}]/gu, '');
  if (/^[ivxlcdm]+$/.test(sign)) return 'LowerRoman';
  if (/^[IVXLCDM]+$/.test(sign)) return 'UpperRoman';
  if (/^[a-z]+$/.test(sign)) return 'LowerAlpha';
  if (/^[A-Z]+$/.test(sign)) return 'UpperAlpha';
  return 'Decimal';
}

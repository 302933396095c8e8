import type { MeasuredBlock } from '../core/contracts.ts';

/**
 * Runs inside the page (it must use nothing from outside itself): where the lines of every leaf block stand. A new line
 * begins where a character stands clearly lower than the one before; small characters raised or lowered in a line do
 * not begin one. Where lines run down, everything is told as if the page were turned: down is to the left. Boxes are told
 * with the room that they keep around them.
 */
export function measureBlocks(): MeasuredBlock[] {
  const wholes = 'figure,table,h1,h2,h3,h4,h5,h6,pre,[data-whole]';
  const groups = new Map<Element, number>();
  const range = document.createRange();
  const isVertical = getComputedStyle(document.documentElement).writingMode.startsWith('vertical');
  const turn = (rect: DOMRect): { top: number; bottom: number } =>
    isVertical ? { top: -rect.right, bottom: -rect.left } : { top: rect.top, bottom: rect.bottom };
  /** The first character from a place on that shows something, and where it stands. */
  const findShown = (node: Node, from: number, to: number) => {
    for (let at = from; at < to; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const found = range.getClientRects()[0];
      const rect = found ? turn(found) : null;
      if (rect && rect.bottom !== rect.top) return { at, top: rect.top, bottom: rect.bottom };
    }
    return null;
  };
  return Array.from(document.querySelectorAll('[data-block]'), (element) => {
    const whole = element.closest('header') ?? element.closest(wholes);
    if (whole && !groups.has(whole)) groups.set(whole, groups.size);
    const outer = whole ?? element;
    const margins = getComputedStyle(outer);
    const box = turn(outer.getBoundingClientRect());
    const marginOf = (value: string): number => Number.parseFloat(value) || 0;
    const pitch = Number.parseFloat(getComputedStyle(element).lineHeight) || 16;
    const lines: { offset: number; top: number; bottom: number }[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let offset = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      // Leaf blocks inside this one count their own text.
      if (node.parentElement?.closest('[data-block]') !== element) continue;
      const { length } = text;
      const isBelow = (place: { top: number; bottom: number } | null): boolean => {
        const last = lines[lines.length - 1];
        return place !== null && (!last || (place.top + place.bottom) / 2 > (last.top + last.bottom) / 2 + pitch * 0.6);
      };
      let next = findShown(node, 0, length);
      while (next) {
        if (isBelow(next)) lines.push({ offset: offset + next.at, top: next.top, bottom: next.bottom });
        // Lines follow one another downwards: the first character of the next one is found by halves.
        let [above, below] = [next.at, length];
        while (below - above > 1) {
          const middle = (above + below) >> 1;
          if (isBelow(findShown(node, middle, below))) below = middle;
          else above = middle;
        }
        next = below < length ? findShown(node, below, length) : null;
      }
      offset += text.length;
    }
    return {
      section: element.closest('body > *')?.id ?? '',
      block: Number(element.getAttribute('data-block')),
      noteId: element.closest('[role="doc-endnotes"] > ol > li, [role="doc-footnote"]')?.id ?? '',
      whole: whole ? (groups.get(whole) ?? -1) : -1,
      isHeading: whole !== null && /^(H[1-6]|HEADER)$/.test(whole.tagName),
      top: box.top - marginOf(isVertical ? margins.marginRight : margins.marginTop),
      bottom: box.bottom + marginOf(isVertical ? margins.marginLeft : margins.marginBottom),
      // Lines are as high as their pitch, whatever stands in them.
      lines: lines.map((line) => {
        const middle = (line.top + line.bottom) / 2;
        return { offset: line.offset, top: middle - pitch / 2, bottom: middle + pitch / 2 };
      }),
    };
  });
}

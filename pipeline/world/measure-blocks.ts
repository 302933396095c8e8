import type { MeasuredBlock } from '../core/contracts.ts';

/**
 * Runs inside the page (it must use nothing from outside itself): where the lines of every leaf block stand. A new line
 * begins where a character stands clearly lower than the one before; small characters raised or lowered in a line do
 * not begin one. Where lines run down, everything is told as if the page were turned: down is to the left. Boxes are told
 * with the room that they keep around them.
 */
export function measureBlocks(): MeasuredBlock[] {
  const wholes = 'figure,table,h1,h2,h3,h4,h5,h6,pre,[data-whole]';
  const groups: Element[] = [];
  const range = document.createRange();
  const isVertical = getComputedStyle(document.documentElement).writingMode.startsWith('vertical');
  const turn = (rect: DOMRect): { top: number; bottom: number } =>
    isVertical ? { top: -rect.right, bottom: -rect.left } : { top: rect.top, bottom: rect.bottom };
  return Array.from(document.querySelectorAll('[data-block]'), (element) => {
    const whole = element.closest('header') ?? element.closest(wholes);
    if (whole && !groups.includes(whole)) groups.push(whole);
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
      for (let i = 0; i < text.length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const found = range.getClientRects()[0];
        if (!found) continue;
        const rect = turn(found);
        if (rect.bottom === rect.top) continue;
        const middle = (rect.top + rect.bottom) / 2;
        const last = lines[lines.length - 1];
        if (!last || middle > (last.top + last.bottom) / 2 + pitch * 0.6)
          lines.push({ offset: offset + i, top: rect.top, bottom: rect.bottom });
      }
      offset += text.length;
    }
    return {
      section: element.closest('body > *')?.id ?? '',
      block: Number(element.getAttribute('data-block')),
      noteId: element.closest('[role="doc-endnotes"] > ol > li, [role="doc-footnote"]')?.id ?? '',
      whole: whole ? groups.indexOf(whole) : -1,
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

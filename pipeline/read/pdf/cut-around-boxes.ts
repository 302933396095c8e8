import { cutAtHeads } from './cut-down.ts';
import type { PdfPage } from './pdf-page.ts';
import { extent, type Item, overlaps, type PageMeasure } from './region-item.ts';

/**
 * Boxes that stand in the columns of another article: these go on below them. The row that holds a box stays in one piece; a
 * single row is read first, and its boxes after it.
 *
 *     one │ two │ three
 *     ┌─────────┐ three      one goes on below the box, before two
 *     └─────────┘ three
 *     one │ two │ three
 */
export function cutAroundBoxes(held: readonly Item[], page: PdfPage, measure: PageMeasure): Item[][] {
  const boxes = held.filter((item) => !item.line && isInText(item, held, measure));
  if (boxes.length === 0) return [];
  const rest = held.filter((item) => !boxes.includes(item));
  const rows = cutAtHeads(rest, page, measure);
  if (rows.length === 1) return [rest, ...boxes.map((box) => [box])];
  const isHeld = boxes.every((box) => {
    const row = rows.find((items) => {
      const { from, to } = extent(items, 'topPt', 'bottomPt');
      return from < box.topPt && to > box.bottomPt;
    });
    row?.push(box);
    return row !== undefined;
  });
  return isHeld ? rows : [];
}

/** Running text stands right above it, and right below. */
function isInText(box: Item, held: readonly Item[], { bodyPt }: PageMeasure): boolean {
  const near = held.filter(
    ({ line, ...area }) => line && Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt && overlaps(area, box),
  );
  const isNear = (gap: number): boolean => gap > -2 && gap < 4 * bodyPt;
  return (
    near.some((item) => isNear(box.topPt - item.bottomPt)) && near.some((item) => isNear(item.topPt - box.bottomPt))
  );
}

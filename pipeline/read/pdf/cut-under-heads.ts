import { assignColumns } from './assign-columns.ts';
import { cutAcross } from './cut-across.ts';
import type { Area, PdfPage } from './pdf-page.ts';
import { extent, type Item, isHead, overlaps, type PageMeasure } from './region-item.ts';

/**
 * A row that opens with headlines only: each with the columns it stands over. A short headline is centred over them, so that
 * white room between columns may run up past it.
 */
export function cutUnderHeads(
  held: readonly Item[],
  page: PdfPage,
  measure: PageMeasure,
): { readonly heads: Item[]; readonly rest: Item[] }[] {
  const top = extent(held, 'topPt', 'bottomPt').from;
  const first = held.filter((item) => item.topPt < top + measure.bodyPt);
  if (!first.every((item) => isHead(item, measure))) return [];
  const heads = first.map((item) => [item]);
  const lines = held.filter((item) => isHead(item, measure) && !first.includes(item)).sort((a, b) => a.topPt - b.topPt);
  for (const item of lines) {
    const over = heads.find((head) =>
      head.some((h) => overlaps(h, item) && item.topPt - h.bottomPt < item.bottomPt - item.topPt),
    );
    over?.push(item);
  }
  const taken = new Set(heads.flat());
  const rest = held.filter((item) => !taken.has(item));
  if (rest.length === 0) return [];
  // A column that opens lower with a headline of its own stands under none of these.
  const isApart = cutAcross(rest, page, measure, 2).some((part) => {
    const opener = part.reduce((top, item) => (item.topPt < top.topPt ? item : top));
    return isHead(opener, measure) && !heads.some((head) => head.some((item) => overlaps(item, opener)));
  });
  if (isApart) return [];
  const parts = cutAcross(rest, page, measure, 2).map((items) => ({ items, ...box(items) }));
  const widths = parts.map(({ leftPt, rightPt }) => rightPt - leftPt).sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 0;
  // A last column of a few words is as wide as the others all the same.
  const columns = parts.map((part) => ({ ...part, rightPt: Math.max(part.rightPt, part.leftPt + usual) }));
  if (columns.length < 2 || columns.length < heads.length) return [];
  const sorted = heads.map((items) => ({ items, ...box(items) })).sort((a, b) => a.leftPt - b.leftPt);
  return assignColumns(sorted, columns).map((group, i) => ({
    heads: sorted[i]?.items ?? [],
    rest: group.flatMap((column) => column.items),
  }));
}

function box(items: readonly Item[]): Area {
  const [x, y] = [extent(items, 'leftPt', 'rightPt'), extent(items, 'topPt', 'bottomPt')];
  return { leftPt: x.from, rightPt: x.to, topPt: y.from, bottomPt: y.to };
}

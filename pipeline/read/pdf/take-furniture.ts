import type { PdfPage } from './pdf-page.ts';
import { extent, hasRuleBetween, type Item, type PageMeasure } from './region-item.ts';

/** Running heads and feet: one short row at the very top or bottom, set off by room or by a rule. */
export function takeFurniture(
  items: readonly Item[],
  page: PdfPage,
  measure: PageMeasure,
): { readonly top: Item[]; readonly middle: Item[]; readonly bottom: Item[] } {
  const isFurniture = (row: readonly Item[], rest: readonly Item[], gapPt: number, ruleFrom: number): boolean => {
    const words = row.reduce((n, item) => n + (item.line?.text.length ?? 1000), 0);
    const isSmall = row.every((item) => (item.line?.sizePt ?? 99) < 1.2 * measure.bodyPt);
    const width = extent(items, 'leftPt', 'rightPt');
    const isRuled = hasRuleBetween(page.rules, ruleFrom, ruleFrom + gapPt, width, measure);
    return rest.length > 2 && isSmall && words <= 80 && (isRuled || gapPt > measure.gapPt + measure.bodyPt);
  };
  const rowAt = (edge: number, side: 'topPt' | 'bottomPt'): Item[] =>
    items.filter((item) => Math.abs(item[side] - edge) < 0.5 * measure.bodyPt);
  const height = extent(items, 'topPt', 'bottomPt');
  const head = rowAt(height.from, 'topPt');
  const foot = rowAt(height.to, 'bottomPt');
  const below = items.filter((item) => !head.includes(item));
  const headBottom = Math.max(...head.map((item) => item.bottomPt));
  const isHead = isFurniture(head, below, extent(below, 'topPt', 'bottomPt').from - headBottom, headBottom);
  const above = items.filter((item) => !foot.includes(item));
  const aboveBottom = extent(above, 'topPt', 'bottomPt').to;
  const isFoot = isFurniture(foot, above, Math.min(...foot.map((item) => item.topPt)) - aboveBottom, aboveBottom);
  const top = isHead ? head : [];
  const bottom = isFoot ? foot.filter((item) => !top.includes(item)) : [];
  return { top, middle: items.filter((item) => !top.includes(item) && !bottom.includes(item)), bottom };
}

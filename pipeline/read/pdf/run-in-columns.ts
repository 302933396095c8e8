import { cutAcross } from './cut-across.ts';
import { isFinished } from './is-finished.ts';
import type { PdfPage } from './pdf-page.ts';
import { extent, type Item, isHead, overlaps, type PageMeasure } from './region-item.ts';

/**
 * Whether headlines that stand level by chance part no rows: no rule runs across, and sentences that break off at the foot of
 * a column go on at the top of the next, while those above the headlines are finished.
 *
 *     finished.   │ sage goes on
 *     head        │ head               columns, not rows
 *     a long pas- │ and more text
 */
export function runInColumns(
  held: readonly Item[],
  rows: readonly Item[][],
  page: PdfPage,
  measure: PageMeasure,
): boolean {
  const columns = cutAcross(held, page, measure);
  const [top] = rows;
  if (!top || columns.length < 2 || isRuled(rows, page)) return false;
  let votes = 0;
  for (const [i, column] of columns.slice(0, -1).entries()) {
    const opener = columns[i + 1]?.reduce((first, item) => (item.topPt < first.topPt ? item : first));
    if (!opener?.line || isHead(opener, measure)) continue;
    const whole = findLast(column);
    const above = findLast(column.filter((item) => top.includes(item)));
    if (whole?.line && above?.line && whole !== above)
      votes += Number(isFinished(above.line.text)) - Number(isFinished(whole.line.text));
  }
  return votes > 0;
}

const findLast = (items: readonly Item[]): Item | undefined =>
  items.reduce<Item | undefined>((last, item) => (last && last.bottomPt >= item.bottomPt ? last : item), undefined);

/** Whether a rule lies between two rows. */
function isRuled(rows: readonly Item[][], page: PdfPage): boolean {
  return rows.slice(1).some((row, i) => {
    const above = rows[i] ?? [];
    const from = extent(above, 'topPt', 'bottomPt').to;
    const { from: to } = extent(row, 'topPt', 'bottomPt');
    return page.rules.some(
      (rule) => rule.topPt >= from - 1 && rule.bottomPt <= to + 1 && row.some((item) => overlaps(item, rule)),
    );
  });
}

import type { Line } from './find-lines.ts';
import type { PdfPage } from './pdf-page.ts';
import { extent, hasRuleBetween, type PageMeasure } from './region-item.ts';

/** Running heads and feet: one short row at the very top or bottom, set off by room or by a rule. */
export function takeFurniture(
  lines: readonly Line[],
  page: PdfPage,
  measure: PageMeasure,
): { readonly top: Line[]; readonly bottom: Line[] } {
  const isFurniture = (row: readonly Line[], rest: readonly Line[], gapPt: number, ruleFrom: number): boolean => {
    const words = row.reduce((n, line) => n + line.text.length, 0);
    const isSmall = row.every((line) => line.sizePt < 1.2 * measure.bodyPt);
    const width = extent(lines, 'leftPt', 'rightPt');
    const isRuled = hasRuleBetween(page.rules, ruleFrom, ruleFrom + gapPt, width, measure);
    // A single line of text that reaches across is text, whatever room it has.
    const isSparse = row.length > 1 || words <= 30;
    return (
      rest.length > 2 && isSmall && isSparse && words <= 90 && (isRuled || gapPt > measure.gapPt + 0.8 * measure.bodyPt)
    );
  };
  const rowAt = (edge: number, side: 'topPt' | 'bottomPt'): Line[] =>
    lines.filter((line) => Math.abs(line[side] - edge) < 0.5 * measure.bodyPt).sort((a, b) => a.leftPt - b.leftPt);
  const height = extent(lines, 'topPt', 'bottomPt');
  const head = rowAt(height.from, 'topPt');
  const foot = rowAt(height.to, 'bottomPt');
  const below = lines.filter((line) => !head.includes(line));
  const headBottom = Math.max(...head.map((line) => line.bottomPt));
  const isHead = isFurniture(head, below, extent(below, 'topPt', 'bottomPt').from - headBottom, headBottom);
  const above = lines.filter((line) => !foot.includes(line));
  const aboveBottom = extent(above, 'topPt', 'bottomPt').to;
  const isFoot = isFurniture(foot, above, Math.min(...foot.map((line) => line.topPt)) - aboveBottom, aboveBottom);
  const top = isHead ? head : findNamePlate(head, below, rowAt(extent(below, 'topPt', 'bottomPt').from, 'topPt'));
  return { top, bottom: isFoot ? foot.filter((line) => !top.includes(line)) : [] };
}

/** A paper's name at the top of a page, when a row with the date or the page's number stands right below it. */
function findNamePlate(head: readonly Line[], below: readonly Line[], next: readonly Line[]): Line[] {
  const [name] = head;
  const [first] = next;
  if (head.length !== 1 || !name || !first || below.length < 4) return [];
  const isLarge = next.every((line) => line.sizePt < 0.6 * name.sizePt);
  const isNear = first.topPt - name.bottomPt < name.sizePt;
  const isDated = next.length > 1 && datedRow.test(next.map((line) => line.text).join(' '));
  return isLarge && isNear && isDated ? [name, ...next] : [];
}

const datedRow =
  /\d\s*\u5e74|\d\s*\u6708|\b(?:19|20)\d\d\b|\u7b2c\s*\S{1,6}\s*[\u7248\u671f\u53f7\u865f]|\bpage \d|\bvol\.|\bno\. ?\d/i;

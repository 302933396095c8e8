import type { Area, PdfPage } from './pdf-page.ts';
import { extent, type Item, type PageMeasure } from './region-item.ts';

/** Side by side: parts between which white room (or a rule) runs from top to bottom. */
export function cutAcross(held: readonly Item[], page: PdfPage, measure: PageMeasure, leastRows = 3): Item[][] {
  const height = extent(held, 'topPt', 'bottomPt');
  const rows = new Set(held.map((item) => Math.round(item.bottomPt / (measure.bodyPt * 0.6)))).size;
  const parts: Item[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const item of [...held].sort((a, b) => a.leftPt - b.leftPt)) {
    const gap = item.leftPt - right;
    const hasRule = gap > 0.5 && hasWall(page.rules, right, item.leftPt, height);
    if (parts.length === 0 || gap >= 0.8 * measure.bodyPt || hasRule) parts.push([]);
    parts.at(-1)?.push(item);
    right = Math.max(right, item.rightPt);
  }
  // One or two lines with a gap are a byline or a heading, not columns, unless they stand at the edges of columns.
  if (rows < leastRows && !areColumns(parts, rows, measure)) return [[...held]];
  if (parts.length > 1 && !standLevel(parts, measure)) return [[...held]];
  return parts.length > 1 ? joinStragglers(parts) : parts;
}

/** Whether any part stands beside another: a line at the left and the next at the right are no columns. */
function standLevel(parts: readonly Item[][], { bodyPt }: PageMeasure): boolean {
  const heights = parts.map((part) => extent(part, 'topPt', 'bottomPt'));
  return heights.some((a, i) =>
    heights.some((b, j) => i < j && Math.min(a.to, b.to) - Math.max(a.from, b.from) > 0.3 * bodyPt),
  );
}

/** Whether two parts at least are running text; a single line only where it begins as columns do. */
function areColumns(parts: readonly Item[][], rows: number, { bodyPt, lefts }: PageMeasure): boolean {
  const isText = (part: readonly Item[]): boolean =>
    part.some((item) => item.line !== undefined && Math.abs(item.line.sizePt - bodyPt) < 0.05 * bodyPt) &&
    ((rows > 1 && part.length > 1) ||
      lefts.some((edge) => Math.abs(edge - extent(part, 'leftPt', 'rightPt').from) < 0.6));
  const hasNoHead = parts.every((part) => part.every((item) => item.line && item.line.sizePt < 1.05 * bodyPt));
  return hasNoHead && parts.filter(isText).length >= (rows > 1 ? 2 : parts.length);
}

/** A word or two that stretched lines leave beside their column, below its head, are no column of their own. */
function joinStragglers(parts: readonly Item[][]): Item[][] {
  const joined: Item[][] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isStraggler =
      last &&
      part.length <= 2 &&
      last.length > part.length + 1 &&
      part.every((item) => item.line && last.some((other) => isBeside(other, item)));
    if (last && isStraggler && Math.min(...part.map((i) => i.topPt)) > Math.min(...last.map((i) => i.bottomPt)))
      last.push(...part);
    else joined.push([...part]);
  }
  return joined;
}

const isBeside = (a: Item, b: Item): boolean =>
  a.line !== undefined && b.line !== undefined && Math.abs(a.line.baselinePt - b.line.baselinePt) < 1;

function hasWall(
  rules: readonly Area[],
  leftPt: number,
  rightPt: number,
  height: { from: number; to: number },
): boolean {
  const covered = rules
    .filter(
      (rule) =>
        rule.leftPt >= leftPt - 1 &&
        rule.rightPt <= rightPt + 1 &&
        rule.bottomPt - rule.topPt > rule.rightPt - rule.leftPt,
    )
    .reduce(
      (sum, rule) => sum + Math.max(0, Math.min(rule.bottomPt, height.to) - Math.max(rule.topPt, height.from)),
      0,
    );
  return covered >= 0.6 * (height.to - height.from);
}

import type { Line } from './find-lines.ts';
import type { PdfPage } from './pdf-page.ts';
import { isJump } from './read-jump.ts';
import { extent, hasRuleBetween, overlaps, type PageMeasure } from './region-item.ts';

/** Running heads and feet: one short row at the very top or bottom, set off by room or by a rule. */
export function takeFurniture(
  lines: readonly Line[],
  page: PdfPage,
  measure: PageMeasure,
  kind: 'any' | 'dated' = 'any',
): { readonly top: Line[]; readonly bottom: Line[] } {
  const isFurniture = (row: readonly Line[], rest: readonly Line[], gapPt: number, ruleFrom: number): boolean => {
    const words = row.reduce((n, line) => n + line.text.length, 0);
    const isSmall = row.every((line) => line.sizePt < 1.2 * measure.bodyPt);
    const width = extent(lines, 'leftPt', 'rightPt');
    const isRuled = hasRuleBetween(page.rules, ruleFrom, ruleFrom + gapPt, width, measure);
    // A single line of text that reaches across is text, whatever room it has, unless it is small print below a rule.
    const isPrint = isRuled && row.every((line) => line.sizePt < 0.95 * measure.bodyPt);
    const isSparse = row.length > 1 || words <= 30 || isPrint;
    if (kind === 'dated' && !/\d/.test(textOf(row))) return false;
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
  const top = isHead ? head : kind === 'any' ? findNamePlate(lines, measure) : [];
  return { top, bottom: isFoot ? foot.filter((line) => !top.includes(line)) : [] };
}

/**
 * A paper's name at the top of a page, when the date or the page's number stands beside it, or in a row right below it.
 *
 *     The Morning      25 October 2018
 *     Post                      Page 6
 */
function findNamePlate(lines: readonly Line[], { bodyPt, gapPt }: PageMeasure): Line[] {
  const top = extent(lines, 'topPt', 'bottomPt').from;
  const name = lines
    .filter((line) => line.topPt < top + 3 * bodyPt && line.sizePt > leastPlate * bodyPt)
    .sort((a, b) => b.sizePt - a.sizePt)[0];
  if (!name) return [];
  const isName = (line: Line): boolean =>
    Math.abs(line.sizePt - name.sizePt) < 0.05 * name.sizePt &&
    Math.abs(line.leftPt - name.leftPt) < name.sizePt &&
    line.topPt < name.topPt + 1.6 * name.sizePt;
  const own = lines.filter(isName);
  const bottom = extent(own, 'topPt', 'bottomPt').to;
  const beside = lines.filter((line) => !own.includes(line) && line.topPt < bottom - 0.2 * name.sizePt);
  const rest = lines.filter((line) => !own.includes(line) && !beside.includes(line));
  if (rest.length < 3) return [];
  const isSmall = (line: Line): boolean => line.sizePt < 0.6 * name.sizePt && line.text.length < 60;
  const nextTop = extent(rest, 'topPt', 'bottomPt').from;
  const next = rest.filter((line) => line.topPt - nextTop < 0.5 * bodyPt);
  // The first lines of columns may name a year too: their text goes on right below them.
  const isApart = (line: Line): boolean =>
    !rest.some(
      (other) =>
        other.topPt > line.topPt + 1 && overlaps(line, other) && other.topPt - line.bottomPt < gapPt + 0.5 * bodyPt,
    );
  const isRow =
    next.length > 1 &&
    nextTop - bottom < name.sizePt &&
    next.every(isApart) &&
    next.every(isSmall) &&
    datedRow.test(textOf(next));
  if (isRow && beside.every(isSmall)) return [...own, ...beside, ...next];
  const isDated =
    beside.length > 0 &&
    beside.every((line) => isSmall(line) && isApart(line) && !isJump(line.text)) &&
    datedRow.test(textOf(beside));
  return isDated && own.length + beside.length > 1 ? [...own, ...beside] : [];
}

const textOf = (lines: readonly Line[]): string => lines.map((line) => line.text).join(' ');

/** A name is at least so much larger than the text. */
const leastPlate = 1.8;

const datedRow =
  /\d\s*\u5e74|\d\s*\u6708|\b(?:19|20)\d\d\b|\u7b2c\s*\S{1,6}\s*[\u7248\u671f\u53f7\u865f]|\bpage \d|\bvol\.|\bno\. ?\d/i;

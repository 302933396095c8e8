import type { Line } from './find-lines.ts';
import { isJump } from './read-jump.ts';
import { headRatio, overlaps, type PageMeasure } from './region-item.ts';

/**
 * Short lines that stand by themselves right above a headline: a part of it, however small they are set.
 *
 *     CITY LIFE
 *     A bridge for the north
 */
export function findKickers(lines: readonly Line[], measure: PageMeasure): ReadonlySet<Line> {
  const { bodyPt } = measure;
  const heads = lines.filter(({ sizePt }) => sizePt >= headRatio * bodyPt);
  const kickers = new Set<Line>();
  for (const line of lines) {
    if (
      line.sizePt >= headRatio * bodyPt ||
      measureText(line.text) > longest ||
      /[\u3002.!?\uff01\uff1f]$/.test(line.text)
    )
      continue;
    const isOther = Math.abs(line.sizePt - bodyPt) > 0.03 * bodyPt || line.isBold;
    if (isJump(line.text)) continue;
    const head = heads.find((other) => isRightBelow(line, other, bodyPt, isOther));
    if (!head || !isOver(line, head, lines, bodyPt)) continue;
    // What stands in the same column above, or beside within the column, makes it a last line or a byline.
    const isCrowded = lines.some(
      (other) =>
        other !== line &&
        other !== head &&
        Math.min(other.rightPt, line.rightPt) > Math.max(other.leftPt, line.leftPt) - 0.5 * bodyPt &&
        other.topPt < line.bottomPt &&
        line.topPt - other.bottomPt < 1.1 * bodyPt,
    );
    if (!isCrowded) kickers.add(line);
  }
  return kickers;
}

/** As wide as this many Han characters at most. */
const longest = 20;
const measureText = (text: string): number =>
  [...text].reduce((sum, c) => sum + (/[\u0000-\u024f]/.test(c) ? 0.5 : 1), 0);

/** Nothing stands below it down to the headline's foot but the headline; what stands below that begins where it does. */
function isOver(line: Line, head: Line, lines: readonly Line[], bodyPt: number): boolean {
  const isFree = !lines.some(
    (other) =>
      other !== line &&
      other.sizePt < head.sizePt * 0.8 &&
      overlaps(other, line) &&
      other.topPt >= line.bottomPt - 1 &&
      other.topPt < head.bottomPt - 1,
  );
  return (
    isFree &&
    (overlaps(line, head) ||
      lines.some((other) => other.topPt > head.bottomPt - 1 && Math.abs(other.leftPt - line.leftPt) < 0.6 * bodyPt))
  );
}

/** The headline begins at the line's own left edge, ends at its right one, stands under its middle, or right below it. */
function isRightBelow(line: Line, head: Line, bodyPt: number, isOther: boolean): boolean {
  const gap = head.topPt - line.bottomPt;
  if (gap < -0.3 * bodyPt || gap > 0.5 * head.sizePt + 0.3 * bodyPt) return false;
  const isCentred = Math.abs(line.leftPt + line.rightPt - head.leftPt - head.rightPt) < 2 * bodyPt;
  // Letters set apart leave room behind the last of them.
  const isFlush = Math.abs(line.rightPt - head.rightPt) < Math.max(0.6 * bodyPt, 0.2 * head.sizePt);
  return (
    Math.abs(line.leftPt - head.leftPt) < 1.2 * bodyPt ||
    isFlush ||
    overlaps(line, head) ||
    isCentred ||
    // Set otherwise than the text it may stand at the left of a column over which the headline is centred.
    (isOther && line.rightPt < head.rightPt && head.leftPt - line.rightPt < 40 * bodyPt)
  );
}

import type { Line } from './find-lines.ts';
import type { Area } from './pdf-page.ts';
import { overlaps, type PageMeasure } from './region-item.ts';

/**
 * The line of running text right above another in its column, with no more room between than paragraphs have, and no rule: it is
 * read right before the other.
 *
 *     took seventy days.
 *                                room between paragraphs: the headline beside
 *     Since then the Court │     this column begins no row with it
 */
export function findLinesAbove(
  lines: readonly Line[],
  rules: readonly Area[],
  { bodyPt, gapPt }: PageMeasure,
): ReadonlyMap<Line, Line> {
  const above = new Map<Line, Line>();
  const body = lines.filter((line) => Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt).sort((a, b) => a.topPt - b.topPt);
  const mostPt = gapPt + mostRoomEm * bodyPt;
  for (const [i, line] of body.entries()) {
    for (let at = i + 1; ; at++) {
      const other = body[at];
      if (!other || other.topPt - line.bottomPt > mostPt) break;
      if (other.topPt < line.bottomPt - 1 || !overlaps(line, other)) continue;
      if (Math.abs(line.leftPt - other.leftPt) >= mostIndentEm * bodyPt) continue;
      const isParted = rules.some(
        (rule) => rule.topPt > line.bottomPt - 2 && rule.bottomPt < other.topPt + 2 && overlaps(rule, other),
      );
      if (!isParted) above.set(other, line);
    }
  }
  return above;
}

/** Paragraphs stand no further apart than this, nor are they indented by more (in ems). */
const mostRoomEm = 1.1;
const mostIndentEm = 2.3;

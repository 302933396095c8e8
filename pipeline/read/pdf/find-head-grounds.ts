import type { Line } from './find-lines.ts';
import type { Area } from './pdf-page.ts';
import { contains, headRatio, overlaps, type PageMeasure } from './region-item.ts';

/**
 * Grounds and frames behind headlines: no notices and no pages within the page. Text stands right below, no wider than they
 * are, or begins beside them.
 *
 *     ┏━━━━━━━━━━━━━━━━┓
 *     ┃ A bridge at last ┃      a headline, white on a bar
 *     ┗━━━━━━━━━━━━━━━━┛
 *     By Helen Young
 *     the text │ goes on
 */
export function findHeadGrounds(
  frames: readonly Area[],
  lines: readonly Line[],
  { bodyPt }: PageMeasure,
): readonly Area[] {
  return frames.filter((frame) => {
    const held = lines.filter((line) => contains(frame, line));
    const [first] = held;
    if (!first || held.length > mostLines || held.some((line) => line.sizePt < headRatio * bodyPt)) return false;
    // Words of several sizes are a notice; a single large letter is an initial.
    if (held.some((line) => Math.abs(line.sizePt - first.sizePt) > 0.05 * first.sizePt)) return false;
    if (held.reduce((n, line) => n + line.text.length, 0) < 2) return false;
    return standsAbove(frame, first, lines, bodyPt) || standsBeside(frame, lines, bodyPt);
  });
}

/** A headline has no more lines than that; so many lines of text at least stand below it. */
const mostLines = 6;
const fewestBelow = 2;
/** Further down other articles may stand. */
const mostBelow = 16;

/** Text stands below, as wide as the frame, before another headline as large. */
function standsAbove(frame: Area, head: Line, lines: readonly Line[], bodyPt: number): boolean {
  const under = lines.filter((line) => line.topPt > frame.bottomPt - 2 && overlaps(line, frame));
  const end = Math.min(...under.filter((line) => line.sizePt > 0.9 * head.sizePt).map((line) => line.topPt));
  const below = under
    .filter((line) => line.topPt < end && line.sizePt < 0.85 * head.sizePt && line.sizePt > 0.8 * bodyPt)
    .sort((a, b) => a.topPt - b.topPt)
    .slice(0, mostBelow);
  const within = below.filter((line) => line.leftPt > frame.leftPt - 2 && line.rightPt < frame.rightPt + 2);
  const [from, to] = [Math.min(...within.map((line) => line.leftPt)), Math.max(...within.map((line) => line.rightPt))];
  return (
    within.length >= fewestBelow &&
    within.length >= 0.7 * below.length &&
    from < frame.leftPt + 3 * bodyPt &&
    to > frame.rightPt - 0.3 * (frame.rightPt - frame.leftPt)
  );
}

/** A column of text begins right of it at its height, and none right below it. */
function standsBeside(frame: Area, lines: readonly Line[], bodyPt: number): boolean {
  const isBody = (line: Line): boolean => Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt;
  const level = lines.filter(
    (line) => isBody(line) && line.bottomPt > frame.topPt && line.topPt < frame.bottomPt && line.leftPt > frame.rightPt,
  );
  const left = Math.min(...level.map((line) => line.leftPt));
  const column = level.filter((line) => line.leftPt < left + 3 * bodyPt);
  const below = lines.some(
    (line) =>
      isBody(line) && overlaps(line, frame) && line.topPt > frame.bottomPt && line.topPt < frame.bottomPt + 3 * bodyPt,
  );
  const top = Math.min(...column.map((line) => line.topPt));
  return (
    !below &&
    column.length >= fewestBelow &&
    left - frame.rightPt < 4 * bodyPt &&
    Math.abs(top - frame.topPt) < 2 * bodyPt
  );
}

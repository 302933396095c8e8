import type { Line } from './find-lines.ts';
import type { Area } from './pdf-page.ts';
import { contains, headRatio, overlaps, type PageMeasure } from './region-item.ts';

/**
 * Grounds and frames behind headlines: no notices and no pages within the page. Text stands right below, no wider than they are.
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
    if (held.reduce((n, line) => n + line.text.length, 0) < 3) return false;
    const under = lines.filter((line) => line.topPt > frame.bottomPt - 2 && overlaps(line, frame));
    // Another headline as large opens something else.
    const end = Math.min(...under.filter((line) => line.sizePt > 0.9 * first.sizePt).map((line) => line.topPt));
    const below = under.filter(
      (line) => line.topPt < end && line.sizePt < 0.85 * first.sizePt && line.sizePt > 0.8 * bodyPt,
    );
    const isUnder = below.filter((line) => line.leftPt > frame.leftPt - 2 && line.rightPt < frame.rightPt + 2);
    const [from, to] = [
      Math.min(...isUnder.map((line) => line.leftPt)),
      Math.max(...isUnder.map((line) => line.rightPt)),
    ];
    return (
      isUnder.length >= fewestBelow &&
      isUnder.length >= 0.7 * below.length &&
      from < frame.leftPt + 3 * bodyPt &&
      to > frame.rightPt - 0.3 * (frame.rightPt - frame.leftPt)
    );
  });
}

/** A headline has no more lines than that; so many lines of text at least stand below it. */
const mostLines = 6;
const fewestBelow = 2;

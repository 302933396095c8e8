import type { Line } from '../../pipeline/read/pdf/find-lines.ts';
import { readHabits } from '../../pipeline/read/pdf/join-lines.ts';
import type { PageMeasure } from '../../pipeline/read/pdf/region-item.ts';

/** A line of text where a test wants it. */
export const poseLine = (text: string, leftPt: number, topPt: number, sizePt = 10, widthPt = 200): Line => ({
  text,
  leftPt,
  rightPt: leftPt + widthPt,
  farPt: leftPt + widthPt,
  topPt,
  bottomPt: topPt + sizePt,
  baselinePt: topPt + 0.88 * sizePt,
  sizePt,
  isBold: false,
  firstPt: 20,
});

/** Running text of 10 points, 4 points between its lines. */
export const plainMeasure: PageMeasure = {
  bodyPt: 10,
  gapPt: 4,
  lefts: [0],
  ends: [],
  indents: [],
  isJustified: true,
  stretched: [],
  habits: readHabits([]),
};

import type { Line } from './find-lines.ts';
import type { Habits } from './join-lines.ts';
import type { Area } from './pdf-page.ts';
import { isJumpIn } from './read-jump.ts';

/** What is usual on a page, measured over its running text. */
export interface PageMeasure {
  readonly bodyPt: number;
  /** Room between the bottom of a line and the top of the next. */
  readonly gapPt: number;
  /** Where several lines begin: the left edges of columns, and of their indents. */
  readonly lefts: readonly number[];
  /** For such an edge, where several of the lines that begin there end. */
  readonly ends: readonly { readonly left: number; readonly rights: readonly number[] }[];
  /** How far in the first lines of paragraphs begin, where several do. */
  readonly indents: readonly number[];
  /** Lines are stretched to one width. */
  readonly isJustified: boolean;
  /** The left edges of columns in which those with Latin letters or figures are so too. */
  readonly stretched: readonly number[];
  readonly habits: Habits;
}

/** What is ordered: a line, or a frame with the lines in it. */
export interface Item extends Area {
  readonly line?: Line;
  readonly frame?: readonly Line[];
}

/** A headline is at least this much larger than running text: a fifth, but for what setters round. */
export const headRatio = 1.19;

/** Whether a line is set as a headline, or stands for one: what comes from another page begins below a jump line. */
export const isHead = (item: Item, measure: PageMeasure): boolean =>
  item.line !== undefined &&
  (item.line.sizePt >= headRatio * measure.bodyPt || item.line.isKicker === true || isJumpIn(item.line.text));

/** Whether an area lies in a frame, give or take its line. */
export const contains = (frame: Area, area: Area): boolean =>
  area.leftPt >= frame.leftPt - 2 &&
  area.rightPt <= frame.rightPt + 2 &&
  area.topPt >= frame.topPt - 2 &&
  area.bottomPt <= frame.bottomPt + 2;

/** Whether two areas stand over one another. */
export const overlaps = (a: Area, b: Area): boolean => Math.min(a.rightPt, b.rightPt) > Math.max(a.leftPt, b.leftPt);

/** How far a set of things reaches, from the least of one edge to the most of the other. */
export function extent(held: readonly Area[], from: keyof Area, to: keyof Area): { from: number; to: number } {
  const reach = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  for (const item of held) {
    reach.from = Math.min(reach.from, item[from]);
    reach.to = Math.max(reach.to, item[to]);
  }
  return reach;
}

/** Whether a horizontal rule of some length lies between two heights, within a width. */
export function hasRuleBetween(
  rules: readonly Area[],
  topPt: number,
  bottomPt: number,
  width: { from: number; to: number },
  measure: PageMeasure,
): boolean {
  return rules.some(
    (rule) =>
      rule.topPt >= topPt - 1 &&
      rule.bottomPt <= bottomPt + 1 &&
      rule.rightPt > width.from &&
      rule.leftPt < width.to &&
      Math.min(rule.rightPt, width.to) - Math.max(rule.leftPt, width.from) > 4 * measure.bodyPt,
  );
}

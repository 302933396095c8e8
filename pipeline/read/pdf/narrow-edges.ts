import type { Line } from './find-lines.ts';
import type { Area } from './pdf-page.ts';
import { overlaps } from './region-item.ts';

/** Where the text of a column, or of some of its lines, begins and ends. */
export interface Edges {
  readonly left: number;
  readonly right: number;
  /** Lines are stretched to the right edge; `isSeen` in this very column. */
  readonly isJustified: boolean;
  readonly isSeen: boolean;
  /** Lines with Latin letters or figures end there too: only the last line of a paragraph ends before it. */
  readonly isStretched: boolean;
}

/**
 * The edges of lines that stand beside something in their own column: they begin or end where it leaves room, and that is
 * neither an indent nor an early end.
 *
 *     ┌────┐ beside a picture lines     their left edge is here, not
 *     └────┘ begin behind it; be-     at the picture's
 *     low it they are full again.
 */
export function narrowEdges(
  lines: readonly Line[],
  edges: Edges,
  obstacles: readonly Area[],
): ReadonlyMap<Line, Edges> {
  const narrowed = new Map<Line, Edges>();
  const column = { leftPt: edges.left, rightPt: edges.right };
  const inside = obstacles.filter((area) => overlaps(area, { ...area, ...column }));
  for (const area of inside) {
    const beside = lines.filter(
      (line) => line.topPt < area.bottomPt + 2 * line.sizePt && line.bottomPt > area.topPt - 0.2 * line.sizePt,
    );
    const behind = beside.filter((line) => line.leftPt >= area.rightPt - 1);
    // Below a picture only lines that begin behind it are seen to be narrowed.
    const ahead = beside.filter((line) => line.rightPt <= area.leftPt + 1);
    const before = ahead.filter((line) => line.topPt < area.bottomPt);
    const left = behind.reduce((least, line) => Math.min(least, line.leftPt), Number.POSITIVE_INFINITY);
    const right = before.reduce((most, line) => Math.max(most, line.rightPt), Number.NEGATIVE_INFINITY);
    for (const line of behind) {
      const own = narrowed.get(line) ?? edges;
      narrowed.set(line, { ...own, left: Math.max(own.left, left) });
    }
    // The room below a picture narrows one line more: it ends where those beside the picture do.
    const mostPt = edges.isJustified ? 0.3 : 4;
    const isAsNarrow = (line: Line): boolean =>
      before.length > 1 &&
      [line.rightPt, line.farPt].some((end) => right - end < mostPt * line.sizePt && right - end > -0.3 * line.sizePt);
    for (const line of ahead.filter((other) => before.includes(other) || isAsNarrow(other))) {
      const own = narrowed.get(line) ?? edges;
      narrowed.set(line, { ...own, right: Math.min(own.right, right) });
    }
  }
  return narrowed;
}

import type { Line } from './find-lines.ts';
import type { Habits } from './join-lines.ts';
import type { PageMeasure } from './region-item.ts';

/** What is usual on a page: the size of its running text, the room between its lines, where its columns begin and end. */
export function measurePage(lines: readonly Line[], habits: Habits): PageMeasure {
  const bySize = new Map<number, number>();
  for (const line of lines) {
    const size = Math.round(line.sizePt * 4) / 4;
    bySize.set(size, (bySize.get(size) ?? 0) + line.text.length);
  }
  const bodyPt = [...bySize].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
  const body = lines
    .filter((line) => Math.abs(line.sizePt - bodyPt) < 0.1 * bodyPt)
    .sort((a, b) => a.leftPt - b.leftPt || a.topPt - b.topPt);
  const gaps: number[] = [];
  for (const [i, line] of body.entries()) {
    const next = body[i + 1];
    const gap = next && Math.abs(next.leftPt - line.leftPt) < 1 ? next.topPt - line.bottomPt : -1;
    if (gap >= 0 && gap < 2.5 * bodyPt) gaps.push(gap);
  }
  gaps.sort((a, b) => a - b);
  const lefts = findEdges(body.map((line) => line.leftPt));
  return {
    bodyPt,
    gapPt: gaps[Math.floor(gaps.length / 2)] ?? 0.5 * bodyPt,
    lefts,
    ends: findEnds(body.filter((line) => !endsThin.test(line.text))),
    indents: findIndents(body, bodyPt),
    isJustified: endAlike(body),
    stretched: lefts.filter((left) =>
      isStretched(
        body.filter((line) => Math.abs(line.leftPt - left) < 0.6),
        bodyPt,
      ),
    ),
    habits,
  };
}

/** How far in lines begin that stand right above a line further left. */
function findIndents(body: readonly Line[], bodyPt: number): number[] {
  const sorted = [...body].sort((a, b) => a.topPt - b.topPt);
  const found: number[] = [];
  for (const [i, line] of sorted.entries()) {
    for (let at = i + 1; at < sorted.length; at++) {
      const below = sorted[at];
      if (!below || below.topPt - line.bottomPt > 1.2 * bodyPt) break;
      const indent = line.leftPt - below.leftPt;
      if (below.topPt < line.bottomPt || below.rightPt < line.leftPt) continue;
      if (indent > 0.7 * bodyPt && indent < 2.3 * bodyPt) found.push(indent);
    }
  }
  return findEdges(found);
}

/** Whether most lines end exactly where others do, but for what setters round. */
function endAlike(body: readonly Line[]): boolean {
  const ends = new Map<number, number>();
  const keyOf = (line: Line): number => Math.round(line.rightPt * 10);
  for (const line of body) ends.set(keyOf(line), (ends.get(keyOf(line)) ?? 0) + 1);
  const alike = body.filter((line) => {
    const key = keyOf(line);
    return [-2, -1, 0, 1, 2].reduce((sum, off) => sum + (ends.get(key + off) ?? 0), 0) >= 3;
  });
  return body.length > 0 && alike.length >= 0.5 * body.length;
}

/** Whether lines of a column with letters or figures end where the widest does: lines of Han alone do so by themselves. */
function isStretched(column: readonly Line[], bodyPt: number): boolean {
  const right = Math.max(...column.map((line) => line.rightPt));
  const uneven = column.filter(({ text }) => /[ -~]/.test(text));
  const full = uneven.filter((line) => [line.rightPt, line.farPt].some((end) => Math.abs(right - end) < 0.07 * bodyPt));
  return full.length >= 3 && full.length >= 0.65 * uneven.length;
}

/** A mark of full width at a line's end may be set on half of it: its right edge is not the column's. */
export const endsThin =
  /[\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\uff09\uff3d\uff5d\u300b\u300d\u300f\u3011\u3009\u3015\u201d\u2019\u2026]$/;

function findEnds(body: readonly Line[]): PageMeasure['ends'] {
  return findEdges(body.map((line) => line.leftPt)).map((left) => ({
    left,
    rights: findEdges(body.filter((line) => Math.abs(line.leftPt - left) < 0.6).map((line) => line.rightPt)),
  }));
}

const fewestAtEdge = 3;

/** Places at which several lines begin (or end), give or take a hair, in order. */
function findEdges(places: readonly number[]): number[] {
  const sorted = [...places].sort((a, b) => a - b);
  const edges: number[] = [];
  let from = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && (sorted[i] ?? 0) - (sorted[i - 1] ?? 0) < 0.3) continue;
    if (i - from >= fewestAtEdge) edges.push(sorted[Math.floor((from + i - 1) / 2)] ?? 0);
    from = i;
  }
  return edges;
}

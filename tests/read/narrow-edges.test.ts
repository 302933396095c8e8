import { describe, expect, it } from 'vitest';
import type { Line } from '../../pipeline/read/pdf/find-lines.ts';
import { narrowEdges } from '../../pipeline/read/pdf/narrow-edges.ts';

const lineAt = (leftPt: number, rightPt: number, topPt: number): Line => ({
  text: 'words',
  leftPt,
  rightPt,
  farPt: rightPt,
  topPt,
  bottomPt: topPt + 10,
  baselinePt: topPt + 9,
  sizePt: 10,
  isBold: false,
  firstPt: 10,
});
const edges = { left: 0, right: 200, isJustified: true, isSeen: true, isStretched: true };
const picture = { leftPt: 0, rightPt: 80, topPt: 0, bottomPt: 30 };

describe('lines beside a picture in their column', () => {
  it('begin where the picture leaves room; those below begin at the edge', () => {
    const [indented, beside, below] = [lineAt(110, 200, 2), lineAt(90, 200, 17), lineAt(0, 200, 62)];
    const narrowed = narrowEdges([indented, beside, below], edges, [picture]);
    expect([indented, beside, below].map((line) => narrowed.get(line)?.left)).toEqual([90, 90, undefined]);
  });

  it('end where a picture on the right begins', () => {
    const [beside, below] = [lineAt(0, 110, 2), lineAt(0, 200, 47)];
    const right = { ...picture, leftPt: 120, rightPt: 200 };
    const narrowed = narrowEdges([beside, below], edges, [right]);
    expect([beside, below].map((line) => narrowed.get(line)?.right)).toEqual([110, undefined]);
  });

  it('of another column are left as they are', () => {
    const line = lineAt(0, 200, 2);
    expect(narrowEdges([line], edges, [{ ...picture, leftPt: 220, rightPt: 300 }]).size).toBe(0);
  });
});

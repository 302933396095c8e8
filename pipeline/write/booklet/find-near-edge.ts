import { mmFromPt } from '../../core/units.ts';
import { matrixOf } from './draw-side.ts';
import type { InkBox } from './measure-ink.ts';
import type { PdfPage } from './open-pages.ts';
import type { PlacedSide, PlacedSlot } from './place-sides.ts';

/** Office printers leave about this much of a sheet's edge unprinted. */
export const unprintableMm = 5;

/** A page of the file (from 0) that shows something too near its sheet's edge. */
export interface NearEdge {
  readonly page: number;
  readonly distanceMm: number;
}

/** Pages on which something stands where office printers cannot print, in the file's order. */
export function findNearEdge(
  sides: readonly PlacedSide[],
  pages: readonly PdfPage[],
  ink: readonly (InkBox | null)[],
  fitsEach: boolean,
): readonly NearEdge[] {
  const found = sides.flatMap((side) =>
    side.slots.flatMap((entry): NearEdge[] => {
      const { page: index } = entry.slot;
      const page = index === null ? undefined : pages[index];
      const box = index === null ? null : ink[index];
      if (index === null || !page || !box) return [];
      const distanceMm = measureDistance(entry, page, box, side, fitsEach);
      return distanceMm < unprintableMm ? [{ page: index, distanceMm }] : [];
    }),
  );
  return found.sort((a, b) => a.page - b.page);
}

function measureDistance(
  entry: PlacedSlot,
  page: PdfPage,
  box: InkBox,
  { sheet }: PlacedSide,
  fitsEach: boolean,
): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrixOf(entry, page, fitsEach);
  const corners = [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[0], box[3]],
    [box[2], box[3]],
  ].map(([x = 0, y = 0]) => [mmFromPt(a * x + c * y + e), mmFromPt(b * x + d * y + f)] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const left = Math.max(Math.min(...xs), entry.clip.leftMm);
  const right = Math.min(Math.max(...xs), entry.clip.rightMm);
  const bottom = Math.max(Math.min(...ys), entry.clip.bottomMm);
  const top = Math.min(Math.max(...ys), entry.clip.topMm);
  return Math.max(0, Math.min(left, bottom, sheet.widthMm - right, sheet.heightMm - top));
}

import { ptFromMm } from '../../core/units.ts';
import type { SheetSide } from './draw-sheets.ts';
import type { Lettering } from './make-lettering.ts';
import type { PdfPage } from './open-pages.ts';
import type { BoxMm, PlacedSide, PlacedSlot } from './place-sides.ts';

export type Mark = 'crop' | 'fold' | 'staple' | 'signature';

export interface DrawingOptions {
  readonly marks: readonly Mark[];
  /** What is written beside each sheet; null: nothing. */
  readonly slug: ((side: PlacedSide) => string) | null;
  readonly lettering: Lettering | null;
  /** Ruled lines on pages added to fill a sheet. */
  readonly rulesAdded: boolean;
  readonly pages: readonly PdfPage[];
  /** Pages that the editor supplies for the added ones, in their order. */
  readonly fillPages: readonly PdfPage[];
  /** Mixed sizes: each page is made to fit its cell; else it is set at the scale of its block. */
  readonly fitsEach: boolean;
}

/** Room beside the block that a mark needs: its distance from the trim, and its length. */
export const markGapMm = 2;
export const markLengthMm = 4;
const slugSizePt = 7;

/** Marks for which a side has no room, in the order asked. */
export function findHomelessMarks(placed: PlacedSide, marks: readonly Mark[], hasSlug: boolean): string[] {
  const room = roomOf(placed);
  const needs = markGapMm + markLengthMm;
  const homeless: string[] = marks.filter((mark) => {
    if (mark === 'fold') return placed.foldsMm.length > 0 && Math.min(room.above, room.below) < needs;
    if (mark === 'signature') return isCollated(placed) && room.above < needs;
    if (mark === 'staple') return placed.foldsMm.length > 0 && room.beside < needs;
    return room.beside < needs || Math.min(room.above, room.below) < needs;
  });
  return hasSlug && room.below < needs ? [...homeless, 'slug'] : homeless;
}

/** One side as a page: which forms it shows and the operators that place them. */
export function drawSide(
  placed: PlacedSide,
  addedIndex: ReadonlyMap<number, number>,
  options: DrawingOptions,
): SheetSide {
  const used: { source: 'main' | 'fill'; index: number; name: string }[] = [];
  const lines = placed.slots.map((entry) => {
    const { slot } = entry;
    const added = addedIndex.get(slot.position) ?? 0;
    const source = slot.page === null ? 'fill' : 'main';
    const index = slot.page ?? added;
    const page = source === 'main' ? options.pages[index] : options.fillPages[index];
    if (!page) return options.rulesAdded ? ruleNotes(entry) : '';
    const name = `P${slot.position + 1}`;
    used.push({ source, index, name });
    return placePage(entry, page, name, options.fitsEach);
  });
  const { leftMm, bottomMm, rightMm, topMm } = placed.block;
  const trim = [leftMm, bottomMm, rightMm, topMm].map((mm) => Math.max(0, ptFromMm(mm))) as [
    number,
    number,
    number,
    number,
  ];
  const [widthPt, heightPt] = [ptFromMm(placed.sheet.widthMm), ptFromMm(placed.sheet.heightMm)];
  return {
    widthPt: round(widthPt),
    heightPt: round(heightPt),
    trim: [round(trim[0]), round(trim[1]), round(Math.min(trim[2], widthPt)), round(Math.min(trim[3], heightPt))],
    pages: used,
    content: [...lines, drawMarks(placed, options), drawSlug(placed, options)].filter(Boolean).join('\n'),
  };
}

/** Numbers as PDF likes them: no exponent, no more digits than a printer can show. */
export const toPdfNumber = (value: number): string => {
  const text = value.toFixed(4).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
};

const n = toPdfNumber;

const round = (value: number): number => Number(value.toFixed(4));

/** Clip to the cell, then the page's own space laid into its box: turned upright, scaled, on its head if need be. */
function placePage(entry: PlacedSlot, page: PdfPage, name: string, fitsEach: boolean): string {
  return `q ${rectangle(entry.clip)} re W n ${matrixOf(entry, page, fitsEach).map(n).join(' ')} cm /${name} Do Q`;
}

/** From a page's own space to points on its side. */
export function matrixOf({ slot, box, scale }: PlacedSlot, page: PdfPage, fitsEach: boolean): readonly number[] {
  const [boxWidth, boxHeight] = [ptFromMm(box.rightMm - box.leftMm), ptFromMm(box.topMm - box.bottomMm)];
  const own = fitsEach ? Math.min(scale, boxWidth / page.widthPt, boxHeight / page.heightPt) : scale;
  const marginX = (boxWidth - page.widthPt * own) / 2;
  const marginY = (boxHeight - page.heightPt * own) / 2;
  const upright = uprightMatrix(page);
  const turned = slot.upsideDown ? -own : own;
  const x = slot.upsideDown ? ptFromMm(box.rightMm) - marginX : ptFromMm(box.leftMm) + marginX;
  const y = slot.upsideDown ? ptFromMm(box.topMm) - marginY : ptFromMm(box.bottomMm) + marginY;
  const [a, b, c, d, e, f] = upright.map((value) => value * turned) as [number, number, number, number, number, number];
  return [a, b, c, d, e + x, f + y];
}

/** From the page's own space to points from the lower left corner of the page as it is read. */
function uprightMatrix({ trim: [x0, y0, x1, y1], rotation, unit }: PdfPage): number[] {
  const matrix =
    rotation === 90
      ? [0, -1, 1, 0, -y0, x1]
      : rotation === 180
        ? [-1, 0, 0, -1, x1, y1]
        : rotation === 270
          ? [0, 1, -1, 0, y1, -x0]
          : [1, 0, 0, 1, -x0, -y0];
  return matrix.map((value) => value * unit);
}

const rectangle = (box: BoxMm): string =>
  [box.leftMm, box.bottomMm, box.rightMm - box.leftMm, box.topMm - box.bottomMm].map((mm) => n(ptFromMm(mm))).join(' ');

const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `${n(ptFromMm(x1))} ${n(ptFromMm(y1))} m ${n(ptFromMm(x2))} ${n(ptFromMm(y2))} l`;

/** A notes page: grey rules 8 mm apart inside margins of 18 mm. */
function ruleNotes({ box }: PlacedSlot): string {
  const [pitchMm, marginMm] = [8, 18];
  const rules: string[] = [];
  for (let y = box.topMm - marginMm - pitchMm; y >= box.bottomMm + marginMm; y -= pitchMm) {
    rules.push(line(box.leftMm + marginMm, y, box.rightMm - marginMm, y));
  }
  return `q 0.4 w 0.6 G ${rules.join(' ')} S Q`;
}

interface Room {
  readonly beside: number;
  readonly above: number;
  readonly below: number;
}

const roomOf = ({ block, sheet }: PlacedSide): Room => ({
  beside: Math.min(block.leftMm, sheet.widthMm - block.rightMm),
  above: sheet.heightMm - block.topMm,
  below: block.bottomMm,
});

/** Thin lines outside the trim: solid where it is cut, broken where it is folded, doubled where it is stapled. */
function drawMarks(placed: PlacedSide, { marks }: DrawingOptions): string {
  const { block } = placed;
  const [near, far] = [markGapMm, markGapMm + markLengthMm];
  const beside = (y: number): string[] => [
    line(block.leftMm - far, y, block.leftMm - near, y),
    line(block.rightMm + near, y, block.rightMm + far, y),
  ];
  const aboveAndBelow = (x: number): string[] => [
    line(x, block.topMm + near, x, block.topMm + far),
    line(x, block.bottomMm - far, x, block.bottomMm - near),
  ];
  const homeless = new Set(findHomelessMarks(placed, marks, false));
  const wanted = marks.filter((mark) => !homeless.has(mark));
  const parts: string[] = [];
  if (wanted.includes('crop')) {
    const across = [block.bottomMm, block.topMm, ...placed.cutsAcrossMm];
    const down = [block.leftMm, block.rightMm, ...placed.cutsDownMm];
    parts.push(`${[...across.flatMap(beside), ...down.flatMap(aboveAndBelow)].join(' ')} S`);
  }
  if (wanted.includes('fold')) parts.push(`[2 1.5] 0 d ${placed.foldsMm.flatMap(aboveAndBelow).join(' ')} S [] 0 d`);
  if (wanted.includes('staple')) {
    const rows = placed.side.rows;
    const rowHeight = (block.topMm - block.bottomMm) / rows;
    const heights = Array.from({ length: rows }, (_, r) =>
      [0.25, 0.75].map((t) => block.bottomMm + (r + t) * rowHeight),
    );
    const ticks = heights.flat().flatMap((y) => [...beside(y - 0.6), ...beside(y + 0.6)]);
    if (placed.foldsMm.length > 0) parts.push(`${ticks.join(' ')} S`);
  }
  if (wanted.includes('signature') && isCollated(placed)) {
    // One step to the right for each signature: stacked in order, the bars make a staircase.
    const [left = 0] = placed.foldsMm;
    const x = left + 2 + (placed.side.signature % 12) * 5;
    parts.push(`${[x, block.topMm + near, 4, 2].map((mm) => n(ptFromMm(mm))).join(' ')} re f`);
  }
  return parts.length > 0 ? `q 0.25 w 0 G ${parts.join(' ')} Q` : '';
}

/** The outermost sheet of a signature, on its front: where a bar tells which one it is. */
const isCollated = ({ side, foldsMm }: PlacedSide): boolean =>
  side.part === 'body' && side.face === 'front' && foldsMm.length > 0 && side.slots.some((slot) => slot.nest === 0);

/** A line of words under the block's left edge, outside the trim; left away where there is no room. */
function drawSlug(placed: PlacedSide, { slug, lettering }: DrawingOptions): string {
  if (!slug || !lettering || findHomelessMarks(placed, [], true).length > 0) return '';
  const { leftMm, bottomMm } = placed.block;
  return lettering.draw(slug(placed), ptFromMm(leftMm + 2), ptFromMm(bottomMm - markGapMm) - slugSizePt, slugSizePt);
}

import type { Imposition, ImpositionOptions, Side, Slot } from './impose-pages.ts';

/** Width and height in millimetres. */
export interface SizeMm {
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface PlacingOptions {
  readonly page: SizeMm;
  /** As it goes through the printer; turned when the pages ask for it. */
  readonly sheet: SizeMm;
  readonly coverSheet: SizeMm;
  readonly scale: 'none' | 'fit';
  readonly paperMm: number;
  /** The most that the innermost sheet may be moved to the spine; 0: no creep compensation. */
  readonly creepMm: number;
  /** Printed beyond the trim where there is room and no neighbour. */
  readonly bleedMm: number;
  /** Thickness of the glued back, on the cover's sheet. */
  readonly spineMm: number;
}

/** A box in millimetres from the lower left corner of its side. */
export interface BoxMm {
  readonly leftMm: number;
  readonly bottomMm: number;
  readonly rightMm: number;
  readonly topMm: number;
}

export interface PlacedSlot {
  readonly slot: Slot;
  /** Where the page's trimmed area goes, creep included. */
  readonly box: BoxMm;
  /** What may show of it: never over the fold. */
  readonly clip: BoxMm;
  readonly scale: number;
}

export interface PlacedSide {
  readonly side: Side;
  readonly sheet: SizeMm;
  /** All pages of the side together, before any cut. */
  readonly block: BoxMm;
  /** Where the sheet is folded or cut, from the left and from the bottom. */
  readonly foldsMm: readonly number[];
  readonly cutsAcrossMm: readonly number[];
  readonly cutsDownMm: readonly number[];
  readonly slots: readonly PlacedSlot[];
}

/** An unscaled block may be this much larger than the sheet: rounding of page sizes to points, trimmed evenly. */
const toleranceMm = 1;

export const isLandscape = (size: SizeMm): boolean => size.widthMm >= size.heightMm;

/** The sheet as it lies when its pages stand upright: the way that scales them least, lying as they lie if both do. */
export function orientSheet(sheet: SizeMm, block: SizeMm): SizeMm {
  const turned = { widthMm: sheet.heightMm, heightMm: sheet.widthMm };
  const [alike, other] = isLandscape(sheet) === isLandscape(block) ? [sheet, turned] : [turned, sheet];
  return scaleToFit(alike, block) >= scaleToFit(other, block) ? alike : other;
}

/** The largest scale, at most 1, at which a block stands on a sheet. */
export function scaleToFit(sheet: SizeMm, block: SizeMm): number {
  const fits = block.widthMm <= sheet.widthMm + toleranceMm && block.heightMm <= sheet.heightMm + toleranceMm;
  return fits ? 1 : Math.min(sheet.widthMm / block.widthMm, sheet.heightMm / block.heightMm);
}

/** What a flip at the printer means for a sheet lying this way: a turn about the short edge of a landscape is upright. */
export function turnOf(flip: 'short' | 'long', sheet: SizeMm): ImpositionOptions['turn'] {
  return (flip === 'short') === isLandscape(sheet) ? 'upright' : 'level';
}

export const blockOf = (page: SizeMm, columns: number, rows: number, spineMm: number): SizeMm => ({
  widthMm: page.widthMm * columns + spineMm,
  heightMm: page.heightMm * rows,
});

/** How far one sheet further in is moved to the spine: the paper's thickness, less where the whole would be too much. */
export const creepStepMm = (deepest: number, paperMm: number, creepMm: number): number =>
  deepest === 0 ? 0 : Math.min(paperMm, creepMm / deepest);

/** Gives every slot its place. The block stands in the middle of the sheet, so fronts and backs coincide. */
export function placeSides(
  imposition: Imposition,
  method: 'saddle' | 'perfect',
  options: PlacingOptions,
): PlacedSide[] {
  const stepMm = method === 'saddle' ? creepStepMm(imposition.deepest, options.paperMm, options.creepMm) : 0;
  return imposition.sides.map((side) => placeSide(side, method, stepMm, options));
}

function placeSide(side: Side, method: 'saddle' | 'perfect', stepMm: number, options: PlacingOptions): PlacedSide {
  const isCover = side.part === 'cover';
  const spineMm = isCover ? options.spineMm : 0;
  const whole = blockOf(options.page, side.columns, side.rows, spineMm);
  const sheet = orientSheet(isCover ? options.coverSheet : options.sheet, whole);
  const scale = options.scale === 'fit' ? scaleToFit(sheet, whole) : 1;
  const widthMm = options.page.widthMm * scale;
  const heightMm = options.page.heightMm * scale;
  const leftMm = (sheet.widthMm - whole.widthMm * scale) / 2;
  const bottomMm = (sheet.heightMm - whole.heightMm * scale) / 2;
  const block = {
    leftMm,
    bottomMm,
    rightMm: leftMm + whole.widthMm * scale,
    topMm: bottomMm + whole.heightMm * scale,
  };
  const columnLeft = (column: number): number => leftMm + column * (widthMm + spineMm * scale);
  const rowBottom = (row: number): number => bottomMm + (side.rows - 1 - row) * heightMm;

  const slots = side.slots.map((slot): PlacedSlot => {
    const cell = {
      leftMm: columnLeft(slot.column),
      bottomMm: rowBottom(slot.row),
      rightMm: columnLeft(slot.column) + widthMm,
      topMm: rowBottom(slot.row) + heightMm,
    };
    const towards = (slot.spine === 'left') === slot.upsideDown ? 1 : -1;
    const shiftMm = towards * slot.nest * stepMm;
    const box = { ...cell, leftMm: cell.leftMm + shiftMm, rightMm: cell.rightMm + shiftMm };
    return { slot, box, clip: clipOf(cell, block, sheet, options.bleedMm * scale), scale };
  });

  const folds = method === 'saddle' || isCover;
  const middles = spineMm > 0 ? [columnLeft(0) + widthMm, columnLeft(1)] : [columnLeft(1)];
  return {
    side,
    sheet,
    block,
    foldsMm: folds ? middles : [],
    cutsDownMm: folds ? [] : middles,
    cutsAcrossMm: Array.from({ length: side.rows - 1 }, (_, i) => rowBottom(i)),
    slots,
  };
}

/** A page shows in its own cell, and beyond it only at the outside of the block, as far as bleed and sheet allow. */
function clipOf(cell: BoxMm, block: BoxMm, sheet: SizeMm, bleedMm: number): BoxMm {
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 0.001;
  return {
    leftMm: isNear(cell.leftMm, block.leftMm) ? Math.max(Math.min(0, cell.leftMm), cell.leftMm - bleedMm) : cell.leftMm,
    bottomMm: isNear(cell.bottomMm, block.bottomMm)
      ? Math.max(Math.min(0, cell.bottomMm), cell.bottomMm - bleedMm)
      : cell.bottomMm,
    rightMm: isNear(cell.rightMm, block.rightMm)
      ? Math.min(Math.max(sheet.widthMm, cell.rightMm), cell.rightMm + bleedMm)
      : cell.rightMm,
    topMm: isNear(cell.topMm, block.topMm)
      ? Math.min(Math.max(sheet.heightMm, cell.topMm), cell.topMm + bleedMm)
      : cell.topMm,
  };
}

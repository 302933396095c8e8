/**
 * Which page goes where: page counts to sheets, sheets to places. Pure arithmetic; lengths come later.
 *
 * A leaf is a piece of paper with a page on each face. Sheets are described as seen from the front; the back follows
 * by turning the sheet over, so that fronts and backs cannot disagree.
 */

export interface ImpositionOptions {
  /** `saddle`: folded sheets, one inside another. `perfect`: single leaves, cut apart, stacked and glued. */
  readonly method: 'saddle' | 'perfect';
  readonly perSide: 2 | 4;
  readonly binding: 'left' | 'right';
  /** The axis about which the printer turns the sheet: `upright` keeps the top at the top, `level` puts it at the foot. */
  readonly turn: 'upright' | 'level';
  readonly printing: 'duplex' | 'odd-then-even' | 'odd-then-even-reversed';
  /** Folded sheets a signature; 0: all in one. */
  readonly signature: number;
  readonly blanks: 'before-last' | 'at-end';
  readonly cover: 'with-body' | 'separate';
}

/** A page in its place on one side of a sheet. Column and row count from the top left corner as printed. */
export interface Slot {
  /** Place in the finished book, from 0. */
  readonly position: number;
  /** Page of the file, from 0; null for a page added to fill the sheet. */
  readonly page: number | null;
  readonly column: number;
  readonly row: number;
  readonly upsideDown: boolean;
  /** The edge of the page, seen upright, at which it is bound. */
  readonly spine: 'left' | 'right';
  /** How many folded sheets lie outside this one in its signature. */
  readonly nest: number;
}

export interface Side {
  /** From 0, over cover and body. */
  readonly sheet: number;
  readonly face: 'front' | 'back';
  readonly part: 'cover' | 'body';
  /** From 0; the signature of the first folded sheet on it. */
  readonly signature: number;
  readonly columns: number;
  readonly rows: number;
  readonly slots: readonly Slot[];
}

export interface Imposition {
  /** In the order in which they are printed. */
  readonly sides: readonly Side[];
  readonly sheets: number;
  readonly signatures: number;
  /** Pages of the finished book, added ones included. */
  readonly pages: number;
  readonly added: number;
  /** Sheets outside the innermost one of the thickest signature: what creep is measured by. */
  readonly deepest: number;
}

/** Fewest pages that leave something between the four of a separate cover. */
export const fewestForSeparateCover = 5;

/**
 * Lays out `pageCount` pages. Every page stands exactly once; pages are added only to fill a folded sheet (or a leaf).
 *
 *     8 pages, saddle:  front [8|1] back [2|7]   front [6|3] back [4|5]
 */
export function imposePages(pageCount: number, options: ImpositionOptions): Imposition {
  const all = Array.from({ length: pageCount }, (_, i) => i);
  const isSeparate = options.cover === 'separate' && pageCount >= fewestForSeparateCover;
  const bodyPages = isSeparate ? all.slice(2, -2) : all;
  const unit = options.method === 'saddle' ? 4 : 2;
  const body = padPages(bodyPages, unit, isSeparate ? 'at-end' : options.blanks);
  const cover = isSeparate ? [0, 1, pageCount - 2, pageCount - 1] : [];
  // The cover's first two pages stand before the body in the finished book, its last two after it.
  const book = isSeparate ? [...cover.slice(0, 2), ...body, ...cover.slice(2)] : body;

  const bodyStart = isSeparate ? 2 : 0;
  const coverSheets = isSeparate ? [coverSheet(body.length, options.binding)] : [];
  const bodySheets =
    options.method === 'saddle'
      ? foldSheets(body.length, bodyStart, options)
      : cutSheets(body.length, bodyStart, options);
  const sheets = [...coverSheets, ...bodySheets];

  const side = (sheet: Sheet, index: number, face: 'front' | 'back'): Side => ({
    sheet: index,
    face,
    part: isSeparate && index === 0 ? 'cover' : 'body',
    signature: sheet.signature,
    columns: sheet.columns,
    rows: sheet.rows,
    slots: sheet.leaves.map((leaf) => toSlot(leaf, sheet, face, book, options)),
  });
  const fronts = sheets.map((sheet, i) => side(sheet, i, 'front'));
  const backs = sheets.map((sheet, i) => side(sheet, i, 'back'));
  const nests = sheets.flatMap((sheet) => sheet.leaves.map((leaf) => leaf.nest));
  return {
    sides: orderSides(fronts, backs, options.printing),
    sheets: sheets.length,
    signatures: new Set(bodySheets.map((sheet) => sheet.signature)).size,
    pages: book.length,
    added: book.filter((page) => page === null).length,
    deepest: nests.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Adds pages until the count divides: before the last page (the back cover), or at the end. */
export function padPages(
  pages: readonly number[],
  unit: number,
  blanks: ImpositionOptions['blanks'],
): readonly (number | null)[] {
  const missing = (unit - (pages.length % unit)) % unit;
  const filled: null[] = Array.from({ length: missing }, () => null);
  // A single page has no back cover behind it: what is added follows.
  if (blanks === 'at-end' || pages.length < 2) return [...pages, ...filled];
  return [...pages.slice(0, -1), ...filled, ...pages.slice(-1)];
}

/** Thickness of a glued book's back: half the body's pages are leaves. */
export const spineWidthMm = (bodyPages: number, paperMm: number): number => Math.ceil(bodyPages / 2) * paperMm;

interface Leaf {
  readonly column: number;
  readonly row: number;
  readonly front: number;
  readonly back: number;
  readonly nest: number;
}

interface Sheet {
  readonly signature: number;
  readonly columns: number;
  readonly rows: number;
  readonly leaves: readonly Leaf[];
}

/** One folded piece of a signature of `length` pages that starts at `start`: sheet i is [L-2i | 2i+1], [2i+2 | L-2i-1]. */
function foldLeaves(start: number, length: number, i: number, row: number, binding: 'left' | 'right'): readonly Leaf[] {
  const opening = binding === 'left' ? 1 : 0;
  return [
    { column: opening, row, front: start + 2 * i, back: start + 2 * i + 1, nest: i },
    { column: 1 - opening, row, front: start + length - 1 - 2 * i, back: start + length - 2 - 2 * i, nest: i },
  ];
}

/** Folded sheets, in signatures. Two pieces lie on a 4-up sheet: the upper pile, once cut, goes on top of the lower. */
function foldSheets(pages: number, start: number, options: ImpositionOptions): readonly Sheet[] {
  const pieces = pages / 4;
  const rows = options.perSide / 2;
  const perSignature = options.signature === 0 ? Math.max(1, pieces) : options.signature;
  const sheetCount = Math.ceil(pieces / rows);
  return Array.from({ length: sheetCount }, (_, s) => {
    const onSheet = Array.from({ length: rows }, (_, row) => ({ row, piece: row * sheetCount + s }));
    const leaves = onSheet.flatMap(({ row, piece }) => {
      if (piece >= pieces) return [];
      const signature = Math.floor(piece / perSignature);
      const first = signature * perSignature;
      const length = 4 * Math.min(perSignature, pieces - first);
      return foldLeaves(start + 4 * first, length, piece - first, row, options.binding);
    });
    return { signature: Math.floor(s / perSignature), columns: 2, rows, leaves };
  });
}

/** Single leaves: cut, the piles are stacked top left first, so each place of the sheet holds a run of the book. */
function cutSheets(pages: number, start: number, options: ImpositionOptions): readonly Sheet[] {
  const leafCount = pages / 2;
  const sheetCount = Math.ceil(leafCount / options.perSide);
  return Array.from({ length: sheetCount }, (_, s) => ({
    signature: 0,
    columns: 2,
    rows: options.perSide / 2,
    leaves: Array.from({ length: options.perSide }, (_, cell) => ({ cell, leaf: cell * sheetCount + s }))
      .filter(({ leaf }) => leaf < leafCount)
      .map(({ cell, leaf }) => ({
        column: cell % 2,
        row: Math.floor(cell / 2),
        front: start + 2 * leaf,
        back: start + 2 * leaf + 1,
        nest: 0,
      })),
  }));
}

/** The cover goes round the body: its first two pages stand before it, its last two after it. */
function coverSheet(bodyLength: number, binding: 'left' | 'right'): Sheet {
  const opening = binding === 'left' ? 1 : 0;
  return {
    signature: 0,
    columns: 2,
    rows: 1,
    leaves: [
      { column: opening, row: 0, front: 0, back: 1, nest: 0 },
      { column: 1 - opening, row: 0, front: bodyLength + 3, back: bodyLength + 2, nest: 0 },
    ],
  };
}

/** Turns a leaf over with its sheet: the column is mirrored; turned on a level axis the whole side stands on its head. */
function toSlot(
  leaf: Leaf,
  sheet: Sheet,
  face: 'front' | 'back',
  book: readonly (number | null)[],
  options: ImpositionOptions,
): Slot {
  const position = face === 'front' ? leaf.front : leaf.back;
  const mirrored = sheet.columns - 1 - leaf.column;
  const upsideDown = face === 'back' && options.turn === 'level';
  const isRecto = position % 2 === 0;
  return {
    position,
    page: book[position] ?? null,
    column: face === 'front' || upsideDown ? leaf.column : mirrored,
    row: upsideDown ? sheet.rows - 1 - leaf.row : leaf.row,
    upsideDown,
    spine: isRecto === (options.binding === 'left') ? 'left' : 'right',
    nest: leaf.nest,
  };
}

/** Front and back in turn; or, for printers with one side only, all fronts and then all backs. */
function orderSides(
  fronts: readonly Side[],
  backs: readonly Side[],
  printing: ImpositionOptions['printing'],
): readonly Side[] {
  if (printing === 'odd-then-even') return [...fronts, ...backs];
  if (printing === 'odd-then-even-reversed') return [...fronts, ...backs.toReversed()];
  return fronts.flatMap((front, i) => [front, ...backs.slice(i, i + 1)]);
}

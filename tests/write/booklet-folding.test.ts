import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fewestForSeparateCover,
  type Imposition,
  type ImpositionOptions,
  imposePages,
  type Slot,
  spineWidthMm,
} from '../../pipeline/write/booklet/impose-pages.ts';
import { orientSheet, placeSides, turnOf } from '../../pipeline/write/booklet/place-sides.ts';

const options: fc.Arbitrary<ImpositionOptions> = fc.record({
  method: fc.constantFrom('saddle' as const, 'perfect' as const),
  perSide: fc.constantFrom(2 as const, 4 as const),
  binding: fc.constantFrom('left' as const, 'right' as const),
  turn: fc.constantFrom('upright' as const, 'level' as const),
  printing: fc.constantFrom('duplex' as const, 'odd-then-even' as const, 'odd-then-even-reversed' as const),
  signature: fc.integer({ min: 0, max: 9 }),
  blanks: fc.constantFrom('before-last' as const, 'at-end' as const),
  cover: fc.constantFrom('with-body' as const, 'separate' as const),
});

const plain: ImpositionOptions = {
  method: 'saddle',
  perSide: 2,
  binding: 'left',
  turn: 'upright',
  printing: 'duplex',
  signature: 0,
  blanks: 'before-last',
  cover: 'with-body',
};

/** Both faces of one leaf of paper, as they come out of the printer. */
interface Paper {
  readonly front: Slot;
  readonly back: Slot;
  readonly column: number;
  readonly row: number;
}

/**
 * Turns every sheet over by hand: what lies behind a place of the front, and which way up, follows from the axis alone.
 * Sheets are put together from the printed order, so that a wrong order of sides shows here.
 */
function turnSheets(imposition: Imposition, { turn, printing }: ImpositionOptions): Paper[][] {
  const { sides, sheets } = imposition;
  const run = (i: number) => (printing === 'odd-then-even-reversed' ? 2 * sheets - 1 - i : sheets + i);
  return Array.from({ length: sheets }, (_, i) => {
    const front = printing === 'duplex' ? sides[2 * i] : sides[i];
    const back = printing === 'duplex' ? sides[2 * i + 1] : sides[run(i)];
    if (!front || !back) throw new Error('a side is missing');
    expect([front.face, back.face, back.sheet, back.part]).toEqual(['front', 'back', front.sheet, front.part]);
    expect(back.slots.length).toBe(front.slots.length);
    return front.slots.map((slot) => {
      const column = turn === 'upright' ? front.columns - 1 - slot.column : slot.column;
      const row = turn === 'upright' ? slot.row : front.rows - 1 - slot.row;
      const behind = back.slots.find((s) => s.column === column && s.row === row);
      if (!behind) throw new Error('nothing stands behind this page');
      expect(slot.upsideDown).toBe(false);
      expect(behind.upsideDown).toBe(turn === 'level');
      return { front: slot, back: behind, column: slot.column, row: slot.row };
    });
  });
}

/** Cuts, stacks, folds and reads the book from the first page to the last. */
function readBook(imposition: Imposition, options: ImpositionOptions): { slots: Slot[]; rightHand: boolean[] } {
  const papers = turnSheets(imposition, options);
  const isCover = imposition.sides[0]?.part === 'cover';
  const body = isCover ? papers.slice(1) : papers;
  const inner = options.method === 'saddle' ? foldAll(body, options) : stackAll(body);
  const cover = isCover ? foldAll(papers.slice(0, 1), options) : [];
  const leaves = [...cover.slice(0, 1), ...inner, ...cover.slice(1)];
  const slots = leaves.flatMap((leaf) => [leaf.front, leaf.back]);
  // Held with its binding to the left, a book shows its odd pages on the right.
  return { slots, rightHand: slots.map((_, i) => (i % 2 === 0) === (options.binding === 'left')) };
}

/** Piles of a 4-up sheet are stacked top row first; then signatures of folded pieces are read one after another. */
function foldAll(sheets: readonly Paper[][], options: ImpositionOptions): Paper[] {
  const rows = Math.max(...sheets.flatMap((s) => s.map((p) => p.row))) + 1;
  const pieces = Array.from({ length: rows }, (_, row) => sheets.map((s) => s.filter((p) => p.row === row)))
    .flat()
    .filter((piece) => piece.length > 0);
  const size = options.signature === 0 ? pieces.length : options.signature;
  const opening = options.binding === 'left' ? 1 : 0;
  const book: Paper[] = [];
  for (let at = 0; at < pieces.length; at += size) {
    const signature = pieces.slice(at, at + size);
    const half = (piece: readonly Paper[], column: number): Paper => {
      const found = piece.find((p) => p.column === column);
      if (!found) throw new Error('half a folded sheet is missing');
      return found;
    };
    book.push(...signature.map((piece) => half(piece, opening)));
    // The second halves are met from the inside out, and the other face first.
    book.push(
      ...signature.toReversed().map((piece) => {
        const leaf = half(piece, 1 - opening);
        return { ...leaf, front: leaf.back, back: leaf.front };
      }),
    );
  }
  return book;
}

function stackAll(sheets: readonly Paper[][]): Paper[] {
  const places = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  return places.flatMap(([row, column]) =>
    sheets.flatMap((s) => s.filter((p) => p.row === row && p.column === column)),
  );
}

describe('a folded booklet', () => {
  test('has every page once, in order, right side up, whatever the options', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), options, (pages, o) => {
        const imposition = imposePages(pages, o);
        const { slots, rightHand } = readBook(imposition, o);
        expect(slots.map((s) => s.position)).toEqual(slots.map((_, i) => i));
        expect(slots.flatMap((s) => s.page ?? [])).toEqual(Array.from({ length: pages }, (_, i) => i));
        expect(slots.length).toBe(imposition.pages);
        expect(imposition.added).toBe(imposition.pages - pages);
        slots.forEach((slot, i) => {
          expect(slot.spine).toBe(rightHand[i] ? 'left' : 'right');
        });
      }),
      { numRuns: 1500 },
    );
  });

  test('of 1 to 200 pages is folded right with every flip', () => {
    for (let pages = 1; pages <= 200; pages++)
      for (const turn of ['upright', 'level'] as const)
        for (const perSide of [2, 4] as const)
          for (const binding of ['left', 'right'] as const) {
            const o = { ...plain, turn, perSide, binding };
            const { slots } = readBook(imposePages(pages, o), o);
            expect(slots.flatMap((s) => s.page ?? [])).toEqual(Array.from({ length: pages }, (_, i) => i));
          }
  });

  test('adds no more pages than a folded sheet needs, before the back cover', () => {
    for (let pages = 2; pages <= 200; pages++) {
      const { slots } = readBook(imposePages(pages, plain), plain);
      expect(slots.length).toBe(Math.ceil(pages / 4) * 4);
      expect(slots.at(-1)?.page).toBe(pages - 1);
      const added = slots.flatMap((s, i) => (s.page === null ? [i] : []));
      expect(added).toEqual(added.map((_, i) => pages - 1 + i));
    }
  });

  test('is laid out as the trade draws it: 16 pages', () => {
    const faces = imposePages(16, plain).sides.map((s) => s.slots.toSorted((a, b) => a.column - b.column));
    const numbers = faces.map((slots) => slots.map((s) => s.position + 1).join(' '));
    expect(numbers).toEqual(['16 1', '2 15', '14 3', '4 13', '12 5', '6 11', '10 7', '8 9']);
    const right = imposePages(16, { ...plain, binding: 'right' });
    const mirrored = right.sides.map((s) => s.slots.toSorted((a, b) => b.column - a.column));
    expect(mirrored.map((slots) => slots.map((s) => s.position + 1).join(' '))).toEqual(numbers);
  });

  test('in signatures has a shorter last one', () => {
    const imposition = imposePages(40, { ...plain, signature: 4 });
    const perSignature = [0, 1, 2].map((k) => imposition.sides.filter((s) => s.signature === k).length / 2);
    expect(perSignature).toEqual([4, 4, 2]);
    expect(imposition.deepest).toBe(3);
  });

  test('with a cover of its own keeps four pages for it', () => {
    const imposition = imposePages(21, { ...plain, cover: 'separate' });
    const [front, back] = imposition.sides;
    expect(front?.slots.map((s) => s.page)).toEqual([0, 20]);
    expect(back?.slots.map((s) => s.page)).toEqual([1, 19]);
    expect(imposition.pages).toBe(24);
    const tooFew = imposePages(fewestForSeparateCover - 1, { ...plain, cover: 'separate' });
    expect(tooFew.sides.every((s) => s.part === 'body')).toBe(true);
  });

  test('has a spine as thick as its leaves', () => {
    expect(spineWidthMm(200, 0.1)).toBeCloseTo(10);
    expect(spineWidthMm(3, 0.1)).toBeCloseTo(0.2);
  });
});

describe('places on the sheet', () => {
  const a5 = { widthMm: 148, heightMm: 210 };
  const a4 = { widthMm: 210, heightMm: 297 };
  const placing = {
    page: a5,
    sheet: a4,
    coverSheet: { widthMm: 297, heightMm: 420 },
    scale: 'none' as const,
    paperMm: 0.1,
    creepMm: 0,
    bleedMm: 0,
    spineMm: 0,
  };

  test('fronts and backs coincide when the sheet is turned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), options, fc.boolean(), (pages, o, creeps) => {
        const page = o.perSide === 4 ? { widthMm: 105, heightMm: 148 } : a5;
        const sides = placeSides(imposePages(pages, { ...o, printing: 'duplex' }), o.method, {
          ...placing,
          page,
          creepMm: creeps ? 2 : 0,
          spineMm: 3,
        });
        for (let i = 0; i < sides.length; i += 2) {
          const [front, back] = [sides[i], sides[i + 1]];
          if (!front || !back) throw new Error('a side is missing');
          for (const f of front.slots) {
            // The leaf's other page is the next or the one before: even positions are fronts of their leaf.
            const other = f.slot.position % 2 === 0 ? f.slot.position + 1 : f.slot.position - 1;
            const b = back.slots.find((s) => s.slot.position === other);
            if (!b) throw new Error('nothing behind');
            const { widthMm, heightMm } = front.sheet;
            if (o.turn === 'upright') {
              expect(b.box.leftMm).toBeCloseTo(widthMm - f.box.rightMm, 6);
              expect(b.box.bottomMm).toBeCloseTo(f.box.bottomMm, 6);
            } else {
              expect(b.box.leftMm).toBeCloseTo(f.box.leftMm, 6);
              expect(b.box.bottomMm).toBeCloseTo(heightMm - f.box.topMm, 6);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('A5 on A4 is not scaled, stands in the middle, and meets at the fold', () => {
    const [front] = placeSides(imposePages(16, plain), 'saddle', placing);
    expect(front?.sheet).toEqual({ widthMm: 297, heightMm: 210 });
    expect(front?.block.leftMm).toBeCloseTo(0.5);
    expect(front?.foldsMm).toEqual([148.5]);
    expect(front?.slots.map((s) => [s.scale, s.box.rightMm - s.box.leftMm])).toEqual([
      [1, 148],
      [1, 148],
    ]);
  });

  test('creep moves inner sheets to the spine by the paper, no more in all than allowed, and never shows over the fold', () => {
    const shifts = (creepMm: number) =>
      placeSides(imposePages(80, plain), 'saddle', { ...placing, creepMm })
        .flatMap((side) => side.slots.map((s) => ({ s, shift: s.box.leftMm - (s.slot.column === 0 ? 0.5 : 148.5) })))
        .map(({ s, shift }) => ({ nest: s.slot.nest, inward: s.slot.column === 0 ? shift : -shift, clip: s.clip }));
    for (const { nest, inward } of shifts(5)) expect(inward).toBeCloseTo(nest * 0.1, 9);
    const limited = shifts(1);
    expect(Math.max(...limited.map((s) => s.inward))).toBeCloseTo(1, 9);
    for (const { clip } of limited) expect(clip.leftMm >= 148.5 - 1e-9 || clip.rightMm <= 148.5 + 1e-9).toBe(true);
    for (const { inward } of shifts(0)) expect(inward).toBeCloseTo(0, 9);
  });

  test('a flip is named by the edge of the sheet as it lies', () => {
    expect(turnOf('short', orientSheet(a4, { widthMm: 296, heightMm: 210 }))).toBe('upright');
    expect(turnOf('long', orientSheet(a4, { widthMm: 296, heightMm: 210 }))).toBe('level');
    expect(turnOf('long', orientSheet(a4, { widthMm: 210, heightMm: 296 }))).toBe('upright');
    expect(turnOf('short', orientSheet(a4, { widthMm: 210, heightMm: 296 }))).toBe('level');
  });

  test('bleed shows outside the block only, as far as the sheet goes', () => {
    const [front] = placeSides(imposePages(8, plain), 'saddle', {
      ...placing,
      sheet: { widthMm: 297, heightMm: 420 },
      bleedMm: 3,
    });
    const left = front?.slots.find((s) => s.slot.column === 0);
    expect(left?.clip.leftMm).toBeCloseTo((left?.box.leftMm ?? 0) - 3);
    expect(left?.clip.rightMm).toBeCloseTo(left?.box.rightMm ?? 0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../pipeline/reassemble/assign.ts';

/** The most that any assignment gains, by trying all of them. */
function tryAll(rows: number, columns: number, gains: readonly number[], row = 0, used = 0): number {
  if (row === rows) return 0;
  let best = tryAll(rows, columns, gains, row + 1, used);
  for (let c = 0; c < columns; c++) {
    if ((used >> c) & 1) continue;
    best = Math.max(best, (gains[row * columns + c] ?? 0) + tryAll(rows, columns, gains, row + 1, used | (1 << c)));
  }
  return best;
}

const table = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    gains: fc.array(fc.integer({ min: -6, max: 12 }), { minLength: rows * columns, maxLength: rows * columns }),
  }),
);

describe('assigning rows to columns', () => {
  it('gains as much as the best of all ways, gives no column twice, makes no pair that loses', () => {
    fc.assert(
      fc.property(table, ({ rows, columns, gains }) => {
        const found = [...assign(rows, columns, Float64Array.from(gains))];
        expect(found).toHaveLength(rows);
        const pairs = found.flatMap((column, row) => (column < 0 ? [] : [{ row, column }]));
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
        const worth = pairs.map(({ row, column }) => gains[row * columns + column] ?? Number.NaN);
        for (const gain of worth) expect(gain).toBeGreaterThan(0);
        expect(worth.reduce((a, b) => a + b, 0)).toBe(tryAll(rows, columns, gains));
      }),
      { numRuns: 300 },
    );
  });
});

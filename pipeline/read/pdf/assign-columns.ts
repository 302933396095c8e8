import type { Area } from './pdf-page.ts';

/**
 * Columns shared out among the headlines above them, both from left to right: each headline gets one column or more, and
 * stands as nearly as can be over their middle, or over the left edge of the first.
 */
export function assignColumns<Column extends Area>(heads: readonly Area[], columns: readonly Column[]): Column[][] {
  // best[h][c]: the least that the first h headlines over the first c columns are off, and where the last one begins.
  const best: { readonly off: number; readonly from: number }[][] = [[{ off: 0, from: 0 }]];
  for (let h = 1; h <= heads.length; h++) {
    const row: { off: number; from: number }[] = [];
    for (let c = h; c <= columns.length - (heads.length - h); c++) {
      for (let from = h - 1; from < c; from++) {
        const before = best[h - 1]?.[from]?.off;
        const off =
          before === undefined ? Number.POSITIVE_INFINITY : before + offBy(heads[h - 1], columns.slice(from, c));
        if (off < (row[c]?.off ?? Number.POSITIVE_INFINITY)) row[c] = { off, from };
      }
    }
    best.push(row);
  }
  const groups: Column[][] = [];
  let to = columns.length;
  for (let h = heads.length; h > 0; h--) {
    const from = best[h]?.[to]?.from ?? h - 1;
    groups.unshift(columns.slice(from, to));
    to = from;
  }
  return groups;
}

function offBy(head: Area | undefined, columns: readonly Area[]): number {
  const [first, last] = [columns[0], columns.at(-1)];
  if (!head || !first || !last) return Number.POSITIVE_INFINITY;
  const middle = Math.abs(head.leftPt + head.rightPt - first.leftPt - last.rightPt) / 2;
  const edge = Math.abs(head.leftPt - first.leftPt);
  // A headline never reaches far beyond what it stands over.
  const beyond = Math.max(0, first.leftPt - head.leftPt) + Math.max(0, head.rightPt - last.rightPt);
  return Math.min(middle, edge) + 2 * beyond;
}

import { endingOf, measureLength } from './characters.ts';
import type { Piece } from './cut.ts';

/**
 * Lines of verse, rows of a table, lists of names: several short lines one below the other that no sentence goes through. Each is
 * complete as it stands, so nothing is joined to it; and but for the first two (what it is called, and who wrote it) none is a
 * headline or signed, however much one by itself would look it; in columns none is. By index: how many of the same run stand
 * above that could be these two.
 */
export function findRows(pieces: readonly Piece[]): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  const least = pieces.some(({ headingDepth }) => headingDepth > 0) ? leastAmongMarked : leastUnmarked;
  for (let first = 0; first < pieces.length; ) {
    let end = first;
    while (end < pieces.length && isShort(pieces[end])) end++;
    // A head of several lines is short lines too: rows go on for longer, or stand in columns.
    const inColumns = standsInColumns(pieces.slice(first, end));
    if (end - first >= least || inColumns)
      for (let index = first; index < end; index++) rows.set(index, inColumns ? 2 : index - first);
    first = Math.max(end, first + 1);
  }
  return rows;
}

const isShort = (piece: Piece | undefined): boolean =>
  piece !== undefined &&
  piece.headingDepth === 0 &&
  piece.jump === 'none' &&
  measureLength(piece.text) <= longest &&
  endingOf(piece.text) === 'open';

/** Rows of one table have as many cells. */
function standsInColumns(pieces: readonly Piece[]): boolean {
  const cells = pieces.map(({ text }) => text.split(/\s{2,}|[\t\u3000]/).length);
  return pieces.length >= leastInColumns && (cells[0] ?? 0) > 2 && cells.every((count) => count === cells[0]);
}

/** Characters (two columns each) in a row at most. */
const longest = 24;
const leastAmongMarked = 4;
const leastUnmarked = 6;
const leastInColumns = 3;

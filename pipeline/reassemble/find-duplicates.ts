import { measureLength } from './characters.ts';
import type { Piece } from './cut.ts';
import type { PairScorer } from './seam.ts';

/** Two pieces of one page that are the same, as indices into its pieces. */
export type Pair = readonly [number, number];

/**
 * Pieces that stand on a page twice, word for word, and are too long for a refrain or a salutation: who copied columns by hand took
 * them along with both. A page on which much stands twice has articles that say the same.
 */
export function findDuplicates(pieces: readonly Piece[]): readonly Pair[] {
  const places = new Map<string, number[]>();
  for (const [i, { text, headingDepth, verbatim }] of pieces.entries()) {
    if (headingDepth > 0 || verbatim || text.length < shortest || measureLength(text) < shortest) continue;
    const own = places.get(text);
    if (own) own.push(i);
    else places.set(text, [i]);
  }
  const isEdge = (i: number): boolean => (pieces[i]?.headingDepth ?? 1) > 0;
  const pairs: Pair[] = [];
  for (const [first = 0, second = 0, ...more] of places.values()) {
    if (second === 0 || more.length > 0) continue;
    // What two articles have at their end, or at their start, is a notice of both.
    if (isEdge(first + 1) && isEdge(second + 1)) continue;
    if (isEdge(first - 1) && isEdge(second - 1)) continue;
    pairs.push([first, second]);
  }
  return pairs.length <= pieces.length * mostShare ? pairs : [];
}

/** As long as a line and a half of a narrow column (Han characters). */
const shortest = 20;
/** Of all pieces. */
const mostShare = 0.1;

/** The one of two that parts what stands around it more than it goes with it; of two that do so alike, the second. */
export function chooseDuplicate(
  [first, second]: Pair,
  { pieces, pairs, title }: { pieces: readonly Piece[]; pairs: PairScorer; title: Float64Array },
): Piece {
  const isHead = (i: number): boolean => i < 0 || i >= pieces.length || (title[i] ?? Number.NaN) > 0;
  const link = (from: number, to: number): number => {
    if (isHead(to)) return isHead(from) ? 0 : pairs.end(from);
    return isHead(from) ? pairs.start(to, from) : pairs.best(from, to);
  };
  const rate = (i: number): number => link(i - 1, i) + link(i, i + 1) - link(i - 1, i + 1);
  return pieces[rate(first) >= rate(second) ? second : first] as Piece;
}

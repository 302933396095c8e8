import { measureLength } from './characters.ts';
import type { Piece } from './cut.ts';

/** Two pieces of one page that are the same. */
export type Twins = readonly [Piece, Piece];

/**
 * Pieces that stand on a page twice, word for word, and are too long for a refrain or a salutation: who copied columns by hand took
 * them along with both. A page on which much stands twice has articles that say the same.
 */
export function findDuplicates(pieces: readonly Piece[]): readonly Twins[] {
  const places = new Map<string, number[]>();
  for (const [i, { text, headingDepth, verbatim }] of pieces.entries()) {
    if (headingDepth > 0 || verbatim || text.length < shortest || measureLength(text) < shortest) continue;
    const own = places.get(text);
    if (own) own.push(i);
    else places.set(text, [i]);
  }
  const isEdge = (i: number): boolean => (pieces[i]?.headingDepth ?? 1) > 0;
  const twins: Twins[] = [];
  for (const [first = 0, second = 0, ...more] of places.values()) {
    if (second === 0 || more.length > 0) continue;
    // What two articles have at their end, or at their start, is a notice of both.
    if (isEdge(first + 1) && isEdge(second + 1)) continue;
    if (isEdge(first - 1) && isEdge(second - 1)) continue;
    const [a, b] = [pieces[first], pieces[second]];
    if (a && b) twins.push([a, b]);
  }
  return twins.length <= Math.min(mostTwins, pieces.length * mostShare) ? twins : [];
}

/** As long as a line and a half of a narrow column (Han characters). */
const shortest = 20;
/** Which of two stays is asked of the solver, and more than these are articles that say the same. */
const mostTwins = 6;
/** Of all pieces. */
const mostShare = 0.1;

import { isDigitCode, isHanCode, isLetterCode } from './characters.ts';

/** A piece of text as weighted terms: pairs of Han characters, and words of other scripts. */
export type TermCounts = ReadonlyMap<number, number>;

/** Terms of a text, by hash. Only `limit` characters are looked at: enough to tell what a piece speaks of. */
export function countTerms(text: string, limit = 4000): Map<number, number> {
  const counts = new Map<number, number>();
  let word = wordStart;
  let length = 0;
  let before = 0;
  const add = (hash: number): void => void counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const end = Math.min(text.length, limit);
  for (let i = 0; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : 0;
    if (isLetterCode(code) || isDigitCode(code)) {
      // Case is folded: a word at a sentence's start is the same word.
      const folded = code >= 65 && code <= 90 ? code + 32 : code;
      word = Math.imul(word ^ folded, 0x01000193) | 0;
      length++;
    } else {
      if (length > 1) add(word);
      word = wordStart;
      length = 0;
    }
    if (isHanCode(code)) {
      if (before > 0) add(before * 65536 + code);
      before = code;
    } else before = 0;
  }
  return counts;
}

/** Hash of a word of no letters. */
const wordStart = 0x3ad8025f;

/**
 * Pieces as vectors, so that what they speak of can be compared. A term weighs by how rare it is anywhere, and a little by
 * how rare it is on the page.
 */
export class Affinity {
  private readonly dots: Float32Array;
  private readonly count: number;

  constructor(pieces: readonly TermCounts[], rarityOf: (term: number) => number) {
    const seen = new Map<number, number>();
    for (const counts of pieces) for (const term of counts.keys()) seen.set(term, (seen.get(term) ?? 0) + 1);
    const total = Math.max(1, pieces.length);
    const postings = new Map<number, { readonly piece: number; readonly weight: number }[]>();
    const own = new Float64Array(pieces.length);
    for (const [piece, counts] of pieces.entries()) {
      for (const [term, count] of counts) {
        const pages = seen.get(term) ?? 1;
        const weight = (1 + Math.log(count)) * Math.sqrt(Math.log(1 + total / pages)) * rarityOf(term) ** 2;
        own[piece] = (own[piece] ?? 0) + weight * weight;
        // A term that stands in one piece only says nothing of two pieces, but it makes the piece longer.
        if (pages < 2) continue;
        const list = postings.get(term);
        if (list) list.push({ piece, weight });
        else postings.set(term, [{ piece, weight }]);
      }
    }
    this.count = pieces.length;
    this.dots = new Float32Array(pieces.length * pieces.length);
    for (const list of postings.values())
      for (const a of list)
        for (const b of list) {
          const at = a.piece * this.count + b.piece;
          this.dots[at] = (this.dots[at] ?? 0) + a.weight * b.weight;
        }
    for (let i = 0; i < this.count; i++) this.dots[i * this.count + i] = own[i] ?? 0;
  }

  /** Inner product of two pieces; of a piece with itself, the square of its length. */
  dot(a: number, b: number): number {
    return this.dots[a * this.count + b] ?? 0;
  }

  /** Cosine of two pieces. */
  between(a: number, b: number): number {
    const lengths = this.dot(a, a) * this.dot(b, b);
    return lengths > 0 ? this.dot(a, b) / Math.sqrt(lengths) : 0;
  }
}

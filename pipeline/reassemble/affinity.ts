import { isDigitCode, isHanCode, isLetterCode } from './characters.ts';

/** A piece of text as weighted terms: pairs of Han characters, and words of other scripts. */
export type TermCounts = ReadonlyMap<number, number>;

/** Terms of a text, by hash. Only `limit` characters are looked at: enough to tell what a piece speaks of. */
export function countTerms(text: string, limit = 4000): Map<number, number> {
  const counts = new Map<number, number>();
  let word = 0;
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
      word = 0x3ad8025f;
      length = 0;
    }
    if (isHanCode(code)) {
      if (before > 0) add(before * 65536 + code);
      before = code;
    } else before = 0;
  }
  return counts;
}

/** Blocks of text as vectors, so that what they speak of can be compared. */
export class Affinity {
  private readonly vectors: readonly Map<number, number>[];

  /** `documents` say how common a term is on this page; `rarity` how rare it is anywhere (1 when not known). */
  constructor(blocks: readonly TermCounts[], documents: readonly TermCounts[]) {
    const seen = new Map<number, number>();
    for (const counts of documents) for (const term of counts.keys()) seen.set(term, (seen.get(term) ?? 0) + 1);
    const total = Math.max(1, documents.length);
    this.vectors = blocks.map((counts) => {
      const vector = new Map<number, number>();
      let norm = 0;
      for (const [term, count] of counts) {
        const inDocuments = seen.get(term) ?? 1;
        // A term that stands in one piece only says nothing of two pieces, but it makes the piece longer.
        const weight = (1 + Math.log(count)) * Math.log(1 + total / inDocuments);
        vector.set(term, weight);
        norm += weight * weight;
      }
      const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
      for (const [term, weight] of vector) vector.set(term, weight * scale);
      return vector;
    });
  }

  /** Cosine of two blocks. */
  between(a: number, b: number): number {
    let left = this.vectors[a];
    let right = this.vectors[b];
    if (!left || !right) return 0;
    if (left.size > right.size) [left, right] = [right, left];
    let sum = 0;
    for (const [term, weight] of left) {
      const other = right.get(term);
      if (other !== undefined) sum += weight * other;
    }
    return sum;
  }
}

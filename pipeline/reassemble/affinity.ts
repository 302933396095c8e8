import { type PageTerms, weighCount } from './page-terms.ts';

/**
 * Pieces as vectors, so that what they speak of can be compared. A term weighs by how rare it is anywhere, and a little by
 * how rare it is on the page.
 */
export class Affinity {
  private readonly dots: Float32Array;
  private readonly count: number;

  constructor(page: PageTerms) {
    const { pieceCount: n, terms, counts, spread, rarity, from, places, placeCounts } = page;
    const total = Math.max(1, n);
    const scarcity = Float64Array.from(spread, (pieces) => Math.sqrt(Math.log(1 + total / pieces)));
    const weigh = (term: number, count: number): number =>
      weighCount(count) * (scarcity[term] ?? 0) * (rarity[term] ?? 0);
    this.count = n;
    this.dots = new Float32Array(n * n);
    const { dots } = this;
    // A term that stands in one piece only says nothing of two pieces, but it makes the piece longer.
    const weights = new Float64Array(n);
    for (let term = 0; term < spread.length; term++) {
      const first = from[term] ?? 0;
      const end = from[term + 1] ?? 0;
      if (end - first < 2) continue;
      for (let a = first; a < end; a++) {
        const weight = weigh(term, placeCounts[a] ?? 0);
        weights[a - first] = weight;
        const row = (places[a] ?? 0) * n;
        for (let b = first; b < a; b++) {
          const at = row + (places[b] ?? 0);
          dots[at] = (dots[at] ?? 0) + weight * (weights[b - first] ?? 0);
        }
      }
    }
    for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) dots[b * n + a] = dots[a * n + b] ?? 0;
    for (let i = 0; i < n; i++) {
      const own = terms[i] ?? new Int32Array(0);
      let square = 0;
      for (let k = 0; k < own.length; k++) {
        const weight = weigh(own[k] ?? 0, counts[i]?.[k] ?? 0);
        square += weight * weight;
      }
      dots[i * n + i] = square;
    }
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

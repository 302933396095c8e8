/** A piece of text as terms, by hash, and how often each stands in it. */
export type TermCounts = ReadonlyMap<number, number>;

/** The terms of some pieces, numbered in the order in which they first stand there. */
export class PageTerms {
  readonly pieceCount: number;
  /** For each piece its terms, and how often each stands in it. */
  readonly terms: readonly Int32Array[];
  readonly counts: readonly Int32Array[];
  /** How many occurrences of terms a piece has. */
  readonly sizes: Int32Array;
  /** For each term: in how many pieces it stands, how often in all, how rare it is anywhere (`weights`), and the square of that. */
  readonly spread: Int32Array;
  readonly often: Int32Array;
  readonly weights: Float64Array;
  readonly rarity: Float64Array;
  /** Where each term stands: from `from[term]` to `from[term + 1]`, pieces in order, and how often in each. */
  readonly from: Int32Array;
  readonly places: Int32Array;
  readonly placeCounts: Int32Array;

  constructor(pieces: readonly TermCounts[], rarityOf: (term: number) => number) {
    const numbers = new Map<number, number>();
    const weights: number[] = [];
    const spread: number[] = [];
    const often: number[] = [];
    this.pieceCount = pieces.length;
    this.sizes = new Int32Array(pieces.length);
    const terms: Int32Array[] = [];
    const counts: Int32Array[] = [];
    let total = 0;
    for (const [piece, found] of pieces.entries()) {
      const own = new Int32Array(found.size);
      const ownCounts = new Int32Array(found.size);
      let k = 0;
      for (const [term, count] of found) {
        let number = numbers.get(term);
        if (number === undefined) {
          number = weights.length;
          numbers.set(term, number);
          weights.push(rarityOf(term));
          spread.push(0);
          often.push(0);
        }
        own[k] = number;
        ownCounts[k] = count;
        spread[number] = (spread[number] ?? 0) + 1;
        often[number] = (often[number] ?? 0) + count;
        this.sizes[piece] = (this.sizes[piece] ?? 0) + count;
        k++;
      }
      total += k;
      terms.push(own);
      counts.push(ownCounts);
    }
    this.terms = terms;
    this.counts = counts;
    this.weights = Float64Array.from(weights);
    this.rarity = this.weights.map((weight) => weight ** 2);
    this.spread = Int32Array.from(spread);
    this.often = Int32Array.from(often);
    this.from = new Int32Array(spread.length + 1);
    for (let term = 0; term < spread.length; term++) this.from[term + 1] = (this.from[term] ?? 0) + (spread[term] ?? 0);
    this.places = new Int32Array(total);
    this.placeCounts = new Int32Array(total);
    const next = this.from.slice();
    for (const [piece, own] of terms.entries()) {
      for (let k = 0; k < own.length; k++) {
        const term = own[k] ?? 0;
        const at = next[term] ?? 0;
        next[term] = at + 1;
        this.places[at] = piece;
        this.placeCounts[at] = counts[piece]?.[k] ?? 0;
      }
    }
  }
}

/** What a term that stands so often in a piece counts: words come in bursts. */
export const weighCount = (count: number): number => logs[count] ?? 1 + Math.log(count);
const logs = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

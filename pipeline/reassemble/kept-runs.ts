/**
 * How often runs of units stand in the texts that a model was made of, by hash: 16 bits of fingerprint and 8 of count (a
 * logarithm in steps of an eighth). Read as they lie in the file.
 */
export class KeptRuns {
  /** Natural logarithms of all units in the texts, and of all dictionary words counted. */
  readonly total: number;
  readonly wordTotal: number;
  private readonly fingerprints: Uint16Array;
  private readonly counts: Uint8Array;

  constructor(fingerprints: Uint16Array, counts: Uint8Array, total: number, wordTotal: number) {
    this.fingerprints = fingerprints;
    this.counts = counts;
    this.total = total;
    this.wordTotal = wordTotal;
  }

  /** The count of a run as the file has it; 0 where it has none. */
  rankOf(hash: number): number {
    const { fingerprints } = this;
    const slots = fingerprints.length;
    const wanted = fingerprintOf(hash);
    let slot = slotOf(hash, slots);
    for (;;) {
      const found = fingerprints[slot] ?? 0;
      if (found === wanted) return this.counts[slot] ?? 1;
      if (found === 0) return 0;
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
  }

  /** The natural logarithm of a run's count; -1 where the file has none. */
  logOf(hash: number): number {
    const rank = this.rankOf(hash);
    return rank === 0 ? -1 : (rank - 1) / 8;
  }
}

export const fingerprintOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 16 || 1;
export const slotOf = (hash: number, slots: number): number => Math.floor(((hash >>> 0) / 4294967296) * slots);
/** Counts are kept as logarithms in steps of an eighth. */
export const quantise = (count: number): number => Math.max(1, Math.min(255, Math.round(8 * Math.log(count)) + 1));
/** What each quantised count stands for. */
export const countOfRank = Float64Array.from({ length: 256 }, (_, rank) => (rank === 0 ? 0 : Math.exp((rank - 1) / 8)));

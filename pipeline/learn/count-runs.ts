/**
 * Counts of runs by hash, in plain arrays: tens of millions fit into memory. Two runs are told apart by 52 bits of hash.
 */
export class RunCounts {
  private keys: Int32Array;
  private checks: Uint16Array;
  private counts: Uint32Array;
  private mask: number;
  size = 0;

  constructor(bits = 22) {
    this.mask = (1 << bits) - 1;
    this.keys = new Int32Array(1 << bits);
    this.checks = new Uint16Array(1 << bits);
    this.counts = new Uint32Array(1 << bits);
  }

  add(hash: number, check: number, by = 1): void {
    if (this.size > this.mask * 0.7) this.grow();
    const slot = this.slotOf(hash, check);
    if (this.counts[slot] === 0) {
      this.keys[slot] = hash;
      this.checks[slot] = check;
      this.size++;
    }
    this.counts[slot] = (this.counts[slot] ?? 0) + by;
  }

  get(hash: number, check: number): number {
    return this.counts[this.slotOf(hash, check)] ?? 0;
  }

  /** Every run at least this frequent, in a fixed order. */
  each(run: (hash: number, count: number) => void): void {
    for (let slot = 0; slot <= this.mask; slot++) {
      const count = this.counts[slot] ?? 0;
      if (count > 0) run(this.keys[slot] ?? 0, count);
    }
  }

  private slotOf(hash: number, check: number): number {
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 4) & this.mask;
    while (this.counts[slot] !== 0 && (this.keys[slot] !== hash || this.checks[slot] !== check))
      slot = (slot + 1) & this.mask;
    return slot;
  }

  private grow(): void {
    const { keys, checks, counts, mask } = this;
    this.mask = mask * 2 + 1;
    this.keys = new Int32Array(this.mask + 1);
    this.checks = new Uint16Array(this.mask + 1);
    this.counts = new Uint32Array(this.mask + 1);
    for (let old = 0; old <= mask; old++) {
      if (counts[old] === 0) continue;
      const slot = this.slotOf(keys[old] ?? 0, checks[old] ?? 0);
      this.keys[slot] = keys[old] ?? 0;
      this.checks[slot] = checks[old] ?? 0;
      this.counts[slot] = counts[old] ?? 0;
    }
  }
}

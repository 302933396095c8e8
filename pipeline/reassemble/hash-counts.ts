/** How often each of some hashes (32 bits) was met: two columns of numbers, which grow as they fill. */
export class HashCounts {
  private hashes = new Int32Array(1 << 12);
  private counts = new Int32Array(1 << 12);
  private size = 0;

  add(hash: number): void {
    const slot = this.slotOf(hash);
    const count = this.counts[slot] ?? 0;
    this.counts[slot] = count + 1;
    if (count > 0) return;
    this.hashes[slot] = hash;
    this.size++;
    if (this.size * 2 > this.counts.length) this.grow();
  }

  countOf(hash: number): number {
    return this.counts[this.slotOf(hash)] ?? 0;
  }

  private slotOf(hash: number): number {
    const { hashes, counts } = this;
    const mask = counts.length - 1;
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
    while (counts[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { hashes, counts } = this;
    this.hashes = new Int32Array(hashes.length * 4);
    this.counts = new Int32Array(hashes.length * 4);
    for (let old = 0; old < counts.length; old++) {
      const count = counts[old] ?? 0;
      if (count === 0) continue;
      const slot = this.slotOf(hashes[old] ?? 0);
      this.hashes[slot] = hashes[old] ?? 0;
      this.counts[slot] = count;
    }
  }
}

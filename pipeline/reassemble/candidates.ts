/**
 * Readings that a step could make, not made yet, as columns of numbers. Of those with one key only the most hopeful stays, in
 * the place of the first of them: what comes out does not depend on how they are kept.
 */
export class Candidates {
  count = 0;
  /** The number of the reading that it goes on from, what the piece is taken for, and the place in the queue of what goes on. */
  parent = new Int32Array(2048);
  kind = new Uint8Array(2048);
  place = new Int32Array(2048);
  /** How many articles have no title yet. */
  untitled = new Int32Array(2048);
  score = new Float64Array(2048);
  hope = new Float64Array(2048);
  private keys = new Int32Array(4096);
  /** Open addressing: one more than the number of the candidate that has a key, 0 where none has. */
  private slots = new Int32Array(8192);

  clear(): void {
    this.count = 0;
    this.slots.fill(0);
  }

  /** `key` and `otherKey` are two hashes of what makes readings the same from here on. */
  add(
    key: number,
    otherKey: number,
    parent: number,
    kind: number,
    place: number,
    untitled: number,
    score: number,
    hope: number,
  ): void {
    if (this.count * 4 >= this.slots.length || this.count === this.parent.length) this.grow();
    const mask = this.slots.length - 1;
    let slot = key & mask;
    let at = this.count;
    for (; ; slot = (slot + 1) & mask) {
      const found = (this.slots[slot] ?? 0) - 1;
      if (found < 0) {
        this.slots[slot] = at + 1;
        this.keys[at * 2] = key;
        this.keys[at * 2 + 1] = otherKey;
        this.count++;
        break;
      }
      if (this.keys[found * 2] !== key || this.keys[found * 2 + 1] !== otherKey) continue;
      if (!(hope > (this.hope[found] ?? 0))) return;
      at = found;
      break;
    }
    this.parent[at] = parent;
    this.kind[at] = kind;
    this.place[at] = place;
    this.untitled[at] = untitled;
    this.score[at] = score;
    this.hope[at] = hope;
  }

  /** Numbers of the candidates whose hope is at least this, most hopeful first; of the same hope, the earliest first. */
  listFrom(least: number): number[] {
    const { hope } = this;
    const list: number[] = [];
    for (let at = 0; at < this.count; at++) if ((hope[at] ?? 0) >= least) list.push(at);
    return list.sort((a, b) => (hope[b] ?? 0) - (hope[a] ?? 0) || a - b);
  }

  get mostHope(): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < this.count; at++) if ((this.hope[at] ?? 0) > most) most = this.hope[at] ?? 0;
    return most;
  }

  private grow(): void {
    const wider = <T extends Int32Array | Uint8Array | Float64Array>(column: T, like: T): T => {
      like.set(column);
      return like;
    };
    const size = this.parent.length * 2;
    this.parent = wider(this.parent, new Int32Array(size));
    this.kind = wider(this.kind, new Uint8Array(size));
    this.place = wider(this.place, new Int32Array(size));
    this.untitled = wider(this.untitled, new Int32Array(size));
    this.score = wider(this.score, new Float64Array(size));
    this.hope = wider(this.hope, new Float64Array(size));
    this.keys = wider(this.keys, new Int32Array(size * 2));
    this.slots = new Int32Array(size * 4);
    const mask = this.slots.length - 1;
    for (let at = 0; at < this.count; at++) {
      let slot = (this.keys[at * 2] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = at + 1;
    }
  }
}

/** A code of Huffman's for symbols that have been counted: the shorter, the oftener. Made once, used for block after block. */
export class HuffmanCode {
  /** Code of each symbol, its first bit lowest, and how many bits it has; none: the symbol does not occur. */
  readonly codes: Uint16Array;
  readonly lengths: Uint8Array;
  readonly #counts: Uint32Array;
  readonly #limit: number;
  readonly #sorted: Uint32Array;
  readonly #keys: Uint32Array;
  readonly #next = new Uint16Array(17);

  constructor(symbols: number, limit: number) {
    this.codes = new Uint16Array(symbols);
    this.lengths = new Uint8Array(symbols);
    this.#counts = new Uint32Array(symbols);
    this.#limit = limit;
    this.#sorted = new Uint32Array(symbols);
    this.#keys = new Uint32Array(symbols);
  }

  /** A code that is not made but given: so many symbols of so many bits, and on. */
  static fixed(runs: readonly (readonly [count: number, length: number])[]): HuffmanCode {
    const lengths = runs.flatMap(([count, length]) => Array.from({ length: count }, () => length));
    const code = new HuffmanCode(lengths.length, 15);
    code.lengths.set(lengths);
    code.#assign();
    return code;
  }

  count(symbol: number): void {
    this.#counts[symbol] = (this.#counts[symbol] as number) + 1;
  }

  clear(): void {
    this.#counts.fill(0);
  }

  /** Bits that all counted symbols take; with another code, bits that they would take by it. */
  size(): number {
    return this.sizeBy(this);
  }

  sizeBy({ lengths }: Pick<HuffmanCode, 'lengths'>): number {
    let bits = 0;
    for (let i = 0; i < this.#counts.length; i++) bits += (this.#counts[i] as number) * (lengths[i] as number);
    return bits;
  }

  take(other: HuffmanCode): void {
    this.codes.set(other.codes.subarray(0, this.codes.length));
    this.lengths.set(other.lengths.subarray(0, this.lengths.length));
  }

  /** How many symbols are to be told of, up to the last that occurs; at least so many. */
  used(least: number): number {
    let used = this.lengths.length;
    while (used > least && this.lengths[used - 1] === 0) used--;
    return used;
  }

  build(): void {
    // Some readers want two symbols in every code.
    let used = this.#gather();
    for (let symbol = 0; used < 2; symbol++) {
      if (this.#counts[symbol] === 0) this.#counts[symbol] = 1;
      used = this.#gather();
    }
    const sorted = this.#sorted.subarray(0, used).sort();
    const keys = this.#keys;
    for (let i = 0; i < used; i++) keys[i] = (sorted[i] as number) >>> 9;
    findDepths(keys, used);
    const perLength = limitDepths(keys, used, this.#limit);
    this.lengths.fill(0);
    let next = used;
    for (let length = 1; length <= this.#limit; length++)
      for (let k = perLength[length] as number; k > 0; k--) this.lengths[(sorted[--next] as number) & 511] = length;
    this.#assign();
  }

  /** The symbols that occur, each below its count. */
  #gather(): number {
    let used = 0;
    for (let i = 0; i < this.#counts.length; i++) {
      const count = this.#counts[i] as number;
      if (count !== 0) this.#sorted[used++] = (count << 9) | i;
    }
    return used;
  }

  /** Codes from lengths (RFC 1951, 3.2.2). */
  #assign(): void {
    const next = this.#next.fill(0);
    for (let i = 0; i < this.lengths.length; i++) {
      const length = this.lengths[i] as number;
      if (length > 0) next[length + 1] = (next[length + 1] as number) + 1;
    }
    for (let length = 1; length < 17; length++)
      next[length] = ((next[length] as number) + (next[length - 1] as number)) << 1;
    for (let i = 0; i < this.lengths.length; i++) {
      const length = this.lengths[i] as number;
      if (length === 0) continue;
      const code = next[length] as number;
      next[length] = code + 1;
      this.codes[i] = reverse(code, length);
    }
  }
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let i = 0; i < length; i++) reversed |= ((code >> i) & 1) << (length - 1 - i);
  return reversed;
}

/** Counts in rising order become depths in Huffman's tree, in their own place (Moffat and Katajainen, 1995). */
function findDepths(a: Uint32Array, n: number): void {
  const at = (i: number): number => a[i] as number;
  a[0] = at(0) + at(1);
  let root = 0;
  let leaf = 2;
  for (let next = 1; next < n - 1; next++) {
    if (leaf >= n || at(root) < at(leaf)) {
      a[next] = at(root);
      a[root++] = next;
    } else a[next] = at(leaf++);
    if (leaf >= n || (root < next && at(root) < at(leaf))) {
      a[next] = at(next) + at(root);
      a[root++] = next;
    } else a[next] = at(next) + at(leaf++);
  }
  a[n - 2] = 0;
  for (let next = n - 3; next >= 0; next--) a[next] = at(at(next)) + 1;
  let free = 1;
  let used = 0;
  let depth = 0;
  root = n - 2;
  let next = n - 1;
  while (free > 0) {
    while (root >= 0 && at(root) === depth) {
      used++;
      root--;
    }
    while (free > used) {
      a[next--] = depth;
      free--;
    }
    free = 2 * used;
    depth++;
    used = 0;
  }
}

/** How many codes of each length there are when none may be longer than the limit. */
function limitDepths(depths: Uint32Array, n: number, limit: number): Uint32Array {
  const perLength = new Uint32Array(limit + 1);
  for (let i = 0; i < n; i++) {
    const length = Math.min(limit, depths[i] as number);
    perLength[length] = (perLength[length] as number) + 1;
  }
  let total = 0;
  for (let length = 1; length <= limit; length++) total += (perLength[length] as number) << (limit - length);
  for (; total > 1 << limit; total--) {
    perLength[limit] = (perLength[limit] as number) - 1;
    for (let length = limit - 1; length > 0; length--) {
      if (perLength[length] === 0) continue;
      perLength[length] = (perLength[length] as number) - 1;
      perLength[length + 1] = (perLength[length + 1] as number) + 2;
      break;
    }
  }
  return perLength;
}

/** In which order the lengths of the code for lengths are told (RFC 1951, 3.2.7). */
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const mostLengths = 286 + 30;

/** The head of a dynamic block: the lengths of both codes, told by a third. */
export class CodeLengths {
  /** What is to be written, `count` values with as many bits each. */
  readonly values = new Uint16Array(2 * mostLengths + 3 + order.length);
  readonly bits = new Uint8Array(this.values.length);
  count = 0;
  readonly #code = new HuffmanCode(19, 7);
  readonly #all = new Uint8Array(mostLengths);
  /** Symbols, and what says how often. */
  readonly #symbols = new Uint8Array(mostLengths);
  readonly #extras = new Uint8Array(mostLengths);
  #items = 0;

  build(literals: HuffmanCode, distances: HuffmanCode): void {
    const [n, m] = [literals.used(257), distances.used(1)];
    this.#all.set(literals.lengths.subarray(0, n));
    this.#all.set(distances.lengths.subarray(0, m), n);
    this.#shorten(n + m);
    this.#code.clear();
    for (let i = 0; i < this.#items; i++) this.#code.count(this.#symbols[i] as number);
    this.#code.build();
    const { codes, lengths } = this.#code;
    let told = order.length;
    while (told > 4 && lengths[order[told - 1] as number] === 0) told--;
    this.count = 0;
    this.#tell(n - 257, 5);
    this.#tell(m - 1, 5);
    this.#tell(told - 4, 4);
    for (let i = 0; i < told; i++) this.#tell(lengths[order[i] as number] as number, 3);
    for (let i = 0; i < this.#items; i++) {
      const symbol = this.#symbols[i] as number;
      this.#tell(codes[symbol] as number, lengths[symbol] as number);
      if (symbol > 15) this.#tell(this.#extras[i] as number, symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
    }
  }

  size(): number {
    let size = 0;
    for (let i = 0; i < this.count; i++) size += this.bits[i] as number;
    return size;
  }

  #tell(value: number, bits: number): void {
    this.values[this.count] = value;
    this.bits[this.count++] = bits;
  }

  /** Repetitions: 16 is the one before 3 to 6 times, 17 and 18 are zeros, 3 to 10 and 11 to 138 times. */
  #shorten(length: number): void {
    const all = this.#all;
    this.#items = 0;
    for (let i = 0; i < length; ) {
      const value = all[i] as number;
      let run = 1;
      while (i + run < length && all[i + run] === value) run++;
      i += run;
      if (value > 0) {
        this.#add(value, 0);
        run--;
      }
      while (run >= 3) {
        const symbol = value > 0 ? 16 : run > 10 ? 18 : 17;
        const least = symbol === 18 ? 11 : 3;
        const taken = Math.min(run, symbol === 16 ? 6 : symbol === 17 ? 10 : 138);
        this.#add(symbol, taken - least);
        run -= taken;
      }
      for (; run > 0; run--) this.#add(value, 0);
    }
  }

  #add(symbol: number, extra: number): void {
    this.#symbols[this.#items] = symbol;
    this.#extras[this.#items++] = extra;
  }
}

import { CodeLengths, HuffmanCode } from './huffman-code.ts';

/**
 * Deflate (RFC 1951) for many small files one after another: what it works on is made once, where libraries make and clear
 * it for every file. Lazy matching along hash chains, one dynamic or fixed block for every 32,000 tokens. The same bytes on
 * every machine; the runtime's own packer differs between processors.
 */
export class Deflater {
  // Last place of a hash, and for a place the one before it of the same hash. Places go on from file to file, so that
  // nothing has to be cleared: what lies below `#base` belongs to files before.
  readonly #head = new Int32Array(1 << hashBits);
  readonly #before = new Int32Array(windowSize);
  #base = 1;
  /** A byte, or a match as distance << 8 | length - 3. */
  readonly #tokens = new Uint32Array(tokensPerBlock);
  #count = 0;
  readonly #literals = new HuffmanCode(286, 15);
  readonly #distances = new HuffmanCode(30, 15);
  readonly #lengths = new CodeLengths();
  #out = new Uint8Array(1 << 16);
  #size = 0;
  #bits = 0;
  #bitCount = 0;

  /** One file, packed: a copy of its own. */
  pack(bytes: Uint8Array): Uint8Array {
    this.#size = 0;
    this.#bits = 0;
    this.#bitCount = 0;
    if (this.#base > 1 << 30) {
      this.#head.fill(0);
      this.#base = 1;
    }
    this.#findMatches(bytes);
    this.#writeBlock(true);
    this.#base += bytes.length + windowSize;
    this.#reserve(8);
    if (this.#bitCount > 0) this.#out[this.#size++] = this.#bits & 255;
    return this.#out.slice(0, this.#size);
  }

  #findMatches(bytes: Uint8Array): void {
    const head = this.#head;
    const before = this.#before;
    const base = this.#base;
    const { length } = bytes;
    let at = 0;
    let heldLength = 2;
    let heldDistance = 0;
    let isHeld = false;
    while (at < length) {
      let matchLength = 2;
      let distance = 0;
      if (at + 2 < length) {
        const place = base + at;
        const hash = hashOf(bytes, at);
        let candidate = head[hash] as number;
        before[place & windowMask] = candidate;
        head[hash] = place;
        const longest = Math.min(longestMatch, length - at);
        if (heldLength < lazyLength && heldLength < longest) {
          const least = Math.max(base, place - windowSize);
          let chain = heldLength >= goodLength ? chainLength >> 2 : chainLength;
          matchLength = heldLength;
          while (candidate >= least && chain-- > 0) {
            const from = candidate - base;
            if (bytes[from + matchLength] === bytes[at + matchLength] && bytes[from] === bytes[at]) {
              let n = 1;
              while (n < longest && bytes[from + n] === bytes[at + n]) n++;
              if (n > matchLength) {
                matchLength = n;
                distance = place - candidate;
                if (n >= niceLength || n === longest) break;
              }
            }
            const next = before[candidate & windowMask] as number;
            if (next >= candidate) break;
            candidate = next;
          }
          // Three bytes from far away cost more than they save.
          if (distance === 0 || (matchLength === 3 && distance > farDistance)) matchLength = 2;
        }
      }
      if (heldLength > 2 && matchLength <= heldLength) {
        this.#add((heldDistance << 8) | (heldLength - 3));
        const end = at - 1 + heldLength;
        // In a run every place has the same hash: one of them is enough.
        if (heldDistance > 1)
          for (let i = at + 1; i < end && i + 2 < length; i++) {
            const hash = hashOf(bytes, i);
            before[(base + i) & windowMask] = head[hash] as number;
            head[hash] = base + i;
          }
        at = end;
        heldLength = 2;
        isHeld = false;
      } else {
        if (isHeld) this.#add(bytes[at - 1] as number);
        isHeld = true;
        heldLength = matchLength;
        heldDistance = distance;
        at++;
      }
    }
    if (isHeld) this.#add(bytes[length - 1] as number);
  }

  #add(token: number): void {
    if (this.#count === tokensPerBlock) this.#writeBlock(false);
    this.#tokens[this.#count++] = token;
    if (token < 256) this.#literals.count(token);
    else {
      this.#literals.count(257 + (lengthCodes[token & 255] as number));
      this.#distances.count(distanceCodeOf(token >>> 8));
    }
  }

  #writeBlock(isLast: boolean): void {
    const literals = this.#literals;
    const distances = this.#distances;
    literals.count(endOfBlock);
    literals.build();
    distances.build();
    this.#lengths.build(literals, distances);
    this.#reserve(16 + 400 + this.#count * 6);
    this.#put(isLast ? 1 : 0, 1);
    const dynamic = this.#lengths.size() + literals.size() + distances.size();
    const fixed = literals.sizeBy(fixedLiterals) + distances.sizeBy(fixedDistances);
    if (dynamic < fixed) {
      this.#put(2, 2);
      const { values, bits, count } = this.#lengths;
      for (let i = 0; i < count; i++) this.#put(values[i] as number, bits[i] as number);
    } else {
      this.#put(1, 2);
      literals.take(fixedLiterals);
      distances.take(fixedDistances);
    }
    this.#writeTokens(literals, distances);
    this.#put(literals.codes[endOfBlock] as number, literals.lengths[endOfBlock] as number);
    this.#count = 0;
    literals.clear();
    distances.clear();
  }

  #writeTokens(literals: HuffmanCode, distances: HuffmanCode): void {
    const tokens = this.#tokens;
    for (let i = 0; i < this.#count; i++) {
      const token = tokens[i] as number;
      if (token < 256) {
        this.#put(literals.codes[token] as number, literals.lengths[token] as number);
        continue;
      }
      const length = token & 255;
      const lengthCode = lengthCodes[length] as number;
      this.#put(literals.codes[257 + lengthCode] as number, literals.lengths[257 + lengthCode] as number);
      this.#put(length + 3 - (lengthStarts[lengthCode] as number), lengthExtras[lengthCode] as number);
      const distance = token >>> 8;
      const code = distanceCodeOf(distance);
      this.#put(distances.codes[code] as number, distances.lengths[code] as number);
      this.#put(distance - (distanceStarts[code] as number), distanceExtras[code] as number);
    }
  }

  /** At most 16 bits at a time, the first in the lowest place. */
  #put(value: number, count: number): void {
    let bits = this.#bits | (value << this.#bitCount);
    let left = this.#bitCount + count;
    for (; left >= 8; left -= 8) {
      this.#out[this.#size++] = bits & 255;
      bits >>>= 8;
    }
    this.#bits = bits;
    this.#bitCount = left;
  }

  #reserve(more: number): void {
    if (this.#size + more <= this.#out.length) return;
    const grown = new Uint8Array((this.#size + more) * 2);
    grown.set(this.#out.subarray(0, this.#size));
    this.#out = grown;
  }
}

const windowSize = 1 << 15;
const windowMask = windowSize - 1;
const hashBits = 15;
const tokensPerBlock = 32_000;
const longestMatch = 258;
/** How far it is looked for better: chains of so many places, fewer when a match is good, none beyond a long one. */
const chainLength = 32;
const goodLength = 8;
const lazyLength = 32;
const niceLength = 128;
const farDistance = 4096;
const endOfBlock = 256;

function hashOf(bytes: Uint8Array, at: number): number {
  const three = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
  return Math.imul(three, 0x9e3779b1) >>> (32 - hashBits);
}

/** Tables of RFC 1951, 3.2.5: first value of each code, and how many bits tell the values of one code apart. */
const [lengthStarts, lengthExtras] = makeRanges(28, 3, [0, 0, 0, 0], 4, 258);
const [distanceStarts, distanceExtras] = makeRanges(30, 1, [0, 0], 2, 0);

function makeRanges(count: number, first: number, none: readonly number[], each: number, last: number) {
  const starts: number[] = [];
  const extras: number[] = [];
  let start = first;
  for (let code = 0; code < count; code++) {
    const extra = code < none.length ? 0 : Math.floor((code - none.length) / each);
    starts.push(start);
    extras.push(extra);
    start += 1 << extra;
  }
  if (last > 0) {
    starts.push(last);
    extras.push(0);
  }
  return [Uint16Array.from(starts), Uint8Array.from(extras)] as const;
}

const lengthCodes = Uint8Array.from({ length: 256 }, (_, i) => lengthStarts.findLastIndex((start) => start <= i + 3));
const nearCodes = Uint8Array.from({ length: 257 }, (_, i) => distanceStarts.findLastIndex((start) => start <= i));
/** For every 128 distances beyond: codes that far begin at such a one. */
const farCodes = Uint8Array.from({ length: 257 }, (_, i) =>
  distanceStarts.findLastIndex((start) => start <= i * 128 + 1),
);

const distanceCodeOf = (distance: number): number =>
  (distance <= 256 ? nearCodes[distance] : farCodes[(distance - 1) >> 7]) as number;

const fixedLiterals = HuffmanCode.fixed([
  [144, 8],
  [112, 9],
  [24, 7],
  [8, 8],
]);
const fixedDistances = HuffmanCode.fixed([[30, 5]]);

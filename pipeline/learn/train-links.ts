import { linkHeaderBytes, linkMagic, listEndFeatures, listStartFeatures } from '../reassemble/link-vectors.ts';
import { makeUnitReader } from '../reassemble/units.ts';
import { makeRandom } from './random.ts';

export interface LinkTraining {
  /** Pairs of code units: a traditional character and the simplified one it is read as. */
  readonly folds: Uint16Array;
  /** Two to the power of this many rows for ends, and as many for starts. */
  readonly bits: number;
  /** Numbers in a row; even. */
  readonly width: number;
  /** Cuts to learn from. */
  readonly cuts: number;
  readonly onProgress?: (cuts: number, loss: number, right: number) => void;
}

/** Cuts that are told apart from one another at a time, and how many articles they are taken from. */
const batch = 64;
const together = 6;
/** Share of a text's features that is looked at each time, so that none is relied on alone. */
const kept = 0.65;
/** What a row's sum of squares starts from. */
const unmet = Math.fround(1e-2);
const firstRate = 0.15;
const lastRate = 0.005;

/**
 * Trains the vectors of `link-vectors.ts`: texts of one kind are cut at chance, and of all ends and starts of a batch the
 * ones that belong together are to have the greatest inner product (softmax both ways, Adagrad by row). The last part of a
 * model file is given back. `kinds` are texts by kind, each an article's paragraphs; small kinds are met more often than
 * their size.
 */
export function trainLinks(kinds: readonly (readonly (readonly string[])[])[], options: LinkTraining): Uint8Array {
  const { bits, width } = options;
  const random = makeRandom(5);
  const texts = readTexts(kinds, makeUnitReader(options.folds));
  const rows = 1 << bits;
  const makeTable = (): Float32Array => Float32Array.from({ length: rows * width }, () => (random.next() - 0.5) * 0.3);
  const ends = { table: makeTable(), squares: new Float32Array(rows).fill(unmet) };
  const starts = { table: makeTable(), squares: new Float32Array(rows).fill(unmet) };
  const left = makeSide(width);
  const right = makeSide(width);
  const scores = new Float32Array(batch * batch);
  const slopes = new Float32Array(batch * batch);
  const weights = texts.reduce((sum, kind) => sum + kind.weight, 0);
  let done = 0;
  let loss = 0;
  let found = 0;
  let told = 0;
  while (done < options.cuts && weights > 0) {
    const rate = firstRate * (1 - done / options.cuts) + lastRate;
    const kind = pickKind(texts, random.next() * weights);
    if (!kind) break;
    const group = Array.from({ length: together }, () => random.pick(kind.articles));
    let count = 0;
    for (let turn = 0; count < batch && turn < batch * 5; turn++) {
      const units = random.pick(random.pick(group));
      const at = 3 + Math.floor(random.next() * (units.length - 6));
      if (isCloser(units[at] ?? 0)) continue;
      left.rows[count] = listEndFeatures(units, at, bits).filter(() => random.chance(kept));
      right.rows[count] = listStartFeatures(units, at, bits).filter(() => random.chance(kept));
      encode(left, count, ends.table, width);
      encode(right, count, starts.table, width);
      count++;
    }
    // A text too short to be cut often teaches nothing here.
    if (count < batch / 4) {
      done++;
      continue;
    }
    multiply(left.vectors, right.vectors, scores, count, width);
    const gained = weigh(scores, slopes, count);
    loss += gained.loss;
    found += gained.right;
    spread(slopes, left, right, count, width);
    for (let i = 0; i < count; i++) {
      update(left, i, ends, width, rate);
      update(right, i, starts, width, rate);
    }
    done += count;
    told += count;
    if (told >= 200_000) {
      options.onProgress?.(done, loss / told, found / told);
      loss = 0;
      found = 0;
      told = 0;
    }
  }
  // What no text had says nothing.
  for (const { table, squares } of [ends, starts])
    for (let row = 0; row < rows; row++)
      if ((squares[row] ?? 0) <= unmet) table.fill(0, row * width, (row + 1) * width);
  return pack(ends.table, starts.table, bits, width);
}

function pickKind(kinds: readonly Kind[], at: number): Kind | undefined {
  let rest = at;
  for (const kind of kinds) {
    rest -= kind.weight;
    if (rest <= 0) return kind;
  }
  return kinds[0];
}

interface Kind {
  readonly articles: readonly (readonly number[][])[];
  readonly weight: number;
}

function readTexts(
  kinds: readonly (readonly (readonly string[])[])[],
  reader: { all: (text: string) => number[] },
): Kind[] {
  return kinds.flatMap((articles) => {
    let size = 0;
    const read = articles.flatMap((paragraphs) => {
      const texts = paragraphs.map((text) => reader.all(text)).filter((units) => units.length >= 12);
      for (const units of texts) size += units.length;
      return texts.length > 0 ? [texts] : [];
    });
    return read.length > 0 ? [{ articles: read, weight: size ** 0.45 }] : [];
  });
}

interface Side {
  readonly rows: number[][];
  readonly vectors: Float32Array;
  readonly slopes: Float32Array;
}

const makeSide = (width: number): Side => ({
  rows: Array.from({ length: batch }, () => []),
  vectors: new Float32Array(batch * width),
  slopes: new Float32Array(batch * width),
});

/** Units as they are folded: no line begins with these. */
const closers = new Set(
  [...',.;:?!)]%\u2030\u2103\u3001\u201d\u2019\u300b\u3011\u3009\u2026\u2014\u00b7'].map((c) => c.charCodeAt(0)),
);
const isCloser = (unit: number): boolean => closers.has(unit);

function encode(side: Side, i: number, table: Float32Array, width: number): void {
  const { rows, vectors } = side;
  const own = rows[i] ?? [];
  const at = i * width;
  vectors.fill(0, at, at + width);
  for (const row of own)
    for (let d = 0; d < width; d++) vectors[at + d] = (vectors[at + d] ?? 0) + (table[row * width + d] ?? 0);
  const factor = 1 / Math.sqrt(Math.max(1, own.length));
  for (let d = 0; d < width; d++) vectors[at + d] = (vectors[at + d] ?? 0) * factor;
}

function multiply(left: Float32Array, right: Float32Array, out: Float32Array, count: number, width: number): void {
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (let d = 0; d < width; d++) sum += (left[i * width + d] ?? 0) * (right[j * width + d] ?? 0);
      out[i * batch + j] = sum;
    }
}

/** Softmax over rows and over columns: fills the slopes of the scores. */
function weigh(scores: Float32Array, slopes: Float32Array, count: number): { loss: number; right: number } {
  slopes.fill(0);
  let loss = 0;
  let right = 0;
  for (const [along, across] of [
    [batch, 1],
    [1, batch],
  ] as const) {
    for (let i = 0; i < count; i++) {
      let top = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < count; j++) top = Math.max(top, scores[i * along + j * across] ?? 0);
      let total = 0;
      for (let j = 0; j < count; j++) total += Math.exp((scores[i * along + j * across] ?? 0) - top);
      const own = scores[i * along + i * across] ?? 0;
      loss -= (own - top - Math.log(total)) / 2;
      if (own >= top) right += 0.5;
      for (let j = 0; j < count; j++) {
        const k = i * along + j * across;
        slopes[k] = (slopes[k] ?? 0) + (0.5 * Math.exp((scores[k] ?? 0) - top)) / total - (i === j ? 0.5 : 0);
      }
    }
  }
  return { loss, right };
}

function spread(slopes: Float32Array, left: Side, right: Side, count: number, width: number): void {
  left.slopes.fill(0);
  right.slopes.fill(0);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const slope = slopes[i * batch + j] ?? 0;
      if (Math.abs(slope) < 1e-4) continue;
      for (let d = 0; d < width; d++) {
        const a = i * width + d;
        const b = j * width + d;
        left.slopes[a] = (left.slopes[a] ?? 0) + slope * (right.vectors[b] ?? 0);
        right.slopes[b] = (right.slopes[b] ?? 0) + slope * (left.vectors[a] ?? 0);
      }
    }
}

function update(
  side: Side,
  i: number,
  of: { table: Float32Array; squares: Float32Array },
  width: number,
  rate: number,
): void {
  const own = side.rows[i] ?? [];
  const share = 1 / Math.sqrt(Math.max(1, own.length));
  const at = i * width;
  let square = 0;
  for (let d = 0; d < width; d++) square += (side.slopes[at + d] ?? 0) ** 2;
  square = (square * share * share) / width;
  for (const row of own) {
    const sum = (of.squares[row] ?? 0) + square;
    of.squares[row] = sum;
    const step = (rate * share) / Math.sqrt(sum);
    for (let d = 0; d < width; d++) {
      const k = row * width + d;
      of.table[k] = (of.table[k] ?? 0) - step * (side.slopes[at + d] ?? 0);
    }
  }
}

/** Four bits a number: enough, since a vector is the sum of some twenty rows. */
function pack(ends: Float32Array, starts: Float32Array, bits: number, width: number): Uint8Array {
  let squares = 0;
  for (const table of [ends, starts]) for (const value of table) squares += value * value;
  // Steps so wide that what is cut off at the ends and what is lost between steps are about even.
  const step = Math.sqrt(squares / (ends.length + starts.length)) * 0.42;
  const size = ends.length / 2;
  const bytes = new Uint8Array(linkHeaderBytes + 2 * size);
  const header = new DataView(bytes.buffer);
  for (const [i, value] of [linkMagic, bits, width, Math.round(step * 1e6)].entries())
    header.setUint32(i * 4, value, true);
  const nibble = (value: number): number => Math.max(0, Math.min(15, Math.round(value / step) + 8));
  for (const [t, table] of [ends, starts].entries())
    for (let k = 0; k < size; k++)
      bytes[linkHeaderBytes + t * size + k] = nibble(table[2 * k] ?? 0) | (nibble(table[2 * k + 1] ?? 0) << 4);
  return bytes;
}

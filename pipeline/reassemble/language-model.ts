import { isHanCode } from './characters.ts';
import { type LinkVectors, linkReach, readLinkVectors } from './link-vectors.ts';
import { endUnit, makeUnitReader, mixUnit, startUnit, type UnitReader } from './units.ts';

/** What is known of the language beforehand: how likely text goes on across a seam, starts and ends. */
export interface LanguageModel {
  /**
   * `score`: how much likelier `after` is behind `before` than anywhere (natural log); `seen`: the longest run across the
   * seam that the model knows; `words`: how much better the two sides read as words together than apart.
   */
  readonly scoreSeam: (before: string, after: string) => SeamScore;
  /** How much likelier a paragraph opens with this text than it stands anywhere. */
  readonly scoreStart: (text: string) => number;
  /** How much likelier a paragraph ends with this text than it stands anywhere. */
  readonly scoreEnd: (text: string) => number;
  /** What a text speaks of: pairs of Han characters and words of other scripts, by hash, and how often each stands in it. */
  readonly readTerms: (text: string) => Map<number, number>;
  /** How rare a term is anywhere: 0 for what stands everywhere, about 1.5 for what was never met. */
  readonly rarityOf: (term: number) => number;
  /** The end of a text as a vector; the inner product with the start of another says how well that one goes on there. */
  readonly encodeEnd: (text: string) => Float32Array;
  readonly encodeStart: (text: string) => Float32Array;
}

export interface SeamScore {
  readonly score: number;
  readonly seen: number;
  readonly words: number;
}

/** A model that knows nothing: every question is answered with 0. */
export const emptyModel: LanguageModel = {
  scoreSeam: () => ({ score: 0, seen: 0, words: 0 }),
  scoreStart: () => 0,
  scoreEnd: () => 0,
  readTerms: () => new Map(),
  rarityOf: () => 1,
  encodeEnd: () => new Float32Array(0),
  encodeStart: () => new Float32Array(0),
};

/**
 * The file: a header of 8 numbers (32 bit, little endian): magic, version, slots, number of folds (pairs), units in the
 * texts, words counted, order, 0. Then the folds (16 bit), the fingerprints of runs (16 bit, 0: free slot), and their
 * counts (8 bit, see `countOf`). Runs are found by hash; a fingerprint that fits by accident is rarer than one in two thousand.
 */
export const modelMagic = 0x4d4c4248;
export const modelVersion = 1;
export const headerBytes = 32;
/** Runs of dictionary words are told apart from runs of text by what their hash starts with. */
export const wordSeed = 0x2545f491;
export const fingerprintOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 16 || 1;
export const slotOf = (hash: number, slots: number): number => Math.floor(((hash >>> 0) / 4294967296) * slots);
/** Counts are kept as logarithms in steps of an eighth. */
export const quantise = (count: number): number => Math.max(1, Math.min(255, Math.round(8 * Math.log(count)) + 1));
const logOf = (quantised: number): number => (quantised - 1) / 8;

/** Reads a model file; nothing is copied or unpacked. Null when it is not one of ours. */
export function readLanguageModel(bytes: Uint8Array): LanguageModel | null {
  // A view needs an even offset: a slice of a larger buffer may not have one.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const header = new DataView(aligned.buffer, aligned.byteOffset, headerBytes);
  if (header.getUint32(0, true) !== modelMagic || header.getUint32(4, true) !== modelVersion) return null;
  const slots = header.getUint32(8, true);
  const foldCount = header.getUint32(12, true);
  const total = Math.log(header.getUint32(16, true));
  const wordTotal = Math.log(Math.max(1, header.getUint32(20, true)));
  let at = aligned.byteOffset + headerBytes;
  const folds = new Uint16Array(aligned.buffer, at, foldCount * 2);
  at += folds.byteLength;
  const fingerprints = new Uint16Array(aligned.buffer, at, slots);
  at += fingerprints.byteLength;
  const counts = new Uint8Array(aligned.buffer, at, slots);
  const find = (hash: number): number => {
    const wanted = fingerprintOf(hash);
    let slot = slotOf(hash, slots);
    for (;;) {
      const found = fingerprints[slot] ?? 0;
      if (found === wanted) return logOf(counts[slot] ?? 1);
      if (found === 0) return -1;
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
  };
  at += counts.byteLength;
  const rest = aligned.subarray(at - aligned.byteOffset);
  return makeModel(makeUnitReader(folds), readLinkVectors(rest), find, total, wordTotal);
}

/** How many occurrences of a history (of 1, 2, 3 units) weigh as much as what the shorter one says. */
const strengths: readonly number[] = [0, 40, 8, 4];
/** Share of what the shorter history expects that a run is given which the file does not have. */
const unkept = 0.5;
const order = 4;
/** So much of a piece (code units) is looked at to tell what it speaks of. */
const longestRead = 4000;
/** A name that is cut looks like any gain: beyond this a gain tells no more. */
const maxWords = 10;

function makeModel(
  reader: UnitReader,
  links: LinkVectors | null,
  find: (hash: number) => number,
  total: number,
  wordTotal: number,
): LanguageModel {
  const all = Math.exp(total);
  const hashOf = (units: readonly number[], from: number, to: number): number => {
    let hash = 0;
    for (let i = from; i < to; i++) hash = mixUnit(hash, units[i] ?? 0);
    return hash;
  };
  /**
   * Log probability of units[at] behind units[from..at): every length of history has its say, weighed by how often it was
   * met (Dirichlet smoothing). A history that was never met says nothing, and costs nothing.
   */
  const predict = (units: readonly number[], from: number, at: number): number => {
    const unit = units[at] ?? 0;
    const alone = find(mixUnit(0, unit));
    let chance = (alone >= 0 ? Math.exp(alone) : 0.3) / all;
    for (let start = at - 1; start >= Math.max(from, at - order + 1); start--) {
      const history = hashOf(units, start, at);
      const seen = find(history);
      if (seen < 0) break;
      const whole = find(mixUnit(history, unit));
      const strength = strengths[at - start] ?? 4;
      const met = Math.exp(seen);
      // Rare runs were left out of the file: what was not kept is no proof that it never stands.
      const count = whole >= 0 ? Math.exp(Math.min(whole, seen)) : Math.min(1, unkept * met * chance);
      chance = (count + strength * chance) / (met + strength);
    }
    return Math.log(chance);
  };
  const scoreSeam = (before: string, after: string): SeamScore => {
    const left = reader.tail(before, order - 1);
    const right = reader.head(after, order - 1);
    const units = [...left, ...right];
    const seam = left.length;
    if (seam === 0 || right.length === 0) return { score: 0, seen: 0, words: 0 };
    let score = 0;
    for (let k = 0; k < right.length; k++) score += predict(units, 0, seam + k) - predict(units, seam, seam + k);
    let seen = 0;
    for (let length = Math.min(order, units.length); length >= 2 && seen === 0; length--) {
      const first = Math.max(0, seam - length + 1);
      const last = Math.min(seam - 1, units.length - length);
      for (let start = first; start <= last; start++) {
        if (find(hashOf(units, start, start + length)) >= 0) {
          seen = length;
          break;
        }
      }
    }
    return { score, seen, words: scoreWords(reader.tail(before, 4), reader.head(after, 4)) };
  };
  const wordOf = (units: readonly number[], from: number, to: number): number => {
    let hash = wordSeed;
    for (let i = from; i < to; i++) hash = mixUnit(hash, units[i] ?? 0);
    const found = find(hash);
    if (found >= 0) return found - wordTotal;
    return to - from === 1 ? -wordTotal : Number.NEGATIVE_INFINITY;
  };
  /** Best split into dictionary words; `barrier` is a place where a word must end (-1: none). */
  const segment = (units: readonly number[], barrier: number): number => {
    const best = new Float64Array(units.length + 1).fill(Number.NEGATIVE_INFINITY);
    best[0] = 0;
    for (let end = 1; end <= units.length; end++) {
      for (let start = Math.max(0, end - 4); start < end; start++) {
        if (barrier > start && barrier < end) continue;
        const value = (best[start] ?? 0) + wordOf(units, start, end);
        if (value > (best[end] ?? 0)) best[end] = value;
      }
    }
    return best[units.length] ?? 0;
  };
  const scoreWords = (left: readonly number[], right: readonly number[]): number => {
    if (
      (left.at(-1) ?? 0) < 0x3400 ||
      (right[0] ?? 0) < 0x3400 ||
      (left.at(-1) ?? 0) > 0xffff ||
      (right[0] ?? 0) > 0xffff
    )
      return 0;
    const units = [...left, ...right];
    const apart = segment(units, left.length);
    return Math.min(maxWords, segment(units, -1) - apart) / 4;
  };
  return {
    scoreSeam,
    scoreStart: (text) => {
      const units = [startUnit, ...reader.head(text, order - 1)];
      let score = 0;
      for (let k = 1; k < units.length; k++) score += predict(units, 0, k) - predict(units, 1, k);
      return score;
    },
    scoreEnd: (text) => {
      const units = [...reader.tail(text, order - 1), endUnit];
      const ends = find(mixUnit(0, endUnit));
      return predict(units, 0, units.length - 1) - (Math.max(0, ends) - total);
    },
    readTerms: (text) => {
      const units = reader.all(text.length > longestRead ? text.slice(0, longestRead) : text);
      const terms = new Map<number, number>();
      for (let i = 0; i < units.length; i++) {
        const unit = units[i] ?? 0;
        const next = units[i + 1] ?? 0;
        let term = 0;
        if (unit > 0xffff) term = mixUnit(0, unit);
        else if (isHanCode(unit) && isHanCode(next)) term = mixUnit(mixUnit(0, unit), next);
        else continue;
        terms.set(term, (terms.get(term) ?? 0) + 1);
      }
      return terms;
    },
    rarityOf: (term) => (total - Math.max(0, find(term))) / 10,
    encodeEnd: (text) => links?.encodeEnd(reader.tail(text, linkReach)) ?? new Float32Array(0),
    encodeStart: (text) => links?.encodeStart(reader.head(text, linkReach)) ?? new Float32Array(0),
  };
}

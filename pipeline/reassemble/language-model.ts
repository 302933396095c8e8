import { isHanCode } from './characters.ts';
import { KeptRuns } from './kept-runs.ts';
import { type LinkVectors, linkReach, measureLinkPart, readLinkVectors } from './link-vectors.ts';
import { type Openings, openingReach, readOpenings } from './openings.ts';
import { order, PageSeams, Predictor, type SeamReader, type SeamScore } from './page-seams.ts';
import { endUnit, makeUnitReader, mixUnit, type UnitReader } from './units.ts';

/** What is known of the language beforehand: how likely text goes on across a seam, starts and ends. */
export interface LanguageModel {
  /** How likely text goes on across the seams between any two of some texts. */
  readonly readSeams: (texts: readonly string[]) => SeamReader;
  /** The same for one seam. */
  readonly scoreSeam: (before: string, after: string) => SeamScore;
  /** How much likelier this text opens a sentence than it stands in the middle of one. */
  readonly scoreStart: (text: string) => number;
  /** How much likelier a paragraph ends with this text than it stands anywhere. */
  readonly scoreEnd: (text: string) => number;
  /**
   * What a text speaks of: Han characters that are not everywhere, pairs of them, and words of other scripts, by hash, and how
   * often each stands in it.
   */
  readonly readTerms: (text: string) => Map<number, number>;
  /** How rare a term is anywhere: 0 for what stands everywhere, about 1.5 for what was never met. */
  readonly rarityOf: (term: number) => number;
  /** The end of a text as a vector; the inner product with the start of another says how well that one goes on there. */
  readonly encodeEnd: (text: string) => Float32Array;
  readonly encodeStart: (text: string) => Float32Array;
}

const noScore: SeamScore = { score: 0, seen: 0, words: 0 };

/** A model that knows nothing: every question is answered with 0. */
export const emptyModel: LanguageModel = {
  readSeams: () => ({ score: () => noScore }),
  scoreSeam: () => noScore,
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
 * counts (8 bit, see `quantise`); then the parts of `link-vectors.ts` and `openings.ts`, where it has them. Runs are found by hash; a fingerprint that fits by accident is rarer than one in two thousand.
 */
export const modelMagic = 0x4d4c4248;
export const modelVersion = 1;
export const headerBytes = 32;
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
  at += counts.byteLength;
  const rest = aligned.subarray(at - aligned.byteOffset);
  const openings = readOpenings(rest.subarray(measureLinkPart(rest)));
  const runs = new KeptRuns(fingerprints, counts, total, wordTotal);
  return makeModel(makeUnitReader(folds), { runs, links: readLinkVectors(rest), openings });
}

/** So much of a piece (code units) is looked at to tell what it speaks of. */
const longestRead = 4000;

/** Characters that stand more often than this (`rarityOf`; one in 1,100) stand in every text. */
const leastRarity = 0.7;

function makeModel(
  reader: UnitReader,
  parts: { readonly runs: KeptRuns; readonly links: LinkVectors | null; readonly openings: Openings | null },
): LanguageModel {
  const { runs, links, openings } = parts;
  const { total } = runs;
  const predictor = new Predictor(runs);
  const predict = (units: readonly number[], from: number, at: number): number =>
    Math.log(predictor.predict(units, from, at).chance);
  const ends = Math.max(0, runs.logOf(mixUnit(0, endUnit)));
  const rarityOf = (term: number): number => (total - Math.max(0, runs.logOf(term))) / 10;
  const rare = new Map<number, boolean>();
  const isRare = (unit: number): boolean => {
    const known = rare.get(unit);
    if (known !== undefined) return known;
    const found = rarityOf(mixUnit(0, unit)) > leastRarity;
    rare.set(unit, found);
    return found;
  };
  return {
    readSeams: (texts) => new PageSeams(texts, reader, runs),
    scoreSeam: (before, after) => new PageSeams([before, after], reader, runs).score(0, 1),
    scoreStart: (text) => openings?.rate(reader.head(text, openingReach), text) ?? 0,
    scoreEnd: (text) => {
      const units = [...reader.tail(text, order - 1), endUnit];
      return predict(units, 0, units.length - 1) - (ends - total);
    },
    readTerms: (text) => {
      const units = reader.all(text.length > longestRead ? text.slice(0, longestRead) : text);
      const terms = new Map<number, number>();
      const add = (term: number): void => void terms.set(term, (terms.get(term) ?? 0) + 1);
      for (let i = 0; i < units.length; i++) {
        const unit = units[i] ?? 0;
        const next = units[i + 1] ?? 0;
        if (unit > 0xffff) add(mixUnit(0, unit));
        else if (isHanCode(unit)) {
          // A short text says a thing in words that share no more than one character.
          if (isRare(unit)) add(mixUnit(0, unit));
          if (isHanCode(next)) add(mixUnit(mixUnit(0, unit), next));
        }
      }
      return terms;
    },
    rarityOf,
    encodeEnd: (text) => links?.encodeEnd(reader.tail(text, linkReach)) ?? new Float32Array(0),
    encodeStart: (text) => links?.encodeStart(reader.head(text, linkReach)) ?? new Float32Array(0),
  };
}

import { isCloserCode, isDigitCode, isLetterCode, isMostlyHan, isOpenerCode } from '../reassemble/characters.ts';
import { listOpeningFeatures, openingHeaderBytes, openingMagic, openingReach } from '../reassemble/openings.ts';
import { makeUnitReader } from '../reassemble/units.ts';
import { makeRandom, type Random } from './random.ts';

/**
 * Trains the weights of `openings.ts`: what paragraphs, and sentences, open with is told apart from what stands behind a place
 * in mid-sentence where a column could end (logistic regression, Adagrad, once over all). The last part of a model file is
 * given back.
 */
export function trainOpenings(
  paragraphs: readonly string[],
  options: {
    /** Pairs of code units: a traditional character and the simplified one it is read as. */
    readonly folds: Uint16Array;
    /** Two to the power of this many weights. */
    readonly bits: number;
  },
): Uint8Array {
  const { bits } = options;
  const random = makeRandom(5);
  const reader = makeUnitReader(options.folds);
  const weights = new Float64Array(1 << bits);
  const squares = new Float64Array(1 << bits).fill(0.1);
  for (const paragraph of random.shuffle(paragraphs)) {
    const text = paragraph.replace(/\s+/g, ' ').trim();
    if (text.length < shortest) continue;
    for (const { at, opens, weight } of pickPlaces(text, random)) {
      const rest = text.slice(at, at + 8 * openingReach);
      const rows = listOpeningFeatures(reader.head(rest, openingReach), rest, bits);
      let sum = 0;
      for (const row of rows) sum += weights[row] ?? 0;
      const slope = (1 / (1 + Math.exp(-sum)) - (opens ? 1 : 0)) * weight;
      for (const row of rows) {
        squares[row] = (squares[row] ?? 0) + slope * slope;
        weights[row] = (weights[row] ?? 0) - (rate * slope) / Math.sqrt(squares[row] ?? 1);
      }
    }
  }
  return pack(weights, bits);
}

interface Place {
  readonly at: number;
  readonly opens: boolean;
  readonly weight: number;
}

/** A paragraph's start, one of its sentences', and places in mid-sentence. */
function pickPlaces(text: string, random: Random): Place[] {
  const places: Place[] = [{ at: 0, opens: true, weight: 1 }];
  const starts = [...text.matchAll(/[\u3002\uff01\uff1f][\u201d\u300d\u300f]?|[.!?][\u201d"]? (?=[A-Z\u201c"])/g)]
    .map((match) => match.index + match[0].length)
    .filter((start) => start < text.length - nearEnd);
  // There are many more sentences than paragraphs, and pages are mostly cut in mid-sentence or where a paragraph ends.
  if (starts.length > 0) places.push({ at: random.pick(starts), opens: true, weight: 0.5 });
  const english = !isMostlyHan(text);
  for (let k = 0; k < inMid; k++) {
    const at = random.between(3, text.length - 3);
    if (!starts.includes(at) && isBreak(text, at, english)) places.push({ at, opens: false, weight: 1 });
  }
  return places;
}

/** Whether a line may end before a place, in mid-sentence. */
function isBreak(text: string, at: number, english: boolean): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (isCloserCode(after) || isOpenerCode(before) || after === 0x20) return false;
  if (/[\u3002\uff01\uff1f.!?]\s*[\u201d\u300d\u300f"]?\s*$/.test(text.slice(Math.max(0, at - 6), at))) return false;
  if (english) return before === 0x20;
  const isLatin = (code: number): boolean => isLetterCode(code) || isDigitCode(code);
  return !(isLatin(before) && isLatin(after));
}

function pack(weights: Float64Array, bits: number): Uint8Array {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = Math.max(1e-6, largest / 127);
  const bytes = new Uint8Array(openingHeaderBytes + weights.length);
  const header = new DataView(bytes.buffer);
  for (const [i, value] of [openingMagic, bits, Math.round(step * 1e6), 0].entries())
    header.setUint32(i * 4, value, true);
  bytes.set(
    Uint8Array.from(weights, (weight) => 128 + Math.round(weight / step)),
    openingHeaderBytes,
  );
  return bytes;
}

/** Shorter paragraphs (code units) are headings as a rule. */
const shortest = 20;
const nearEnd = 5;
/** So many places in mid-sentence are tried a paragraph. */
const inMid = 2;
const rate = 0.1;

import { isDigitCode, isLowerCode } from './characters.ts';
import { mixUnit } from './units.ts';

/**
 * Whether a text opens a sentence or stands in the middle of one, by its first words: a sum of learned weights, one for each
 * feature of what it opens with. Counts of runs tell what opens the paragraphs of texts that were counted; this tells apart
 * what can open a sentence of any text, and so holds for kinds of text that were not (decision 0077). Trained by
 * `learn/train-openings.ts`.
 */
export interface Openings {
  /** Log odds, from the first units of a text and the text itself. */
  readonly rate: (units: readonly number[], text: string) => number;
}

/** So many units of a text are looked at. */
export const openingReach = 24;

/** The part of the model file: magic, bits of the row number, scale (a million times what one step is worth), 0; then a weight (8 bit, offset 128) a row. */
export const openingMagic = 0x4e504f48;
export const openingHeaderBytes = 16;

/** Reads the weights; null where there are none. */
export function readOpenings(bytes: Uint8Array): Openings | null {
  if (bytes.byteLength < openingHeaderBytes) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset, openingHeaderBytes);
  if (header.getUint32(0, true) !== openingMagic) return null;
  const bits = header.getUint32(4, true);
  const scale = header.getUint32(8, true) / 1e6;
  const rows = bytes.subarray(openingHeaderBytes, openingHeaderBytes + (1 << bits));
  if (rows.length < 1 << bits) return null;
  return {
    rate: (units, text) => {
      let sum = 0;
      for (const row of listOpeningFeatures(units, text, bits)) sum += (rows[row] ?? 128) - 128;
      return Math.max(-most, Math.min(most, sum * scale));
    },
  };
}

/** Row numbers of what a text opens with: its first words, how far it is to the first mark and which, and its first letter. */
export function listOpeningFeatures(units: readonly number[], text: string, bits: number): number[] {
  const rows: number[] = [];
  const add = (hash: number): void => void rows.push(hash >>> (32 - bits));
  let run = 0x91;
  for (let k = 0; k < 4 && k < units.length; k++) {
    run = mixUnit(run, units[k] ?? 0);
    add(mixUnit(run, k));
  }
  for (let k = 1; k < 4 && k < units.length; k++) {
    add(mixUnit(mixUnit(0x17, units[k] ?? 0), k));
    if (k + 1 < units.length) add(mixUnit(mixUnit(mixUnit(0x27, units[k] ?? 0), units[k + 1] ?? 0), k));
  }
  const found = units.findIndex((unit) => marks.has(unit));
  const distance = lengthClass(found < 0 ? Number.POSITIVE_INFINITY : found);
  const mark = found < 0 ? 0 : (units[found] ?? 0);
  add(mixUnit(0x57, distance));
  add(mixUnit(0x59, mark));
  add(mixUnit(mixUnit(0x58, distance), mark));
  if (units.length < openingReach) add(mixUnit(0x61, lengthClass(units.length)));
  const shape = shapeOf(text.charCodeAt(0));
  add(mixUnit(0x71, shape));
  if (shape <= lower) add(mixUnit(mixUnit(0x72, shape), units[0] ?? 0));
  return rows;
}

/** Marks that part sentences and clauses, as units. */
const marks: ReadonlySet<number> = new Set([...',.\u3001;:?!\u201d\u2019)'].map((mark) => mark.charCodeAt(0)));

/** Short lengths apart, longer ones in steps. */
const lengthClass = (length: number): number =>
  length <= 6 ? length : 7 + steps.filter((step) => length > step).length;
const steps: readonly number[] = [8, 11, 15, 20];

const capital = 1;
const lower = 2;
const shapeOf = (code: number): number => {
  if (code >= 65 && code <= 90) return capital;
  if (isLowerCode(code)) return lower;
  return isDigitCode(code) ? 3 : 4;
};

/** Beyond these log odds nothing more is said. */
const most = 6;

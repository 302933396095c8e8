import { foldRadicals } from '../core/radicals.ts';
import { isDigitCode, isHanCode, isLetterCode, isSpaceCode } from './characters.ts';

/**
 * Text as the language model reads it: Han characters and marks one by one, words and numbers of other scripts whole.
 * White space is left out, full-width and half-width marks are one, traditional forms are read as simplified ones, radicals as
 * the characters that they look like.
 */
export interface UnitReader {
  /** The first `count` units of a text. */
  readonly head: (text: string, count: number) => number[];
  /** The last `count` units of a text, in reading order. */
  readonly tail: (text: string, count: number) => number[];
  /** All units. */
  readonly all: (text: string) => number[];
}

/** Where a paragraph starts and ends, as units. */
export const startUnit = 1;
export const endUnit = 2;

/** Makes a reader; `folds` are pairs of code units: a traditional character and the simplified one it is read as. */
export function makeUnitReader(folds: Uint16Array): UnitReader {
  const table = new Uint16Array(65536);
  for (let code = 0; code < 65536; code++) table[code] = code;
  for (let i = 0; i + 1 < folds.length; i += 2) table[folds[i] ?? 0] = folds[i + 1] ?? 0;
  for (const [from, to] of markFolds) table[from] = to;
  for (let code = 0x2e80; code <= 0x2fdf; code++)
    table[code] = table[foldRadicals(String.fromCharCode(code)).charCodeAt(0)] ?? code;
  // Full-width letters and digits.
  for (let code = 0xff10; code <= 0xff5a; code++) {
    const plain = code - 0xfee0;
    if (isDigitCode(plain) || isLetterCode(plain)) table[code] = plain;
  }
  const all = (text: string, limit = Number.POSITIVE_INFINITY): number[] => {
    const units: number[] = [];
    let word = wordStart;
    let length = 0;
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? (table[text.charCodeAt(i)] ?? 0) : 0x20;
      if (!isHanCode(code) && (isDigitCode(code) || isLetterCode(code))) {
        word = Math.imul(word ^ (code >= 65 && code <= 90 ? code + 32 : code), 0x01000193);
        length++;
        continue;
      }
      const letters = ligatures.get(code);
      if (letters) {
        for (const letter of letters) word = Math.imul(word ^ letter, 0x01000193);
        length++;
        continue;
      }
      if (length > 0) units.push(((word ^ (word >>> 15)) & 0x3fffffff) | 0x40000000);
      word = wordStart;
      length = 0;
      if (code > 0x20 && !isSpaceCode(code)) units.push(code);
      if (units.length >= limit) break;
    }
    return units;
  };
  return {
    all: (text) => all(text),
    head: (text, count) => all(text.slice(0, count * 24), count).slice(0, count),
    tail: (text, count) => {
      const part = text.slice(-count * 24);
      const units = all(part);
      return units.slice(-count);
    },
  };
}

/** Hash of a word of no letters. */
const wordStart = 0x50c5d1f;

/** Letters that print joins, and files of print hold as one: the same word as without. */
const ligatures: ReadonlyMap<number, readonly number[]> = new Map(
  ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st'].map((letters, i) => [
    0xfb00 + i,
    [...letters].map((letter) => letter.charCodeAt(0)),
  ]),
);

/** Marks that mean the same. */
const markFolds: readonly (readonly [number, number])[] = [
  [0xff0c, 0x2c],
  [0x3002, 0x2e],
  [0xff0e, 0x2e],
  [0xff1a, 0x3a],
  [0xff1b, 0x3b],
  [0xff1f, 0x3f],
  [0xff01, 0x21],
  [0xff08, 0x28],
  [0xff09, 0x29],
  [0x300c, 0x201c],
  [0x300d, 0x201d],
  [0x300e, 0x2018],
  [0x300f, 0x2019],
  [0xff05, 0x25],
];

/** Hash of a run of units, one after another: `0` to start with. */
export const mixUnit = (hash: number, unit: number): number => {
  let h = Math.imul(hash ^ Math.imul(unit, 0x85ebca6b), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
  return (h ^ (h >>> 16)) | 0;
};

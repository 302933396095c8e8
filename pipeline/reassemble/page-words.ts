import { isDigitCode, isHanCode, isLetterCode } from './characters.ts';

/** Which runs of characters a page holds, and how often: what two pieces would form at a seam is asked of the page itself. */
export class PageWords {
  private readonly counts: Map<number, number>;
  private readonly total: number;

  constructor(texts: readonly string[]) {
    const counts = new Map<number, number>();
    let total = 0;
    let budget = maxCharacters;
    for (const text of texts) {
      const units = splitUnits(text.length > budget ? text.slice(0, budget) : text);
      budget = Math.max(0, budget - text.length);
      total += units.length;
      for (let i = 0; i < units.length; i++) {
        let hash = 0;
        for (let n = 0; n < longest && i + n < units.length; n++) {
          hash = mix(hash, units[i + n] ?? 0);
          counts.set(hash, (counts.get(hash) ?? 0) + 1);
        }
      }
    }
    this.counts = counts;
    this.total = Math.max(1, total);
  }

  /**
   * How far the runs that straddle a seam are known on the page: `score` is how much more often than by chance the longest
   * one stands there, `length` its length in characters or words (0: none is known).
   */
  compare(before: string, after: string): { readonly score: number; readonly length: number } {
    const left = splitUnits(before.slice(-60)).slice(-4);
    const right = splitUnits(after.slice(0, 60)).slice(0, 4);
    let best = 0;
    let score = 0;
    for (let a = 1; a <= left.length; a++) {
      let hash = 0;
      for (let i = left.length - a; i < left.length; i++) hash = mix(hash, left[i] ?? 0);
      const leftCount = this.counts.get(hash) ?? 0;
      if (leftCount === 0) break;
      for (let b = 1; b <= right.length && a + b <= longest; b++) {
        hash = mix(hash, right[b - 1] ?? 0);
        const count = this.counts.get(hash) ?? 0;
        if (count === 0) break;
        if (a + b < best) continue;
        let rightHash = 0;
        for (let i = 0; i < b; i++) rightHash = mix(rightHash, right[i] ?? 0);
        const rightCount = Math.max(1, this.counts.get(rightHash) ?? 1);
        const value = Math.log((count * this.total) / (leftCount * rightCount));
        if (a + b > best || value > score) {
          best = a + b;
          score = value;
        }
      }
    }
    return { score: Math.max(0, score), length: best };
  }
}

const longest = 6;
/** A page of more text than this is judged by its first part: words repeat. */
const maxCharacters = 400_000;

/** Hash of a word of no letters. */
const wordStart = 0x1b873593;

/** Han characters and marks one by one, words of other scripts whole, white space not at all. */
function splitUnits(text: string): number[] {
  const units: number[] = [];
  let word = wordStart;
  let length = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0x20;
    if (!isHanCode(code) && (isLetterCode(code) || isDigitCode(code))) {
      word = Math.imul(word ^ code, 0x01000193) | 0;
      length++;
      continue;
    }
    if (length > 0) units.push(word);
    word = wordStart;
    length = 0;
    if (code > 0x20 && code !== 0x3000 && code !== 0xa0) units.push(code);
  }
  return units;
}

const mix = (hash: number, unit: number): number => {
  const h = Math.imul(hash ^ Math.imul(unit + 0x9e3779b9, 0x85ebca6b), 0xc2b2ae35);
  return (h ^ (h >>> 15)) | 0;
};

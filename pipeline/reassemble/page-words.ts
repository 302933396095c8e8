import { isDigitCode, isHanCode, isLetterCode } from './characters.ts';
import { HashCounts } from './hash-counts.ts';

/** The last units of a text, or its first ones: the hashes of the runs of 1, 2 ... of them that touch its edge, and their counts. */
interface Edge {
  readonly units: readonly number[];
  readonly hashes: Int32Array;
  readonly counts: Int32Array;
}

/** Which runs of characters a page holds, and how often: what two pieces would form at a seam is asked of the page itself. */
export class PageWords {
  private readonly texts: readonly string[];
  private readonly counts: HashCounts;
  private readonly total: number;
  private readonly ends: (Edge | undefined)[] = [];
  private readonly starts: (Edge | undefined)[] = [];

  constructor(texts: readonly string[]) {
    this.texts = texts;
    let total = 0;
    let budget = maxCharacters;
    const pieces = texts.map((text) => {
      const units = splitUnits(text.length > budget ? text.slice(0, budget) : text);
      budget = Math.max(0, budget - text.length);
      total += units.length;
      return units;
    });
    const counts = new HashCounts();
    for (const units of pieces) {
      for (let i = 0; i < units.length; i++) {
        let hash = 0;
        for (let n = 0; n < longest && i + n < units.length; n++) {
          hash = mix(hash, units[i + n] ?? 0);
          counts.add(hash);
        }
      }
    }
    this.counts = counts;
    this.total = Math.max(1, total);
  }

  /**
   * How far the runs that straddle the seam between two texts are known on the page: `score` is how much more often than by
   * chance the longest one stands there, `length` its length in characters or words (0: none is known).
   */
  compare(before: number, after: number): { readonly score: number; readonly length: number } {
    this.ends[before] ??= this.readEnd(this.texts[before] ?? '');
    this.starts[after] ??= this.readStart(this.texts[after] ?? '');
    const end = this.ends[before];
    const start = this.starts[after];
    let best = 0;
    let score = 0;
    for (let a = 1; a <= end.units.length; a++) {
      let hash = end.hashes[a] ?? 0;
      const leftCount = end.counts[a] ?? 0;
      if (leftCount === 0) break;
      for (let b = 1; b <= start.units.length && a + b <= longest; b++) {
        hash = mix(hash, start.units[b - 1] ?? 0);
        const count = this.counts.countOf(hash);
        // Where two units never stand together, nothing longer does that holds both.
        if (count === 0 && b === 1) return { score: Math.max(0, score), length: best };
        if (count === 0) break;
        if (a + b < best) continue;
        const rightCount = Math.max(1, start.counts[b] ?? 1);
        const value = Math.log((count * this.total) / (leftCount * rightCount));
        if (a + b > best || value > score) {
          best = a + b;
          score = value;
        }
      }
    }
    return { score: Math.max(0, score), length: best };
  }

  private readEnd(text: string): Edge {
    const units = splitUnits(text.slice(-60)).slice(-edge);
    return this.readEdge(units, (length) => units.slice(units.length - length));
  }

  private readStart(text: string): Edge {
    const units = splitUnits(text.slice(0, 60)).slice(0, edge);
    return this.readEdge(units, (length) => units.slice(0, length));
  }

  private readEdge(units: readonly number[], run: (length: number) => readonly number[]): Edge {
    const hashes = new Int32Array(units.length + 1);
    for (let length = 1; length <= units.length; length++) hashes[length] = run(length).reduce(mix, 0);
    return { units, hashes, counts: hashes.map((hash) => this.counts.countOf(hash)) };
  }
}

/** So many units to either side of a seam are looked at. */
const edge = 4;
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

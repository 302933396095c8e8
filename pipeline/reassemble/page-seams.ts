import { countOfRank, type KeptRuns } from './kept-runs.ts';
import { mixUnit, type UnitReader } from './units.ts';

/** What the language model says of a seam. */
export interface SeamScore {
  /** How much likelier the second text is behind the first than anywhere (natural log). */
  readonly score: number;
  /** The longest run across the seam that the model knows, in units; 0 where it knows none. */
  readonly seen: number;
  /** How much better the two sides read as words together than apart. */
  readonly words: number;
}

/** Seams between any two of some texts: what either side says by itself is read once. */
export interface SeamReader {
  readonly score: (from: number, to: number) => SeamScore;
}

/** The longest run that the model counts, in units. */
export const order = 4;
/** How many occurrences of a history (of 1, 2, 3 units) weigh as much as what the shorter one says. */
const strengths: readonly number[] = [0, 40, 8, 4];
/** Share of what the shorter history expects that a run is given which the file does not have. */
const unkept = 0.5;
/** A name that is cut looks like any gain: beyond this a gain tells no more. */
const maxWords = 10;
/** Runs of dictionary words are told apart from runs of text by what their hash starts with. */
export const wordSeed = 0x2545f491;
/** No dictionary word counted is longer; so much to either side of a seam is split into words. */
const longestWord = 4;

/** The end of a text: by number of units (1 ...), the hash and the count of the run that it ends with. */
interface End {
  readonly length: number;
  readonly hashes: Int32Array;
  readonly ranks: Uint8Array;
  /** Hashes of its last 1, 2, 3 units as a part of a word; the best split of all of it up to each place. */
  readonly wordHashes: Int32Array;
  readonly splits: Float64Array;
  readonly words: number;
  /** Its last unit is a Han character. */
  readonly isHan: boolean;
}

/** The start of a text: what each of its units is worth with nothing before it. */
interface Start {
  readonly units: readonly number[];
  readonly chances: Float64Array;
  readonly logs: Float64Array;
  /** 1 where a run inside the start was never met: what stands before the seam has no say. */
  readonly isClosed: Uint8Array;
  readonly wordUnits: readonly number[];
  /** What each stretch of it is worth as one word, at `from * 5 + to`. */
  readonly words: Float64Array;
  readonly isHan: boolean;
}

/** How likely units are behind others, by the runs that a model has counted. */
export class Predictor {
  private readonly runs: KeptRuns;
  private readonly all: number;

  constructor(runs: KeptRuns) {
    this.runs = runs;
    this.all = Math.exp(runs.total);
  }

  /** Probability of a unit by itself. */
  alone(unit: number): number {
    const log = this.runs.logOf(mixUnit(0, unit));
    return (log >= 0 ? Math.exp(log) : 0.3) / this.all;
  }

  /**
   * Probability of units[at] behind units[from..at): every length of history has its say, weighed by how often it was met
   * (Dirichlet smoothing). A history that was never met says nothing, and costs nothing: it `isClosed`, and longer ones are
   * not asked.
   */
  predict(units: readonly number[], from: number, at: number): { readonly chance: number; readonly isClosed: boolean } {
    const unit = units[at] ?? 0;
    let chance = this.alone(unit);
    for (let start = at - 1; start >= Math.max(from, at - order + 1); start--) {
      const history = hashOf(units, start, at);
      const seen = this.runs.rankOf(history);
      if (seen === 0) return { chance, isClosed: true };
      chance = weigh(chance, at - start, seen, this.runs.rankOf(mixUnit(history, unit)));
    }
    return { chance, isClosed: false };
  }
}

/** What a history met so often makes of a chance. */
function weigh(chance: number, length: number, seen: number, whole: number): number {
  const strength = strengths[length] ?? 4;
  const met = countOfRank[seen] ?? 0;
  // Rare runs were left out of the file: what was not kept is no proof that it never stands.
  const count = whole > 0 ? (countOfRank[Math.min(whole, seen)] ?? 0) : Math.min(1, unkept * met * chance);
  return (count + strength * chance) / (met + strength);
}

const hashOf = (units: readonly number[], from: number, to: number, seed = 0): number => {
  let hash = seed;
  for (let i = from; i < to; i++) hash = mixUnit(hash, units[i] ?? 0);
  return hash;
};

const isHanUnit = (unit: number): boolean => unit >= 0x3400 && unit <= 0xffff;

/** Scores seams between texts by the runs of a model. */
export class PageSeams implements SeamReader {
  private readonly texts: readonly string[];
  private readonly reader: UnitReader;
  private readonly runs: KeptRuns;
  private readonly predictor: Predictor;
  private readonly ends: (End | undefined)[] = [];
  private readonly starts: (Start | undefined)[] = [];
  /** Counts of the runs across a seam, at `units before it * 4 + units behind it`. */
  private readonly across = new Uint8Array(16);
  private readonly together = new Float64Array(2 * longestWord + 1);

  constructor(texts: readonly string[], reader: UnitReader, runs: KeptRuns) {
    this.texts = texts;
    this.reader = reader;
    this.runs = runs;
    this.predictor = new Predictor(runs);
  }

  score(from: number, to: number): SeamScore {
    this.ends[from] ??= this.readEnd(this.texts[from] ?? '');
    this.starts[to] ??= this.readStart(this.texts[to] ?? '');
    const end = this.ends[from];
    const start = this.starts[to];
    const right = start.units.length;
    if (end.length === 0 || right === 0) return { score: 0, seen: 0, words: 0 };
    const { across } = this;
    across.fill(0);
    let seen = 0;
    for (let a = 1; a <= end.length; a++) {
      let hash = end.hashes[a] ?? 0;
      for (let b = 1; b <= right && a + b <= order; b++) {
        hash = mixUnit(hash, start.units[b - 1] ?? 0);
        const rank = this.runs.rankOf(hash);
        across[a * 4 + b] = rank;
        if (rank > 0 && a + b > seen) seen = a + b;
      }
    }
    let score = 0;
    for (let k = 0; k < right; k++) {
      if (start.isClosed[k] === 1) continue;
      let chance = start.chances[k] ?? 0;
      for (let a = 1; a <= end.length && a + k < order; a++) {
        const history = (k === 0 ? end.ranks[a] : across[a * 4 + k]) ?? 0;
        if (history === 0) break;
        chance = weigh(chance, a + k, history, across[a * 4 + k + 1] ?? 0);
      }
      score += Math.log(chance) - (start.logs[k] ?? 0);
    }
    return { score, seen, words: this.scoreWords(end, start) };
  }

  private readEnd(text: string): End {
    const units = this.reader.tail(text, order - 1);
    const hashes = new Int32Array(order);
    const ranks = new Uint8Array(order);
    for (let a = 1; a <= units.length; a++) {
      hashes[a] = hashOf(units, units.length - a, units.length);
      ranks[a] = this.runs.rankOf(hashes[a] ?? 0);
    }
    const last = this.reader.tail(text, longestWord);
    const words = last.length;
    const wordHashes = new Int32Array(longestWord);
    for (let a = 1; a < longestWord && a <= words; a++) wordHashes[a] = hashOf(last, words - a, words, wordSeed);
    const splits = new Float64Array(words + 1).fill(Number.NEGATIVE_INFINITY);
    splits[0] = 0;
    for (let to = 1; to <= words; to++)
      for (let from = 0; from < to; from++)
        splits[to] = Math.max(splits[to] ?? 0, (splits[from] ?? 0) + this.wordOf(last, from, to));
    return { length: units.length, hashes, ranks, wordHashes, splits, words, isHan: isHanUnit(last.at(-1) ?? 0) };
  }

  private readStart(text: string): Start {
    const units = this.reader.head(text, order - 1);
    const chances = new Float64Array(units.length);
    const isClosed = new Uint8Array(units.length);
    for (let k = 0; k < units.length; k++) {
      const { chance, isClosed: closed } = this.predictor.predict(units, 0, k);
      chances[k] = chance;
      isClosed[k] = closed ? 1 : 0;
    }
    const wordUnits = this.reader.head(text, longestWord);
    const words = new Float64Array((longestWord + 1) ** 2);
    for (let to = 1; to <= wordUnits.length; to++)
      for (let from = 0; from < to; from++) words[from * (longestWord + 1) + to] = this.wordOf(wordUnits, from, to);
    return {
      units,
      chances,
      logs: chances.map(Math.log),
      isClosed,
      wordUnits,
      words,
      isHan: isHanUnit(wordUnits[0] ?? 0),
    };
  }

  private wordOf(units: readonly number[], from: number, to: number): number {
    return this.rateWord(hashOf(units, from, to, wordSeed), to - from);
  }

  private rateWord(hash: number, length: number): number {
    const { runs } = this;
    const found = runs.logOf(hash);
    if (found >= 0) return found - runs.wordTotal;
    return length === 1 ? -runs.wordTotal : Number.NEGATIVE_INFINITY;
  }

  /** How much better the best split into dictionary words gets when a word may lie across the seam. */
  private scoreWords(end: End, start: Start): number {
    if (!end.isHan || !start.isHan) return 0;
    const { together } = this;
    const left = end.words;
    const right = start.wordUnits.length;
    // Words that begin before the seam and end behind it.
    for (let to = 0; to <= right; to++) together[left + to] = Number.NEGATIVE_INFINITY;
    for (let a = 1; a < longestWord && a <= left; a++) {
      let hash = end.wordHashes[a] ?? 0;
      for (let to = 1; to <= right && a + to <= longestWord; to++) {
        hash = mixUnit(hash, start.wordUnits[to - 1] ?? 0);
        const value = (end.splits[left - a] ?? 0) + this.rateWord(hash, a + to);
        if (value > (together[left + to] ?? 0)) together[left + to] = value;
      }
    }
    together[left] = end.splits[left] ?? 0;
    const whole = this.splitOn(start, left, right);
    together.fill(Number.NEGATIVE_INFINITY, left + 1, left + right + 1);
    return Math.min(maxWords, whole - this.splitOn(start, left, right)) / 4;
  }

  /** Goes on with a split behind the seam, from what is in `together` already. */
  private splitOn(start: Start, left: number, right: number): number {
    const { together } = this;
    for (let to = 1; to <= right; to++)
      for (let from = 0; from < to; from++) {
        const value = (together[left + from] ?? 0) + (start.words[from * (longestWord + 1) + to] ?? 0);
        if (value > (together[left + to] ?? 0)) together[left + to] = value;
      }
    return together[left + right] ?? 0;
  }
}

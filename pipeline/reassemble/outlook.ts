import { indexOf, type WeightTable, weightsOf } from './features.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { isUntitledEnd, lastOf } from './reading-state.ts';

/** Pairs further apart than this are not looked ahead to on very long pages. */
const longReach = 150;
const wholePage = 320;
/** How many pieces ahead are looked at: what is further off tells partial readings apart no more. */
const horizon = 90;
const certain = 12;
/** By so much must a link be better than a fresh start to count on it. */
const clearly = 2;
/** What it costs to open an article whose title is still to come. */
const priceOfOpening = 2;
const pinned = 40;
const never = -1e9;

/** What the piece just placed does to the open ends: nothing, or it is one itself, of an article without or with a title. */
export type NewEnd = 'none' | 'untitled' | 'titled';

/**
 * The best that may still come for a partial reading of a page. Every piece still to come wants what stood best before it,
 * and every open end wants what goes on best: a partial reading that has spent the one that fits is so told from one that
 * still has it. Each link is counted half from either side.
 *
 * It is asked in three steps, since what follows from the first is the same for many readings: where on the page (`moveTo`),
 * which ends a reading left open before (`regard`), what the piece just placed made of them (`rate`).
 */
export class Outlook {
  private readonly count: number;
  private readonly reach: number;
  /** Score of the better link from `i` to `i + d`, at `i * (reach + 1) + d`. */
  private readonly links: Float32Array;
  /** The best link to `j` from `i` or anything between, in the same place: what needs no open end of the past. */
  private readonly later: Float32Array;
  private readonly opening: Float32Array;
  private readonly ends: Float32Array;
  /** Pieces that stand right behind a title: only what has no title yet can go on there. */
  private readonly adopting: Uint8Array;
  /**
   * Titles still to come whose text clearly goes on something older: each takes up an article without a title, and a
   * reading that has not enough of them will have to open them at a price.
   */
  private readonly adopters: Float32Array;
  /** The best that an end may hope for behind each place; made when first asked for. */
  private readonly wishes: (Float32Array | undefined)[] = [];

  private index = 0;
  private turn = 0;
  private span = 0;
  /** For each of the pieces to come: the best before it that any reading has; the best and second best of one reading. */
  private readonly base = new Float64Array(horizon + 1);
  private readonly first = new Float64Array(horizon + 1);
  private readonly second = new Float64Array(horizon + 1);
  /** Whose the best is: the number of an open end, -1 where it is none of them. */
  private readonly owner = new Int32Array(horizon + 1);
  private ownWish = 0;
  private open: readonly number[] = [];
  /** What is lost with an open end: its own hope, and what only it had to offer. */
  private losses = new Float64Array(64);
  /** All that may be hoped for: by what is still to come alone; with the ends that are open. */
  private baseSum = 0;
  private whole = 0;
  private untitled = 0;
  /**
   * What the pieces to come would gain by going on an end rather than on what else they may: how far ahead each is, and the
   * link's score; per end from `gainsFrom` to `gainsTo`, as far as it was asked for in this turn (`gainsAt`).
   */
  private readonly gainsAt: Int32Array;
  private readonly gainsFrom: Int32Array;
  private readonly gainsTo: Int32Array;
  private gainAhead = new Uint8Array(4096);
  private gainScores = new Float64Array(4096);
  private gainCount = 0;

  constructor(problem: Problem, table: WeightTable, pins: PairPins) {
    const { pairs, pieces } = problem;
    const n = pieces.length;
    const reach = n <= wholePage ? n : longReach;
    const flow = weightsOf(table, 'flow');
    const F = indexOf('flow');
    const weigh = (name: keyof typeof F): number => flow[F[name]] ?? 0;
    const same = weigh('same');
    const resume = weigh('resume') + weigh('resume-front');
    const startUntitled = weigh('start-untitled');
    const adopt = weigh('adopt') + weigh('adopt-front') + resume;
    const adopting = new Uint8Array(n);
    const links = new Float32Array(n * (reach + 1)).fill(never);
    const later = new Float32Array(n * (reach + 1)).fill(never);
    const opening = new Float32Array(n);
    for (let i = 0; i < n; i++) pairs.weighRow(i, i + 1, Math.min(n, i + 1 + reach));
    for (let j = 0; j < n; j++) {
      const title = problem.title[j] ?? Number.NaN;
      const behindTitle =
        (problem.title[j - 1] ?? -9) > 0 || ((problem.byline[j - 1] ?? -9) > 0 && (problem.title[j - 2] ?? -9) > 0);
      const start = behindTitle
        ? pairs.start(j, (problem.title[j - 1] ?? -9) > 0 ? j - 1 : j - 2)
        : pairs.start(j, -1) + startUntitled;
      if (behindTitle && !(title > 0)) adopting[j] = 1;
      opening[j] = Math.max(
        start,
        Number.isNaN(title) ? never : title,
        (problem.title[j - 1] ?? -9) > 0 ? (problem.byline[j] ?? -9) : never,
      );
      const must = pins.must.get(j);
      const isTitle = title > certain;
      const goOn = adopting[j] === 1 ? adopt : resume;
      let best = never;
      for (let d = 1; d <= Math.min(reach, j); d++) {
        const i = j - d;
        let value = never;
        if (must) value = must.from === i ? pinned : never;
        else if (!isTitle && !pins.never.has(i * n + j))
          value = pairs.best(i, j) + (d === 1 && adopting[j] !== 1 ? same : goOn);
        links[i * (reach + 1) + d] = value;
        if (value > best) best = value;
        later[i * (reach + 1) + d] = best;
      }
    }
    const adopters = new Float32Array(n + 1);
    for (let j = n - 1; j >= 0; j--) {
      let best = never;
      for (let d = 1; d <= Math.min(reach, j); d++) best = Math.max(best, links[(j - d) * (reach + 1) + d] ?? never);
      const takesUp = adopting[j] === 1 && best - (opening[j] ?? 0) > clearly && pairs.modelStart(j) < 0;
      adopters[j] = (adopters[j + 1] ?? 0) + (takesUp ? 1 : 0);
    }
    this.gainsAt = new Int32Array(n).fill(-1);
    this.gainsFrom = new Int32Array(n);
    this.gainsTo = new Int32Array(n);
    this.count = n;
    this.reach = reach;
    this.links = links;
    this.later = later;
    this.opening = opening;
    this.ends = Float32Array.from(pieces, (_, i) => pairs.end(i));
    this.adopting = adopting;
    this.adopters = adopters;
  }

  /** From here on everything up to `index` is placed. */
  moveTo(index: number): void {
    const { base, opening, later, reach } = this;
    this.index = index;
    this.turn++;
    this.gainCount = 0;
    this.baseSum = 0;
    this.span = Math.min(this.count - 1 - index, reach, horizon);
    for (let d = 1; d <= this.span; d++) {
      let best = opening[index + d] ?? 0;
      // What stands at `index` is among the open ends or cannot be used: only later pieces are free.
      const free = d >= 2 ? (later[(index + 1) * (reach + 1) + d - 1] ?? never) : never;
      if (free > best) best = free;
      base[d] = best;
      this.baseSum += best;
    }
    this.ownWish = this.wishOf(index)[Math.min(reach + 1, 1)] ?? 0;
  }

  /** From here on it is about a reading that left these ends open (`codeEnd`). */
  regard(open: readonly number[]): void {
    const { first, second, owner, adopting, index, gainsFrom, gainsTo } = this;
    if (open.length > this.losses.length) this.losses = new Float64Array(open.length * 2);
    this.open = open;
    first.set(this.base);
    second.set(this.base);
    owner.fill(-1);
    let whole = this.baseSum;
    let untitled = 0;
    for (let k = 0; k < open.length; k++) {
      const end = open[k] ?? 0;
      const i = lastOf(end);
      const hope = this.wishOf(i)[Math.min(this.reach + 1, index + 1 - i)] ?? 0;
      this.losses[k] = hope;
      whole += hope;
      if (this.gainsAt[i] !== this.turn) this.listGains(i);
      const isTitled = !isUntitledEnd(end);
      if (!isTitled) untitled++;
      const last = gainsTo[i] ?? 0;
      for (let g = gainsFrom[i] ?? 0; g < last; g++) {
        const d = this.gainAhead[g] ?? 0;
        if (isTitled && adopting[index + d] === 1) continue;
        const value = this.gainScores[g] ?? 0;
        if (value > (first[d] ?? 0)) {
          whole += value - (first[d] ?? 0);
          second[d] = first[d] ?? 0;
          first[d] = value;
          owner[d] = k;
        } else if (value > (second[d] ?? 0)) second[d] = value;
      }
    }
    for (let d = 1; d <= this.span; d++) {
      const k = owner[d] ?? -1;
      if (k >= 0) this.losses[k] = (this.losses[k] ?? 0) + (first[d] ?? 0) - (second[d] ?? 0);
    }
    this.whole = whole;
    this.untitled = untitled;
    if (this.gainsAt[index] !== this.turn) this.listGains(index);
  }

  private listGains(i: number): void {
    const { links, reach, index, base } = this;
    const from = i * (reach + 1) + index - i;
    const last = Math.min(this.span, reach - (index - i));
    if (this.gainCount + horizon > this.gainAhead.length) {
      const [ahead, scores] = [this.gainAhead, this.gainScores];
      this.gainAhead = new Uint8Array(ahead.length * 2);
      this.gainAhead.set(ahead);
      this.gainScores = new Float64Array(ahead.length * 2);
      this.gainScores.set(scores);
    }
    this.gainsAt[i] = this.turn;
    this.gainsFrom[i] = this.gainCount;
    for (let d = 1; d <= last; d++) {
      const value = links[from + d] ?? never;
      if (!(value > (base[d] ?? 0))) continue;
      this.gainAhead[this.gainCount] = d;
      this.gainScores[this.gainCount] = value;
      this.gainCount++;
    }
    this.gainsTo[i] = this.gainCount;
  }

  /**
   * What may be hoped for when the piece at `index` went behind the open end of number `spent` (-1: behind none of them). All
   * scores are numbers of 32 bits, so that their sums are exact: it makes no difference that only what changes is added.
   */
  rate(spent: number, added: NewEnd): number {
    const { first, second, owner, adopting, index } = this;
    let sum = this.whole;
    let untitled = this.untitled;
    if (spent >= 0) {
      sum -= this.losses[spent] ?? 0;
      if (isUntitledEnd(this.open[spent] ?? 0)) untitled--;
    }
    if (added !== 'none') {
      const isTitled = added === 'titled';
      sum += this.ownWish;
      if (!isTitled) untitled++;
      const last = this.gainsTo[index] ?? 0;
      for (let g = this.gainsFrom[index] ?? 0; g < last; g++) {
        const d = this.gainAhead[g] ?? 0;
        if (isTitled && adopting[index + d] === 1) continue;
        const best = (owner[d] === spent && spent >= 0 ? second[d] : first[d]) ?? 0;
        const value = this.gainScores[g] ?? 0;
        if (value > best) sum += value - best;
      }
    }
    return sum / 2 - priceOfOpening * Math.max(0, (this.adopters[index + 1] ?? 0) - untitled);
  }

  private wishOf(i: number): Float32Array {
    const kept = this.wishes[i];
    if (kept) return kept;
    const { reach, links } = this;
    const row = new Float32Array(reach + 2);
    let best = this.ends[i] ?? 0;
    row[reach + 1] = best;
    for (let d = reach; d >= 1; d--) {
      if (i + d < this.count) best = Math.max(best, links[i * (reach + 1) + d] ?? never);
      row[d] = best;
    }
    this.wishes[i] = row;
    return row;
  }
}

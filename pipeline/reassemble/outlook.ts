import { indexOf, type WeightTable, weightsOf } from './features.ts';
import type { Problem } from './problem.ts';
import type { PairPins } from './solve-queue.ts';

/** The best that may still come for a partial reading of a page. */
export interface Outlook {
  /**
   * When everything up to `index` is placed and the pieces in `open` stand at the ends of articles; the first `untitled` of
   * them still want a title.
   */
  readonly after: (index: number, open: readonly number[], untitled: number) => number;
}

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

/**
 * Looks ahead: every piece still to come wants what stood best before it, and every open end wants what goes on best. A
 * partial reading that has spent the one that fits is so told from one that still has it. Each link is counted half from
 * either side.
 */
export function makeOutlook(problem: Problem, table: WeightTable, pins: PairPins): Outlook {
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
  /** Pieces that stand right behind a title: only what has no title yet can go on there. */
  const adopting = new Uint8Array(n);
  /** Score of the better link from `i` to `i + d`, at `i * (reach + 1) + d`. */
  const links = new Float32Array(n * (reach + 1)).fill(-1e9);
  /** The best link to `j` from `i` or anything between: what needs no open end of the past. */
  const later = new Float32Array(n * (reach + 1)).fill(-1e9);
  const opening = new Float32Array(n);
  const ends = Float32Array.from(pieces, (_, i) => pairs.end(i));
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
      Number.isNaN(title) ? -1e9 : title,
      (problem.title[j - 1] ?? -9) > 0 ? (problem.byline[j] ?? -9) : -1e9,
    );
    const must = pins.must.get(j);
    let best = -1e9;
    for (let d = 1; d <= Math.min(reach, j); d++) {
      const i = j - d;
      let value = -1e9;
      if (must) value = must.from === i ? pinned : -1e9;
      else if (!pins.never.has(i * n + j) && !(title > certain))
        value = Math.max(pairs.join(i, j), pairs.next(i, j)) + (adopting[j] === 1 ? adopt : d === 1 ? same : resume);
      links[i * (reach + 1) + d] = value;
      if (value > best) best = value;
      later[i * (reach + 1) + d] = best;
    }
  }
  /**
   * Titles still to come whose text clearly goes on something older: each takes up an article without a title, and a
   * reading that has not enough of them will have to open them at a price.
   */
  const adopters = new Float32Array(n + 1);
  for (let j = n - 1; j >= 0; j--) {
    let best = -1e9;
    for (let d = 1; d <= Math.min(reach, j); d++) best = Math.max(best, links[(j - d) * (reach + 1) + d] ?? -1e9);
    const takesUp = adopting[j] === 1 && best - (opening[j] ?? 0) > clearly && pairs.modelStart(j) < 0;
    adopters[j] = (adopters[j + 1] ?? 0) + (takesUp ? 1 : 0);
  }
  /** The best that the end `i` may hope for behind `index`. */
  const wishes = new Map<number, Float32Array>();
  const wishOf = (i: number): Float32Array => {
    const kept = wishes.get(i);
    if (kept) return kept;
    const row = new Float32Array(reach + 2);
    let best = ends[i] ?? 0;
    row[reach + 1] = best;
    for (let d = reach; d >= 1; d--) {
      if (i + d < n) best = Math.max(best, links[i * (reach + 1) + d] ?? -1e9);
      row[d] = best;
    }
    wishes.set(i, row);
    return row;
  };
  return {
    after: (index, open, untitled) => {
      let sum = 0;
      for (const i of open) if (i >= 0) sum += wishOf(i)[Math.min(reach + 1, index + 1 - i)] ?? 0;
      const last = Math.min(n - 1, index + Math.min(reach, horizon));
      for (let j = index + 1; j <= last; j++) {
        let best = opening[j] ?? 0;
        // What stands at `index` is among the open ends or cannot be used: only later pieces are free.
        if (j - index >= 2) {
          const free = later[(index + 1) * (reach + 1) + (j - index - 1)] ?? -1e9;
          if (free > best) best = free;
        }
        const fits = adopting[j] === 1 ? untitled : open.length;
        for (let k = 0; k < fits; k++) {
          const i = open[k] ?? -1;
          if (i < 0 || j - i > reach) continue;
          const value = links[i * (reach + 1) + (j - i)] ?? -1e9;
          if (value > best) best = value;
        }
        sum += best;
      }
      return sum / 2 - priceOfOpening * Math.max(0, (adopters[index + 1] ?? 0) - untitled);
    },
  };
}

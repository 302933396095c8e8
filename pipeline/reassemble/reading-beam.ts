import { Candidates } from './candidates.ts';
import type { WeightTable } from './features.ts';
import { Outlook } from './outlook.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { firstState, isOpenEnd, isUntitledEnd, lastOf, type ReadingState, type StepKind } from './reading-state.ts';
import { certain, ReadingSteps } from './reading-steps.ts';

/** How far behind the best (log odds) a partial reading may be and still be kept. */
const lead = 30;
/** Where one of join and next paragraph is this much likelier, the other is not tried. */
const clearly = 5;

const kinds: readonly StepKind[] = [
  'title',
  'more-title',
  'byline',
  'same-join',
  'same-next',
  'resume-join',
  'resume-next',
  'start',
];
const numberOf = Object.fromEntries(kinds.map((kind, i) => [kind, i])) as Readonly<Record<StepKind, number>>;

/**
 * Reads a page from top to bottom with a beam of partial readings. Every way of taking the next piece is weighed first; only
 * what stays in the beam is made into a reading of its own.
 */
export class ReadingBeam {
  readonly steps: ReadingSteps;
  private readonly problem: Problem;
  private readonly pins: PairPins;
  private readonly outlook: Outlook;
  private readonly found = new Candidates();
  /** How well the next piece goes on each piece before it and how, as far as it was asked for (`fitAt`). */
  private readonly fitAt: Int32Array;
  private readonly fits: Float64Array;
  private readonly modes: ('join' | 'next')[] = [];
  /** Places in the queue of what could go on with the next piece. */
  private readonly waiting: number[] = [];
  private parent = 0;
  private untitled = 0;
  /** Two hashes of what waits. */
  private queueKey = 0;
  private otherQueueKey = 0;

  constructor(problem: Problem, table: WeightTable, pins: PairPins) {
    this.problem = problem;
    this.pins = pins;
    this.steps = new ReadingSteps(problem, table, pins);
    this.outlook = new Outlook(problem, table, pins);
    this.fitAt = new Int32Array(problem.pieces.length).fill(-1);
    this.fits = new Float64Array(problem.pieces.length);
  }

  /** The readings left at the page's end, most hopeful first. */
  read(width: number): ReadingState[] {
    let beam: ReadingState[] = [firstState];
    for (let index = 0; index < this.problem.pieces.length; index++) {
      this.found.clear();
      this.outlook.moveTo(index);
      for (const [parent, state] of beam.entries()) {
        this.parent = parent;
        this.expand(state, index);
      }
      beam = this.keepBest(beam, index, width);
    }
    return beam;
  }

  /**
   * The readings that go on. Those with as many articles still without a title compete with one another: whether first halves
   * stand without titles is only seen when the titles come.
   */
  private keepBest(beam: readonly ReadingState[], index: number, width: number): ReadingState[] {
    const { found, steps } = this;
    const counts: number[] = [];
    const kept: ReadingState[] = [];
    for (const at of found.listFrom(found.mostHope - lead)) {
      const untitled = found.untitled[at] ?? 0;
      const count = counts[untitled] ?? 0;
      if (count >= width / 3) continue;
      counts[untitled] = count + 1;
      const state = beam[found.parent[at] ?? 0] ?? firstState;
      const kind = kinds[found.kind[at] ?? 0] ?? 'start';
      kept.push(steps.take(state, index, kind, found.place[at] ?? -1, found.score[at] ?? 0, found.hope[at] ?? 0));
      if (kept.length >= width * 1.5) break;
    }
    return kept;
  }

  private expand(state: ReadingState, index: number): void {
    const { steps, problem, outlook } = this;
    const { current, pending } = state;
    const title = problem.title[index] ?? Number.NaN;
    const byline = problem.byline[index] ?? -9;
    const behindTitle = pending.length > 0 && pending.at(-1) === index - 1 && state.pendingByline < 0;
    outlook.regard(state.ends);
    this.regard(state);
    const isByline = behindTitle && byline > -4;
    if (!Number.isNaN(title) || isByline) {
      const rest = outlook.rate(-1, 'none');
      if (!Number.isNaN(title)) {
        this.add(state, index, 'title', -1, steps.scoreTitle(state, index), rest);
        if (behindTitle && pending.length < 3)
          this.add(state, index, 'more-title', -1, steps.scoreMoreTitle(state, index), rest);
      }
      if (isByline) this.add(state, index, 'byline', -1, steps.scoreByline(state, index), rest);
    }
    if (title > certain || (byline >= certain && behindTitle)) return;
    if (pending.length === 0 && current >= 0) this.expandSame(state, index);
    this.expandResumed(state, index);
    const score = steps.scoreStart(state, index);
    if (score !== Number.NEGATIVE_INFINITY)
      this.add(state, index, 'start', -1, score, outlook.rate(-1, pending.length > 0 ? 'titled' : 'untitled'));
  }

  /** Reads what all that follows from a reading has in common. */
  private regard({ ends, queue }: ReadingState): void {
    let key = 0;
    let otherKey = 0;
    let before = -1;
    let untitled = 0;
    for (let k = 0; k < ends.length; k++) {
      const end = ends[k] ?? 0;
      if (isUntitledEnd(end)) untitled++;
      if (k >= queue.length) break;
      key += hashLink(before, end);
      otherKey += hashOtherLink(before, end);
      before = end;
    }
    this.untitled = untitled;
    this.queueKey = key | 0;
    this.otherQueueKey = otherKey | 0;
  }

  private expandSame(state: ReadingState, index: number): void {
    const { steps, outlook } = this;
    const chain = state.chains[state.current];
    if (!chain) return;
    const join = steps.scorePair('join', chain, index);
    const next = steps.scorePair('next', chain, index);
    const joined = next - join > clearly ? Number.NEGATIVE_INFINITY : steps.scoreSame(state, join);
    const followed = join - next > clearly ? Number.NEGATIVE_INFINITY : steps.scoreSame(state, next);
    if (joined === Number.NEGATIVE_INFINITY && followed === Number.NEGATIVE_INFINITY) return;
    const rest = outlook.rate(state.ends.length - 1, chain.title.length > 0 ? 'titled' : 'untitled');
    if (joined !== Number.NEGATIVE_INFINITY) this.add(state, index, 'same-join', -1, joined, rest);
    if (followed !== Number.NEGATIVE_INFINITY) this.add(state, index, 'same-next', -1, followed, rest);
  }

  /** The waiting chains worth trying: those at the front, and those that fit best. */
  private expandResumed(state: ReadingState, index: number): void {
    const { steps, outlook, waiting, fitAt } = this;
    const { queue, ends } = state;
    const titled = state.pending.length > 0;
    const must = this.pins.must.size > 0 ? this.pins.must.get(index) : undefined;
    waiting.length = 0;
    for (let place = 0; place < queue.length; place++) {
      const end = ends[place] ?? 0;
      if (titled && !isUntitledEnd(end)) continue;
      const last = lastOf(end);
      if (must && must.from !== last) continue;
      if (fitAt[last] !== index) this.fit(last, index);
      waiting.push(place);
    }
    for (const place of waiting.length <= mostTried ? waiting : this.listBest(ends)) {
      const end = ends[place] ?? 0;
      const mode = this.modes[lastOf(end)] ?? 'next';
      const score = steps.scoreResume(state, index, place, mode);
      if (score === Number.NEGATIVE_INFINITY) continue;
      const rest = outlook.rate(place, titled || !isUntitledEnd(end) ? 'titled' : 'untitled');
      this.add(state, index, mode === 'join' ? 'resume-join' : 'resume-next', place, score, rest);
    }
  }

  private fit(last: number, index: number): void {
    const { pairs } = this.problem;
    const join = pairs.join(last, index);
    const next = pairs.next(last, index);
    this.fitAt[last] = index;
    this.fits[last] = Math.max(join, next);
    this.modes[last] = join >= next ? 'join' : 'next';
  }

  /** Places in the queue: the first two that stop in mid-sentence, then the four that fit best. */
  private listBest(ends: readonly number[]): number[] {
    const { waiting, fits } = this;
    const fitOf = (place: number): number => fits[lastOf(ends[place] ?? 0)] ?? 0;
    const best: number[] = [];
    for (let k = 0; k < waiting.length && best.length < frontTried; k++) {
      const place = waiting[k] ?? 0;
      if (isOpenEnd(ends[place] ?? 0)) best.push(place);
    }
    // Of places that fit as well the first goes before.
    const sorted: number[] = [];
    for (const place of waiting) {
      const fit = fitOf(place);
      let at = sorted.length;
      while (at > 0 && fitOf(sorted[at - 1] ?? 0) < fit) at--;
      if (at >= fitTried) continue;
      sorted.splice(at, 0, place);
      if (sorted.length > fitTried) sorted.length = fitTried;
    }
    for (const place of sorted) if (!best.includes(place)) best.push(place);
    return best;
  }

  /** A way that the next piece may be taken; `place` is that in the queue of what goes on. */
  private add(state: ReadingState, index: number, kind: StepKind, place: number, score: number, rest: number): void {
    const { queue, ends, current, pending } = state;
    const isResume = kind === 'resume-join' || kind === 'resume-next';
    const isBody = isResume || kind === 'start' || kind === 'same-join' || kind === 'same-next';
    const resumed = isResume || (kind !== 'start' && state.resumed);
    // Readings with the same key differ no more in what may follow: what waits, in its order, and what is being read.
    let key = this.queueKey;
    let otherKey = this.otherQueueKey;
    let last = queue.length > 0 ? (ends[queue.length - 1] ?? 0) : -1;
    let untitled = this.untitled;
    let isUntitled = kind === 'start' && pending.length === 0;
    if (isResume) {
      const own = ends[place] ?? 0;
      const before = place > 0 ? (ends[place - 1] ?? 0) : -1;
      key -= hashLink(before, own);
      otherKey -= hashOtherLink(before, own);
      if (place === queue.length - 1) last = before;
      else {
        const after = ends[place + 1] ?? 0;
        key += hashLink(before, after) - hashLink(own, after);
        otherKey += hashOtherLink(before, after) - hashOtherLink(own, after);
      }
      isUntitled = isUntitledEnd(own) && pending.length === 0;
      if (isUntitledEnd(own) && !isUntitled) untitled--;
    } else if (kind === 'same-join' || kind === 'same-next') isUntitled = isUntitledEnd(ends[queue.length] ?? 0);
    else if (isUntitled) untitled++;
    if (current >= 0 && kind !== 'same-join' && kind !== 'same-next') {
      const left = ends[queue.length] ?? 0;
      key += hashLink(last, left);
      otherKey += hashOtherLink(last, left);
    }
    const being = (isBody ? index * 4 + 4 : 0) + (isUntitled ? 2 : 0) + (resumed ? 1 : 0);
    key = hashLink(key | 0, being);
    otherKey = hashOtherLink(otherKey | 0, being);
    if (kind === 'more-title' || kind === 'byline')
      for (const line of pending) {
        key = hashLink(key, line);
        otherKey = hashOtherLink(otherKey, line);
      }
    if (kind === 'title' || kind === 'more-title') {
      key = hashLink(key, index);
      otherKey = hashOtherLink(otherKey, index);
    }
    this.found.add(key, otherKey, this.parent, numberOf[kind], place, untitled, score, score + rest);
  }
}

/** Two hashes of one thing behind another. */
const hashLink = (before: number, after: number): number => {
  const h = Math.imul(Math.imul(before, 0x85ebca6b) ^ after ^ 0x2c1b3c6d, 0xc2b2ae35);
  return Math.imul(h ^ (h >>> 15), 0x297a2d39) | 0;
};
const hashOtherLink = (before: number, after: number): number => {
  const h = Math.imul(Math.imul(before ^ 0x5bd1e995, 0x27d4eb2f) + after, 0x165667b1);
  return Math.imul(h ^ (h >>> 13), 0x9e3779b1) | 0;
};

/** So many waiting chains are all tried; of more, so many from the front and so many that fit best. */
const mostTried = 5;
const frontTried = 2;
const fitTried = 4;

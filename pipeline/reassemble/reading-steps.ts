import { featureNames, indexOf, type PairGroup, type WeightTable, weightsOf } from './features.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import {
  codeEnd,
  isOpenEnd,
  isUntitledEnd,
  type OpenArticle,
  type ReadingState,
  type StepKind,
} from './reading-state.ts';
import type { TopicView } from './topic.ts';

const F = indexOf('flow');
export type FlowName = keyof typeof F;

/** Is told all that makes up a reading's score. For learning. */
export interface Counter {
  readonly flow: (name: FlowName, value: number) => void;
  readonly title: (index: number) => void;
  readonly pair: (group: PairGroup, from: number, to: number, view: TopicView) => void;
}

/** Log odds beyond which nothing else is tried. */
export const certain = 12;
/** Score of a join that an editor pinned. */
const pinned = 40;
const impossible = Number.NEGATIVE_INFINITY;

/**
 * What can become of the next piece of a partial reading: what it costs, told first for every way (a score, `-Infinity` where
 * it cannot be), and the reading that it makes, made only of the ways that are worth it.
 */
export class ReadingSteps {
  private readonly problem: Problem;
  private readonly pins: PairPins;
  private readonly weights: Float64Array;
  private readonly count: Counter | undefined;
  private readonly pieceCount: number;

  constructor(problem: Problem, table: WeightTable, pins: PairPins, count?: Counter) {
    this.problem = problem;
    this.pins = pins;
    this.weights = weightsOf(table, 'flow');
    this.count = count;
    this.pieceCount = problem.pieces.length;
  }

  /** Adds the weight of a flow feature (and, when learning, counts the feature). */
  private flow(feature: number, value: number): number {
    if (this.count) this.count.flow(featureNames.flow[feature] ?? 'title', value);
    return (this.weights[feature] ?? 0) * value;
  }

  /** Log odds that a piece goes on behind an article's last one. */
  scorePair(mode: 'join' | 'next', { last: from, view }: OpenArticle, to: number): number {
    const { must, never } = this.pins;
    if (must.size > 0) {
      const wanted = must.get(to);
      if (wanted) return wanted.from === from && wanted.mode === mode ? pinned : impossible;
    }
    if (never.size > 0 && never.has(from * this.pieceCount + to)) return impossible;
    const { pairs } = this.problem;
    return mode === 'join' ? pairs.join(from, to, view) : pairs.next(from, to, view);
  }

  /** What it costs that the column leaves the current chain. */
  private leave(state: ReadingState): number {
    if (state.current < 0) return 0;
    return this.flow(isCurrentOpen(state) ? F['break-open'] : F['break-clean'], 1);
  }

  scoreTitle(state: ReadingState, index: number): number {
    let score = state.score + (this.problem.title[index] ?? 0);
    score += this.flow(F.title, 1);
    if (isCurrentOpen(state)) score += this.flow(F['break-open'], 1);
    // A title without text of its own yet: it stands alone.
    if (state.pending.length > 0) score += this.flow(F['title-without-text'], 1);
    return score;
  }

  scoreMoreTitle(state: ReadingState, index: number): number {
    let score = state.score + (this.problem.title[index] ?? 0);
    score += this.flow(F['title-more'], 1);
    if (this.problem.pieces[index]?.blankBefore) score += this.flow(F['title-more-gap'], 1);
    return score;
  }

  scoreByline(state: ReadingState, index: number): number {
    return state.score + this.flow(F['byline-fit'], this.problem.byline[index] ?? 0) + this.flow(F.byline, 1);
  }

  /** `pair`: what `scorePair` says of the current chain. */
  scoreSame(state: ReadingState, pair: number): number {
    return state.score + pair + this.flow(F.same, 1);
  }

  /** Text that stands right behind a title but is not taken for its byline, though it could be. */
  private refuseByline({ pending, pendingByline }: ReadingState, index: number): number {
    return pending.length > 0 && pendingByline < 0 && pending.at(-1) === index - 1
      ? this.flow(F['not-byline'], Math.max(0, Math.min(3, (this.problem.byline[index] ?? 0) / 2)))
      : 0;
  }

  /** The article at a place in the queue goes on. */
  scoreResume(state: ReadingState, index: number, place: number, mode: 'join' | 'next'): number {
    const { chains, queue, ends, pending, pendingByline } = state;
    const chain = chains[queue[place] ?? -1];
    if (!chain || chain.last < 0) return impossible;
    const titled = pending.length > 0;
    if (titled && chain.title.length > 0) return impossible;
    const under = this.pins.under.size > 0 ? this.pins.under.get(index) : undefined;
    if (titled && under !== undefined && !pending.includes(under)) return impossible;
    let score = state.score + this.scorePair(mode, chain, index) + this.leave(state) + this.refuseByline(state, index);
    if (score === impossible) return impossible;
    let open = 0;
    let passes = state.passes;
    for (let k = 0; k < place; k++) {
      const end = ends[k] ?? 0;
      if (!isSkipped(end, titled)) continue;
      if (isOpenEnd(end)) {
        open++;
        continue;
      }
      const other = chains[queue[k] ?? 0];
      if (!other || other.passed) continue;
      if (other.fragments > 1) score += this.flow(F['pass-continued'], 1);
      else {
        const nth = passes === 0 ? F['pass-first'] : passes === 1 ? F['pass-second'] : F['pass-more'];
        score += this.flow(nth, 1);
        passes++;
      }
    }
    if (chain.passed) score += this.flow(F['resume-passed'], 1);
    score += this.flow(F.resume, 1) + this.flow(F['skip-open'], open);
    if (open === 0) score += this.flow(F['resume-front'], 1);
    if (place === queue.length - 1 && queue.length > 1) score += this.flow(F['resume-back'], 1);
    if (titled) score += open === 0 ? this.flow(F.adopt, 1) + this.flow(F['adopt-front'], 1) : this.flow(F.adopt, 1);
    else if (chain.title.length === 0) score += this.flow(F['untitled-resumed'], 1);
    if (!state.resumed) score += this.flow(F['resume-after-start'], 1);
    if (titled) {
      const { topic } = this.problem.pairs;
      score += this.flow(F['adopt-near'], topic.near(chain.view, pending[0] ?? -1));
      if (pendingByline >= 0) score += this.flow(F['adopt-near-byline'], topic.near(chain.view, pendingByline));
    }
    return score;
  }

  scoreStart(state: ReadingState, index: number): number {
    const { chains, queue, ends, pending } = state;
    const titled = pending.length > 0;
    if (this.pins.must.has(index)) return impossible;
    const under = this.pins.under.get(index);
    if (under !== undefined && !pending.includes(under)) return impossible;
    let score = state.score + this.leave(state) + this.refuseByline(state, index);
    score += this.problem.pairs.start(index, titled ? (pending[0] ?? -1) : -1);
    let waiting = 0;
    let untitledWait = false;
    for (let k = 0; k < queue.length; k++) {
      const end = ends[k] ?? 0;
      if (!isOpenEnd(end)) continue;
      waiting++;
      if (isUntitledEnd(end)) untitledWait = true;
    }
    if (state.resumed && waiting > 0) score += this.flow(F['start-open-waiting'], Math.min(3, waiting));
    if (!titled) {
      score += this.flow(F['start-untitled'], 1);
      if (chains.some((chain) => chain.title.length > 0)) score += this.flow(F['start-untitled-after-title'], 1);
      if (state.resumed) score += this.flow(F['start-untitled-after-resume'], 1);
    } else if (untitledWait) score += this.flow(F['adopt-none-waiting'], 1);
    return score;
  }

  /** What is still to be paid at the page's end. */
  finish(state: ReadingState): number {
    const { pairs } = this.problem;
    let score = 0;
    for (const chain of state.chains) {
      if (chain.last < 0) continue;
      score += pairs.end(chain.last);
      this.count?.pair('end', chain.last, -1, chain.view);
      if (chain.title.length === 0) {
        score += this.flow(F['no-title'], 1);
        if (pairs.endsOpen(chain.last)) score += this.flow(F['no-title-open'], 1);
      } else if (pairs.endsOpen(chain.last)) score += this.flow(F['page-end-open'], 1);
    }
    if (state.pending.length > 0) score += this.flow(F['title-without-text'], 1);
    return score;
  }

  /** The reading that a step makes; `place` is that in the queue of the chain that goes on in a `resume`. */
  take(state: ReadingState, index: number, kind: StepKind, place: number, score: number, hope: number): ReadingState {
    if (kind === 'title') return this.takeTitle(state, index, score, hope);
    if (kind === 'more-title') {
      const pending = [...state.pending, index];
      return follow(state, score, hope, state.chains, state.ends, pending, state.pendingByline, kind);
    }
    if (kind === 'byline') return follow(state, score, hope, state.chains, state.ends, state.pending, index, kind);
    if (kind === 'start') return this.takeStart(state, index, score, hope);
    if (kind !== 'same-join' && kind !== 'same-next') return this.takeResume(state, index, kind, place, score, hope);
    const chains = state.chains.slice();
    const ends = state.ends.slice();
    const chain = chains[state.current];
    if (chain) {
      const { title, byline, view, fragments, passed } = chain;
      chains[state.current] = {
        title,
        byline,
        last: index,
        view: this.problem.pairs.topic.extend(view, index),
        fragments,
        passed,
      };
    }
    ends[ends.length - 1] = this.endAt(index, chain === undefined || chain.title.length === 0);
    return follow(state, score, hope, chains, ends, state.pending, state.pendingByline, kind);
  }

  private endAt(index: number, isUntitled: boolean): number {
    return codeEnd(index, this.problem.pairs.endsOpen(index), isUntitled);
  }

  private takeTitle(state: ReadingState, index: number, score: number, hope: number): ReadingState {
    const { chains, pending, pendingByline, resumed, passes } = state;
    const alone = {
      title: pending,
      byline: pendingByline,
      last: -1,
      view: this.problem.pairs.topic.empty,
      fragments: 0,
      passed: false,
    };
    return {
      score,
      hope,
      chains: pending.length > 0 ? [...chains, alone] : chains,
      current: -1,
      queue: suspend(state),
      ends: state.ends,
      pending: [index],
      pendingByline: -1,
      resumed,
      passes,
      parent: state,
      kind: 'title',
    };
  }

  private takeResume(
    state: ReadingState,
    index: number,
    kind: StepKind,
    place: number,
    score: number,
    hope: number,
  ): ReadingState {
    const { pending, pendingByline, queue, ends } = state;
    const titled = pending.length > 0;
    const chains = state.chains.slice();
    let passes = state.passes;
    for (let k = 0; k < place; k++) {
      const end = ends[k] ?? 0;
      const skipped = queue[k] ?? 0;
      const other = chains[skipped];
      if (!other || other.passed || isOpenEnd(end) || !isSkipped(end, titled)) continue;
      const { title, byline, last, view, fragments } = other;
      chains[skipped] = { title, byline, last, view, fragments, passed: true };
      if (other.fragments <= 1) passes++;
    }
    const c = queue[place] ?? -1;
    const chain = chains[c];
    if (chain) {
      const view = this.problem.pairs.topic.extend(chain.view, index);
      chains[c] = {
        title: titled ? pending : chain.title,
        byline: titled ? pendingByline : chain.byline,
        last: index,
        view: titled ? this.extendByHead(view, state) : view,
        fragments: chain.fragments + 1,
        passed: false,
      };
    }
    // What was skipped keeps its place; the chain left behind goes to the end.
    const left = queue.filter((k) => k !== c);
    if (state.current >= 0) left.push(state.current);
    const open = ends.filter((_, k) => k !== place);
    open.push(this.endAt(index, !titled && chain?.title.length === 0));
    return {
      score,
      hope,
      chains,
      current: c,
      queue: left,
      ends: open,
      pending: [],
      pendingByline: -1,
      resumed: true,
      passes,
      parent: state,
      kind,
    };
  }

  private takeStart(state: ReadingState, index: number, score: number, hope: number): ReadingState {
    const { topic } = this.problem.pairs;
    const view = this.extendByHead(topic.extend(topic.empty, index), state);
    const { pending: title, pendingByline: byline, passes } = state;
    const chains = [...state.chains, { title, byline, last: index, view, fragments: 1, passed: false }];
    return {
      score,
      hope,
      chains,
      current: chains.length - 1,
      queue: suspend(state),
      ends: [...state.ends, this.endAt(index, title.length === 0)],
      pending: [],
      pendingByline: -1,
      resumed: false,
      passes,
      parent: state,
      kind: 'start',
    };
  }

  /** A byline names places and offices that the article speaks of: it counts as its title does. */
  private extendByHead(view: TopicView, { pending, pendingByline }: ReadingState): TopicView {
    const { topic } = this.problem.pairs;
    return [...pending, pendingByline].reduce((all, index) => (index >= 0 ? topic.extend(all, index) : all), view);
  }
}

/**
 * The reading that comes of a piece by which no article begins or goes on again. Fields stand in one order wherever readings
 * are made (never copied as a whole): tens of thousands are made and looked at, and of one form they take half the time.
 */
function follow(
  state: ReadingState,
  score: number,
  hope: number,
  chains: readonly OpenArticle[],
  ends: readonly number[],
  pending: readonly number[],
  pendingByline: number,
  kind: StepKind,
): ReadingState {
  const { current, queue, resumed, passes } = state;
  return { score, hope, chains, current, queue, ends, pending, pendingByline, resumed, passes, parent: state, kind };
}

/** An untitled chain waits for a title; a titled one for its text: only what could have gone on here is skipped. */
const isSkipped = (end: number, titled: boolean): boolean => !titled || isUntitledEnd(end);

const isCurrentOpen = ({ current, ends }: ReadingState): boolean => current >= 0 && isOpenEnd(ends.at(-1) ?? 0);

const suspend = ({ current, queue }: ReadingState): readonly number[] => (current >= 0 ? [...queue, current] : queue);

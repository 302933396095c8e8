import type { WeightTable } from './features.ts';
import { noPairPins, type PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { firstState, type ReadingState, type StepKind } from './reading-state.ts';
import { type Counter, ReadingSteps } from './reading-steps.ts';
import type { SolvedArticle } from './solution.ts';

/** The score of a given reading, and what it is made of. Null where the queue solver could not have read the page so. */
export function countReading(
  problem: Problem,
  table: WeightTable,
  articles: readonly SolvedArticle[],
  counter: Counter = silent,
): number | null {
  return new ReadingCounter(problem, table, noPairPins, counter).count(articles);
}

/** Counts the scores of many readings of a page, most of which begin as one of them does. */
export class ReadingCounter {
  private readonly problem: Problem;
  private readonly steps: ReadingSteps;
  private readonly counter: Counter;
  /** What becomes of each piece in the reading that others are like, and the state that it leaves. */
  private known: Int32Array = new Int32Array(0);
  private states: readonly ReadingState[] = [];

  constructor(problem: Problem, table: WeightTable, pins: PairPins, counter: Counter = silent) {
    this.problem = problem;
    this.counter = counter;
    this.steps = new ReadingSteps(problem, table, pins, counter);
  }

  /** Remembers a reading: others are counted from where they differ. */
  remember(articles: readonly SolvedArticle[]): void {
    this.known = new Int32Array(0);
    const actions = this.listActions(articles);
    const states: ReadingState[] = [];
    let state: ReadingState | null = firstState;
    for (let index = 0; index < actions.length && state; index++) {
      state = this.follow(state, index, actions[index] ?? nothing);
      if (state) states.push(state);
    }
    this.known = actions.subarray(0, states.length);
    this.states = states;
  }

  /** The score of a reading; null where the queue solver could not have read the page so, or an editor's pins forbid it. */
  count(articles: readonly SolvedArticle[]): number | null {
    const actions = this.listActions(articles);
    let index = 0;
    while (index < this.known.length && this.known[index] === actions[index]) index++;
    let state = this.states[index - 1] ?? firstState;
    for (; index < actions.length; index++) {
      const next = this.follow(state, index, actions[index] ?? nothing);
      if (!next) return null;
      state = next;
    }
    const score = state.score + this.steps.finish(state);
    // What can be no title has no score as one.
    return Number.isNaN(score) ? null : score;
  }

  /** For each piece: what it goes on from and how (twice the piece, one more for a join), or its role. */
  private listActions(articles: readonly SolvedArticle[]): Int32Array {
    const actions = new Int32Array(this.problem.pieces.length).fill(nothing);
    for (const { title, byline, body } of articles) {
      for (let k = 0; k < title.length; k++) actions[title[k] ?? 0] = k === 0 ? opensTitle : moreTitle;
      if (byline >= 0) actions[byline] = isByline;
      let from = -1;
      for (const { index, mode } of body) {
        actions[index] = from < 0 || mode === 'start' ? opensText : from * 2 + (mode === 'join' ? 1 : 0);
        from = index;
      }
    }
    return actions;
  }

  /** The reading that a piece makes in its given role; null where it cannot be. */
  private follow(state: ReadingState, index: number, action: number): ReadingState | null {
    const { problem, steps, counter } = this;
    if (action === nothing) return null;
    if (action === opensTitle || action === moreTitle) {
      counter.title(index);
      return action === moreTitle && state.pending.length > 0
        ? this.take(state, index, 'more-title', -1, steps.scoreMoreTitle(state, index))
        : this.take(state, index, 'title', -1, steps.scoreTitle(state, index));
    }
    if (action === isByline) return this.take(state, index, 'byline', -1, steps.scoreByline(state, index));
    if (action === opensText) {
      counter.pair('start', state.pending[0] ?? -1, index, problem.pairs.topic.empty);
      return this.take(state, index, 'start', -1, steps.scoreStart(state, index));
    }
    const from = action >> 1;
    const mode = (action & 1) === 1 ? 'join' : 'next';
    const current = state.chains[state.current];
    if (state.pending.length === 0 && current?.last === from) {
      counter.pair(mode, from, index, current.view);
      const score = steps.scoreSame(state, steps.scorePair(mode, current, index));
      return this.take(state, index, `same-${mode}`, -1, score);
    }
    const place = state.queue.findIndex((c) => state.chains[c]?.last === from);
    const chain = state.chains[state.queue[place] ?? -1];
    if (!chain) return null;
    counter.pair(mode, from, index, chain.view);
    return this.take(state, index, `resume-${mode}`, place, steps.scoreResume(state, index, place, mode));
  }

  private take(state: ReadingState, index: number, kind: StepKind, c: number, score: number): ReadingState | null {
    return score === Number.NEGATIVE_INFINITY ? null : this.steps.take(state, index, kind, c, score, 0);
  }
}

/** Tells nobody. */
const silent: Counter = { flow: () => {}, title: () => {}, pair: () => {} };

/** Roles of pieces that go on from no other. */
const nothing = -1;
const opensTitle = -2;
const moreTitle = -3;
const isByline = -4;
const opensText = -5;

import type { WeightTable } from './features.ts';
import { noPairPins } from './pair-pins.ts';
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
  const wanted = actionsOf(articles);
  const steps = new ReadingSteps(problem, table, noPairPins, counter);
  let state = firstState;
  for (let index = 0; index < problem.pieces.length; index++) {
    const role = wanted.get(index);
    const next = role ? follow(state, index, role, { problem, steps, counter }) : null;
    if (!next) return null;
    state = next;
  }
  const score = state.score + steps.finish(state);
  // What can be no title has no score as one.
  return Number.isNaN(score) ? null : score;
}

/** Tells nobody. */
const silent: Counter = { flow: () => {}, title: () => {}, pair: () => {} };

interface Telling {
  readonly problem: Problem;
  readonly steps: ReadingSteps;
  readonly counter: Counter;
}

/** The reading that a piece makes in its given role; null where it cannot be. */
function follow(
  state: ReadingState,
  index: number,
  wanted: Wanted,
  { problem, steps, counter }: Telling,
): ReadingState | null {
  const take = (kind: StepKind, c: number, score: number): ReadingState | null =>
    score === Number.NEGATIVE_INFINITY ? null : steps.take(state, index, kind, c, score, 0);
  if (wanted.role === 'title' || wanted.role === 'more') {
    counter.title(index);
    return wanted.role === 'more' && state.pending.length > 0
      ? take('more-title', -1, steps.scoreMoreTitle(state, index))
      : take('title', -1, steps.scoreTitle(state, index));
  }
  if (wanted.role === 'byline') return take('byline', -1, steps.scoreByline(state, index));
  if (wanted.role !== 'body' || wanted.mode === 'start' || wanted.from < 0) {
    counter.pair('start', state.pending[0] ?? -1, index, problem.pairs.topic.empty);
    return take('start', -1, steps.scoreStart(state, index));
  }
  const mode = wanted.mode;
  const current = state.chains[state.current];
  if (state.pending.length === 0 && current?.last === wanted.from) {
    counter.pair(mode, wanted.from, index, current.view);
    return take(`same-${mode}`, -1, steps.scoreSame(state, steps.scorePair(mode, current, index)));
  }
  const place = state.queue.findIndex((c) => state.chains[c]?.last === wanted.from);
  const chain = state.chains[state.queue[place] ?? -1];
  if (!chain) return null;
  counter.pair(mode, wanted.from, index, chain.view);
  return take(`resume-${mode}`, place, steps.scoreResume(state, index, place, mode));
}

/** What a piece goes on from, in a given solution. */
type Wanted =
  | { readonly role: 'title' | 'more' | 'byline' }
  | { readonly role: 'body'; readonly from: number; readonly mode: 'join' | 'next' | 'start' };

function actionsOf(articles: readonly SolvedArticle[]): Map<number, Wanted> {
  const wanted = new Map<number, Wanted>();
  for (const article of articles) {
    for (const [k, index] of article.title.entries()) wanted.set(index, { role: k === 0 ? 'title' : 'more' });
    if (article.byline >= 0) wanted.set(article.byline, { role: 'byline' });
    let from = -1;
    for (const { index, mode } of article.body) {
      wanted.set(index, { role: 'body', from, mode: from < 0 ? 'start' : mode });
      from = index;
    }
  }
  return wanted;
}

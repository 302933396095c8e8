import { ChainTopic } from './chain-topic.ts';
import type { Problem } from './problem.ts';

/** What articles of this page speak of, as its runs of paragraphs that stand together show it. */
export function fitTopic(problem: Problem): ChainTopic {
  const kept = fitted.get(problem);
  if (kept) return kept;
  const { pieces, pairs, title, byline } = problem;
  const topic = new ChainTopic(pairs.topic.page);
  const isBody = (i: number): boolean => !((title[i] ?? 0) > 0) && !((byline[i] ?? -9) > 0 && (title[i - 1] ?? -9) > 0);
  const runs: number[][] = [];
  for (let i = 0; i < pieces.length; i++) {
    const last = runs.at(-1);
    const goesOn = isBody(i) && isBody(i - 1) && !pairs.endsOpen(i - 1);
    if (last && i > 0 && goesOn && pairs.next(i - 1, i, pairs.topic.empty) > surely) last.push(i);
    else runs.push([i]);
  }
  topic.fit(runs);
  fitted.set(problem, topic);
  return topic;
}

/** Who solves a page and who chooses between two ways of solving it ask the same. */
const fitted = new WeakMap<Problem, ChainTopic>();

/** Log odds from which on a paragraph is taken to go with the one above it. */
const surely = 1.5;

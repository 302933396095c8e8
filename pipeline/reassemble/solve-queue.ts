import { chooseReading } from './choose-reading.ts';
import type { WeightTable } from './features.ts';
import { noPairPins, type PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { ReadingBeam } from './reading-beam.ts';
import { articlesOf } from './reading-state.ts';
import type { Solution, SolvedArticle } from './solution.ts';
import { WholeReading } from './whole-reading.ts';

/**
 * Puts a page together from top to bottom. Articles that a column's end suspends queue up, and continuations take from the
 * front: that one prior covers bands, first halves without titles, grids of columns, and pages in good order. A beam of
 * partial readings is kept; each is judged by its score and by the best that its open ends can still hope for. Of those left
 * at the end the best is chosen anew, with what only whole readings tell.
 */
export function solveQueue(
  problem: Problem,
  table: WeightTable,
  options: { readonly width?: number; readonly pins?: PairPins } = {},
): Solution {
  const whole = new WholeReading(problem, table);
  return chooseReading(
    problem,
    listReadings(problem, table, options).map(({ articles, score }) => ({
      articles,
      score: score + whole.score(articles),
      steps: score,
    })),
  );
}

/** The readings of a page that were left at its end, best first. */
export function listReadings(
  problem: Problem,
  table: WeightTable,
  options: { readonly width?: number; readonly pins?: PairPins } = {},
): { readonly articles: SolvedArticle[]; readonly score: number }[] {
  // Long pages have more to remember and more to compare: the time for a page is bounded.
  const width = options.width ?? Math.round(Math.max(30, Math.min(60, 6_000 / Math.max(1, problem.pieces.length))));
  const beam = new ReadingBeam(problem, table, options.pins ?? noPairPins);
  return beam
    .read(width)
    .map((state) => ({ state, score: state.score + beam.steps.finish(state) }))
    .sort((a, b) => b.score - a.score)
    .map(({ state, score }) => ({ articles: articlesOf(state), score }));
}

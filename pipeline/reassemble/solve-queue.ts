import type { WeightTable } from './features.ts';
import { noPairPins, type PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { ReadingBeam } from './reading-beam.ts';
import { articlesOf } from './reading-state.ts';
import { mostDoubt, type Solution, type SolvedArticle } from './solution.ts';
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
  const finished = listReadings(problem, table, options)
    .map(({ articles, score }) => ({ articles, score: score + whole.score(articles), steps: score }))
    .sort((a, b) => b.score - a.score);
  const n = problem.pieces.length;
  const articles = finished[0]?.articles ?? [];
  const score = finished[0]?.score ?? 0;
  const rivals = finished.slice(1).map((rival) => ({ lead: score - rival.score, links: linksOf(rival.articles, n) }));
  const leads = weighRivals(linksOf(articles, n), rivals, n);
  return { articles, score, method: 'queue', ...leads, readings: finished };
}

/** The readings of a page that were left at its end, best first. */
export function listReadings(
  problem: Problem,
  table: WeightTable,
  options: { readonly width?: number; readonly pins?: PairPins } = {},
): { readonly articles: SolvedArticle[]; readonly score: number }[] {
  // Long pages have more to remember and more to compare: the time for a page is bounded.
  const width = options.width ?? Math.round(Math.max(30, Math.min(120, 12_000 / Math.max(1, problem.pieces.length))));
  const beam = new ReadingBeam(problem, table, options.pins ?? noPairPins);
  return beam
    .read(width)
    .map((state) => ({ state, score: state.score + beam.steps.finish(state) }))
    .sort((a, b) => b.score - a.score)
    .map(({ state, score }) => ({ articles: articlesOf(state), score }));
}

/** What stands before each piece: another piece (and how it goes on), a title's role, a byline's, or nothing. */
function linksOf(articles: readonly SolvedArticle[], n: number): { before: Int32Array; behind: Int32Array } {
  const before = new Int32Array(n).fill(-9);
  const behind = new Int32Array(n).fill(-9);
  for (const article of articles) {
    for (const [k, index] of article.title.entries()) before[index] = k === 0 ? -2 : -3;
    if (article.byline >= 0) before[article.byline] = -4;
    for (const [k, { index, mode }] of article.body.entries()) {
      const from = article.body[k - 1]?.index;
      // A first piece is told apart by the title that it stands under.
      before[index] = from === undefined ? -10 - (article.title[0] ?? -1) : from * 2 + (mode === 'join' ? 1 : 0);
      behind[index] = article.body[k + 1]?.index ?? -1;
    }
  }
  return { before, behind };
}

function weighRivals(
  best: { before: Int32Array; behind: Int32Array },
  rivals: readonly { lead: number; links: { before: Int32Array; behind: Int32Array } }[],
  n: number,
): Pick<Solution, 'before' | 'behind'> {
  const before = new Float64Array(n).fill(mostDoubt);
  const behind = new Float64Array(n).fill(mostDoubt);
  for (const { lead, links } of rivals) {
    for (let i = 0; i < n; i++) {
      if (links.before[i] !== best.before[i]) before[i] = Math.min(before[i] ?? mostDoubt, lead);
      if (links.behind[i] !== best.behind[i]) behind[i] = Math.min(behind[i] ?? mostDoubt, lead);
    }
  }
  return { before, behind };
}

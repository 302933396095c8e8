import type { Problem } from './problem.ts';
import { keyOfArticle, mostDoubt, type Reading, type Solution, type SolvedArticle } from './solution.ts';

/** The best of some readings of a page, and how far what it says of each piece is ahead of what others say. */
export function chooseReading(problem: Problem, readings: readonly Reading[]): Solution {
  const n = problem.pieces.length;
  const finished = dropTwins(readings).sort((a, b) => b.score - a.score);
  const articles = finished[0]?.articles ?? [];
  const score = finished[0]?.score ?? 0;
  const rivals = finished.slice(1).map((rival) => ({ lead: score - rival.score, links: linksOf(rival.articles, n) }));
  const leads = weighRivals(linksOf(articles, n), rivals, n);
  return { articles, score, method: 'queue', ...leads, readings: finished };
}

/** The same reading may have been found in two ways. */
function dropTwins(readings: readonly Reading[]): Reading[] {
  const seen = new Set<string>();
  return readings.filter(({ articles }) => {
    const key = articles.map(keyOfArticle).sort().join(';');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
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

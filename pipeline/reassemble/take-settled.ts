import type { Pins } from './pins.ts';
import type { Problem } from './problem.ts';
import type { Solution, SolvedArticle } from './solution.ts';

/**
 * A page of one article whose order and roles its reader settled (by the geometry of a printed page): taken as it stands.
 * Null where something on it is not settled, or an editor decided otherwise.
 */
export function takeSettled(problem: Problem, pins?: Pins): Solution | null {
  const { pieces } = problem;
  // A jump line is here only where it stands for the title of what arrives.
  const isTitle = (at: number): boolean => pieces[at]?.settled === 'title' || pieces[at]?.jump === 'in';
  if (pieces.length === 0 || !pieces.every((piece, at) => piece.settled !== undefined || isTitle(at))) return null;
  const count = pieces.findIndex((_, at) => !isTitle(at));
  const titles = count < 0 ? pieces.length : count;
  if (titles === 0 || pieces.some((_, at) => at > titles && isTitle(at))) return null;
  const hasByline = pieces[titles]?.settled === 'byline';
  const first = titles + (hasByline ? 1 : 0);
  const article: SolvedArticle = {
    title: pieces.slice(0, titles).map((_, at) => at),
    byline: hasByline ? titles : -1,
    body: pieces.slice(first).map((_, i) => ({ index: first + i, mode: i === 0 ? 'start' : 'next' })),
  };
  if (pins && !obeys(article, problem, pins)) return null;
  const none = new Float64Array(0);
  return { articles: [article], score: 0, method: 'as-settled', before: none, behind: none };
}

/** Whether the article is what the pins ask for. */
function obeys({ title, byline, body }: SolvedArticle, { pieces }: Problem, { roles, pairsFor }: Pins): boolean {
  const { must, never } = pairsFor(pieces);
  const before = new Map(body.map(({ index }, i) => [index, body[i - 1]?.index ?? -1]));
  return (
    pieces.every((piece, at) => !roles.title.has(piece) || title.includes(at)) &&
    pieces.every((piece, at) => !roles.notTitle.has(piece) || !title.includes(at)) &&
    pieces.every((piece, at) => !roles.byline.has(piece) || byline === at) &&
    [...must].every(([to, { from, mode }]) => mode === 'next' && before.get(to) === from) &&
    [...before].every(([to, from]) => from < 0 || !never.has(from * pieces.length + to))
  );
}

import type { Problem } from '../reassemble/problem.ts';
import type { SolvedArticle } from '../reassemble/solution.ts';
import type { ScrambledPage } from './scramble.ts';

/** The true reading of a page as indices of a problem's pieces; null when the page was not cut as it was written. */
export function findTrueSolution(page: ScrambledPage, problem: Problem): SolvedArticle[] | null {
  const besides = new Set(['pull-quote', 'caption', 'note']);
  let at = 0;
  const lines = page.lines.filter((line) => {
    if (line.role === 'furniture') return false;
    const isKept = problem.pieces[at]?.text === line.text;
    // What only stands by an article may have been set aside; where it was not, there is no one true place for it.
    if (besides.has(line.role) && !isKept) return false;
    at++;
    return true;
  });
  if (lines.some((line) => besides.has(line.role))) return null;
  if (lines.length !== problem.pieces.length) return null;
  const articles = page.truth.map(() => ({
    title: [] as number[],
    byline: -1,
    body: [] as { index: number; mode: 'join' | 'next' | 'start'; order: number }[],
  }));
  for (const [index, line] of lines.entries()) {
    if (problem.pieces[index]?.text !== line.text) return null;
    const article = articles[line.article];
    if (!article) return null;
    if (line.role === 'title' || line.role === 'title-more') article.title.push(index);
    else if (line.role === 'byline') article.byline = index;
    // What the text cannot tell is taken for the likelier: a paragraph's end.
    else article.body.push({ index, mode: line.mode === 'join' && line.soft ? 'next' : line.mode, order: line.order });
  }
  return articles.map(({ title, byline, body }) => ({ title, byline, body: body.sort((a, b) => a.order - b.order) }));
}

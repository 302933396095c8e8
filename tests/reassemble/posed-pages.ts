import { readFileSync } from 'node:fs';
import { readPageText } from '../../pipeline/learn/read-page-text.ts';
import { levels, type PageOptions, scramblePage } from '../../pipeline/learn/scramble.ts';
import { findTrueSolution } from '../../pipeline/learn/true-solution.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import type { WeightTable } from '../../pipeline/reassemble/features.ts';
import { readLanguageModel } from '../../pipeline/reassemble/language-model.ts';
import { type Problem, poseProblem } from '../../pipeline/reassemble/problem.ts';
import type { SolvedArticle } from '../../pipeline/reassemble/solution.ts';
import { pools } from '../support/article-pools.ts';

const folder = new URL('../../pipeline/reassemble/model/', import.meta.url);
/** The weights that ship. */
export const weights = JSON.parse(readFileSync(new URL('weights.json', folder), 'utf8')) as WeightTable;
/** The model that ships. */
export const model = readLanguageModel(readFileSync(new URL('language.bin', folder)));

/** A made page as the solvers are given it, and the reading that is true. */
export function posePage(
  kind: keyof typeof pools,
  seed: number,
  options: PageOptions = levels[1],
): { readonly problem: Problem; readonly truth: SolvedArticle[] } {
  if (!model) throw new Error('the model that ships cannot be read');
  const page = scramblePage(pools[kind], seed, options);
  const problem = poseProblem(
    cutPages(readPageText(page.raw)).flatMap(({ pieces }) => pieces),
    model,
    weights,
  );
  const truth = findTrueSolution(page, problem);
  if (!truth) throw new Error('the page was not cut as it was written');
  return { problem, truth };
}

/** No article is cut where a paragraph ends. */
export const cutInside: PageOptions = { ...levels[1], atParagraph: 0 };

/** Where an article goes on elsewhere on the page. */
export const cutOf = ({ body }: SolvedArticle): number =>
  body.findIndex(({ index }, k) => k > 0 && index !== (body[k - 1]?.index ?? 0) + 1);

/** Two articles that have changed their second halves. */
export function swapHalves(truth: readonly SolvedArticle[]): SolvedArticle[] {
  const [a, b] = truth.filter((article) => cutOf(article) > 0);
  if (!a || !b) throw new Error('no two articles are cut');
  const mixed = (own: SolvedArticle, other: SolvedArticle): SolvedArticle => ({
    ...own,
    body: [...own.body.slice(0, cutOf(own)), ...other.body.slice(cutOf(other))],
  });
  return truth.map((article) => (article === a ? mixed(a, b) : article === b ? mixed(b, a) : article));
}

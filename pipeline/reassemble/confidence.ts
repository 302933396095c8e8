import type { Evidence } from '../core/text.ts';
import { askTrees, type BoostedTrees } from './boosted-trees.ts';
import { featureNames } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import { bestOthers, measureArticle, measureJoin } from './measure-confidence.ts';
import type { SolvedArticle } from './solution.ts';
import type { SolvedPage } from './solve-page.ts';

/** How sure a join is, and what else could have stood there. */
export interface JoinRating {
  readonly confidence: number;
  readonly alternatives: readonly { readonly index: number; readonly confidence: number }[];
}

/** What was counted of joins and articles with such measures (`measure-confidence.ts`). */
export interface ConfidenceTrees {
  readonly join: BoostedTrees;
  readonly article: BoostedTrees;
}

/** Rates a join: the calibrated probability that it is right, and what else could have stood there. */
export function rateJoin(
  solved: SolvedPage,
  knowledge: Knowledge,
  from: number,
  to: number,
  mode: 'join' | 'next',
): JoinRating {
  const others = bestOthers(solved, from, to).slice(0, 2);
  if (solved.solution.before.length === 0) return { confidence: 0.5, alternatives: [] };
  const confidence = round(askTrees(knowledge.confidence.join, measureJoin(solved, from, to, mode)));
  const total = others.reduce((sum, { score }) => sum + Math.exp(score - (others[0]?.score ?? 0)), 0);
  const alternatives = others.map(({ index, score }) => ({
    index,
    // What is left of the doubt, shared out among the next best.
    confidence: round(((1 - confidence) * Math.exp(score - (others[0]?.score ?? 0))) / (total + 1)),
  }));
  return { confidence, alternatives };
}

/** Probability that a whole article is right: title, byline and every paragraph. */
export function rateArticle(solved: SolvedPage, knowledge: Knowledge, article: SolvedArticle): number {
  if (solved.solution.method === 'as-settled') return settledConfidence;
  if (solved.solution.before.length === 0) return article.title.length > 0 ? 0.6 : 0.2;
  return round(askTrees(knowledge.confidence.article, measureArticle(solved, article)));
}

/** How many articles that a printed page settles are exact (`read/README.md`: pages as PDF). */
const settledConfidence = 0.9;

/** What spoke for a join: the clues as they were measured, not weighted. */
export function explainJoin(solved: SolvedPage, from: number, to: number, mode: 'join' | 'next'): Evidence[] {
  const values = new Float64Array(64);
  solved.problem.pairs.fill(mode, from, to, values);
  return featureNames[mode].flatMap((kind, i): Evidence[] => {
    const value = values[i] ?? 0;
    return value !== 0 && kind !== 'bias' ? [{ kind, value: Math.round(value * 1000) / 1000 }] : [];
  });
}

/** Nothing that the text alone tells is certain. */
const round = (value: number): number => Math.max(0.001, Math.min(0.999, Math.round(value * 1000) / 1000));

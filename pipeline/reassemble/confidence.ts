import type { Evidence, Join } from '../core/text.ts';
import { featureNames } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import type { SolvedArticle } from './solution.ts';
import type { SolvedPage } from './solve-page.ts';

/** How sure a join is, and what else could have stood there. */
export interface JoinRating {
  readonly confidence: number;
  readonly alternatives: readonly { readonly index: number; readonly confidence: number }[];
}

/** Rates a join by how far it is ahead of the other pieces that could stand there. */
export function rateJoin(
  solved: SolvedPage,
  knowledge: Knowledge,
  from: number,
  to: number,
  mode: 'join' | 'next',
): JoinRating {
  void knowledge;
  const { pairs, pieces } = solved.problem;
  const own = mode === 'join' ? pairs.join(from, to) : pairs.next(from, to);
  const others: { index: number; score: number }[] = [];
  for (let other = 0; other < pieces.length; other++) {
    if (other === to || other === from || other === from + 1) continue;
    others.push({ index: other, score: Math.max(pairs.join(from, other), pairs.next(from, other)) });
  }
  others.sort((a, b) => b.score - a.score);
  const best = others.slice(0, 2);
  // The order of the page speaks too: what the queue gives is believed unless the text speaks clearly against it.
  const margin = own - (best[0]?.score ?? -6) + 5;
  const confidence = round(1 / (1 + Math.exp(-margin)));
  return {
    confidence,
    alternatives: best.map(({ index, score }) => ({
      index,
      confidence: round(Math.exp(score - own) * (1 - confidence)),
    })),
  };
}

/** What spoke for a join, as features times weights are too fine for a person: the raw clues. */
export function explainJoin(solved: SolvedPage, from: number, to: number, mode: 'join' | 'next'): Evidence[] {
  const values = new Float64Array(32);
  solved.problem.pairs.fill(mode, from, to, values);
  return featureNames[mode].flatMap((kind, i): Evidence[] => {
    const value = values[i] ?? 0;
    return value !== 0 && kind !== 'bias' ? [{ kind, value: Math.round(value * 1000) / 1000 }] : [];
  });
}

/** Probability that a whole article is right: all its joins, and its title. */
export function rateArticle(
  solved: SolvedPage,
  knowledge: Knowledge,
  article: SolvedArticle,
  joins: readonly Join[],
): number {
  void knowledge;
  const title = article.title[0];
  let confidence = title === undefined ? 0.3 : 1 / (1 + Math.exp(-(solved.problem.title[title] ?? 0) - 1));
  for (const join of joins) confidence *= join.confidence;
  return round(confidence);
}

const round = (value: number): number => Math.max(0, Math.min(0.999, Math.round(value * 1000) / 1000));

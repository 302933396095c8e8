import {
  articleConfidenceNames,
  fillArticleConfidence,
  fillJoinConfidence,
  joinConfidenceNames,
} from '../reassemble/confidence.ts';
import { cutPages } from '../reassemble/cut.ts';
import type { WeightTable } from '../reassemble/features.ts';
import type { Knowledge } from '../reassemble/knowledge.ts';
import { solvePage } from '../reassemble/solve-page.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { findTrueSolution } from './true-solution.ts';

/** One join or article as the solver rated it, and whether it was right. */
export interface Rated {
  readonly values: Float64Array;
  readonly right: boolean;
}

/** Solves pages with a known answer and says of each join and article whether it was right. */
export function ratePages(
  pages: readonly ScrambledPage[],
  knowledge: Knowledge,
): { joins: Rated[]; articles: Rated[] } {
  const joins: Rated[] = [];
  const articles: Rated[] = [];
  for (const page of pages) {
    for (const part of cutPages(readPageText(page.raw))) {
      const solved = solvePage(part, knowledge);
      const truth = findTrueSolution(page, solved.problem);
      if (!truth) continue;
      const lines = page.lines.filter((line) => line.role !== 'furniture');
      const before = new Map<number, { from: number; mode: string }>();
      for (const { body } of truth)
        for (const [k, { index, mode }] of body.entries()) before.set(index, { from: body[k - 1]?.index ?? -1, mode });
      const keys = new Set(truth.map((article) => keyOf(article, lines)));
      for (const article of solved.solution.articles) {
        for (const [k, { index, mode }] of article.body.entries()) {
          const from = article.body[k - 1]?.index;
          if (from === undefined || mode === 'start' || (mode === 'next' && index === from + 1)) continue;
          const values = new Float64Array(joinConfidenceNames.length);
          fillJoinConfidence(solved, from, index, mode, values);
          joins.push({ values, right: before.get(index)?.from === from });
        }
        const values = new Float64Array(articleConfidenceNames.length);
        fillArticleConfidence(solved, article, values);
        articles.push({ values, right: keys.has(keyOf(article, lines)) });
      }
    }
  }
  return { joins, articles };
}

/** An article as one line of text; a cut that the text cannot decide may be read either way. */
export function keyOf(
  article: {
    readonly title: readonly number[];
    readonly byline: number;
    readonly body: readonly { readonly index: number; readonly mode: string }[];
  },
  lines: ScrambledPage['lines'],
): string {
  const body = article.body.map(({ index, mode }, k) => `${k === 0 ? '' : lines[index]?.soft ? '?' : mode}${index}`);
  return `${article.title.join()}|${article.byline}|${body.join()}`;
}

/** Fits the probabilities of joins and articles (logistic regression, by gradient steps over all cases). */
export function trainConfidence(rated: { joins: readonly Rated[]; articles: readonly Rated[] }): WeightTable {
  return {
    'confidence-join': fit(rated.joins, joinConfidenceNames),
    'confidence-article': fit(rated.articles, articleConfidenceNames),
  };
}

function fit(cases: readonly Rated[], names: readonly string[]): Record<string, number> {
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-3);
  for (let round = 0; round < 1500; round++) {
    const gradient = new Float64Array(names.length);
    for (const { values, right } of cases) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] ?? 0) * (values[k] ?? 0);
      const error = 1 / (1 + Math.exp(-sum)) - (right ? 1 : 0);
      for (let k = 0; k < weights.length; k++) gradient[k] = (gradient[k] ?? 0) + error * (values[k] ?? 0);
    }
    for (let k = 0; k < weights.length; k++) {
      const slope = (gradient[k] ?? 0) / Math.max(1, cases.length) + 1e-4 * (weights[k] ?? 0);
      squares[k] = (squares[k] ?? 0) + slope * slope;
      weights[k] = (weights[k] ?? 0) - (0.1 * slope) / Math.sqrt(squares[k] ?? 1);
    }
  }
  return Object.fromEntries(names.map((name, k) => [name, Math.round((weights[k] ?? 0) * 1000) / 1000]));
}

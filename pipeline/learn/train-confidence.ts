import type { BoostedTrees } from '../reassemble/boosted-trees.ts';
import { cutPages } from '../reassemble/cut.ts';
import type { Knowledge } from '../reassemble/knowledge.ts';
import {
  articleMeasureNames,
  joinMeasureNames,
  measureArticle,
  measureJoin,
  parting,
} from '../reassemble/measure-confidence.ts';
import { solvePage } from '../reassemble/solve-page.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { type Case, trainTrees } from './train-trees.ts';
import { findTrueSolution } from './true-solution.ts';

/** Joins and articles as the solver left them, each measured and right or wrong. */
export interface RatedPages {
  readonly joins: readonly Case[];
  readonly articles: readonly Case[];
}

/** Solves pages with a known answer and says of each join and article whether it was right. Pages are numbered from `first`. */
export function ratePages(
  pages: readonly ScrambledPage[],
  knowledge: Pick<Knowledge, 'model' | 'weights'>,
  first = 0,
): RatedPages {
  const joins: Case[] = [];
  const articles: Case[] = [];
  for (const [number, page] of pages.entries()) {
    const group = first + number;
    for (const part of cutPages(readPageText(page.raw))) {
      const solved = solvePage(part, knowledge);
      const truth = findTrueSolution(page, solved.problem);
      if (!truth || solved.solution.before.length === 0) continue;
      const lines = page.lines.filter((line) => line.role !== 'furniture');
      const before = new Map<number, number>();
      for (const { body } of truth)
        for (const [k, { index }] of body.entries()) before.set(index, body[k - 1]?.index ?? -1);
      const keys = new Set(truth.map((article) => keyOf(article, lines)));
      for (const article of solved.solution.articles) {
        for (const [k, { index, mode }] of article.body.entries()) {
          const from = article.body[k - 1]?.index;
          if (from === undefined || mode === 'start' || (mode === 'next' && index === from + 1)) continue;
          joins.push({ values: measureJoin(solved, from, index, mode), right: before.get(index) === from, group });
        }
        articles.push({ values: measureArticle(solved, article), right: keys.has(keyOf(article, lines)), group });
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

/** Learns how often joins, or articles, with such measures are right. */
export function trainConfidence(cases: readonly Case[], what: 'join' | 'article'): BoostedTrees {
  const names: readonly string[] = what === 'join' ? joinMeasureNames : articleMeasureNames;
  return trainTrees(cases, names.length, { measure: names.indexOf(parting.measure), limit: parting.limit });
}

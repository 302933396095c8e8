import type { Article } from '../core/edition.ts';
import { type Issue, makeIssue } from '../core/issues.ts';
import type { Order } from '../core/settings.ts';
import { ArticleIndex } from './article-index.ts';
import { parseDate } from './dates.ts';
import { findRegion } from './regions.ts';
import { compareNames } from './surname.ts';

/**
 * Articles in the order asked. Every order is stable: what it cannot tell apart stays as it was found. Articles that an
 * order says nothing of stand last, and the editor is told.
 */
export function orderArticles(
  articles: readonly Article[],
  order: Order,
  report: (issue: Issue) => void,
): readonly Article[] {
  if (typeof order !== 'string') return orderByList(articles, order, report);
  switch (order) {
    case 'as-found':
      return articles;
    case 'region':
      return orderByRegion(articles, report);
    case 'date':
      return sortBy(
        articles,
        (a) => dateKey(a.date),
        (a, b) => (a < b ? -1 : a > b ? 1 : 0),
      );
    case 'surname-pinyin':
    case 'surname-strokes':
      return sortBy(
        articles,
        (a) => a.authors[0] ?? a.author,
        (a, b) => (a === '' || b === '' ? (a === b ? 0 : a === '' ? 1 : -1) : compareNames(order, a, b)),
      );
  }
}

function orderByRegion(articles: readonly Article[], report: (issue: Issue) => void): readonly Article[] {
  const last = Number.MAX_SAFE_INTEGER;
  const codes = new Map(articles.map((a) => [a, findRegion(a.office || a.byline) ?? last]));
  for (const [article, code] of codes)
    if (code === last) report(makeIssue('compose/unknown-region', { title: article.title.text }));
  return sortBy(
    articles,
    (a) => codes.get(a) ?? last,
    (a, b) => a - b,
  );
}

function orderByList(
  articles: readonly Article[],
  titles: readonly string[],
  report: (issue: Issue) => void,
): readonly Article[] {
  const index = new ArticleIndex(articles);
  const taken = new Set<Article>();
  for (const value of titles) {
    const article = index.findNext(value, taken);
    if (article) taken.add(article);
    else report(makeIssue('settings/unmatched', { key: 'order', value }));
  }
  return [...taken, ...articles.filter((a) => !taken.has(a))];
}

/** Dates sort as text once padded; articles without one stand last. */
function dateKey(date: string): string {
  const parts = parseDate(date);
  if (!parts) return '9999-99-99';
  return [parts.year, parts.month ?? 0, parts.day ?? 0].map((n) => String(n).padStart(4, '0')).join('-');
}

function sortBy<K>(articles: readonly Article[], key: (a: Article) => K, compare: (a: K, b: K) => number): Article[] {
  return articles
    .map((article) => ({ article, key: key(article) }))
    .sort((a, b) => compare(a.key, b.key))
    .map((row) => row.article);
}

import { diffBlocks, measureLikeness, type TextChange } from './diff-text.ts';
import type { FinishedArticle, FinishedEdition } from './read-edition.ts';

export interface ArticleName {
  readonly id: string;
  readonly title: string;
  readonly author: string;
}

export interface ArticleChange {
  readonly before: ArticleName;
  readonly after: ArticleName;
  /** Null when the words cannot be shown, for want of an e-book in one of the editions. */
  readonly changes: readonly TextChange[] | null;
}

export interface EditionDiff {
  readonly title: { readonly before: string; readonly after: string } | null;
  readonly added: readonly (ArticleName & { readonly place: number })[];
  readonly removed: readonly (ArticleName & { readonly place: number })[];
  readonly changed: readonly ArticleChange[];
  /** Articles that stand elsewhere among those that both editions have; places count from 1. */
  readonly moved: readonly (ArticleName & { readonly from: number; readonly to: number })[];
  readonly isSame: boolean;
}

/** Below this two articles are two, not one that was rewritten. */
const leastLikeness = 0.5;

/** What a later edition changed, article by article. */
export function diffEditions(before: FinishedEdition, after: FinishedEdition): EditionDiff {
  const partners = matchArticles(before.articles, after.articles);
  const pairs = [...partners].sort(([a], [b]) => a - b);
  const changed = pairs.flatMap(([a, b]) => compareArticles(before.articles[a], after.articles[b]));
  const later = new Set(partners.values());
  const name = ({ id, title, author }: FinishedArticle): ArticleName => ({ id, title, author });
  const removed = before.articles.flatMap((article, i) =>
    partners.has(i) ? [] : [{ ...name(article), place: i + 1 }],
  );
  const added = after.articles.flatMap((article, i) => (later.has(i) ? [] : [{ ...name(article), place: i + 1 }]));
  const steady = longestRising(pairs.map(([, b]) => b));
  const moved = pairs.flatMap(([a, b]) => {
    const article = after.articles[b];
    return steady.has(b) || !article ? [] : [{ ...name(article), from: a + 1, to: b + 1 }];
  });
  const title = before.title === after.title ? null : { before: before.title, after: after.title };
  const isSame = !title && [added, removed, changed, moved].every((list) => list.length === 0);
  return { title, added, removed, changed, moved, isSame };
}

/**
 * Which article of the one is which of the other: the same text; the same title and author; then whatever is alike
 * enough, the same id first. Ids alone prove little: they count the articles of a page, and an added one shifts them.
 */
function matchArticles(olds: readonly FinishedArticle[], news: readonly FinishedArticle[]): Map<number, number> {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (a: number, b: number): void => {
    partners.set(a, b);
    taken.add(b);
  };
  const matchBy = (key: (article: FinishedArticle) => string): void => {
    const free = new Map<string, number[]>();
    news.forEach((article, b) => {
      if (!taken.has(b)) free.set(key(article), [...(free.get(key(article)) ?? []), b]);
    });
    olds.forEach((article, a) => {
      const b = partners.has(a) ? undefined : free.get(key(article))?.shift();
      if (b !== undefined) pair(a, b);
    });
  };
  matchBy((article) => article.contentHash);
  matchBy((article) => JSON.stringify([article.title, article.author]));
  const candidates = olds.flatMap((old, a) =>
    partners.has(a)
      ? []
      : news.flatMap((next, b) => {
          if (taken.has(b)) return [];
          if (!old.blocks || !next.blocks) return old.id === next.id ? [{ a, b, likeness: 1 }] : [];
          const likeness = measureLikeness(old.blocks, next.blocks) + (old.id === next.id ? 0.01 : 0);
          return likeness >= leastLikeness ? [{ a, b, likeness }] : [];
        }),
  );
  for (const { a, b } of candidates.sort((x, y) => y.likeness - x.likeness || x.a - y.a || x.b - y.b)) {
    if (!partners.has(a) && !taken.has(b)) pair(a, b);
  }
  return partners;
}

function compareArticles(before: FinishedArticle | undefined, after: FinishedArticle | undefined): ArticleChange[] {
  if (!before || !after || before.contentHash === after.contentHash) return [];
  const name = ({ id, title, author }: FinishedArticle): ArticleName => ({ id, title, author });
  const changes = before.blocks && after.blocks ? diffBlocks(before.blocks, after.blocks) : null;
  return [{ before: name(before), after: name(after), changes }];
}

/** The largest set of numbers that already stand in rising order: what is outside it was moved. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: { length: number; previous: number }[] = [];
  const tails: number[] = [];
  numbers.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    best.push({ length: low + 1, previous: low > 0 ? (tails[low - 1] ?? -1) : -1 });
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = best[i]?.previous ?? -1) kept.add(numbers[i] ?? -1);
  return kept;
}

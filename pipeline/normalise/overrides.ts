import type { Context } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import type { ArticleOverride } from '../core/settings.ts';
import { foldTitle } from './title.ts';

/** What edition.yaml says of single articles, found by title or id; what matched nothing is reported at the end. */
export interface Overrides {
  readonly find: (title: string, id: string) => Partial<ArticleOverride>;
  readonly reportUnmatched: (context: Context) => void;
}

/** Of two articles with one title the first entry goes to the first, the second to the second; one entry serves all. */
export function readOverrides(entries: readonly ArticleOverride[]): Overrides {
  const byKey = new Map<string, { readonly entry: ArticleOverride; readonly index: number }[]>();
  for (const [index, entry] of entries.entries()) {
    for (const key of new Set([`t${foldTitle(entry.match)}`, `i${entry.match.trim()}`])) {
      byKey.set(key, [...(byKey.get(key) ?? []), { entry, index }]);
    }
  }
  const used = new Set<number>();
  return {
    find: (title, id) => {
      if (byKey.size === 0) return {};
      const found = byKey.get(`i${id}`) ?? (title === '' ? undefined : byKey.get(`t${foldTitle(title)}`)) ?? [];
      const chosen = found.find(({ index }) => !used.has(index)) ?? found[0];
      if (!chosen) return {};
      used.add(chosen.index);
      return chosen.entry;
    },
    reportUnmatched: ({ report }) => {
      for (const [i, { match }] of entries.entries())
        if (!used.has(i)) report(makeIssue('settings/unmatched', { key: `articles[${i}].match`, value: match }));
    },
  };
}

import type { World } from './core/contracts.ts';
import type { Issue } from './core/issues.ts';
import { diffEditions, type EditionDiff } from './write/archive/diff-editions.ts';
import { readEdition } from './write/archive/read-edition.ts';
import { writeErrata } from './write/archive/write-errata.ts';

/** What a later edition changed; or why one of the two could not be read. */
export type Diff =
  | { readonly diff: EditionDiff; readonly errata: (lang: 'zh' | 'en') => string }
  | { readonly issues: readonly Issue[] };

/** Compares two archives, or editions' folders: article by article, with the words. */
export async function diff(before: string, after: string, world: World): Promise<Diff> {
  const [earlier, later] = [await readEdition(before, world), await readEdition(after, world)];
  const issues = [earlier, later].flatMap((read) => ('fault' in read ? [read.fault] : []));
  if ('fault' in earlier || 'fault' in later) return { issues };
  const found = diffEditions(earlier, later);
  return { diff: found, errata: (lang) => writeErrata(found, earlier, lang) };
}

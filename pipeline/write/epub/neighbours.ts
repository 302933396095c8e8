import type { ContentsEntry } from '../../core/edition.ts';
import type { Words } from './words.ts';
import { element } from './xml.ts';

/** The articles before and after one, where its part is so long that the contents are far away. */
export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

/** From this many articles in a part (or in an edition without parts) each says which comes before and after. */
const longPart = 30;

export function findNeighbours(contents: readonly ContentsEntry[]): ReadonlyMap<string, Neighbours> {
  const found = new Map<string, Neighbours>();
  const groups = [contents, ...contents.map((entry) => entry.children)];
  for (const group of groups) {
    const articles = group.filter((entry) => entry.kind === 'article');
    if (articles.length < longPart) continue;
    articles.forEach((entry, i) => {
      found.set(entry.id, { previous: articles[i - 1]?.id ?? null, next: articles[i + 1]?.id ?? null });
    });
  }
  return found;
}

/** Links at the end of an article; navigation, not text of the article. */
export function writeNeighbours(
  neighbours: Neighbours | undefined,
  fileOf: ReadonlyMap<string, string>,
  words: Words,
): string {
  if (!neighbours) return '';
  const link = (id: string | null, label: string) => {
    const href = id === null ? undefined : fileOf.get(id);
    return href === undefined ? null : element('a', { href }, [label]);
  };
  const links = [link(neighbours.previous, words.previous), link(neighbours.next, words.next)].filter(
    (l) => l !== null,
  );
  if (links.length === 0) return '';
  const spaced = links.flatMap((l, i) => (i === 0 ? [l] : [' \u00b7 ', l]));
  return `\n${element('nav', { id: 'neighbours', 'aria-label': words.neighbours }, [element('p', {}, spaced)]).xml}`;
}

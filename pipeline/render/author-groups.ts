import type { AuthorIndexProps, AuthorLine } from '../../templates/author-index.ts';
import type { SetTitle } from '../../templates/title.ts';
import type { Edition } from '../core/edition.ts';
import { breakTitle, type TitleRoom } from './break-title.ts';

/** Authors under the letters of their names, in the order the edition was composed with. */
export function makeAuthorGroups(edition: Edition, room: TitleRoom): AuthorIndexProps['groups'] {
  const entries = edition.contents.flatMap((e) => (e.kind === 'part' ? e.children : [e]));
  const byName = new Map(edition.authorIndex.map((row) => [row.name, row]));
  const lines = new Map<string, { id: string; title: SetTitle }[]>();
  edition.articles.forEach((article, i) => {
    const id = entries[i]?.id;
    if (id === undefined) return;
    for (const name of article.authors)
      if (byName.has(name))
        lines.set(name, [...(lines.get(name) ?? []), { id, title: breakTitle(article.title.parts, room) }]);
  });
  const groups = new Map<string, AuthorLine[]>();
  for (const { name, letter } of edition.authorIndex)
    groups.set(letter, [...(groups.get(letter) ?? []), { name, articles: lines.get(name) ?? [] }]);
  return [...groups].map(([letter, authors]) => ({ letter, authors }));
}

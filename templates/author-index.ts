import type { Element } from 'hast';
import { makeEntryLines } from './contents.ts';
import { makeElement } from './element.ts';
import { makeName } from './names.ts';
import type { SetTitle } from './title.ts';

export interface AuthorLine {
  readonly name: string;
  readonly articles: readonly { readonly id: string; readonly title: SetTitle }[];
}

export interface AuthorIndexProps {
  readonly id: string;
  readonly heading: string;
  readonly groups: readonly { readonly letter: string; readonly authors: readonly AuthorLine[] }[];
}

/** Authors in the order of their names, and the pages on which their articles start. */
export function makeAuthorIndex(props: AuthorIndexProps): Element {
  return makeElement(
    'section',
    'author-index',
    { id: props.id, role: 'doc-index' },
    makeElement('h1', 'section-title', {}, props.heading),
    props.groups.flatMap((group) => [
      makeElement('h2', 'letter', {}, group.letter),
      makeElement('ul', 'entries', {}, group.authors.map(makeAuthor)),
    ]),
  );
}

/** The name, and below it the titles with their pages. */
function makeAuthor(author: AuthorLine): Element {
  return makeElement(
    'li',
    'entry',
    {},
    makeElement('span', 'entry-credit', {}, makeName(author.name)),
    makeElement(
      'ul',
      'entries',
      {},
      author.articles.map((article) =>
        makeElement(
          'li',
          'entry',
          {},
          makeElement('a', null, { href: `#${article.id}` }, makeEntryLines(article.id, article.title, null)),
        ),
      ),
    ),
  );
}

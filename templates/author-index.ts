import type { Element } from 'hast';
import { makeLeader, makePageOf } from './contents.ts';
import { makeElement } from './element.ts';
import { makeName } from './names.ts';

export interface AuthorLine {
  readonly name: string;
  readonly articles: readonly { readonly id: string; readonly title: string }[];
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
      makeElement('ul', 'entries', {}, group.authors.flatMap(makeAuthor)),
    ]),
  );
}

function makeAuthor(author: AuthorLine): Element[] {
  return author.articles.map((article) =>
    makeElement(
      'li',
      'entry',
      {},
      makeElement(
        'a',
        null,
        { href: `#${article.id}` },
        makeElement(
          'span',
          ['entry-line', 'entry-last'],
          {},
          makeElement('span', 'entry-credit', {}, makeName(author.name)),
          ' ',
          makeElement('span', 'entry-title', {}, article.title),
          ' ',
          makeLeader(),
          ' ',
          makePageOf(article.id),
        ),
      ),
    ),
  );
}

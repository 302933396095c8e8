import type { Element, ElementContent } from 'hast';
import { makeElement } from './element.ts';
import { makeGap, makeNames } from './names.ts';
import { makeTitle, type SetTitle } from './title.ts';
import type { ClassName } from './vocabulary.ts';

export interface ArticleProps {
  readonly id: string;
  readonly lang: string;
  readonly start: 'new-page' | 'recto' | 'run-on';
  readonly title: SetTitle;
  /** Titles are display lines, very long ones lines of text. */
  readonly scale: 'display' | 'text';
  readonly subtitle: SetTitle | null;
  readonly office: string;
  readonly author: string;
  readonly authors: readonly string[];
  readonly body: readonly ElementContent[];
  readonly notes: Element | null;
  /** Where it first stood, when that differs from the edition's source. Empty: nothing is printed. */
  readonly provenance: string;
  /** Its language is the edition's, not the article's. */
  readonly provenanceLang: string;
}

/** One article: title, byline, body, its notes, and where it came from when that must be said. */
export function makeArticle(props: ArticleProps): Element {
  return makeElement(
    'article',
    props.start === 'run-on' ? ['article', 'runs-on'] : 'article',
    { id: props.id, lang: props.lang },
    makeElement(
      'header',
      'opening',
      {},
      makeElement('h1', classesOf(props), {}, makeTitle(props.title)),
      props.subtitle && makeElement('p', 'subtitle', { role: 'doc-subtitle' }, makeTitle(props.subtitle)),
      makeByline(props),
    ),
    props.body,
    props.notes,
    props.provenance === '' ? null : makeProvenance(props),
  );
}

function makeProvenance({ provenance, provenanceLang, lang }: ArticleProps): Element {
  return makeElement('p', 'provenance', provenanceLang === lang ? {} : { lang: provenanceLang }, provenance);
}

function classesOf({ title, scale }: ArticleProps): readonly ClassName[] {
  if (scale === 'text') return ['title', 'title-long'];
  return title.lines.length % 2 === 0 ? ['title', 'title-even'] : ['title'];
}

/** Office, one em, name: the gap is layout's, the text has one space. */
function makeByline({ office, author, authors }: ArticleProps): Element | null {
  if (office === '' && author === '') return null;
  const names = makeNames(author, authors);
  if (office === '') return makeElement('p', 'byline', {}, names);
  const gap = names.length > 0 ? [makeGap()] : [];
  return makeElement('p', 'byline', {}, makeElement('span', 'office', {}, office), gap, names);
}

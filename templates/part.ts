import type { Element } from 'hast';
import { makeElement } from './element.ts';
import { makeTitle, type SetTitle } from './title.ts';

export interface PartProps {
  readonly id: string;
  readonly title: SetTitle;
}

/** The page that opens a part of the book. */
export function makePart(props: PartProps): Element {
  return makeElement(
    'section',
    'part',
    { id: props.id, role: 'doc-part' },
    makeElement('h1', 'section-title', {}, makeTitle(props.title)),
    makeElement('div', 'ornament', { ariaHidden: 'true' }),
  );
}

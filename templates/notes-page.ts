import type { Element } from 'hast';
import { makeElement } from './element.ts';

export interface NotesPageProps {
  readonly id: string;
  readonly heading: string;
  readonly lines: number;
}

/** A ruled page for the reader's own notes. */
export function makeNotesPage(props: NotesPageProps): Element {
  return makeElement(
    'section',
    'notes-page',
    { id: props.id },
    makeElement('p', 'section-title', {}, props.heading),
    Array.from({ length: props.lines }, () => makeElement('div', 'rule-line', { ariaHidden: 'true' })),
  );
}

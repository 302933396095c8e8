import type { Element, ElementContent } from 'hast';
import { makeElement } from './element.ts';

export interface EditorsNoteProps {
  readonly id: string;
  readonly heading: string;
  readonly body: readonly ElementContent[];
}

/** What the editor has to say before the articles begin. */
export function makeEditorsNote(props: EditorsNoteProps): Element {
  return makeElement(
    'section',
    'editors-note',
    { id: props.id, role: 'doc-foreword' },
    makeElement('h1', 'section-title', {}, props.heading),
    props.body,
  );
}

import type { Element, ElementContent } from 'hast';
import { makeElement } from './element.ts';

export interface NoteCallProps {
  readonly id: string;
  readonly noteId: string;
  readonly number: number;
}

/** The number in the text that calls a note. */
export function makeNoteCall(props: NoteCallProps): Element {
  const link = { id: props.id, href: `#${props.noteId}`, role: 'doc-noteref' };
  return makeElement('sup', 'note-call', {}, makeElement('a', null, link, String(props.number)));
}

export interface NoteProps {
  readonly id: string;
  readonly number: number;
  /** Ids of the calls; the number of the note leads back to the first. */
  readonly callIds: readonly string[];
  readonly body: readonly ElementContent[];
}

/** The notes of an article, each with its number, which leads back to where it was called. */
export function makeNotes(notes: readonly NoteProps[]): Element {
  return makeElement(
    'section',
    'notes',
    { role: 'doc-endnotes' },
    makeElement(
      'ol',
      null,
      {},
      notes.map((note) => makeElement('li', 'note', { id: note.id }, withNumber(note))),
    ),
  );
}

/** The number stands in the first paragraph of the note. */
function withNumber(note: NoteProps): ElementContent[] {
  const back = { href: `#${note.callIds[0] ?? ''}`, role: 'doc-backlink' };
  const number = makeElement('a', 'note-number', back, `${note.number} `);
  const [first, ...rest] = note.body.filter((node) => node.type !== 'text' || node.value.trim() !== '');
  if (first?.type === 'element' && first.tagName === 'p')
    return [{ ...first, children: [number, ...first.children] }, ...rest];
  return [makeElement('p', null, {}, number), ...(first ? [first] : []), ...rest];
}

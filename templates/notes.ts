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
  /** Ids of the calls: the number of the note leads back to the first, arrows at its end to the others. */
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
    return withReturns([{ ...first, children: [number, ...first.children] }, ...rest], note);
  return withReturns([makeElement('p', null, {}, number), ...(first ? [first] : []), ...rest], note);
}

/** Every call after the first has its way back at the end of the note. */
function withReturns(body: readonly ElementContent[], { callIds }: NoteProps): ElementContent[] {
  const further = callIds.slice(1).map((id, i) => {
    const link = { href: `#${id}`, role: 'doc-backlink' };
    return makeElement('a', 'note-return', link, `\u2191${i + 2}`);
  });
  const last = body.at(-1);
  if (further.length === 0) return [...body];
  if (last?.type === 'element' && last.tagName === 'p')
    return [...body.slice(0, -1), { ...last, children: [...last.children, ...further] }];
  return [...body, makeElement('p', null, {}, further)];
}

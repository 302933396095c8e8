import type { Element } from 'hast';
import { makeElement } from './element.ts';
import { makeGap } from './names.ts';
import { makeTitle, type SetTitle } from './title.ts';

export interface Field {
  readonly name: string;
  readonly value: string;
}

export interface ImprintProps {
  readonly id: string;
  readonly title: SetTitle;
  readonly subtitle: string;
  /** Only what the editor gave; a field without a value is left out. */
  readonly fields: readonly Field[];
}

/** The imprint: what the book is, and who made it, as far as the editor said so. */
export function makeImprint(props: ImprintProps): Element {
  return makeElement(
    'section',
    'imprint',
    { id: props.id, role: 'doc-colophon' },
    makeElement('p', 'imprint-title', {}, makeTitle(props.title)),
    props.subtitle === '' ? null : makeElement('p', 'subtitle', {}, props.subtitle),
    props.fields.filter((field) => field.value !== '').map(makeField),
  );
}

export function makeField(field: Field): Element {
  return makeElement(
    'p',
    'field',
    {},
    makeElement('span', 'field-name', {}, field.name),
    makeGap(),
    makeElement('span', 'field-value', {}, field.value),
  );
}

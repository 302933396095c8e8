import type { Element } from 'hast';
import { makeElement } from './element.ts';

export interface BackCoverProps {
  readonly id: string;
}

/** The outside of the back: nothing to read, the ornament of the cover only. */
export function makeBackCover(props: BackCoverProps): Element {
  return makeElement('section', 'back-cover', { id: props.id }, makeElement('div', 'ornament', { ariaHidden: 'true' }));
}

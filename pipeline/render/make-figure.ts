import type { Element } from 'hast';
import { makeElement } from '../../templates/element.ts';

/** A picture that stands alone: its title is its caption. */
export function makeFigure(image: Element): Element {
  const { title, ...properties } = image.properties;
  const caption = typeof title === 'string' ? title.trim() : '';
  return makeElement(
    'figure',
    'figure',
    {},
    { ...image, properties },
    caption === '' ? null : makeElement('figcaption', 'caption', {}, caption),
  );
}

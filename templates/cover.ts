import type { Element, ElementContent } from 'hast';
import { makeElement } from './element.ts';
import { makeGap } from './names.ts';
import { makeTitle, type SetTitle } from './title.ts';

/** What stands on the cover and the title page, from top to bottom. Empty strings print nothing. */
export interface CoverProps {
  readonly id: string;
  readonly kind: 'cover' | 'title-page';
  readonly series: string;
  readonly occasion: SetTitle | null;
  readonly title: SetTitle;
  readonly subtitle: SetTitle | null;
  readonly issuer: SetTitle | null;
  readonly date: string;
  /** Number of the permit for internal material, and the words the rule asks for beside it. */
  readonly permit: readonly string[];
}

/** The front of the book: what it is, on what occasion, by whom, when. Title pages are made alike. */
export function makeCover(props: CoverProps): Element {
  return makeElement('section', props.kind, { id: props.id }, [
    makeElement(
      'div',
      'cover-middle',
      {},
      makeElement(
        'div',
        'cover-head',
        {},
        props.permit.length === 0 ? null : makeElement('p', 'permit', {}, props.permit.flatMap(makePermit)),
        props.series === '' ? null : makeElement('p', 'series', {}, props.series),
      ),
      lines('occasion', props.occasion),
      makeElement('h1', 'cover-title', {}, makeTitle(props.title)),
    ),
    makeElement('div', 'ornament', { ariaHidden: 'true' }),
    lines('cover-subtitle', props.subtitle),
    makeElement(
      'div',
      'cover-foot',
      {},
      lines('issuer', props.issuer),
      props.date === '' ? null : makeElement('p', 'date', {}, props.date),
    ),
  ]);
}

const lines = (className: 'occasion' | 'cover-subtitle' | 'issuer', text: SetTitle | null): Element | null =>
  text && makeElement('p', className, {}, makeTitle(text));

/** The permit's number and the words beside it: broken between them, within one only when it is very long. */
function makePermit(text: string, i: number): ElementContent[] {
  const words: ElementContent =
    [...text].length > 24 ? { type: 'text', value: text } : makeElement('span', 'nowrap', {}, text);
  return i === 0 ? [words] : [makeGap(), words];
}

import type { Element, ElementContent } from 'hast';
import { makeElement } from './element.ts';

/** A person's name: never broken over lines; one of two Han characters is spread to three by layout, its text as it is. */
export function makeName(name: string): ElementContent {
  // What is longer than a line is no name that anybody could keep together.
  if ([...name].length > 14) return { type: 'text', value: name };
  const isTwo = /^\p{Script=Han}{2}$/u.test(name);
  return makeElement('span', isTwo ? ['name', 'name-two'] : 'name', {}, name);
}

/** Names in the text that joins them (`A, B`): each name an element of its own, the joining words left as text. */
export function makeNames(author: string, names: readonly string[]): ElementContent[] {
  const children: ElementContent[] = [];
  let rest = author;
  for (const name of names) {
    const at = name === '' ? -1 : rest.indexOf(name);
    if (at < 0) continue;
    if (at > 0) children.push({ type: 'text', value: rest.slice(0, at) });
    rest = rest.slice(at + name.length);
    const [mark] = /^[\u3001\uff0c\uff1b]/.exec(rest) ?? [];
    children.push(mark === undefined ? makeName(name) : makeElement('span', 'named', {}, makeName(name), mark));
    rest = rest.slice(mark?.length ?? 0);
  }
  if (rest !== '') children.push({ type: 'text', value: rest });
  return children;
}

/** The word space between two things that layout sets one em apart; a plain space in the text. */
export const makeGap = (): Element => makeElement('span', 'gap', {}, ' ');

import type { Element, ElementContent } from 'hast';
import { makeElement } from '../../../templates/element.ts';

/** Addresses and paths, which have no spaces and would leave a hole in the line before them. */
const longWord = /[!-~]{18,}/;

/**
 * Lets long words break where addresses may: after a slash, before a point, a hyphen or a sign of a query (Chicago 14.18).
 * The places are elements, not characters, so the text stays as it is.
 */
export function breakLongWords(element: Element): void {
  for (let i = 0; i < element.children.length; i++) {
    const node = element.children[i];
    if (node?.type === 'element') {
      if (!['pre', 'ruby', 'svg', 'math'].includes(node.tagName)) breakLongWords(node);
    } else if (node?.type === 'text' && longWord.test(node.value)) {
      const pieces = cut(node.value);
      element.children.splice(i, 1, ...pieces);
      i += pieces.length - 1;
    }
  }
}

function cut(text: string): ElementContent[] {
  return text.split(/([!-~]{18,})/).flatMap((stretch): ElementContent[] => {
    if (!longWord.test(stretch)) return stretch === '' ? [] : [{ type: 'text', value: stretch }];
    const pieces = stretch.split(/(?<=[/])(?![/])|(?<=[^/.?&=_-])(?=[.?&=_-][^.])/);
    return pieces.flatMap((value, i): ElementContent[] =>
      i === 0 ? [{ type: 'text', value }] : [makeElement('wbr', null, {}), { type: 'text', value }],
    );
  });
}

import type { Element, ElementContent } from 'hast';
import { makeElement } from '../../../templates/element.ts';

/** Addresses and paths, which have no spaces and would leave a hole in the line before them. */
const longWord = /[!-~]{18,}/;

/** What tells an address or a path from a long word. */
const address = /[/?&=_@%#\\]|\w\.\w/;

/**
 * Lets long words break where addresses may: after a slash, before a point, a hyphen or a sign of a query (Chicago 14.18).
 * The places are elements, not characters, so the text stays as it is; nor are they a box around it, at whose edges the
 * browser sets room without a look at the line's end. An address may be broken within its words too: kept in pieces of ten
 * letters it would leave a hole in the line before, where lines are made even.
 */
export function breakLongWords(element: Element, isEven = true): void {
  for (let i = 0; i < element.children.length; i++) {
    const node = element.children[i];
    if (node?.type === 'element') {
      if (!['pre', 'ruby', 'svg', 'math'].includes(node.tagName)) breakLongWords(node, isEven);
    } else if (node?.type === 'text' && longWord.test(node.value)) {
      const pieces = cut(node.value, isEven);
      element.children.splice(i, 1, ...pieces);
      i += pieces.length - 1;
    }
  }
}

function cut(text: string, isEven: boolean): ElementContent[] {
  return text.split(/([!-~]{18,})/).flatMap((stretch): ElementContent[] => {
    if (!longWord.test(stretch)) return stretch === '' ? [] : [{ type: 'text', value: stretch }];
    const pieces = stretch.split(/(?<=[/])(?![/])|(?<=[^/.?&=_-])(?=[.?&=_-][^.])/);
    const mayCut = isEven && address.test(stretch);
    const ends = mayCut ? pieces.flatMap((piece, i) => cutRuns(piece, i === pieces.length - 1)) : pieces;
    return ends.flatMap((value, i): ElementContent[] =>
      i === 0 ? [{ type: 'text', value }] : [makeElement('wbr', null, {}), { type: 'text', value }],
    );
  });
}

/** A line may end between any two letters of an address, though not beside the edge of a word; numbers are never broken. */
function cutRuns(piece: string, isLast: boolean): string[] {
  const found = isLast ? piece.slice(0, -leastTail) : piece;
  const cut = found.split(/(?<=[A-Za-z]{2})(?=[A-Za-z]{2})/);
  return isLast ? [...cut.slice(0, -1), `${cut.at(-1) ?? ''}${piece.slice(-leastTail)}`] : cut;
}

/** So much of an address stands together at its end: it may be all that the last line of a paragraph has. */
const leastTail = 6;

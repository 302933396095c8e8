import type { Element, ElementContent } from 'hast';
import { makeElement } from '../../../templates/element.ts';
import { longTable } from './set-tables.ts';

/**
 * Prepares a section for lines that run down: curly quotes become corner brackets, the outer ones double in Simplified and
 * single in Traditional text (GB/T 15834 5.2; the Taiwanese manual of punctuation), and numbers of one or two digits get
 * a box in which they stand upright.
 */
export function setVertical(root: Element, lang: string): void {
  if (!lang.startsWith('zh')) return;
  const marks = /^zh-(TW|HK|MO|Hant)/i.test(lang) ? traditional : simplified;
  const visit = (element: Element): void => {
    element.children = element.children.flatMap((child, i, all): ElementContent[] => {
      if (child.type === 'text')
        return cutNumbers(turnQuotes(child.value, marks), edgeOf(all, i, -1), edgeOf(all, i, 1));
      if (child.type === 'element' && !staysAcross(child)) visit(child);
      return [child];
    });
  };
  visit(root);
}

const staysAcross = ({ tagName, properties }: Element): boolean =>
  tagName === 'pre' || tagName === 'code' || (tagName === 'table' && !String(properties.className).includes(longTable));

const simplified: Readonly<Record<string, string>> = {
  '\u201c': '\u300e',
  '\u201d': '\u300f',
  '\u2018': '\u300c',
  '\u2019': '\u300d',
};

const traditional: Readonly<Record<string, string>> = {
  '\u201c': '\u300c',
  '\u201d': '\u300d',
  '\u2018': '\u300e',
  '\u2019': '\u300f',
};

/** An apostrophe between Latin letters stays what it is. */
const turnQuotes = (text: string, marks: Readonly<Record<string, string>>): string =>
  text.replace(/(?<![A-Za-z])[\u2018\u2019]|[\u2018\u2019](?![A-Za-z])|[\u201c\u201d]/g, (mark) => marks[mark] ?? mark);

/** A stroke where the word of a text goes on beyond a place at which it may be broken; else nothing. */
function edgeOf(siblings: readonly ElementContent[], i: number, step: -1 | 1): string {
  const next = siblings[i + step];
  return next?.type === 'element' && next.tagName === 'wbr' ? '/' : '';
}

/** Numbers stand upright that are no part of an address, a fraction, a time. The edges are not shown. */
function cutNumbers(text: string, before: string, after: string): ElementContent[] {
  return `${before}${text}${after}`
    .split(/(?<![\dA-Za-z.,:/%=-])(\d{1,2})(?![\dA-Za-z.,:/%-])/)
    .map((piece, i, all) =>
      piece.slice(i === 0 ? before.length : 0, i === all.length - 1 ? piece.length - after.length : piece.length),
    )
    .flatMap((piece, i): ElementContent[] => {
      if (piece === '') return [];
      return [i % 2 === 1 ? makeElement('span', 'upright', {}, piece) : { type: 'text', value: piece }];
    });
}

import type { Element, ElementContent } from 'hast';
import { makeElement } from '../../../templates/element.ts';

/**
 * Prepares a section for lines that run down: curly quotes become corner brackets, the outer ones double in Simplified and
 * single in Traditional text (GB/T 15834 5.2; the Taiwanese manual of punctuation), and numbers of one or two digits get
 * a box in which they stand upright.
 */
export function setVertical(root: Element, lang: string): void {
  if (!lang.startsWith('zh')) return;
  const marks = /^zh-(TW|HK|MO|Hant)/i.test(lang) ? traditional : simplified;
  const visit = (element: Element): void => {
    element.children = element.children.flatMap((child): ElementContent[] => {
      if (child.type === 'text') return cutNumbers(turnQuotes(child.value, marks));
      if (child.type === 'element' && !['pre', 'code', 'table'].includes(child.tagName)) visit(child);
      return [child];
    });
  };
  visit(root);
}

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

function cutNumbers(text: string): ElementContent[] {
  return text
    .split(/(?<![\dA-Za-z.,:/-])(\d{1,2})(?![\dA-Za-z.,:/%-])/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      /^\d{1,2}$/.test(piece) ? makeElement('span', 'upright', {}, piece) : { type: 'text', value: piece },
    );
}

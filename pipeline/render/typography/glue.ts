import type { ElementContent, Text } from 'hast';
import { makeElement } from '../../../templates/element.ts';

/** A stretch of text that must not be broken over lines: [start, end), code units. */
type Stretch = readonly [start: number, end: number];

const han = '\\p{Script=Han}';

/**
 * What the browser would break and Chinese rules keep together (GB/T 15834 5.1, CLREQ):
 * a number with the character that counts (2184.3\u4e07, \u7b2c5), year and month, a mark that may not start a line
 * (\u00b7 \uff5e \u2014 \uff0f \u2030 \u2103) with what stands before it, one that may not end it (\uff0f #) with what follows.
 */
const patterns = new RegExp(
  [
    `\\d{4}\\u5e74\\d{1,2}\\u6708`,
    // A number or a range of them, with the mark or character before and after that makes it a quantity.
    `\\u7b2c?[\\uffe5$\\u20ac]?[-+\\u00b1\\u2212]?\\d[\\d.,:]*(?:[%\\u2030\\u2103\\uff05]?[\\uff5e~\\u2013\\u2014-]\\d[\\d.,]*)*(?:[%\\u2030\\u2103\\uff05]|[\\u4e07\\u4ebf\\u5343\\u767e]+|[\\u591a\\u4f59\\u51e0]?${han}| ?(?:kg|g|km|m|cm|mm|t|kW|MW|GB|MB|h|min|s)\\b)?`,
    `\\S?(?:[\\u00b7\\uff5e\\u2030\\u2103\\uff05]|(?<!\\u2014)\\u2014(?!\\u2014))`,
    `\\S?(?:\\uff0f\\S?)+`,
    `#\\S`,
  ].join('|'),
  'gu',
);

/** A quick look whether the rules could apply at all: most paragraphs pass by here. */
const mayApply = /[\d\u00b7\uff5e\u2014\uff0f#\u2030\u2103\uff05]/;

/** A longer stretch is broken all the same: kept whole it would leave holes in the line before it. */
const longest = 14;

/** Stretches of a text that stay on one line. */
export function findStretches(text: string): Stretch[] {
  if (!mayApply.test(text)) return [];
  const stretches: Stretch[] = [];
  for (const match of text.matchAll(patterns)) {
    const length = [...match[0]].length;
    // Digits alone are never broken anyway.
    if (length < 2 || length > longest || /^[\d.,:]+$/.test(match[0])) continue;
    stretches.push(fitBox(text, [match.index, match.index + match[0].length]));
  }
  return stretches;
}

/**
 * Moves the ends of a box away from places where the browser adds or takes away room by what stands on both sides: at the
 * edge of a box it does so without regard to line ends, and two marks on both sides of it are not squeezed.
 *
 *     before  | \u8d44\u91d1[3.72\u4ebf]        after  | \u8d44[\u91d13.72\u4ebf]
 *                 ^ an eighth of an em, also when a line starts here
 */
export function fitBox(text: string, [from, to]: Stretch): Stretch {
  let start = from;
  let end = to;
  // No line breaks after an opening mark, and at a line's start only one outside boxes is trimmed.
  while (isOpening(text[start] ?? '') && start < end - 1) start++;
  while (start > 0 && (isGap(text[start - 1], text[start]) || areMarks(text[start - 1], text[start]))) start--;
  while (end < text.length && (isGap(text[end - 1], text[end]) || areMarks(text[end - 1], text[end]))) end++;
  return [start, end];
}

const isGap = (a = '', b = ''): boolean => {
  const [before, behind] = [kindOf(a), kindOf(b)];
  return (before === 'han' && behind === 'alphanumeric') || (before === 'alphanumeric' && behind === 'han');
};
const areMarks = (a = '', b = ''): boolean => isMark(a) && isMark(b);
const isMark = (c: string): boolean =>
  /[\u2019\u201d\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\uff01\uff09\uff0c\uff1a\uff1b\uff1f\uff3d\uff5d]/.test(
    c,
  ) || isOpening(c);
const isOpening = (c: string): boolean =>
  /[\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\uff08\uff3b\uff5b]/.test(c);

/**
 * The tail of a paragraph that stays together, so that its last line has two Han characters at least:
 *
 *     before  | \u2026\u8fc8\u4e0a\u65b0\u53f0\u9636\u3002        after  | \u2026\u8fc8\u4e0a\u65b0[\u53f0\u9636\u3002]
 *                                             ^ one box
 */
export function findTail(text: string): Stretch | null {
  let start = text.length;
  let found = 0;
  while (start > 0 && found < 2) {
    const low = text.charCodeAt(start - 1);
    const step = low >= 0xdc00 && low <= 0xdfff ? 2 : 1;
    const c = text.slice(start - step, start);
    if (text.length - start > 12) return null;
    start -= step;
    if (isHan(c)) found++;
  }
  if (found < 2) return null;
  return fitBox(text, [start, text.length]);
}

/** A text node cut where stretches stand: those become boxes that do not break, the interpunct gets its own box. */
export function boxStretches(text: string, stretches: readonly Stretch[]): ElementContent[] {
  if (stretches.length === 0) return [makeText(text)];
  const nodes: ElementContent[] = [];
  let at = 0;
  for (const [start, end] of merge(stretches)) {
    if (start > at) nodes.push(makeText(text.slice(at, start)));
    nodes.push(makeElement('span', 'nowrap', {}, boxInterpuncts(text.slice(start, end))));
    at = end;
  }
  if (at < text.length) nodes.push(makeText(text.slice(at)));
  return nodes;
}

function boxInterpuncts(text: string): ElementContent[] {
  if (!text.includes('\u00b7')) return [makeText(text)];
  return text
    .split(/(\u00b7)/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece === '\u00b7' ? makeElement('span', 'interpunct', {}, piece) : makeText(piece)));
}

function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && stretch[0] < last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], stretch[1])];
    else merged.push(stretch);
  }
  return merged;
}

const isHan = (c: string): boolean => kindOf(c) === 'han';

type Kind = 'han' | 'alphanumeric' | 'other';

/** What characters are, each asked for once: most of what is asked of a text is asked of the same few thousand. */
const kinds = new Map<string, Kind>();

function kindOf(c: string): Kind {
  const known = kinds.get(c);
  if (known) return known;
  const isAlphanumeric = /[%.\u2030\p{L}\p{N}]/u.test(c);
  const kind = /\p{Script=Han}/u.test(c) ? 'han' : isAlphanumeric ? 'alphanumeric' : 'other';
  kinds.set(c, kind);
  return kind;
}

const makeText = (value: string): Text => ({ type: 'text', value });

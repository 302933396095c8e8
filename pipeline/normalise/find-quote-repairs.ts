import type { Characters } from './characters.ts';
import type { MarkEdit, QuoteStyle } from './find-mark-repairs.ts';

interface Pair {
  readonly start: number;
  readonly end: number;
}

/**
 * Straight quotation marks around Chinese words, in pairs; the second of a pair may be right already. Marks of inches, in
 * English and without a partner stay.
 *
 *     "三性"  “三性"  '四化'   →   “三性”  “三性”  ‘四化’
 */
export function findQuoteRepairs(characters: Characters, style: QuoteStyle): MarkEdit[] {
  const { text } = characters;
  const edits: MarkEdit[] = [];
  const [outer, inner] = style === 'corner' ? ['\u300c\u300d', '\u300e\u300f'] : ['\u201c\u201d', '\u2018\u2019'];
  const set = (at: number, straight: string, after: string): void => {
    if (text[at] === straight) edits.push({ at, before: straight, after, rule: 'quote' });
  };
  const doubles = findPairs(characters, '"', '\u201c', '\u201d').filter((pair) => isChinesePair(characters, pair));
  for (const { start, end } of doubles) {
    // A mark that is right already decides how its partner looks.
    const isCurly = text[start] === '\u201c' || text[end] === '\u201d';
    set(start, '"', isCurly ? '\u201c' : (outer[0] ?? ''));
    set(end, '"', isCurly ? '\u201d' : (outer[1] ?? ''));
  }
  for (const { start, end } of findPairs(characters, "'", '\u2018', '\u2019')) {
    if (!isChinesePair(characters, { start, end }) || isApostrophe(characters, start) || isApostrophe(characters, end))
      continue;
    const isCurly = text[start] === '\u2018' || text[end] === '\u2019';
    const isInner = doubles.some((d) => d.start < start && end < d.end);
    const [open, close] = isCurly ? '\u2018\u2019' : style === 'corner' && !isInner ? outer : inner;
    set(start, "'", open ?? '');
    set(end, "'", close ?? '');
  }
  return edits;
}

function findPairs(characters: Characters, straight: string, open: string, close: string): Pair[] {
  const { text, kindAt, isProtected } = characters;
  const pairs: Pair[] = [];
  // One of a pair is straight: the other is right already, or there is nothing to set right.
  if (!text.includes(straight)) return pairs;
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    if (mark !== straight && mark !== open && mark !== close) continue;
    if (mark === straight && (isProtected(at) || isApostrophe(characters, at))) continue;
    if (mark === open) {
      start = at;
    } else if (start >= 0) {
      if (mark === straight || text[start] === straight) pairs.push({ start, end: at });
      start = -1;
    } else if (mark === straight) {
      const next = kindAt(at + 1);
      const isInch = kindAt(at - 1) === 'digit';
      if (!isInch && next !== 'none' && next !== 'space' && next !== 'close') start = at;
    }
  }
  return pairs;
}

function isChinesePair({ kindAt, hanIn, isEnglishAround }: Characters, { start, end }: Pair): boolean {
  if (isEnglishAround(start) && isEnglishAround(end)) return false;
  if (hanIn(start, end) > 0) return true;
  return [kindAt(start - 1), kindAt(end + 1)].some((kind) => kind === 'han' || kind === 'mark');
}

/** Between two letters a single mark is an apostrophe, and so is one after a letter before a space (`workers' rights`). */
function isApostrophe({ text, kindAt }: Characters, at: number): boolean {
  if (text[at] !== "'") return false;
  const [left, right] = [kindAt(at - 1), kindAt(at + 1)];
  return (left === 'latin' || left === 'digit') && (right === 'latin' || right === 'digit');
}

import type { Fragment, Reading, Span } from '../core/text.ts';
import { endingOf, measureLength } from './characters.ts';

/** A reading without the signs that stand before all of its lines, and where they stand: they belong to no article. */
export interface UnsignedReading {
  readonly reading: Reading;
  readonly signs: readonly Span[];
}

/**
 * Signs that stand before every line of a text tell nothing of any of them: those of a quoted mail, of a list to which a page was
 * pasted, the numbers that a program gave to its pieces.
 *
 *     > \u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee        - \u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee        [12] \u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee
 */
export function readLineSigns(reading: Reading): UnsignedReading {
  const none = { reading, signs: [] };
  const { kind, fragments } = reading;
  if (kind !== 'page' || fragments.length < leastLines) return none;
  const lengthOf = findSigns(fragments);
  if (!lengthOf) return none;
  const signs: Span[] = [];
  const kept: Fragment[] = [];
  let blankBefore = false;
  for (const fragment of fragments) {
    const length = lengthOf(fragment);
    const { span, text, hints } = fragment;
    const marks = /^#{1,6}(?=\s*[^\s#])\s*/.exec(text.slice(length));
    const end = length + (marks?.[0].length ?? 0);
    if (end > 0) signs.push({ ...span, end: span.start + end });
    if (end === text.length) {
      blankBefore = true;
      continue;
    }
    kept.push({
      ...fragment,
      text: text.slice(end),
      span: { ...span, start: span.start + end },
      hints: {
        ...hints,
        headingDepth: marks ? marks[0].trimEnd().length : hints.headingDepth,
        blankBefore: blankBefore || hints.blankBefore,
      },
    });
    blankBefore = false;
  }
  return { reading: { ...reading, fragments: kept }, signs };
}

/** Fewer lines have no habit. */
const leastLines = 8;
const nearlyAll = 0.95;

type LengthOf = (fragment: Fragment) => number;

function findSigns(fragments: readonly Fragment[]): LengthOf | null {
  const lengthBy =
    (sign: RegExp): LengthOf =>
    ({ text }) =>
      sign.exec(text)?.[0].length ?? 0;
  const quoted = lengthBy(/^(?:>\s*)+/);
  if (isHabit(fragments, quoted)) return quoted;
  // Headlines may stand outside of a list.
  const unmarked = fragments.filter(({ hints }) => hints.headingDepth === 0);
  const bulleted = [/^-\s+/, /^\*\s+/, /^\+\s+/, /^\u2022\s*/, /^\u00b7\s*/, /^\u25cf\s*/, /^\u25aa\s*/].map(lengthBy);
  for (const lengthOf of bulleted)
    if (unmarked.length >= leastLines && isHabit(unmarked, lengthOf) && isCut(unmarked, lengthOf)) return lengthOf;
  const numbered = lengthBy(number);
  return isHabit(fragments, numbered) && countsUp(fragments) && isCut(fragments, numbered) ? numbered : null;
}

const isHabit = (fragments: readonly Fragment[], lengthOf: LengthOf): boolean =>
  fragments.filter((fragment) => lengthOf(fragment) > 0).length >= fragments.length * nearlyAll;

/** `[12]`, `(12)`, `12:`, `12.`, `12|`, `12` before a tab; with nothing behind it for an empty line. */
const number =
  /^(?:[[(\uff08\u3010]\s?(\d{1,5})\s?[\])\uff09\u3011]|(\d{1,5})(?:\s?[:\uff1a.|\uff5c\u3001](?!\d)|(?=\t)|$))\s*/;

/** Whether each line's number is higher than that of the one before, as no text counts its paragraphs over several articles. */
function countsUp(fragments: readonly Fragment[]): boolean {
  const numbers = fragments.flatMap(({ text }) => {
    const match = number.exec(text);
    return match ? [Number(match[1] ?? match[2])] : [];
  });
  const steps = numbers.filter(
    (value, i) => i > 0 && value > (numbers[i - 1] ?? 0) && value <= (numbers[i - 1] ?? 0) + 5,
  );
  return steps.length >= (numbers.length - 1) * nearlyAll;
}

/** A text whose own paragraphs are numbered ends each of them with its sentence, and a list has short lines. */
function isCut(fragments: readonly Fragment[], lengthOf: LengthOf): boolean {
  const lines = fragments.map((fragment) => fragment.text.slice(lengthOf(fragment))).filter((text) => text !== '');
  const open = lines.filter((text) => endingOf(text) === 'open').length;
  const long = lines.filter((text) => measureLength(text) > longLine).length;
  return open >= lines.length * 0.15 && long >= lines.length * 0.3;
}

/** A line this long holds text: a list of contents has none. */
const longLine = 40;

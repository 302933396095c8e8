import {
  endingOf,
  isCloserCode,
  isDigitCode,
  isHanCode,
  isLetterCode,
  isLowerCode,
  measureLength,
} from './characters.ts';
import type { Piece } from './cut.ts';
import type { LanguageModel } from './language-model.ts';
import { pairBalance } from './roles.ts';

type CharacterKind = 'han' | 'letter' | 'digit' | 'other';

/** Facts about one piece of body text that every pair with it shares. */
export interface PieceFacts {
  readonly ending: 'full' | 'colon' | 'open';
  readonly endsComma: boolean;
  /** What kind of character stands at either end. */
  readonly lastKind: CharacterKind;
  readonly firstKind: CharacterKind;
  readonly capitalStart: boolean;
  readonly closerStart: boolean;
  readonly lowerStart: boolean;
  readonly hyphenEnd: boolean;
  readonly opens: string;
  readonly closes: string;
  readonly ordinalStart: number;
  readonly ordinalLast: number;
  readonly modelStart: number;
  readonly modelEnd: number;
  readonly indented: boolean;
  /** A line of verse, a row of a table; and the same or who signed what stands above: nothing goes on elsewhere behind it. */
  readonly isRow: boolean;
  readonly isLast: boolean;
  /** Too long for a heading, or of several clauses, and without a mark at its end: text that stops in mid-sentence. */
  readonly isBroken: boolean;
  /** Short, on a line of its own and without a mark at its end, as headings inside an article are. */
  readonly isHead: boolean;
}

/** Reads the facts of a piece; a row (`find-rows.ts`) is complete without a mark at its end. */
export function readFacts(piece: Piece, isRow: boolean, model: LanguageModel): PieceFacts {
  const { text } = piece;
  const isLast = isRow || isSignature(text);
  const firstCode = text.charCodeAt(0);
  const lastCode = text.charCodeAt(text.length - 1);
  // Marks are balanced within a piece's edges: long lines are looked at from their ends.
  const balance = text.length > 20_000 ? { marks: '', closes: '' } : pairBalance(text);
  const ordinals = findOrdinals(text.slice(0, 20_000));
  return {
    ending: isLast ? 'full' : endingOf(text),
    endsComma: ',;\uff0c\uff1b\u3001'.includes(text.charAt(text.length - 1)),
    lastKind: kindOf(lastCode),
    firstKind: kindOf(firstCode),
    capitalStart: firstCode >= 65 && firstCode <= 90,
    closerStart: isCloserCode(firstCode) && firstCode !== 0x2e,
    lowerStart: isLowerCode(firstCode),
    hyphenEnd: lastCode === 0x2d && isLetterCode(text.charCodeAt(text.length - 2)),
    opens: balance.marks,
    closes: balance.closes,
    ordinalStart: ordinals.start,
    ordinalLast: ordinals.last,
    modelStart: model.scoreStart(text),
    modelEnd: model.scoreEnd(text),
    indented: piece.indented,
    isRow,
    isLast,
    isBroken: !isLast && endingOf(text) === 'open' && (clauseMark.test(text) || measureLength(text) > longestHeading),
    isHead: isHeadLike(text),
  };
}

const kindOf = (code: number): CharacterKind =>
  isHanCode(code) ? 'han' : isLetterCode(code) ? 'letter' : isDigitCode(code) ? 'digit' : 'other';

/** Headings inside articles (\u4e00\u3001...) are no longer, in Han characters. */
const longestHeading = 30;
const clauseMark = /[,;\uff0c\uff1b\u3002]/;

/** A line that says who wrote what stands above it: in brackets, or behind a stroke. */
const isSignature = (text: string): boolean =>
  measureLength(text) <= 24 &&
  /^(?:[(\uff08][^()\uff08\uff09]+[)\uff09]|[\u2014\u2015]{1,2}[^\u2014\u2015]+)$/.test(text);

const isHeadLike = (text: string): boolean =>
  measureLength(text) <= 22 && endingOf(text) === 'open' && !/[,;\uff0c\uff1b\u3002\u3001-]/.test(text);

const numerals = '\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341';
const ordinal = new RegExp(
  `(?:^|[\u3002\uff1b\uff0c\uff1a;:,.])(?:\u7b2c?([${numerals}]{1,2})(?:\u662f|\u8981|\u3001|\uff0c|,)|[\uff08(]([${numerals}\\d]{1,2})[\uff09)]|(\\d{1,2})[\u3001.\uff0e](?!\\d))`,
  'g',
);

/** The number that a text opens with (\u4e8c\u662f, (3), 4.) and the last one it has; 0 where there is none. */
function findOrdinals(text: string): { start: number; last: number } {
  let start = 0;
  let last = 0;
  for (const match of text.matchAll(ordinal)) {
    const value = readNumeral(match[1] ?? match[2] ?? match[3] ?? '');
    if (match.index === 0) start = value;
    last = value;
  }
  return { start, last };
}

function readNumeral(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const values = [...text].map((c) => numerals.indexOf(c) + 1);
  if (values.length === 1) return values[0] ?? 0;
  return values[0] === 10 ? 10 + (values[1] ?? 0) : 0;
}

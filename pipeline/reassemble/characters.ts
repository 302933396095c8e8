/** What kind of character stands at a place: the questions that cutting, joining and scoring ask. Punctuation is by code. */

const closers =
  ',.;:?!)]%\u2030\u2103\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\u300b\u300d\u300f\u3011\u3009\u2026\u2014\u00b7\uff05';
const openers = '([\u201c\u2018\uff08\u300a\u300c\u300e\u3010\u3008';
const terminals = '.!?\u3002\uff01\uff1f\u2026';
const afterTerminal = '"\')]\u201d\u2019\uff09\u300d\u300f\u3011\u300b';

const toCodes = (text: string): ReadonlySet<number> => new Set([...text].map((c) => c.charCodeAt(0)));
const closerCodes = toCodes(closers);
const openerCodes = toCodes(openers);
const terminalCodes = toCodes(terminals);
const afterTerminalCodes = toCodes(afterTerminal);

/** White space as Unicode has it; the byte order mark is not white space here, since conservation counts it. */
export function isSpaceCode(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  if (code < 0xa0) return code === 0x85;
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Control characters and non-characters: they are taken out of text by rule. White space is not among them. */
export function isControlCode(code: number): boolean {
  return (
    (code < 0x20 && !isSpaceCode(code)) ||
    (code >= 0x7f && code < 0xa0 && code !== 0x85) ||
    code === 0xfffe ||
    code === 0xffff
  );
}

/** Han characters, kana and bopomofo: scripts that are written without spaces. */
export function isHanCode(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xdbff) ||
    (code >= 0xdc00 && code <= 0xdfff) ||
    (code >= 0x3041 && code <= 0x312f) ||
    code === 0x3005 ||
    code === 0x3007
  );
}

export const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;

/** Latin, Greek and Cyrillic letters, accents included. */
export const isLetterCode = (code: number): boolean =>
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  (code >= 0xc0 && code <= 0x52f && code !== 0xd7 && code !== 0xf7);

export const isLowerCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 0xdf && code <= 0xff && code !== 0xf7);

/** Marks that may not start a line, and so seldom a paragraph. */
export const isCloserCode = (code: number): boolean => closerCodes.has(code);

/** Marks that may not end a line. */
export const isOpenerCode = (code: number): boolean => openerCodes.has(code);

/**
 * How a stretch of text ends: `full` at a sentence's end (a closing quote or bracket may follow the mark), `colon` at a
 * colon or dash that introduces, `open` anywhere else.
 */
export function endingOf(text: string): 'full' | 'colon' | 'open' {
  let at = text.length - 1;
  while (at > 0 && (afterTerminalCodes.has(text.charCodeAt(at)) || isSpaceCode(text.charCodeAt(at)))) at--;
  const code = text.charCodeAt(at);
  if (terminalCodes.has(code)) return 'full';
  const last = text.charCodeAt(text.length - 1);
  return last === 0x3a || last === 0xff1a ? 'colon' : 'open';
}

/** Whether most of a text is written without spaces (Chinese, Japanese). */
export function isMostlyHan(text: string): boolean {
  let han = 0;
  let letters = 0;
  const limit = Math.min(text.length, 20_000);
  for (let i = 0; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (isHanCode(code)) han++;
    else if (isLetterCode(code)) letters++;
  }
  return han * 4 > letters;
}

/** Widths as a terminal shows them: Han and full-width forms two, everything else one. */
export function measureColumns(text: string): number {
  let columns = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xdc00 && code <= 0xdfff) continue;
    columns += isWideCode(code) ? 2 : 1;
  }
  return columns;
}

const isWideCode = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xd800 && code <= 0xdbff) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6);

/** Length as read: a Han character counts one, anything else a little less than half. */
export function measureLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    length += isHanCode(code) || code > 0x2e80 ? 1 : 0.42;
  }
  return length;
}

/** Whether a line begins as an item of a list does: `1.`, `\u4e00\u3001`, `(2)`, a bullet. */
export const startsList = (text: string): boolean => listStart.test(text);

const listStart =
  /^(?:[0-9]{1,3}\s*[\u3001.\uff0e)\uff09](?!\d)|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u3001|[\uff08(][\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\d]{1,3}[\uff09)]|[-*\u2022\u25cf\u25a0\u25c6]|\u7b2c[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]+[\uff0c\u3001,])/;

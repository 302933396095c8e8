import type { Reader } from '../core/contracts.ts';
import { findLineStarts } from '../core/locate.ts';
import type { Fragment, Hints, Reading, Source } from '../core/text.ts';
import { decodeSource } from './decode-source.ts';

/** Page text: literal, one fragment a line, save that `#` at a line's start marks a headline. */
export const textReader: Reader = {
  name: 'text',
  extensions: ['.txt', '.text'],
  mediaType: 'text/plain',
  read: async (source, context) => {
    const transcript = decodeSource(source, context);
    return transcript === null ? null : readText(source, transcript);
  },
};

/**
 * A transcript as fragments.
 *
 *     ## 标题一          the marks are a hint (headingDepth 2), not text
 *        ^^^
 *     　　正文……         the indent is layout, not text
 *         ^^^^
 */
export function readText(source: Source, transcript: string): Reading {
  const lineStarts = findLineStarts(transcript);
  const fragments: Fragment[] = [];
  let blankBefore = true;
  const starts = partLines(transcript, lineStarts);
  let line = 0;
  for (const [at, from] of starts.entries()) {
    const to = starts[at + 1] ?? transcript.length;
    if (lineStarts[line + 1] === from) line++;
    const isPart = from !== lineStarts[line];
    const depth = countMarks(transcript, from, to);
    const start = skipSpace(transcript, depth.end, to);
    let end = to;
    while (end > start && isSpace(transcript.charCodeAt(end - 1))) end--;
    if (end === start) {
      blankBefore = true;
      continue;
    }
    fragments.push({
      id: isPart ? `${source.id}:${line + 1}+${from - (lineStarts[line] ?? 0)}` : `${source.id}:${line + 1}`,
      text: transcript.slice(start, end),
      span: { source: source.id, start, end },
      hints: hintsOf(depth.count, blankBefore),
    });
    blankBefore = false;
  }
  return {
    source: source.id,
    path: source.path,
    kind: 'page',
    transcript,
    firstLine: 1,
    lineStarts,
    fragments,
    frontMatter: {},
  };
}

/** Where lines start that people see: word processors break them with other signs as well, which no editor counts as lines. */
function partLines(transcript: string, lineStarts: readonly number[]): readonly number[] {
  if (!/[\v\u2028\u2029]/.test(transcript)) return lineStarts;
  const breaks = [...transcript.matchAll(/[\v\u2028\u2029]/g)].map(({ index }) => index + 1);
  return [...new Set([...lineStarts, ...breaks])].sort((a, b) => a - b);
}

/** Hints repeat by the million: each kind is made once and shared. */
const shared = new Map<string, Hints>();
function hintsOf(headingDepth: number, blankBefore: boolean): Hints {
  const key = `${headingDepth}${blankBefore}`;
  const known = shared.get(key);
  if (known) return known;
  const hints: Hints = Object.freeze({ headingDepth, blankBefore, verbatim: false });
  shared.set(key, hints);
  return hints;
}

/**
 * One to six `#` at the very start of a line, before a space or before the words; after an indent only before a space, since
 * `　　#话题#` is text. Marks with nothing behind them are text too. `end` is where the rest of the line starts.
 */
function countMarks(text: string, from: number, to: number): { count: number; end: number } {
  const first = skipSpace(text, from, to);
  let end = first;
  while (end < to && text.charCodeAt(end) === 0x23) end++;
  const count = end - first;
  const hasMark = text.charCodeAt(from) === 0xfeff && first === from + 1;
  const isIndented = first !== from && !hasMark;
  const isMarked =
    count >= 1 &&
    count <= 6 &&
    skipSpace(text, end, to) < to &&
    (!isIndented || isSpace(text.charCodeAt(end))) &&
    !(isIndented && text.slice(from, first).includes('\t'));
  return isMarked ? { count, end } : { count: 0, end: first };
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** White space as `\s` has it (U+3000, U+00A0 and the byte order mark among it). */
function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  return code >= 0xa0 && /\s/.test(String.fromCharCode(code));
}

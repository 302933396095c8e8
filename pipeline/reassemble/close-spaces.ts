import type { Reading } from '../core/text.ts';
import { isHanCode, isLetterCode, isSpaceCode } from './characters.ts';
import type { Stretch } from './placed.ts';

/** Whether a space stands between nearly all Han characters of a text, as some recognition of print has it: they are layout. */
export function isSpacedOut({ kind, fragments }: Reading): boolean {
  if (kind !== 'page') return false;
  let spaced = 0;
  let tight = 0;
  for (const { text } of fragments) {
    for (let at = 1; at < text.length; at++) {
      if (!isHanCode(text.charCodeAt(at))) continue;
      if (isHanCode(text.charCodeAt(at - 1))) tight++;
      else if (text.charCodeAt(at - 1) === 0x20 && isHanCode(text.charCodeAt(at - 2))) spaced++;
    }
    // Most texts show at once that they are not.
    if (tight > 1000 && spaced < tight) return false;
  }
  return spaced >= leastSpaced && spaced >= 2 * tight;
}

const leastSpaced = 40;

/**
 * A stretch of such a text as the stretches between its spaces; between words of letters they stay.
 *
 *     会 议 强 调 A I …   会议强调A I…
 */
export function closeSpaces(transcript: string, { span, gap, join }: Stretch): Stretch[] {
  const found: Stretch[] = [];
  let from = span.start;
  const add = (end: number): void => {
    if (end > from)
      found.push({
        span: { ...span, start: from, end },
        gap: found.length === 0 ? gap : '',
        join: found.length === 0 ? join : null,
      });
  };
  for (let at = span.start; at < span.end; at++) {
    if (!isSpaceCode(transcript.charCodeAt(at))) continue;
    let next = at;
    while (next < span.end && isSpaceCode(transcript.charCodeAt(next))) next++;
    const isBetweenWords = isLetterCode(transcript.charCodeAt(at - 1)) && isLetterCode(transcript.charCodeAt(next));
    if (!isBetweenWords) {
      add(at);
      from = next;
    }
    at = next;
  }
  add(span.end);
  return found;
}

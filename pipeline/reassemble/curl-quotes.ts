import { isCloserCode, isOpenerCode, isSpaceCode } from './characters.ts';

/**
 * A text with its straight double quotes turned the way they stand, character for character: a quote that is open where a
 * column ends is closed where the text goes on. They take turns; whether the first one opens or closes is told by what stands
 * around all of them. It is for reading only: what is written keeps its marks.
 *
 *     \u4ed6\u8bf4:"\u6865\u8981\u4fee      \u4ed6\u8bf4:\u201c\u6865\u8981\u4fee          \u4e86."\u5927\u5bb6\u8bf4      \u4e86.\u201d\u5927\u5bb6\u8bf4
 */
export function curlQuotes(text: string): string {
  if (!text.includes('"')) return text;
  let balance = 0;
  let isFirst = true;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const lean = rateOpening(text, at) - rateClosing(text, at);
    balance += isFirst ? lean : -lean;
    isFirst = !isFirst;
  }
  // What was opened is mostly closed in the same stretch: after an even number `isFirst` is true again.
  let opens = balance + (isFirst ? 1.5 : 0) >= 0;
  return text.replace(/"/g, () => {
    opens = !opens;
    return opens ? '\u201d' : '\u201c';
  });
}

/** How well what stands around a quote suits one that opens: units of habit, no more. */
function rateOpening(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  const behind = Number.isNaN(after) ? -1 : isSpaceCode(after) || isCloserCode(after) ? -3 : 0;
  if (Number.isNaN(before)) return behind + 1;
  if (colons.has(before)) return behind + 2;
  return behind + (isSpaceCode(before) || isOpenerCode(before) ? 1 : 0);
}

function rateClosing(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  const behind = Number.isNaN(after) || isSpaceCode(after) ? 1 : isCloserCode(after) ? 2 : 0;
  if (Number.isNaN(before)) return behind - 1;
  if (colons.has(before) || isOpenerCode(before)) return behind - 3;
  if (isSpaceCode(before)) return behind - 2;
  return behind + (ends.has(before) ? 0.5 : 0);
}

const codesOf = (marks: string): ReadonlySet<number> => new Set([...marks].map((mark) => mark.charCodeAt(0)));
const colons = codesOf(':\uff1a');
const ends = codesOf('.!?\u3002\uff01\uff1f\u2026');

import { isHanCode, isSpaceCode } from './characters.ts';

/**
 * Whether two stretches of text need a space between them when joined: words of scripts that have spaces do, but not a word
 * and the mark that closes it (`.NET` and `%s` open what they stand before).
 */
export function needsSpace(before: string, after: string): boolean {
  const left = before.charCodeAt(before.length - 1);
  const right = after.charCodeAt(0);
  if (Number.isNaN(left) || Number.isNaN(right)) return false;
  if (isWideOrSpace(left) || isWideOrSpace(right) || closing.test(after)) return false;
  return !(left === 0x2d && isLowerOrDigit(right));
}

/** Marks that close what stands before them; some only where no letter or digit follows them. */
const closing = /^(?:[.,:!%](?![\p{L}\p{N}])|[;?)\]}\u201d])/u;

const isWideOrSpace = (code: number): boolean => isSpaceCode(code) || code >= 0x2e80 || isHanCode(code);
const isLowerOrDigit = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

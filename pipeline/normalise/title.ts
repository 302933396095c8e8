import type { Title } from '../core/edition.ts';

const chinese = String.raw`[\p{Script=Han}\u3001-\u303f\uff01-\uff5e\u2018-\u201d\u2014\u2026\u00b7]`;
const partGap = new RegExp(String.raw`(?<=${chinese})[ \u3000\u00a0]+(?=${chinese})`, 'u');

/**
 * A title in its parts. Chinese titles are set in two parts with a gap between; in English a space is only a space, and
 * single characters are spaced for looks (`前　言` is one word).
 *
 *     深化工会改革 服务职工群众  →  深化工会改革 + 服务职工群众        我使用的 4 款编辑器  (one part)
 *                 ^
 */
export function makeTitle(title: string, subtitle = ''): Title {
  const folded = title.replace(/[^\S\u3000]+/gu, ' ').trim();
  const pieces = folded.split(partGap);
  if (pieces.length > 1 && pieces.every((piece) => [...piece].length === 1)) {
    const text = pieces.join('');
    return { text, parts: [text], subtitle };
  }
  const isWhole = pieces.length === 1 || pieces.some((piece) => [...piece].length < 2);
  const parts = isWhole ? [folded.replace(/\u3000+/gu, ' ')] : pieces;
  return { text: parts.join(' '), parts, subtitle };
}

/** One form for all ways to write a title: widths, quotes, spaces and case do not count. */
export function foldTitle(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/[\s"'\u2018-\u201f\u300c-\u300f]+/gu, '')
    .toLowerCase();
}

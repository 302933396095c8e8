import { endingOf, isCloserCode, isLowerCode, isMostlyHan, measureLength } from './characters.ts';
import type { Page, Piece } from './cut.ts';
import { isFurniture } from './is-furniture.ts';
import type { PagePins } from './pins.ts';
import { scoreByline, standsLikeByline } from './score-byline.ts';

/**
 * A page that is in good order stays as it is: every article opens with a marked headline, and no line stops in the middle of
 * a sentence or takes one up. Where columns were lost, text is cut between any two characters, so that a page without one
 * such cut was never cut. Its order is pinned; null for every other page.
 */
export function keepOrder({ pieces, reading }: Page): Partial<PagePins> | null {
  const depths = pieces.flatMap(({ headingDepth }) => (headingDepth > 0 ? [headingDepth] : []));
  if (reading.kind !== 'page' || depths.length === 0 || pieces.some(({ jump }) => jump !== 'none')) return null;
  const titleDepth = depths.reduce((least, depth) => Math.min(least, depth));
  const isTitle = ({ headingDepth }: Piece): boolean => headingDepth === titleDepth;
  const kept = pieces.filter((piece) => isTitle(piece) || (piece.aside === undefined && !isFurniture(piece, 1)));
  const title: number[] = [];
  const byline: number[] = [];
  const notTitle: number[] = [];
  const must: { from: number; to: number; mode: 'next' }[] = [];
  const under: { title: number; to: number }[] = [];
  for (let at = 0; at < kept.length; ) {
    const head = kept[at];
    if (!head || !isTitle(head)) return null;
    title.push(head.index);
    let end = at + 1;
    while (end < kept.length && !isTitle(kept[end] as Piece)) end++;
    const [first, ...more] = kept.slice(at + 1, end);
    const isSigned =
      first !== undefined && more.length > 0 && (scoreByline(first.text) > 0 || standsLikeByline(head, first, more[0]));
    const body = isSigned ? more : kept.slice(at + 1, end);
    if (body.length === 0 || !body.every((piece, k) => isWhole(piece, k === body.length - 1))) return null;
    if (isSigned) byline.push(first.index);
    for (const [k, piece] of body.entries()) {
      notTitle.push(piece.index);
      const before = body[k - 1];
      if (before) must.push({ from: before.index, to: piece.index, mode: 'next' });
      else under.push({ title: head.index, to: piece.index });
    }
    at = end;
  }
  return { title, byline, notTitle, must, under };
}

/** A subhead may stop without a mark, but never as the last of its article. */
const longestSubhead = 24;

function isWhole({ text, headingDepth }: Piece, isLast: boolean): boolean {
  const first = text.charCodeAt(0);
  // A dash may open a paragraph as well as go on with one.
  if ((isCloserCode(first) && !/^[\u2013\u2014\u2026]/.test(text)) || (isLowerCode(first) && !isMostlyHan(text)))
    return false;
  if (endingOf(text) === 'full') return true;
  if (isLast) return false;
  return (
    headingDepth > 0 ||
    (measureLength(text) <= longestSubhead && !/[\uff0c,\uff1b;\u3001]/.test(text)) ||
    endingOf(text) === 'colon'
  );
}

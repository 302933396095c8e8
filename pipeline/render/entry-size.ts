import type { Layout } from './layout.ts';
import { lengthPt, type Tokens } from './tokens.ts';

/** Lists that lead to pages have at least so many ems in a line, where smaller type can give them. */
const wantedEm = 24;

/**
 * The size of contents and indexes, in points: the text's, on narrow pages down to that of small text, since a line that
 * has a title, a leader, a name and a number breaks into many short ones otherwise.
 */
export function entrySizePt(layout: Layout, tokens: Tokens): number {
  const { sizePt, charactersPerLine, scale } = layout;
  const leastPt = Math.min(sizePt, lengthPt(tokens, '--small-size') * scale);
  return Math.max(leastPt, Math.min(sizePt, (charactersPerLine * sizePt) / wantedEm));
}

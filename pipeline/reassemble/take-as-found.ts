import type { AssembledPage } from './assemble.ts';
import type { AssembledPiece } from './build.ts';
import type { Page, Piece } from './cut.ts';
import { isFurniture } from './is-furniture.ts';

/** Beyond this many pieces nothing is weighed against anything: no page has them, and memory must have a bound. */
export const mostWeighed = 5000;

/** What no page can be, in the order in which it stands: marked headlines open articles, and all else is their text. */
export function takeAsFound({ pieces, reading }: Page): AssembledPage {
  const articles: { title: Piece[]; byline: null; body: AssembledPiece[]; literal: boolean; confidence: number }[] = [];
  const furniture: Piece[] = [];
  for (const piece of pieces) {
    const last = articles.at(-1);
    if (isFurniture(piece, 1)) furniture.push(piece);
    else if (piece.headingDepth > 0 || !last)
      articles.push({
        title: piece.headingDepth > 0 ? [piece] : [],
        byline: null,
        body: piece.headingDepth > 0 ? [] : [plain(piece, 'start')],
        literal: reading.kind === 'page',
        confidence: piece.headingDepth > 0 ? titled : untitled,
      });
    else last.body.push(plain(piece, last.body.length === 0 ? 'start' : 'next'));
  }
  return { articles, leftovers: [{ pieces: furniture, why: 'furniture' }] };
}

const titled = 0.5;
const untitled = 0.1;

const plain = (piece: Piece, mode: 'next' | 'start'): AssembledPiece => ({
  piece,
  mode,
  join: null,
  gap: '',
  dropHyphen: false,
  kind: 'paragraph',
});

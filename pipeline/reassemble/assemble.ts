import type { BlockKind, Join } from '../core/text.ts';
import { type Assembled, type AssembledPiece, sidesOf } from './build.ts';
import { endingOf, isHanCode, isLetterCode, isLowerCode, measureLength } from './characters.ts';
import { explainJoin, rateArticle, rateJoin } from './confidence.ts';
import type { Page, Piece } from './cut.ts';
import { isCaption } from './is-caption.ts';
import type { Knowledge } from './knowledge.ts';
import { needsSpace } from './needs-space.ts';
import type { SolvedPage } from './solve-page.ts';

/** Articles of one page, in the order of their titles, and what is left. */
export interface AssembledPage {
  readonly articles: readonly Omit<Assembled, 'id'>[];
  readonly leftovers: readonly { readonly pieces: readonly Piece[]; readonly why: string }[];
}

/** From the solver's indices to pieces with joins, evidence and confidence. */
export function assemble(solved: SolvedPage, page: Page, knowledge: Knowledge): AssembledPage {
  const { problem, solution } = solved;
  const literal = page.reading.kind === 'page';
  const pieceAt = (index: number): Piece | undefined => problem.pieces[index];
  const sorted = [...solution.articles].sort((a, b) => firstOf(a) - firstOf(b));
  const alone: Piece[] = [];
  const articles: Omit<Assembled, 'id'>[] = [];
  for (const article of sorted) {
    const confidence = rateArticle(solved, knowledge, article);
    const body: AssembledPiece[] = [];
    let before: Piece | null = null;
    let beforeIndex = -1;
    for (const { index, mode } of article.body) {
      const piece = pieceAt(index);
      if (!piece) continue;
      const decided: boolean = before !== null && (mode === 'join' || index !== beforeIndex + 1);
      let join: Join | null = null;
      if (before && decided) {
        const rating = rateJoin(solved, knowledge, beforeIndex, index, mode === 'join' ? 'join' : 'next');
        join = {
          // An article that is right has all its joins right: none is less sure than the whole.
          confidence: Math.max(rating.confidence, confidence),
          evidence: explainJoin(solved, beforeIndex, index, mode === 'join' ? 'join' : 'next'),
          alternatives: rating.alternatives.map(({ index: other, confidence }) => ({
            line: lineOf(page, pieceAt(other)),
            confidence,
          })),
          ...sidesOf(before, piece),
        };
      }
      const sewn = before && mode === 'join' ? sewPieces(before, piece) : ({ gap: '', dropHyphen: false } as const);
      body.push({ piece, mode, join, ...sewn, kind: kindOf(piece, mode, literal) });
      before = piece;
      beforeIndex = index;
    }
    const title = article.title.flatMap((i) => pieceAt(i) ?? []);
    const byline = article.byline >= 0 ? (pieceAt(article.byline) ?? null) : null;
    if (body.length === 0 && !title.some((piece) => piece.headingDepth > 0)) {
      // A line that was only taken for a title, with no text of its own: nothing says that it is an article.
      alone.push(...title, ...(byline ? [byline] : []));
      continue;
    }
    articles.push({ title, byline, body, literal, confidence });
  }
  return {
    articles,
    leftovers: [
      ...(['furniture', 'caption', 'advert', 'pull-quote', 'duplicate'] as const).map((why) => ({
        pieces: problem.furniture.filter((piece) => (piece.aside ?? 'furniture') === why),
        why,
      })),
      { pieces: alone, why: 'no-text' },
    ],
  };
}

/** What becomes of the cut where one piece goes on in the middle of another's paragraph. */
export function sewPieces(before: Piece, after: Piece): Pick<AssembledPiece, 'gap' | 'dropHyphen'> {
  const dropHyphen = dropsHyphen(before, after);
  return { dropHyphen, gap: dropHyphen ? '' : gapOf(before, after) };
}

const firstOf = (article: SolvedPage['solution']['articles'][number]): number =>
  article.title[0] ?? article.body[0]?.index ?? 0;

const lineOf = (page: Page, piece: Piece | undefined): number => {
  const start = piece?.stretches[0]?.span.start ?? 0;
  const { lineStarts, firstLine } = page.reading;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  return firstLine + low;
};

/**
 * A word cut in two at a column's end carries a hyphen that is not its own:
 *
 *     … the govern-|ment of …     the government of
 */
function dropsHyphen(before: Piece, after: Piece): boolean {
  const { text } = before;
  return text.endsWith('-') && isLetterCode(text.charCodeAt(text.length - 2)) && isLowerCode(after.text.charCodeAt(0));
}

/** A space where the source had one at the cut, or where words of a script with spaces meet. */
function gapOf(before: Piece, after: Piece): '' | ' ' {
  const left = before.text.charCodeAt(before.text.length - 1);
  const right = after.text.charCodeAt(0);
  if (needsSpace(before.text, after.text)) return ' ';
  if (!before.spaceAfter) return '';
  return isHanCode(left) && isHanCode(right) ? '' : ' ';
}

function kindOf(piece: Piece, mode: 'join' | 'next' | 'start', literal: boolean): BlockKind {
  const { text } = piece;
  if (piece.verbatim) {
    if (/^>/.test(text)) return 'quote';
    if (/^\|/.test(text)) return 'table';
    return /^(?:[-*+]|\d{1,9}[.)])\s/.test(text) ? 'list' : 'paragraph';
  }
  if (mode === 'join') return 'paragraph';
  if (piece.headingDepth > 0) return 'subhead';
  if (!literal) return 'paragraph';
  if (isCaption(text)) return 'caption';
  const heads =
    subhead.test(text) && measureLength(text) <= 30 && endingOf(text) === 'open' && !/[\u3002\uff1b;]/.test(text);
  return heads ? 'subhead' : 'paragraph';
}

const subhead =
  /^(?:[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u3001|[\uff08(][\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[\uff09)])/;

import { endingOf, isMostlyHan, measureLength, startsList } from './characters.ts';
import type { Page, Piece } from './cut.ts';
import { listOpenPieces, type OpenPieces } from './list-open-pieces.ts';
import type { PagePins } from './pins.ts';
import { scoreByline } from './score-byline.ts';

/** A line by which an article is signed at its end, and the paragraph that it stands behind. */
export interface Signature {
  readonly piece: Piece;
  readonly behind: Piece;
}

/**
 * Lines that sign the article above them: behind a paragraph that ends with its sentence, before a headline or at the page's
 * end. `pins` are what an editor settled: a line that she calls a byline is one here as well, and what she calls anything else is not.
 *
 *     ……夜里听不见水泵响，反倒睡不着了。
 *         （本报记者 周见）                    ← signed
 *     # 茶馆要搬家
 *
 * No solver is asked about them: to a solver a byline stands behind a headline, and the paragraph before would be one.
 */
export function findSignatures(page: Page, pins: PagePins): readonly Signature[] {
  const open = listOpenPieces(page, pins);
  if (!open) return [];
  const { kept, headlines } = open;
  const isHeadline = headlines > 0 ? ({ headingDepth }: Piece) => headingDepth > 0 : looksLikeHeadline;
  const found = kept.flatMap((piece, at) => {
    const behind = kept[at - 1];
    const after = kept[at + 1];
    if (!behind || open.isSettled(piece) || !isClosingParagraph(behind)) return [];
    const isSettled = pins.byline.includes(piece.index);
    if (!isSettled && !canSign(piece)) return [];
    return [{ piece, behind, isSettled, isLast: !after || isHeadline(after), score: scoreByline(piece.text) }];
  });
  const others = found.filter(({ isSettled }) => !isSettled);
  return [...found.filter(({ isSettled }) => isSettled), ...chooseSigned(others, open)];
}

interface Candidate extends Signature {
  /** A headline stands behind it, or nothing. */
  readonly isLast: boolean;
  /** Log odds of a byline. */
  readonly score: number;
}

/** Which of the lines that could sign what stands above them do so: that is a habit of the page. */
function chooseSigned(found: readonly Candidate[], { kept, headlines }: OpenPieces): readonly Candidate[] {
  // The last line below one article is no headline: if it is short it need not say that it is a byline.
  if (isOneArticle(kept))
    return found.filter(({ piece, score }) => piece === kept.at(-1) && (score >= barely || isShort(piece)));
  const sure = found.filter(({ score }) => score >= surely);
  const likely = found.filter(({ score }) => score >= barely);
  // Where articles are signed below, that is so all over the page, also where another text goes on behind.
  if (sure.length >= enough && sure.length > countAbove(kept)) return likely;
  // A name alone may be a headline or the beginning of a sentence, unless most articles are signed where it stands.
  const standing = likely.filter(({ isLast }) => isLast);
  return headlines > 0 && standing.length >= Math.max(enough, headlines / 2)
    ? standing
    : sure.filter(({ isLast }) => isLast);
}

/** Bylines that stand behind anything but the end of a paragraph: behind headlines. */
const countAbove = (kept: readonly Piece[]): number =>
  kept.filter((piece, at) => {
    const before = kept[at - 1];
    return before && !isClosingParagraph(before) && canSign(piece) && scoreByline(piece.text) >= surely;
  }).length;

/** Log odds of a line that says that it is a byline, and of one that may be a name. */
const surely = 2;
const barely = -0.5;

/** So many articles that are signed below their text are a habit. */
const enough = 2;

/** As much as a signature may take, and a headline. */
const longestSignature = 40;
const shortSignature = 16;
const longestHeadline = 40;
const longestCall = 24;

const canSign = ({ text, headingDepth, verbatim, goesOn, comesFrom }: Piece): boolean =>
  headingDepth === 0 &&
  !verbatim &&
  !goesOn &&
  !comesFrom &&
  measureLength(text) <= longestSignature &&
  !/[\u3002\uff01\uff1f\uff1b!?;]|[\uff0c,:\uff1a.]$/.test(text) &&
  /\p{L}/u.test(text) &&
  (isMostlyHan(text) || !/^\p{Ll}/u.test(text)) &&
  !startsList(text);

const isShort = ({ text }: Piece): boolean => measureLength(text) <= shortSignature && !/[\uff0c,\u3001]/.test(text);

/** A sentence has ended in it: with a full stop, which no headline has, or it is longer than one that asks or calls. */
const isClosingParagraph = ({ text, headingDepth }: Piece): boolean =>
  headingDepth === 0 &&
  endingOf(text) === 'full' &&
  (/[\u3002.][\u201d\u2019\u300d\u300f\uff09)"]*$/.test(text) || measureLength(text) > longestCall);

const looksLikeHeadline = ({ text }: Piece): boolean =>
  measureLength(text) <= longestHeadline && !/[\u3002\uff0c\uff1b.,;]$/.test(text);

/** A headline of one or two lines, and paragraphs below it: nothing else that is short but the last line. */
function isOneArticle(pieces: readonly Piece[]): boolean {
  const first = pieces.findIndex(isClosingParagraph);
  if (first < 1 || first > 2) return false;
  if (pieces.slice(1).some(({ headingDepth }) => headingDepth > 0)) return false;
  return pieces.slice(first, -1).every(({ text }) => endingOf(text) === 'full');
}

import type { Piece } from './cut.ts';
import type { WeightTable } from './features.ts';
import { findRows } from './find-rows.ts';
import { isPictureLine } from './is-caption.ts';
import { isFurniture } from './is-furniture.ts';
import type { LanguageModel } from './language-model.ts';
import { fillTitleFeatures, isAddress, titleFeatureNames } from './roles.ts';
import { scoreByline, standsLikeByline } from './score-byline.ts';
import { PairScorer } from './seam.ts';

/** One page as the solver takes it: furniture set aside, each piece left scored as a title and as a byline. */
export interface Problem {
  /** Pieces that may belong to an article, in page order. All indices of the solver are into this list. */
  readonly pieces: readonly Piece[];
  readonly furniture: readonly Piece[];
  /** Log odds that a piece is a title; NaN where it cannot be one. */
  readonly title: Float64Array;
  /** Log odds that a piece is a byline, if it stands right behind a title. */
  readonly byline: Float64Array;
  readonly pairs: PairScorer;
}

/** What an editor settled about a page, by index into the problem's pieces. */
export interface RolePins {
  readonly title: ReadonlySet<Piece>;
  readonly notTitle: ReadonlySet<Piece>;
  readonly byline: ReadonlySet<Piece>;
  readonly furniture: ReadonlySet<Piece>;
}

/** Scores every piece's role and makes ready to score pairs. */
export function poseProblem(all: readonly Piece[], model: LanguageModel, table: WeightTable, pins?: RolePins): Problem {
  const repeats = new Map<string, number>();
  for (const piece of all) if (piece.text.length < 90) repeats.set(piece.text, (repeats.get(piece.text) ?? 0) + 1);
  const furniture: Piece[] = [];
  const kept: Piece[] = [];
  for (const piece of all) {
    const pinned = pins?.furniture.has(piece) ?? false;
    const isHead = (pins?.title.has(piece) ?? false) || (pins?.byline.has(piece) ?? false);
    const isText = pins?.notTitle.has(piece) ?? false;
    if (pinned || (!isHead && (piece.aside !== undefined || isFurniture(piece, repeats.get(piece.text) ?? 1))))
      furniture.push(piece);
    // On a page that stands in good order the words of pictures stay where they are.
    else if (!isHead && !isText && piece.headingDepth === 0 && !piece.verbatim && isPictureLine(piece.text))
      furniture.push({ ...piece, aside: 'caption' });
    else kept.push(piece);
  }
  return { ...poseKept(kept, model, table, pins), furniture };
}

function poseKept(
  pieces: readonly Piece[],
  model: LanguageModel,
  table: WeightTable,
  pins: RolePins | undefined,
): Omit<Problem, 'furniture'> {
  const byline = Float64Array.from(pieces, (piece, i) =>
    pins?.byline.has(piece)
      ? 30
      : piece.headingDepth > 0 || piece.verbatim
        ? -20
        : Math.max(scoreByline(piece.text), standsLikeByline(pieces[i - 1], piece, pieces[i + 1]) ? likelyByline : -8),
  );
  const title = scoreTitles(pieces, byline, model, table);
  for (const [i, above] of findRows(pieces)) {
    if (above > 0) title[i] = Number.NaN;
    if (above > 1) byline[i] = -20;
  }
  for (const [i, piece] of pieces.entries()) {
    if (pins?.title.has(piece)) title[i] = 30;
    if (pins?.notTitle.has(piece)) title[i] = Number.NaN;
  }
  const isTitle = (i: number): boolean => (title[i] ?? Number.NaN) > 0;
  const isByline = (i: number): boolean => isTitle(i - 1) && (byline[i] ?? -9) > 0;
  const pairs = new PairScorer(pieces, isTitle, isByline, model, table);
  return { pieces, title, byline, pairs };
}

/** What a line is worth as a byline that has nothing for it but its place. */
const likelyByline = 1.5;

/** What stands around a piece, as the features of a title ask it. */
export function surroundingsOf(pieces: readonly Piece[], byline: Float64Array, model: LanguageModel) {
  const depths = pieces.flatMap((piece) => (piece.headingDepth > 0 ? [piece.headingDepth] : []));
  const markDepth = depths.length > 0 ? depths.reduce((a, b) => Math.min(a, b)) : 0;
  const pageMarks = depths.filter((depth) => depth === markDepth).length;
  return (i: number) => ({
    before: pieces[i - 1],
    after: pieces[i + 1],
    afterByline: byline[i + 1] ?? -9,
    pageMarks,
    markDepth,
    modelStart: model.scoreStart(pieces[i]?.text ?? ''),
    modelEnd: model.scoreEnd(pieces[i]?.text ?? ''),
  });
}

function scoreTitles(
  pieces: readonly Piece[],
  byline: Float64Array,
  model: LanguageModel,
  table: WeightTable,
): Float64Array {
  const around = surroundingsOf(pieces, byline, model);
  const weights = titleFeatureNames.map((name) => table.title?.[name] ?? 0);
  const values = new Float64Array(titleFeatureNames.length);
  return Float64Array.from(pieces, (piece, i) => {
    if (piece.verbatim || (piece.headingDepth === 0 && piece.text.length > longestTitle)) return Number.NaN;
    if (isAddress(piece.text) || isTurn(piece.text)) return Number.NaN;
    // A headline has no full stop.
    if (piece.headingDepth === 0 && /[.\u3002]$/.test(piece.text)) return Number.NaN;
    fillTitleFeatures(piece, around(i), values);
    const score = weights.reduce((sum, weight, k) => sum + weight * (values[k] ?? 0), 0);
    return score < -leastTitle ? Number.NaN : score;
  });
}

/** A question or an answer of an interview. */
const isTurn = (text: string): boolean => /^(?:[\u95ee\u554f\u7b54]|[QA])\s?[:\uff1a]/.test(text);

/** An unmarked line longer than this (code units) is never a title. */
const longestTitle = 180;
/** Below these log odds a piece is not tried as a title. */
const leastTitle = 3.5;

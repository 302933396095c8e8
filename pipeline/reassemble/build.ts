import type {
  Block,
  BlockKind,
  Evidence,
  Join,
  Leftover,
  Manuscript,
  PlacedText,
  Reading,
  Removed,
  Span,
} from '../core/text.ts';
import { isSpaceCode } from './characters.ts';
import type { Piece } from './cut.ts';
import { isRemovedAt, mayBeRemoved, placeStretches, type Stretch, trimSpan } from './placed.ts';
import { toMarkdown } from './to-markdown.ts';

/** One article of pieces, ready to be written down. */
export interface Assembled {
  readonly id: string;
  readonly title: readonly Piece[];
  readonly byline: Piece | null;
  readonly body: readonly AssembledPiece[];
  readonly literal: boolean;
  readonly confidence: number;
}

export interface AssembledPiece {
  readonly piece: Piece;
  readonly mode: 'join' | 'next' | 'start';
  /** How the piece was joined to the one before it; null where nothing was decided. */
  readonly join: Join | null;
  /** What stands between the two sides of a join: nothing, or a space. */
  readonly gap: '' | ' ';
  /** The hyphen at the end of the piece before belongs to no word and is taken out. */
  readonly dropHyphen: boolean;
  readonly kind: BlockKind;
}

/** A manuscript and the characters that were taken out to make it. */
export function buildManuscript(
  article: Assembled,
  readings: ReadonlyMap<string, Reading>,
  removed: Removed[],
): Manuscript {
  const transcriptOf = (source: string): string => readings.get(source)?.transcript ?? '';
  const blocks: Block[] = [];
  let stretches: Stretch[] = [];
  let kind: BlockKind = 'paragraph';
  const flush = (): void => {
    if (stretches.length > 0) blocks.push({ kind, text: placeStretches(stretches, transcriptOf) });
    stretches = [];
  };
  for (const { piece, mode, join, gap, dropHyphen, kind: own } of article.body) {
    if (mode !== 'join') {
      flush();
      kind = own;
    }
    if (dropHyphen) dropLast(stretches, removed);
    for (const [k, stretch] of piece.stretches.entries()) {
      const span = trimSpan(transcriptOf(stretch.span.source), stretch.span);
      if (span.end <= span.start) continue;
      if (stretch.isHyphen) removed.push({ text: '-', span, why: 'hyphen' });
      else stretches.push({ ...stretch, span, gap: k === 0 ? gap : stretch.gap, join: k === 0 ? join : null });
    }
  }
  flush();
  const title = article.title.length > 0 ? placePieces(article.title, transcriptOf, removed) : null;
  return {
    id: article.id,
    literal: article.literal,
    frontMatter: {},
    title,
    byline: article.byline ? placePieces([article.byline], transcriptOf, removed) : null,
    blocks,
    markdown: toMarkdown(blocks, article.literal),
    confidence: article.confidence,
  };
}

/** Takes the last character (a hyphen) off the stretches and lists it as removed. */
function dropLast(stretches: Stretch[], removed: Removed[]): void {
  const at = stretches.findLastIndex(({ isHidden }) => !isHidden);
  const last = stretches[at];
  if (!last) return;
  const { span } = last;
  stretches[at] = { ...last, span: { ...span, end: span.end - 1 } };
  removed.push({ text: '-', span: { ...span, start: span.end - 1 }, why: 'hyphen' });
}

/** The lines of a headline: on one line with a space between, unless the line was cut in mid-word. */
function placePieces(
  pieces: readonly Piece[],
  transcriptOf: (source: string) => string,
  removed: Removed[],
): PlacedText {
  const stretches = pieces.flatMap((piece, i) =>
    piece.stretches.flatMap((stretch, k): Stretch[] => {
      const span = trimSpan(transcriptOf(stretch.span.source), stretch.span);
      if (stretch.isHyphen) {
        removed.push({ text: '-', span, why: 'hyphen' });
        return [];
      }
      return [{ span, gap: k === 0 ? (i > 0 ? ' ' : '') : stretch.gap, join: null }];
    }),
  );
  return placeStretches(stretches, transcriptOf);
}

/** Pieces that belong to no article, in page order. */
export function leaveOver(pieces: readonly Piece[], why: string, readings: ReadonlyMap<string, Reading>): Leftover[] {
  return pieces.flatMap((piece) =>
    piece.stretches.flatMap((stretch) => {
      const transcript = readings.get(stretch.span.source)?.transcript ?? '';
      const span = trimSpan(transcript, stretch.span);
      // What was taken out of a piece parts it in two: each leftover is exactly what stands at its place.
      return placeStretches([{ span, gap: '', join: null }], () => transcript).seams.map((seam) => ({
        text: transcript.slice(seam.span.start, seam.span.end),
        span: seam.span,
        why,
      }));
    }),
  );
}

/**
 * What a reading's transcript holds besides its fragments, and what must not stay in them: headline marks and the
 * underlines of headlines, byte order marks, control characters. Anything else between fragments is a leftover.
 */
export function findRemoved(reading: Reading): { removed: Removed[]; leftovers: Leftover[] } {
  const { transcript, source } = reading;
  const removed: Removed[] = [];
  const leftovers: Leftover[] = [];
  const whyOf = (at: number): Removed['why'] => (transcript.charCodeAt(at) === 0xfeff ? 'byte-order-mark' : 'control');
  const add = (start: number, end: number, why: Removed['why']): void => {
    removed.push({ text: transcript.slice(start, end), span: { source, start, end }, why });
  };
  const mayLose = mayBeRemoved.test(transcript);
  const scanControls = (start: number, end: number): void => {
    if (!mayLose) return;
    for (let at = start; at < end; at++) {
      if (!isRemovedAt(transcript, at)) continue;
      const last = removed.at(-1);
      if (last && last.span.end === at && last.why === whyOf(at) && last.why !== 'heading-mark') {
        removed[removed.length - 1] = {
          ...last,
          text: transcript.slice(last.span.start, at + 1),
          span: { ...last.span, end: at + 1 },
        };
      } else add(at, at + 1, whyOf(at));
    }
  };
  let at = 0;
  for (const { span } of [
    ...reading.fragments,
    { span: { source, start: transcript.length, end: transcript.length } },
  ]) {
    scanGap(transcript, at, span.start, (start, end, isMark) => {
      if (isMark) add(start, end, 'heading-mark');
      else if (start < end)
        leftovers.push({ text: transcript.slice(start, end), span: { source, start, end }, why: 'unread' });
    });
    scanControls(at, span.end);
    at = Math.max(at, span.end);
  }
  return { removed, leftovers };
}

/** Runs of visible characters between two fragments: headline marks, or text that no fragment holds. */
function scanGap(
  transcript: string,
  from: number,
  to: number,
  run: (start: number, end: number, isMark: boolean) => void,
): void {
  let at = from;
  while (at < to) {
    if (isSpaceCode(transcript.charCodeAt(at)) || isRemovedAt(transcript, at)) {
      at++;
      continue;
    }
    let end = at;
    while (end < to && !isSpaceCode(transcript.charCodeAt(end)) && !isRemovedAt(transcript, end)) end++;
    run(at, end, /^(?:#+|=+|-+)$/.test(transcript.slice(at, end)));
    at = end;
  }
}

/** The place right before and right after a join. */
export function sidesOf(before: Piece, after: Piece): { before: Span; after: Span } {
  const last = before.stretches.at(-1)?.span ?? { source: '', start: 0, end: 0 };
  const first = after.stretches[0]?.span ?? { source: '', start: 0, end: 0 };
  return {
    before: { source: last.source, start: Math.max(last.start, last.end - 1), end: last.end },
    after: { source: first.source, start: first.start, end: Math.min(first.end, first.start + 1) },
  };
}

export type { Evidence };

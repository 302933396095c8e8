import type { Join, PlacedText, Seam, Span } from '../core/text.ts';
import { isControlCode, isSpaceCode } from './characters.ts';

/** Builds a text that knows where it came from. Text without a span (an escape, a space at a join) belongs to nobody. */
export interface PlacedBuilder {
  /** Adds transcript text: `text` must be what stands at `span`. */
  readonly addSource: (text: string, span: Span, join?: Join | null) => void;
  /** Adds text of our own. */
  readonly addOwn: (text: string) => void;
  readonly length: () => number;
  readonly build: () => PlacedText;
}

export function makePlacedBuilder(): PlacedBuilder {
  const parts: string[] = [];
  const seams: Seam[] = [];
  let length = 0;
  return {
    addSource: (text, span, join = null) => {
      if (text === '') return;
      const last = seams.at(-1);
      const follows =
        last !== undefined &&
        join === null &&
        last.span.source === span.source &&
        last.span.end === span.start &&
        length - last.at === last.span.end - last.span.start;
      if (follows) seams[seams.length - 1] = { ...last, span: { ...last.span, end: span.end } };
      else seams.push({ at: length, span, join });
      parts.push(text);
      length += text.length;
    },
    addOwn: (text) => {
      parts.push(text);
      length += text.length;
    },
    length: () => length,
    build: () => {
      const first = seams[0];
      // A text that opens with something of ours (an escape) still has its first seam at 0.
      const leading =
        first && first.at > 0
          ? [{ at: 0, span: { ...first.span, end: first.span.start }, join: null }, ...seams]
          : seams;
      return { text: parts.join(''), seams: leading };
    },
  };
}

/** A stretch of a source that goes into a text as it stands; `gap` is what we put before it (a space, or nothing). */
export interface Stretch {
  readonly span: Span;
  readonly gap: string;
  readonly join: Join | null;
  /** A hyphen that only cut a word at a line's end: it is taken out where the text is written. */
  readonly isHyphen?: true;
  /** Characters that no page shows: they stay, or are taken out, where the text is written, and nothing is read in them. */
  readonly isHidden?: true;
}

/** Stretches after one another as one placed text; characters that must not stay are left out (see `findRemoved`). */
export function placeStretches(stretches: readonly Stretch[], transcriptOf: (source: string) => string): PlacedText {
  const builder = makePlacedBuilder();
  for (const { span, gap, join } of stretches) {
    const transcript = transcriptOf(span.source);
    if (gap !== '' && builder.length() > 0) builder.addOwn(gap);
    let pending = join;
    let from = span.start;
    const flush = (to: number): void => {
      if (to <= from) return;
      builder.addSource(transcript.slice(from, to), { source: span.source, start: from, end: to }, pending);
      pending = null;
    };
    const mayLose = mayBeRemoved.test(transcript.slice(span.start, span.end));
    for (let at = mayLose ? span.start : span.end; at < span.end; at++) {
      if (!isRemovedAt(transcript, at)) continue;
      flush(at);
      from = at + 1;
    }
    flush(span.end);
  }
  return builder.build();
}

/** A text without any of these has nothing in it that `isRemovedAt` would say yes to: most texts are so, whole. */
export const mayBeRemoved = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufeff\ufffe\uffff]/;

/** Whether the code unit at a place is taken out: control characters, byte order marks, halves of a pair that stand alone. */
export function isRemovedAt(transcript: string, at: number): boolean {
  const code = transcript.charCodeAt(at);
  if (code >= 0x20 && code < 0x7f) return false;
  if (code === 0xfeff || isControlCode(code)) return true;
  if (code < 0xd800 || code > 0xdfff) return false;
  if (code < 0xdc00) {
    const next = transcript.charCodeAt(at + 1);
    return !(next >= 0xdc00 && next <= 0xdfff);
  }
  const before = transcript.charCodeAt(at - 1);
  return !(before >= 0xd800 && before <= 0xdbff);
}

/** A text without any of these has nothing in it that is hidden. */
const mayBeHidden =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/;

/** Whether a character has no ink: spaces without width, soft hyphens, marks of direction; and those that are taken out. */
function isHiddenAt(transcript: string, at: number): boolean {
  const code = transcript.charCodeAt(at);
  return (
    code === 0xad ||
    code === 0x200b ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    isRemovedAt(transcript, at)
  );
}

/** A stretch as the stretches between what is hidden in it, and those; itself where nothing is. */
export function partAtHidden(transcript: string, stretch: Stretch): readonly Stretch[] {
  const { span, gap, join } = stretch;
  if (!mayBeHidden.test(transcript.slice(span.start, span.end))) return [stretch];
  const parts: Stretch[] = [];
  let { start } = span;
  while (start < span.end) {
    const isHidden = isHiddenAt(transcript, start);
    let end = start + 1;
    while (end < span.end && isHiddenAt(transcript, end) === isHidden) end++;
    const isFirst = parts.length === 0;
    parts.push({
      span: { ...span, start, end },
      gap: isFirst ? gap : '',
      join: isFirst ? join : null,
      ...(isHidden ? { isHidden } : {}),
    });
    start = end;
  }
  return parts;
}

/** The same stretch without white space at its ends. */
export function trimSpan(transcript: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isSpaceCode(transcript.charCodeAt(start))) start++;
  while (end > start && isSpaceCode(transcript.charCodeAt(end - 1))) end--;
  return { source: span.source, start, end };
}

import type { Block, PlacedText, Span } from '../core/text.ts';
import { makePlacedBuilder, type PlacedBuilder } from './placed.ts';

/**
 * The body of an article as Markdown, with seams. Page text is literal, so what Markdown would take for syntax is escaped,
 * and only that, since an editor reads and corrects the result:
 *
 *     12. 加强 3~~5 会议强调:要坚持
 *     12\. 加强 3\~~5 会议强调\:要坚持
 *       ^        ^             ^
 *
 * It promises: text → Markdown → mdast → text gives the text back, for every string without control characters.
 */
export function toMarkdown(blocks: readonly Block[], literal: boolean): PlacedText {
  const builder = makePlacedBuilder();
  for (const [i, block] of blocks.entries()) {
    if (i > 0) builder.addOwn('\n\n');
    if (block.kind === 'subhead') builder.addOwn('## ');
    else if (literal && block.kind === 'quote') builder.addOwn('> ');
    if (literal) addEscaped(builder, block.text, block.kind === 'subhead');
    else addVerbatim(builder, block.text);
  }
  return builder.build();
}

function addVerbatim(builder: PlacedBuilder, placed: PlacedText): void {
  eachStretch(placed, (text, span, join) => {
    if (span) builder.addSource(text, span, join);
    else builder.addOwn(text);
  });
}

function addEscaped(builder: PlacedBuilder, placed: PlacedText, heading: boolean): void {
  const whole = placed.text;
  // Space at either end of a block would be dropped; between other characters it keeps its place without help.
  const inner = { from: whole.search(/[^ \t\r\n]/), to: whole.length - trailingSpace(whole) };
  let offset = 0;
  eachStretch(placed, (text, span, join) => {
    let pending = join;
    let from = 0;
    const flush = (to: number): void => {
      if (to <= from) return;
      const piece = text.slice(from, to);
      if (span) builder.addSource(piece, { ...span, start: span.start + from, end: span.start + to }, pending);
      else builder.addOwn(piece);
      pending = null;
      from = to;
    };
    for (let i = 0; i < text.length; i++) {
      const mark = escapeAt(whole, offset + i, heading, inner);
      if (mark === '') continue;
      flush(i);
      if (mark === '\\') {
        builder.addOwn('\\');
        continue;
      }
      // A reference stands for one character: the first of it carries the place.
      if (span) builder.addSource(mark, { ...span, start: span.start + i, end: span.start + i + 1 }, pending);
      else builder.addOwn(mark);
      pending = null;
      from = i + 1;
    }
    flush(text.length);
    offset += text.length;
  });
}

/** Runs over a placed text seam by seam; text that belongs to nobody comes with a null span. */
function eachStretch(
  placed: PlacedText,
  run: (text: string, span: Span | null, join: PlacedText['seams'][number]['join']) => void,
): void {
  const { text, seams } = placed;
  if (seams.length === 0 || (seams[0]?.at ?? 0) > 0) run(text.slice(0, seams[0]?.at ?? text.length), null, null);
  for (const [i, seam] of seams.entries()) {
    const end = seams[i + 1]?.at ?? text.length;
    const own = Math.min(end, seam.at + (seam.span.end - seam.span.start));
    if (own > seam.at) run(text.slice(seam.at, own), seam.span, seam.join);
    if (end > own) run(text.slice(own, end), null, null);
  }
}

const always = new Set(['\\', '`', '*', '_', '[', ']', '<'].map((c) => c.charCodeAt(0)));

/** What to put before (or, for white space, instead of) the character at a place: nothing, a backslash or a reference. */
function escapeAt(text: string, at: number, heading: boolean, inner: { from: number; to: number }): string {
  const code = text.charCodeAt(at);
  if (code > 0x7e) return '';
  if (code === 0x20) return at > inner.from && at < inner.to ? '' : '&#32;';
  if (code < 0x20) return `&#${code};`;
  if (always.has(code)) return '\\';
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case 0x26: // & opens a reference
      return next === 0x23 || isAsciiLetter(next) ? '\\' : '';
    case 0x3a: // : opens a directive before a name, and http:// a link, in which no escape would be read
      return Number.isNaN(next) || next === 0x20 || (next === 0x2f && !isAsciiLetter(text.charCodeAt(at - 1)))
        ? ''
        : '\\';
    case 0x7e: // ~~ strikes, ~~~ fences
      return next === 0x7e || text.charCodeAt(at - 1) === 0x7e ? '\\' : '';
    case 0x7c: // | cells
      return '\\';
    case 0x23: // # heads, and closes a heading
      return at === 0 || heading ? '\\' : '';
    case 0x2e: // www. opens a link; 1. and 1) number a list
      if (/www$/i.test(text.slice(Math.max(0, at - 3), at))) return '\\';
      return isListMark(text, at, next) ? '\\' : '';
    case 0x29:
      return isListMark(text, at, next) ? '\\' : '';
    case 0x2b: // + - = > at the start: lists, rules, front matter, underlines, quotes
    case 0x2d:
    case 0x3d:
    case 0x3e:
      return at === 0 ? '\\' : '';
    default:
      return '';
  }
}

function trailingSpace(text: string): number {
  let at = text.length;
  while (at > 0 && ' \t\r\n'.includes(text.charAt(at - 1))) at--;
  return text.length - at;
}

const isAsciiLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isListMark = (text: string, at: number, next: number): boolean =>
  at <= 9 && isListEnd(next) && /^\d+$/.test(text.slice(0, at));

const isListEnd = (code: number): boolean => Number.isNaN(code) || code === 0x20 || code === 9;

import { nameOf } from '../core/paths.ts';
import type { Reading } from '../core/text.ts';
import { cutPages, type Page, type Piece } from './cut.ts';

/** One page of a reading with what it is called, as jump lines call it. */
export interface NamedPage {
  readonly page: Page;
  /** `3`, `A3`: the number in its running head or marker, in its file's name, or its place among the others. */
  readonly name: string;
  /** Lines that name the page: they belong to no article. */
  readonly heads: readonly Piece[];
}

/**
 * A reading as pages: form feeds part them; without these, lines that name a page do, where they name several.
 *
 *     晨报　2018年10月24日　星期三　第1版     === 第2版 ===     Page 3     the top of a page (or, where the
 *     text comes first and nothing behind the last of them, its foot)
 */
export function splitPages(reading: Reading, ordinal: number): NamedPage[] {
  const parts = reading.kind === 'page' ? splitAtNames(reading) : null;
  const pages = parts === null ? cutPages(reading) : parts.flatMap((part) => cutPages(part).slice(0, 1));
  const count = pages.length;
  return pages.map((page, i) => {
    const heads = page.pieces.filter((piece) => readPageName(piece.text, piece.headingDepth) !== null);
    const names = new Set(heads.map((piece) => readPageName(piece.text, piece.headingDepth)));
    const [only] = names;
    const name = names.size === 1 && only ? only : null;
    // Two names on one page: a list of contents, not a head.
    return { page, name: name ?? nameByPlace(reading, page, i, count, ordinal), heads: name === null ? [] : heads };
  });
}

/** More lines than this without a page's end are no page, and memory must have a bound. */
const mostLines = 200_000;

/** Whether a reading is too long for a page, and has none in it. */
export const isEndless = (reading: Reading): boolean =>
  reading.fragments.length > mostLines && !reading.transcript.includes('\f') && splitAtNames(reading) === null;

function nameByPlace(reading: Reading, page: Page, at: number, count: number, ordinal: number): string {
  if (reading.pageStarts) {
    const start = page.pieces[0]?.stretches[0]?.span.start ?? 0;
    return String(Math.max(1, reading.pageStarts.filter((offset) => offset <= start).length));
  }
  if (count > 1) return String(at + 1);
  const inName = /(\d{1,3})\D*$/.exec(nameOf(reading.path).replace(/\.\w+$/, ''))?.[1];
  return inName === undefined ? String(ordinal + 1) : tidyPageName(inName);
}

/** Parts of a reading, each with the fragments of one page; null where nothing parts it (or form feeds do). */
function splitAtNames(reading: Reading): Reading[] | null {
  const { fragments, transcript } = reading;
  if (transcript.includes('\f')) return null;
  const marks = fragments.flatMap(({ text, hints }, at) => {
    const name = text.length > longestHead ? null : readPageName(text, hints.headingDepth);
    return name === null ? [] : [{ at, name }];
  });
  // The same page may be named several times over: at its top, at its foot, by a reader that went by columns.
  const turns = marks.filter(({ name }, i) => i === 0 || marks[i - 1]?.name !== name);
  if (turns.length < 2) return null;
  const lengthOf = (from: number, to: number): number =>
    fragments.slice(from, to).reduce((sum, { text }) => sum + text.length, 0);
  const first = turns[0]?.at ?? 0;
  const last = marks.at(-1)?.at ?? 0;
  const areFeet = lengthOf(0, first) >= leastPage && lengthOf(last + 1, fragments.length) < leastPage;
  const ends = marks.filter(({ name }, i) => marks[i + 1]?.name !== name).map(({ at }) => at + 1);
  const starts = areFeet
    ? [0, ...ends.slice(0, -1)]
    : lengthOf(0, first) > 0
      ? [0, ...turns.map(({ at }) => at)]
      : turns.map(({ at }) => at);
  const bounds = [...starts, fragments.length];
  const sizes = starts.map((start, i) => lengthOf(start, bounds[i + 1] ?? start));
  // Lines that follow one another without text between are a list of contents.
  if (sizes.filter((size) => size < leastPage).length * 3 > sizes.length) return null;
  return starts.map((start, i) => ({ ...reading, fragments: fragments.slice(start, bounds[i + 1]) }));
}

/** Text (code units) without which a page is none. */
const leastPage = 60;
/** A line longer than this names no page. */
const longestHead = 60;

const numerals = '\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d';
const number = '([A-Z]?\\s?\\d{1,4}|[\u96f6\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3})';
const named = `(?:\u7b2c\\s*${number}\\s*[\u7248\u9801\u9875]|\\b([A-Z]?\\d{1,3})\\s*\u7248|\\bpage\\s+([A-Z]?\\d{1,4})\\b)`;
const anywhere = new RegExp(named, 'iu');
const edge = '[\\s=*~#\\-\u2014\u2013\u00b7\\[\\]()<>\uff08\uff09\u3010\u3011\u3014\u3015\u300a\u300b|\uff5c]*';
const alone = new RegExp(`^${edge}${named}${edge}(?:[:\uff1a]?\\s*\\p{Script=Han}{2,8})?$`, 'iu');
const dated =
  /\d{4}\s*[\u5e74./-]\s*\d{1,2}\s*[\u6708./-]\s*\d{1,2}|\u661f\u671f[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}\b/i;
const jumps = /[\u8f6c\u8f49\u63a5\u89c1\u898b]\s*(?:\u7b2c|[A-Z]?\d)|\b(?:continued|turn to|see|from)\b/i;

/** The page that a line names as a running head or a marker does; null for any other line. */
export function readPageName(text: string, headingDepth: number): string | null {
  if (text.length > longestHead || jumps.test(text) || /[\u3002\uff1b\uff0c\uff01\uff1f]/.test(text)) return null;
  const found = alone.exec(text) ?? (headingDepth === 0 && dated.test(text) ? anywhere.exec(text) : null);
  const name = found?.slice(1).find((group) => group !== undefined);
  return name === undefined ? null : tidyPageName(name);
}

/** A page's name as it is compared: `第三版`, `03` and `3` are one, and so are `A03` and `a3`. */
export function tidyPageName(written: string): string {
  const text = written.replace(/\s/g, '').toUpperCase();
  const han = /^[\u96f6\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]+$/.test(text);
  if (han) return String(readNumeral(text));
  return text.replace(/^([A-Z]?)0+(?=\d)/, '$1');
}

function readNumeral(text: string): number {
  const digit = (c: string | undefined): number => (c === undefined ? 0 : Math.max(0, numerals.indexOf(c)));
  const ten = text.indexOf('\u5341');
  if (ten < 0) return Number([...text].map((c) => (c === '\u3007' ? 0 : digit(c))).join(''));
  return (ten === 0 ? 1 : digit(text[ten - 1])) * 10 + digit(text[ten + 1]);
}

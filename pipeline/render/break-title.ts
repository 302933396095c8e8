import type { SetTitle } from '../../templates/title.ts';
import { type WidthFace, widthOfLatin } from './latin-widths.ts';

/** How much room a title has, in ems of its own size. */
export interface TitleRoom {
  /** A line may not be wider. */
  readonly measureEm: number;
  /** A title (or two parts and their gap) up to this width stands on one line. */
  readonly singleEm: number;
  /** Room for the last line, where something stands behind it: a leader, a name, a page number. */
  readonly lastEm?: number;
  /** No line is shorter, unless there is no other way. */
  readonly leastEm: number;
  /** What it is set in; titles may be in any bold face. */
  readonly face?: WidthFace;
}

/**
 * Sets a title: in one line when it fits; parts apart when they do not fit beside each other; a part that is itself too
 * long is broken between words into lines of about one length.
 *
 *     before  | one long title that the measure cannot hold in a line
 *     after   | one long title that the
 *             | measure cannot hold in a line
 *                                     ^ never inside a word, never a line of three characters
 */
export function breakTitle(parts: readonly string[], room: TitleRoom): SetTitle {
  const whole = parts.reduce((sum, part) => sum + widthEm(part, room.face), 0) + (parts.length - 1) * gapEm;
  if (whole <= room.singleEm || (parts.length === 1 && whole <= Math.min(room.singleEm, room.measureEm)))
    return { lines: [parts], joins: [] };
  const lines: string[][] = [];
  const joins: ('' | ' ')[] = [];
  for (const [i, part] of parts.entries()) {
    const { lastEm: _, ...open } = room;
    const own = i === parts.length - 1 ? room : { ...open, singleEm: Math.max(room.singleEm, room.measureEm) };
    const broken = widthEm(part, room.face) <= own.singleEm ? { lines: [part], joins: [] } : balance(part, own);
    lines.push(...broken.lines.map((line) => [line]));
    joins.push(...broken.joins, ' ');
  }
  return { lines, joins: joins.slice(0, -1) };
}

/** Width of set text in ems: Han, kana and full-width marks are one em, others about half; with the room between them. */
export function widthEm(text: string, face: WidthFace = 'any'): number {
  let width = 0;
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xdc00 && code <= 0xdfff) continue;
    width += code === 0x20 ? spaceEm : isWide(code) ? 1 : widthOfLatin(code, face);
    // Those of bold faces are rounded up by as much.
    if (face === 'regular' && ((isHan(code) && isLetter(before)) || (isLetter(code) && isHan(before))))
      width += autospaceEm;
    before = code;
  }
  return width;
}

const gapEm = 1;
const spaceEm = 0.26;
/** What the browser puts between Han and Latin (`text-autospace`). */
const autospaceEm = 0.125;

const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;
const isLetter = (code: number): boolean => !isWide(code) && /[\p{L}\p{Nd}]/u.test(String.fromCharCode(code));

/** Han, kana, full-width marks, the quotes and dashes of Chinese, and the first halves of everything beyond U+FFFF. */
const isWide = (code: number): boolean =>
  (code >= 0x2e80 && code <= 0x9fff) ||
  (code >= 0xd800 && code <= 0xdbff) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xff00 && code <= 0xff60) ||
  code === 0x2014 ||
  (code >= 0x2018 && code <= 0x201d) ||
  code === 0x2026;

interface Word {
  readonly text: string;
  readonly spaceBefore: boolean;
}

interface Broken {
  readonly lines: readonly string[];
  readonly joins: readonly ('' | ' ')[];
}

/** What one line more costs: it is taken where the fewest lines could only be had by breaks that hurt. */
const lineCost = 0.7;

/** The fewest lines that hold the text, and of the ways to break it into so many the best balanced one. */
function balance(text: string, room: TitleRoom): Broken {
  const words = cutWords(text).flatMap((word) => cutLongWord(word, Math.min(room.measureEm, room.lastEm ?? Infinity)));
  const least = Math.max(1, Math.ceil(widthEm(text, room.face) / room.measureEm));
  for (let count = least; count <= words.length; count++) {
    const found = findBreaks(words, count, room);
    if (!found) continue;
    // Most titles break well enough, and are many.
    const further = found.cost > lineCost / 2 ? findBreaks(words, count + 1, room) : null;
    return joinWords(words, further && further.cost + lineCost < found.cost ? further.breaks : found.breaks);
  }
  return joinWords(words, words.map((_, i) => i).slice(1));
}

interface Breaks {
  readonly cost: number;
  /** Indexes of the words that start a line. */
  readonly breaks: readonly number[];
}

/** Break points of least cost for `count` lines; null when none fits. */
function findBreaks(words: readonly Word[], count: number, room: TitleRoom): Breaks | null {
  const before = [0];
  for (const word of words)
    before.push((before.at(-1) ?? 0) + widthEm(word.text, room.face) + (word.spaceBefore ? spaceEm : 0));
  const total = before.at(-1) ?? 0;
  const ideal = total / count;
  // best[k][i]: cheapest way to have the first k lines end before word i.
  let best = new Map<number, Breaks>([[0, { cost: 0, breaks: [] }]]);
  for (let line = 1; line <= count; line++) {
    const next = new Map<number, Breaks>();
    for (const [start, { cost, breaks }] of best) {
      for (let end = start + 1; end <= words.length; end++) {
        const width = (before[end] ?? 0) - (before[start] ?? 0);
        if (width > room.measureEm) break;
        if ((line === count) !== (end === words.length)) continue;
        if (end === words.length && width > (room.lastEm ?? room.measureEm)) continue;
        const short = width < room.leastEm ? 10 : 0;
        const sum = cost + ((width - ideal) / ideal) ** 2 + short + (end === words.length ? 0 : breakCost(words, end));
        if (sum < (next.get(end)?.cost ?? Number.POSITIVE_INFINITY))
          next.set(end, { cost: sum, breaks: line === 1 && start === 0 ? [] : [...breaks, start] });
      }
    }
    best = next;
  }
  return best.get(words.length) ?? null;
}

/**
 * What it costs to break before a word. A single character mostly leans on what stands before it; particles never start
 * a line, and words that lead on never end one.
 */
function breakCost(words: readonly Word[], at: number): number {
  const next = words[at]?.text ?? '';
  const last = words[at - 1]?.text ?? '';
  const isSpaced = words[at]?.spaceBefore === true;
  if (/[:\uff1a\uff1b]$/.test(last) || next.startsWith('\u2014\u2014')) return atSeam;
  if (isSpaced && /\p{Script=Han}$/u.test(last)) return atSeam;
  if (isSpaced) return leadsOn.test(last) ? 0.12 : 0;
  let cost = 0;
  if (/^[\u7684\u4e86\u4e4b\u5730\u5f97\u7740\u8fc7\u4eec\u7b49]/.test(next)) cost += 4;
  if (/^\p{Script=Han}$/u.test(next) && !leadsOnHan.test(next)) cost += 0.3;
  if (leadsOnHan.test(last)) cost += 2;
  else if (/^\p{Script=Han}$/u.test(last)) cost += 0.25;
  if (/\uff0c$/.test(last)) cost -= 0.35;
  if (/[\u3001\u201d\u300b]$/.test(last)) cost -= 0.1;
  return cost;
}

/** A title falls into two where it has a colon, a dash, or a space between Han characters. */
const atSeam = -0.6;

/** Characters that, as words, belong to what comes after them. */
const leadsOnHan =
  /^[\u548c\u4e0e\u53ca\u5728\u4e3a\u4ee5\u628a\u5bf9\u4ece\u5411\u88ab\u5c06\u7531\u8ba9\u4e0d\u7b2c\u9ad8\u65b0]$/;

/** Words of English that belong to what comes after them. */
const leadsOn =
  /^(?:an?|the|of|in|on|at|to|for|from|by|with|and|or|but|nor|as|is|are|its?|their|our|his|her|into|under|over)$/i;

let segmenter: Intl.Segmenter | null = null;

/** Words of a title; marks stay with the word they belong to, numbers with what they count. */
function cutWords(text: string): readonly Word[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words: { text: string; spaceBefore: boolean }[] = [];
  let space = false;
  let holds = false;
  for (const { segment, index } of segmenter.segment(text)) {
    if (/^\s+$/.test(segment)) {
      space = words.length > 0;
      continue;
    }
    const last = words.at(-1);
    // A dash of two ems begins what it leads to: `\u2014\u2014\u57fa\u4e8e\u8c03\u67e5`.
    const leads = text.startsWith('\u2014\u2014', index);
    const leans = /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}\u2026]+$/u.test(segment) && !/^[\p{Ps}\p{Pi}]/u.test(segment) && !leads;
    const counts = last !== undefined && /\d$/.test(last.text) && /^\p{Script=Han}/u.test(segment);
    if (last && !space && (holds || leans || counts)) last.text += segment;
    else words.push({ text: segment, spaceBefore: space });
    holds = leads || /[\p{Ps}\p{Pi}\u00b7]$/u.test(segment) || (holds && segment === '\u2014');
    space = false;
  }
  return words;
}

/** A word that no line could hold is cut where the line ends: an overflow would make the browser shrink every page. */
function cutLongWord(word: Word, measureEm: number): Word[] {
  if (widthEm(word.text) <= measureEm) return [word];
  const pieces: { text: string; spaceBefore: boolean }[] = [];
  for (const c of word.text) {
    const last = pieces.at(-1);
    if (last && widthEm(last.text + c) <= measureEm) last.text += c;
    else pieces.push({ text: c, spaceBefore: pieces.length === 0 && word.spaceBefore });
  }
  return pieces;
}

function joinWords(words: readonly Word[], breaks: readonly number[]): Broken {
  const lines: string[] = [];
  const joins: ('' | ' ')[] = [];
  words.forEach((word, i) => {
    if (i === 0 || breaks.includes(i)) {
      if (i > 0) joins.push(word.spaceBefore ? ' ' : '');
      lines.push(word.text);
    } else lines.push(`${lines.pop() ?? ''}${word.spaceBefore ? ' ' : ''}${word.text}`);
  });
  return { lines, joins };
}

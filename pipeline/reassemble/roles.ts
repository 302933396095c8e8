import {
  endingOf,
  isCloserCode,
  isDigitCode,
  isHanCode,
  isLetterCode,
  isMostlyHan,
  isSpaceCode,
  measureLength,
  startsList,
} from './characters.ts';
import type { Piece } from './cut.ts';
import { scoreByline } from './score-byline.ts';

export const titleFeatureNames = [
  'bias',
  'marked',
  'submarked',
  'length-8',
  'length-16',
  'length-26',
  'length-36',
  'length-50',
  'longer',
  'ends-full',
  'ends-question',
  'ends-exclamation',
  'ends-comma',
  'ends-colon',
  'inner-full',
  'inner-comma',
  'two-parts',
  'next-byline',
  'next-long',
  'next-none',
  'before-open',
  'before-full',
  'before-none',
  'list-start',
  'closer-start',
  'title-case',
  'lower-start',
  'unmarked-among-marked',
  'unpaired',
  'no-letters',
  'model-start',
  'model-end',
] as const;
export type TitleFeature = (typeof titleFeatureNames)[number];

/** What is known of a piece from its neighbours and from the model. */
export interface TitleSurroundings {
  readonly before: Piece | undefined;
  readonly after: Piece | undefined;
  readonly afterByline: number;
  readonly pageMarks: number;
  readonly markDepth: number;
  readonly modelStart: number;
  readonly modelEnd: number;
}

/** Fills the features of a piece taken as a title. */
export function fillTitleFeatures(piece: Piece, around: TitleSurroundings, out: Float64Array): void {
  out.fill(0);
  const { text } = piece;
  const set = (name: TitleFeature, value = 1): void => {
    out[titleFeatureNames.indexOf(name)] = value;
  };
  set('bias');
  const marked = piece.headingDepth > 0 && piece.headingDepth <= around.markDepth;
  if (marked) set('marked');
  else if (piece.headingDepth > 0) set('submarked');
  const length = measureLength(text);
  set(
    length <= 8
      ? 'length-8'
      : length <= 16
        ? 'length-16'
        : length <= 26
          ? 'length-26'
          : length <= 36
            ? 'length-36'
            : length <= 50
              ? 'length-50'
              : 'longer',
  );
  const last = text.charCodeAt(text.length - 1);
  const ending = endingOf(text);
  if (last === 0x3f || last === 0xff1f) set('ends-question');
  else if (last === 0x21 || last === 0xff01) set('ends-exclamation');
  else if (ending === 'full') set('ends-full');
  else if (ending === 'colon') set('ends-colon');
  else if (',;\uff0c\uff1b\u3001'.includes(text.charAt(text.length - 1))) set('ends-comma');
  if (/[\u3002]|[.!?] [A-Z]/.test(text.slice(0, -1))) set('inner-full');
  const commas = (text.match(/[,;\uff0c\uff1b]/g) ?? []).length;
  if (commas > 0) set('inner-comma', Math.min(3, commas));
  if (/[\u3400-\u9fff\u201d\u300b\u300d][ \u3000]+[\u3400-\u9fff\u201c\u300a\u300c]/.test(text)) set('two-parts');
  if (around.afterByline > 0) set('next-byline', Math.min(1, around.afterByline / 3));
  if (!around.after) set('next-none');
  else if (measureLength(around.after.text.slice(0, 200)) > 45) set('next-long');
  if (!around.before) set('before-none');
  else set(endingOf(around.before.text) === 'full' ? 'before-full' : 'before-open');
  if (startsList(text)) set('list-start');
  if (isCloserCode(text.charCodeAt(0))) set('closer-start');
  if (isTitleCase(text)) set('title-case');
  if (/^[a-z]/.test(text)) set('lower-start');
  if (!marked && around.pageMarks > 0) set('unmarked-among-marked', Math.min(1, around.pageMarks / 6));
  if (!isPaired(text)) set('unpaired');
  if (!/[\p{L}]/u.test(text)) set('no-letters');
  set('model-start', around.modelStart);
  set('model-end', around.modelEnd);
}

/** Whether most words of a Latin line start with a capital. */
function isTitleCase(text: string): boolean {
  if (isMostlyHan(text)) return false;
  const words = text.split(/\s+/).filter((word) => word.length > 3);
  return words.length > 0 && words.filter((word) => /^[\u201c"'(]?[A-Z0-9]/.test(word)).length > words.length * 0.6;
}

/** Whether brackets and quotation marks close what they open. */
export function isPaired(text: string): boolean {
  return pairBalance(text).open === 0 && pairBalance(text).closed === 0;
}

const pairs = new Map<string, string>([
  ['\u201d', '\u201c'],
  ['\u300b', '\u300a'],
  ['\u300d', '\u300c'],
  ['\u300f', '\u300e'],
  ['\u3011', '\u3010'],
  ['\uff09', '\uff08'],
  [')', '('],
  [']', '['],
]);
const openMarks = new Set(pairs.values());

/** Marks left open at the end of a text, and marks closed that were not opened in it. */
export function pairBalance(text: string): { open: number; closed: number; marks: string; closes: string } {
  const stack: string[] = [];
  let closes = '';
  for (const c of text) {
    if (openMarks.has(c)) stack.push(c);
    else {
      const opener = pairs.get(c);
      if (opener === undefined) continue;
      const at = stack.lastIndexOf(opener);
      // A full-width mark may close a half-width one and the other way round.
      const loose =
        at < 0 && (opener === '(' || opener === '\uff08')
          ? Math.max(stack.lastIndexOf('('), stack.lastIndexOf('\uff08'))
          : at;
      if (loose >= 0) stack.length = loose;
      else closes += opener;
    }
  }
  return { open: stack.length, closed: closes.length, marks: stack.join(''), closes };
}

const pageNumber =
  /^(?:[-\u2014\u2013\u00b7.\s]*\d{1,4}[-\u2014\u2013\u00b7.\s]*|\u7b2c?\s*[0-9A-Z\u4e00-\u9fff]{1,4}\s*[\u7248\u9801\u9875]|page\s+\d{1,4}|[A-Z]?\d{1,3}\s*\u7248)$/i;
const zhDate =
  /\d{4}\s*[\u5e74./-]\s*\d{1,2}\s*[\u6708./-]\s*\d{1,2}\s*\u65e5?|[\u3007\u25cb\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d]{4}\u5e74[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u6708[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u65e5/;
const enDate = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}\b/i;
const staffLine =
  /^[\uff08(\u3010[]?(?:\u8d23\u4efb\u7f16\u8f91|\u8cac\u4efb\u7de8\u8f2f|\u672c\u7248\u8d23\u7f16|\u8d23\u7f16|\u7248\u5f0f|\u7248\u5f0f\u8bbe\u8ba1|\u7248\u9762\u8bbe\u8ba1|\u7f8e\u7f16|\u6821\u5bf9|\u8054\u7cfb\u7535\u8bdd|\u6295\u7a3f\u90ae\u7bb1|\u672c\u7248\u7f16\u8f91|\u503c\u73ed\u7f16\u59d4|\u7edf\u7b79)[:\uff1a\s]/;

/** Whether a line is page furniture: a page number, a running head, a staff line. It belongs to no article. */
export function isFurniture(piece: Piece, repeats: number): boolean {
  if (piece.jump !== 'none') return true;
  const { text } = piece;
  if (piece.headingDepth > 0 || piece.verbatim || text.length > 90) return false;
  if (pageNumber.test(text)) return true;
  if (!/[\p{L}]/u.test(text)) return /^[\d\s\p{P}\p{S}]*$/u.test(text);
  if (endingOf(text) === 'full') return false;
  if (staffLine.test(text)) return true;
  const dated = zhDate.test(text) || enDate.test(text);
  const weekday =
    /\u661f\u671f[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.test(
      text,
    );
  const paged =
    /\u7b2c\s*[0-9A-Z\u4e00-\u9fff]{1,4}\s*[\u7248\u9801\u9875]|\bpage\s+[A-Z]?\d+|\b[A-Z]?\d{1,2}\s*\u7248|^\d{1,3}\s|\s\d{1,3}$/i.test(
      text,
    );
  const loose = measureLength(text) <= 45 && !/[\uff0c\u3002\uff1b]/.test(text);
  if (loose && dated && (weekday || paged)) return true;
  if (loose && weekday && paged) return true;
  if (loose && dated && text.replace(zhDate, '').replace(enDate, '').trim().length <= 14) return true;
  // A salutation or a call that comes back ends with a mark; a running head does not.
  if (/[,:;!?\uff0c\uff1a\uff1b\uff01\uff1f\u3001\u201d]$/.test(text)) return false;
  return repeats >= 3 && measureLength(text) <= 30 && (dated || paged || scoreByline(text) < 0);
}

/** Whether a text has any letters at all. */
export function hasLetters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isHanCode(code) || isLetterCode(code)) return true;
    if (code > 0x7f && !isSpaceCode(code) && !isDigitCode(code) && /\p{L}/u.test(text.charAt(i))) return true;
  }
  return false;
}

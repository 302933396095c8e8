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

/** An address on a line of its own, with or without a word for it. */
const address = /^(?:[\p{L}\s]{0,8}[:\uff1a]\s*)?(?:https?:\/\/|www\.)[\x21-\x7e]+$/iu;
export const isAddress = (text: string): boolean => address.test(text);

/** Whether a text has any letters at all. */
export function hasLetters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isHanCode(code) || isLetterCode(code)) return true;
    if (code > 0x7f && !isSpaceCode(code) && !isDigitCode(code) && /\p{L}/u.test(text.charAt(i))) return true;
  }
  return false;
}

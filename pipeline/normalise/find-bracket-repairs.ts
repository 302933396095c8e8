import type { Characters } from './characters.ts';
import type { MarkEdit } from './find-mark-repairs.ts';

/**
 * Round brackets of the wrong width. Both of a pair are changed or neither: a bracket that closes nothing (`1)`) stays.
 *
 *     (记者 刘伟)  →  （记者 刘伟）        f(x)  (1)  The union (工会) met
 *                                       (left alone)
 */
export function findBracketRepairs(characters: Characters): MarkEdit[] {
  const { text, isProtected } = characters;
  const edits: MarkEdit[] = [];
  const open: number[] = [];
  for (const { index: at, 0: mark } of text.matchAll(/[()\uff08\uff09]/g)) {
    if (isProtected(at)) continue;
    if (mark === '(' || mark === '\uff08') {
      open.push(at);
      continue;
    }
    const start = open.pop();
    if (start === undefined || !isChinesePair(characters, start, at)) continue;
    if (text[start] === '(') edits.push(openEdit(characters, start));
    if (mark === ')') edits.push(closeEdit(characters, at));
  }
  return edits;
}

function isChinesePair(characters: Characters, start: number, end: number): boolean {
  const { text, kindAt, hanIn, isEnglishAround } = characters;
  const [isWideStart, isWideEnd] = [text[start] === '\uff08', text[end] === '\uff09'];
  if (isWideStart && isWideEnd) return false;
  if (isWideStart || isWideEnd) return true;
  let left = start - 1;
  while (text[left] === ' ') left--;
  const before = kindAt(left);
  const isAfterChinese = before === 'han' || before === 'close' || before === 'mark';
  if (hanIn(start, end) === 0 && !isAfterChinese) return false;
  return !(isEnglishAround(start) && isEnglishAround(end));
}

/** A space before the bracket goes when Chinese stands before it: the bracket brings its own room. */
function openEdit({ text, kindAt }: Characters, at: number): MarkEdit {
  let from = at;
  while (from > 0 && at - from < 8 && text[from - 1] === ' ') from--;
  const before = kindAt(from - 1);
  const isTight = before === 'han' || before === 'close' || before === 'mark';
  const start = isTight ? from : at;
  return { at: start, before: text.slice(start, at + 1), after: '\uff08', rule: 'bracket' };
}

function closeEdit({ text, kindAt }: Characters, at: number): MarkEdit {
  let to = at + 1;
  while (to - at < 8 && text[to] === ' ') to++;
  const behind = kindAt(to);
  const end = behind === 'han' || behind === 'open' || behind === 'mark' ? to : at + 1;
  return { at, before: text.slice(at, end), after: '\uff09', rule: 'bracket' };
}

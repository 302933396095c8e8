import { type Characters, readCharacters } from './characters.ts';
import { findBracketRepairs } from './find-bracket-repairs.ts';
import { findQuoteRepairs } from './find-quote-repairs.ts';

/** One mark to be set right: what stands at `at`, and what should. */
export interface MarkEdit {
  readonly at: number;
  readonly before: string;
  readonly after: string;
  readonly rule: 'comma' | 'stop' | 'bracket' | 'quote';
}

/** Quotation marks that a text uses: curly on the mainland, corner marks in Taiwan and Hong Kong. */
export type QuoteStyle = 'curly' | 'corner';

/**
 * Marks of another width inside Chinese text (GB/T 15834), as they come from keyboards and scanners. It only says what
 * would be right; nothing but marks, and spaces that stood in for the room a full-width mark brings along, is touched.
 *
 *     5年来,北京  →  5年来，北京        20.4万  1,234  12:30  3:2  1.加强  刘 伟  English, as it is
 *         ^              ^             (left alone)
 *
 * Applied to its own result it finds nothing. `text` is one block; U+FFFC stands for what is not text.
 */
export function findMarkRepairs(text: string, quotes: QuoteStyle = 'curly'): readonly MarkEdit[] {
  if (!asciiMark.test(text)) return [];
  // A mark set right may speak for its neighbour: looked at again until nothing is left, so that a second run finds nothing.
  const rounds: Round[] = [];
  for (let current = text; rounds.length < maxRounds && asciiMark.test(current); ) {
    const round: Round = { text: current, edits: findOnce(current, quotes) };
    if (round.edits.length === 0) break;
    rounds.push(round);
    current = apply(round);
  }
  const [first] = rounds;
  // Most texts are right after one round, and their marks stand apart: those edits are all there is to say.
  if (rounds.length < 2 && areApart(first?.edits ?? [])) return first?.edits ?? [];
  const found = new Map<number, Change>();
  let origins: readonly number[] | null = null;
  for (const round of rounds) {
    for (const { at, before, after, rule } of round.edits) {
      const mark = before.search(/[^ ]/);
      for (let i = 0; i < before.length; i++)
        found.set(origins?.[at + i] ?? at + i, { after: i === mark ? after : '', rule });
    }
    origins = findOrigins(round, origins);
  }
  return gather(text, found);
}

/** Whether no edit begins where the one before it ends. */
function areApart(edits: readonly MarkEdit[]): boolean {
  return edits.every(({ at }, i) => {
    const last = edits[i - 1];
    return !last || last.at + last.before.length !== at;
  });
}

/** A text, and what one look at it found. */
interface Round {
  readonly text: string;
  readonly edits: readonly MarkEdit[];
}

const asciiMark = /[,.;:!?()"']/;

interface Change {
  readonly after: string;
  readonly rule: MarkEdit['rule'];
}

const maxRounds = 12;

function findOnce(text: string, quotes: QuoteStyle): MarkEdit[] {
  const characters = readCharacters(text);
  if (characters.hanCount === 0) return [];
  const edits = [
    ...findPointRepairs(characters),
    ...findBracketRepairs(characters),
    ...findQuoteRepairs(characters, quotes),
  ].sort((a, b) => a.at - b.at);
  // A space between two marks is claimed by both: the first has it, the second comes in the next round.
  let end = 0;
  return edits.filter((edit) => {
    if (edit.at < end) return false;
    end = edit.at + edit.before.length;
    return true;
  });
}

/** The text after its edits. */
function apply({ text, edits }: Round): string {
  let [out, from] = ['', 0];
  for (const { at, before, after } of edits) {
    out += text.slice(from, at) + after;
    from = at + before.length;
  }
  return out + text.slice(from);
}

/** For each place in the text after its edits the place in the text at first. */
function findOrigins({ text, edits }: Round, origins: readonly number[] | null): number[] {
  const places: number[] = [];
  let from = 0;
  const keep = (to: number): void => {
    for (let i = from; i < to; i++) places.push(origins?.[i] ?? i);
  };
  for (const { at, before } of edits) {
    keep(at);
    const mark = at + Math.max(0, before.search(/[^ ]/));
    places.push(origins?.[mark] ?? mark);
    from = at + before.length;
  }
  keep(text.length);
  return places;
}

/** Changes of single characters as edits: a mark together with the spaces that go with it. */
function gather(text: string, found: ReadonlyMap<number, Change>): MarkEdit[] {
  const edits: MarkEdit[] = [];
  for (const [at, { after, rule }] of [...found].sort((a, b) => a[0] - b[0])) {
    const last = edits.at(-1);
    const follows = last !== undefined && last.at + last.before.length === at;
    if (follows && (after === '' || last.after === ''))
      edits[edits.length - 1] = { ...last, before: last.before + text[at], after: last.after + after, rule: last.rule };
    else edits.push({ at, before: text[at] ?? '', after, rule });
  }
  return edits;
}

/** What full width makes of a mark. */
const wide: Readonly<Record<string, string>> = {
  ',': '\uff0c',
  ';': '\uff1b',
  ':': '\uff1a',
  '!': '\uff01',
  '?': '\uff1f',
  '.': '\u3002',
};

function findPointRepairs(characters: Characters): MarkEdit[] {
  const { text } = characters;
  const edits: MarkEdit[] = [];
  let isDotted: boolean | null = null;
  const usesDots = (): boolean => {
    isDotted ??= doesUseDots(text);
    return isDotted;
  };
  for (const { index: at, 0: mark } of text.matchAll(/[,.;:!?]/g)) {
    const isWrong = mark === '.' ? isChineseStop(characters, at, usesDots) : isChinesePoint(characters, at, mark);
    if (!isWrong) continue;
    const after = wide[mark] ?? mark;
    edits.push({ at, before: mark + spacesBehind(characters, at), after, rule: mark === '.' ? 'stop' : 'comma' });
  }
  return edits;
}

/** Spaces after a mark, where Chinese goes on behind them: a full-width mark brings its own room. */
export function spacesBehind({ text, kindAt }: Characters, at: number): string {
  const spaces = /^ +/.exec(text.slice(at + 1, at + 9))?.[0] ?? '';
  const next = kindAt(at + 1 + spaces.length);
  return spaces.length < 8 && (next === 'han' || next === 'open' || next === 'close') ? spaces : '';
}

function isChinesePoint(characters: Characters, at: number, mark: string): boolean {
  const { text, kindAt, baseBefore, baseBehind, isEnglishAround, isProtected, startsBlock, latinWordsBefore } =
    characters;
  if (isProtected(at)) return false;
  const [left, right] = [kindAt(at - 1), kindAt(at + 1)];
  if (left === 'digit' && right === 'digit') return false;
  if ((mark === '!' || mark === '?') && text[at + 1] === '=') return false;
  if (mark === ':' && /[()/\\|]/.test(text[at + 1] ?? '')) return false;
  const [before, behind] = [baseBefore(at), baseBehind(at)];
  if (before === 'none' || before === 'mark') return false;
  if (before === 'han') return !isEnglishAround(at);
  // `1,` at the head of a block is numbering.
  if (mark === ',' && left === 'digit' && startsBlock(at)) return false;
  const isEnglishTitle = (mark === '!' || mark === '?') && latinWordsBefore(at) >= 3;
  if (behind === 'han') return !isEnglishTitle && !isEnglishAround(at);
  return (
    (mark === '!' || mark === '?' || mark === ';') &&
    behind === 'none' &&
    !isEnglishTitle &&
    characters.isChineseBefore(at)
  );
}

/** Whether a block uses dots as its full stops, so that one between two Han characters may be meant so too. */
function doesUseDots(text: string): boolean {
  if (text.includes('\u3002')) return false;
  return (
    /\p{Script=Han}[)"'\u201d\u2019\uff09\u300b]*\.["'\u201d\u2019)\uff09]*\s*$/u.test(text) ||
    /\p{Script=Han},/u.test(text)
  );
}

function isChineseStop(characters: Characters, at: number, usesDots: () => boolean): boolean {
  const { text, kindAt, baseBefore, isEnglishAround, isProtected, startsBlock, latinWordsBefore, isChineseBefore } =
    characters;
  if (isProtected(at) || text[at - 1] === '.' || text[at + 1] === '.') return false;
  const before = baseBefore(at);
  const rest = text.slice(at + 1, at + 40);
  const endsHere = /^[)"'\u201d\u2019\u300d\u300f\uff09\]]*\s*(?:$|\n)/.test(rest) || at + 1 >= text.length;
  const left = kindAt(at - 1);
  const right = kindAt(at + 1);
  if (before === 'han') {
    if (isEnglishAround(at)) return false;
    if (endsHere || right === 'space' || right === 'open') return true;
    // A dot between two Han characters may stand in a foreign name.
    if (right === 'han') return usesDots();
    return right === 'digit' && usesDots() && /^\d+\p{Script=Han}/u.test(rest);
  }
  if (before !== 'latin' && before !== 'digit' && before !== 'other') return false;
  const word = /[A-Za-z.]+$/.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? '';
  if (isAbbreviation(word) || (left === 'digit' && startsBlock(at))) return false;
  if (endsHere) return isChineseBefore(at) && latinWordsBefore(at) < 3;
  const goesOn = /^ +\p{Script=Han}/u.test(rest) || (usesDots() && /^\p{Script=Han}/u.test(rest));
  return left !== 'digit' && goesOn && latinWordsBefore(at) < 3 && !isEnglishAround(at);
}

function isAbbreviation(word: string): boolean {
  return /^(?:[A-Za-z]|[A-Za-z](?:\.[A-Za-z])+|Inc|Co|Ltd|Corp|Dr|Mr|Mrs|Ms|Prof|St|No|vs|etc|Jr|Sr|Fig|Vol|pp|eds?|al|cf|ca|approx)$/.test(
    word,
  );
}

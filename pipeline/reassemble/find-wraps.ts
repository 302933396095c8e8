import type { Reading } from '../core/text.ts';
import { endingOf, isCloserCode, isHanCode, isLowerCode, measureColumns } from './characters.ts';
import type { Line } from './cut.ts';
import { needsSpace } from './needs-space.ts';
import { scoreByline } from './score-byline.ts';

/** How a line goes on from the one before: what stands between them, and whether the hyphen before was only put there to cut a word. */
export interface Wrap {
  readonly gap: '' | ' ';
  readonly dropHyphen: boolean;
}

/**
 * Which lines go on from the one before because the source wrapped them; null where a line starts anew. A source is wrapped when
 * many of its lines are as full as a width lets them be. There may be several widths, as columns have; headlines may be wider.
 *
 *     \u8bb0\u8005\u6628\u5929\u4ece\u5e02\u4ea4\u901a\u90e8\u95e8\u83b7\u6089\uff0c\u897f\u6865\u5c06
 *     \u4ece\u672c\u6708\u5341\u65e5\u8d77\u5c01\u95ed\u3002            goes on from the line above, and ends a paragraph
 */
export function findWraps(lines: readonly Line[], { kind }: Reading): readonly (Wrap | null)[] {
  const none = lines.map(() => null);
  if (kind !== 'page' || lines.length < 6) return none;
  // Columns of figures are as wide as one another without being wrapped.
  if (lines.filter((line) => /\p{L}/u.test(line.text.slice(0, 400))).length < lines.length / 2) return none;
  const pairs: number[] = [];
  for (let i = 1; i < lines.length; i++) if (canFollow(lines[i]) && canGoOn(lines[i - 1])) pairs.push(i);
  if (pairs.length < 4) return none;
  // Characters or columns of a terminal: whichever more lines are full by; and what is exact by either was cut so.
  const found = [measureCharacters, measureColumns].flatMap((measure) => findFull(lines, pairs, measure) ?? []);
  const most = Math.max(0, ...found.map(({ full }) => full.size));
  const best = found
    .filter(({ full }) => full.size > most * 0.95)
    .sort((a, b) => Number(b.exact) - Number(a.exact) || b.full.size - a.full.size)[0];
  if (!best) return none;
  const { full, exact } = best;
  const words = [...full].some((i) => isCutWord(lines[i - 1]?.text ?? '', lines[i]?.text ?? ''))
    ? listWords(lines)
    : null;
  return lines.map((line, i): Wrap | null => {
    const before = lines[i - 1];
    if (!before || !full.has(i)) return null;
    const dropHyphen =
      words !== null && isCutWord(before.text, line.text) && !isCompound(before.text, line.text, words);
    if (dropHyphen) return { gap: '', dropHyphen };
    if (before.spaceAfter || /^\s/.test(line.raw)) return { gap: ' ', dropHyphen };
    return { gap: !exact && needsSpace(before.text, line.text) ? ' ' : '', dropHyphen };
  });
}

interface Found {
  /** Lines that go on from the one before. */
  readonly full: ReadonlySet<number>;
  /** Lines are cut at so many characters, in the middle of words too. */
  readonly exact: boolean;
}

type Measure = (text: string) => number;

/** No newspaper column or mail is wrapped wider than this (columns of a terminal). */
const maxWrapWidth = 160;
/** Of so many widths the likeliest course is looked for. */
const mostWidths = 12;

/** Lines that are full at the width at which the text around them is wrapped. */
function findFull(lines: readonly Line[], pairs: readonly number[], measure: Measure): Found | null {
  const widths = lines.map(({ raw }) => (raw.length > maxWrapWidth * 2 ? maxWrapWidth + 1 : measure(raw)));
  /** What a line would have been as wide as, had it held what the next one begins with. */
  const reaches = lines.map((line, i) => (widths[i - 1] ?? 0) + measureHead(line, measure));
  const isFull = (i: number, width: number): boolean => (widths[i - 1] ?? 0) <= width && (reaches[i] ?? 0) > width;
  const counts = new Map<number, number>();
  for (const i of pairs)
    for (let width = widths[i - 1] ?? 0; width <= maxWrapWidth && width < (reaches[i] ?? 0); width++)
      counts.set(width, (counts.get(width) ?? 0) + 1);
  const isPeak = ([width, count]: readonly [number, number]): boolean =>
    count >= (counts.get(width - 1) ?? 0) && count > (counts.get(width + 1) ?? 0);
  const candidates = [...counts]
    .filter(([, count]) => count >= leastFull)
    // Of widths beside one another, at which much the same lines are full, the peak comes first.
    .sort((a, b) => Number(isPeak(b)) - Number(isPeak(a)) || b[1] - a[1] || a[0] - b[0])
    .slice(0, mostWidths)
    .map(([width]) => width);
  if (candidates.length === 0) return null;
  const chosen = chooseWidths(lines, pairs, widths, isFull, candidates);
  const byWidth = new Map<number, number[]>();
  for (const i of pairs) {
    const width = chosen[i] ?? 0;
    if (width === 0 || chosen[i - 1] !== width || !isFull(i, width)) continue;
    const own = byWidth.get(width);
    if (own) own.push(i);
    else byWidth.set(width, [i]);
  }
  const isTight = lines.filter(({ blankBefore }) => blankBefore).length < lines.length * tight;
  const full = new Set<number>();
  let exact = 0;
  for (const [width, own] of byWidth) {
    const sentences = own.filter((i) => endingOf(lines[i - 1]?.text ?? '') === 'full').length;
    const marks = own.filter((i) =>
      /[,.;:!?\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f]$/.test(lines[i - 1]?.text ?? ''),
    ).length;
    // Paragraphs of one line each, verse.
    if (own.length < leastFull || sentences > own.length * 0.5 || marks > own.length * 0.7) continue;
    for (const i of own) {
      if (widths[i - 1] === width) exact++;
      if (goesOn(lines, i, isTight, (at) => canFollow(lines[at]) && isFull(at, width))) full.add(i);
    }
  }
  if (full.size < leastFull || full.size < pairs.length * leastShare) return null;
  return { full, exact: exact >= full.size * 0.9 };
}

/** So many lines, and so many of all that could, are a habit. */
const leastFull = 4;
const leastShare = 0.3;
/** With fewer blank lines than this they part nothing. */
const tight = 0.03;

/** Log probabilities of lines: wrapped and full, wrapped and short of it, wider than it, not wrapped; and of another width from here on, at the start of a paragraph or within. */
const odds = {
  full: Math.log(0.15),
  short: Math.log(0.25),
  wider: Math.log(0.0004),
  plain: Math.log(0.01),
  change: -7,
  changeWithin: -14,
};

/** The width at which each line is wrapped, 0 for none: the likeliest course, by Viterbi. */
function chooseWidths(
  lines: readonly Line[],
  pairs: readonly number[],
  widths: readonly number[],
  isFull: (i: number, width: number) => boolean,
  candidates: readonly number[],
): number[] {
  const states = [0, ...candidates];
  const canEnd = new Set(pairs);
  let scores = states.map(() => 0);
  const from: Uint8Array[] = [];
  for (const [i, line] of lines.entries()) {
    const best = scores.indexOf(Math.max(...scores));
    const back = new Uint8Array(states.length);
    scores = states.map((width, k) => {
      const moved = (scores[best] ?? 0) + (canFollow(line) ? odds.changeWithin : odds.change);
      const stayed = scores[k] ?? 0;
      back[k] = stayed >= moved ? k : best;
      // A marked headline is as wide as it is.
      if (line.headingDepth > 0) return Math.max(stayed, moved);
      const own = widths[i] ?? 0;
      const said =
        width === 0
          ? odds.plain
          : own > width
            ? odds.wider
            : canEnd.has(i + 1) && isFull(i + 1, width)
              ? odds.full
              : odds.short - Math.log(width);
      return Math.max(stayed, moved) + said;
    });
    from.push(back);
  }
  const chosen = new Array<number>(lines.length).fill(0);
  let k = scores.indexOf(Math.max(...scores));
  for (let i = lines.length - 1; i >= 0; i--) {
    chosen[i] = states[k] ?? 0;
    k = from[i]?.[k] ?? 0;
  }
  return chosen;
}

/** What looks like a headline behind a sentence's end starts anew, however full the line before it is; so does a text behind a byline. */
function goesOn(lines: readonly Line[], i: number, isTight: boolean, isFull: (at: number) => boolean): boolean {
  const before = lines[i - 1]?.text ?? '';
  const text = lines[i]?.text ?? '';
  // A marked headline goes on in a short line that is no byline.
  if ((lines[i - 1]?.headingDepth ?? 0) > 0)
    return !isFull(i + 1) && !/[\u3002\uff0c,.]/.test(text) && scoreByline(text) < surely;
  // Blank lines part what is not one: no line right below another begins anew.
  if (!isTight) return true;
  if (endingOf(before) === 'full')
    return isFull(i + 1) || /[\u3002\uff0c\uff1b\uff1f\uff01\uff1a.,;?!:\u201d"\u300d)\uff09]$/.test(text);
  const above = lines[i - 2]?.text ?? '';
  const standsBelowHeadline = (lines[i - 2]?.headingDepth ?? 0) > 0 || (endingOf(above) === 'open' && !isFull(i - 1));
  if (!standsBelowHeadline || /[\u3002\uff0c]/.test(before) || scoreByline(before) < surely) return true;
  // More names, or the text.
  return !isFull(i + 1) && !/[\u3002\uff0c,.]/.test(text);
}

/** Log odds. */
const surely = 3;

const canFollow = (line: Line | undefined): boolean =>
  line !== undefined &&
  !isRule(line) &&
  !line.blankBefore &&
  line.headingDepth === 0 &&
  !line.indented &&
  !line.verbatim &&
  !line.newPage;

const canGoOn = (line: Line | undefined): boolean => line !== undefined && !isRule(line);

/** A line drawn with signs, below a headline or between articles: no part of either. */
const isRule = (line: Line | undefined): boolean =>
  line !== undefined && /^[-=_*~+#\u2500\u2501\u2550 ]{3,}$/.test(line.text);

const measureCharacters = (text: string): number => [...text].length;

/** How much of the next line would have had to fit: a word, or one character with the marks that cling to it. */
function measureHead(line: Line | undefined, measure: Measure): number {
  const text = line?.text ?? '';
  if (isHanCode(text.charCodeAt(0))) {
    let end = 1;
    while (end < 3 && isCloserCode(text.charCodeAt(end))) end++;
    return measure(text.slice(0, end));
  }
  return measure(/^[^\s\u3000-\u9fff]+/.exec(text)?.[0] ?? text.slice(0, 1)) + 1;
}

/** A line that ends with letters and a hyphen, before one that begins with a small letter. */
const isCutWord = (before: string, after: string): boolean =>
  /\p{L}{2}-$/u.test(before) && isLowerCode(after.charCodeAt(0));

/** Words of a text, with their hyphens, in small letters; those at a line's end or start may be parts of one. */
function listWords(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(
    lines
      .flatMap(({ text }) => (text.match(/[\p{L}]+(?:-\p{L}+)*/gu) ?? []).slice(1, -1))
      .map((word) => word.toLowerCase()),
  );
}

/** Whether the hyphen at a line's end is the word's own: the text has the word so elsewhere, or both parts as words and never the whole. */
function isCompound(before: string, after: string, words: ReadonlySet<string>): boolean {
  const left = (/(\p{L}+(?:-\p{L}+)*)-$/u.exec(before)?.[1] ?? '').toLowerCase();
  const right = (/^\p{L}+/u.exec(after)?.[0] ?? '').toLowerCase();
  if (words.has(left + right)) return false;
  return words.has(`${left}-${right}`) || (left.length > 2 && right.length > 2 && words.has(left) && words.has(right));
}

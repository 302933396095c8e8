import type { Line } from './find-lines.ts';

/** How the writers of a page spell, as far as its lines show it. */
export interface Habits {
  /** Words that stand whole on the page, lower case. */
  readonly words: ReadonlySet<string>;
  /** Words are cut at line ends with a plain hyphen; else such a hyphen there is the word's own. */
  readonly cutsWords: boolean;
  /** Whether Han has a space before and behind Latin letters and digits. */
  readonly spaced: Readonly<Record<Border, boolean>>;
}

const borderNames = [
  'to-letter',
  'to-digit',
  'to-quote',
  'from-letter',
  'from-digit',
  'from-quote',
  'from-mark',
] as const;
type Border = (typeof borderNames)[number];

const borders: readonly (readonly [Border, RegExp, RegExp])[] = [
  ['to-letter', /\p{Script=Han} [A-Za-z]/gu, /\p{Script=Han}[A-Za-z]/gu],
  ['to-digit', /\p{Script=Han} [0-9]/gu, /\p{Script=Han}[0-9]/gu],
  ['to-quote', /\p{Script=Han} [\u2018\u201c]/gu, /\p{Script=Han}[\u2018\u201c]/gu],
  ['from-letter', /[A-Za-z] \p{Script=Han}/gu, /[A-Za-z]\p{Script=Han}/gu],
  ['from-digit', /[0-9] \p{Script=Han}/gu, /[0-9]\p{Script=Han}/gu],
  ['from-quote', /[\u2019\u201d] \p{Script=Han}/gu, /[\u2019\u201d]\p{Script=Han}/gu],
  ['from-mark', /[!),.:;?\]] \p{Script=Han}/gu, /[!),.:;?\]]\p{Script=Han}/gu],
];

/** Reads the habits of a page from the inside of its lines, and from how many of them end in a hyphen. */
export function readHabits(lines: readonly Pick<Line, 'text'>[]): Habits {
  const words = new Set<string>();
  const counts = new Map<Border, number>();
  let [latin, hyphens, soft] = [0, 0, 0];
  for (const { text } of lines) {
    // The first and the last word of a line may be parts of one.
    for (const word of text.toLowerCase().match(/(?<=[^-\w])[a-z\u00df-\u024f]+(?:-[a-z\u00df-\u024f]+)*(?=[^-\w])/g) ??
      [])
      words.add(word);
    for (const [border, spaced, tight] of borders) {
      const more = (text.match(spaced)?.length ?? 0) - (text.match(tight)?.length ?? 0);
      counts.set(border, (counts.get(border) ?? 0) + more);
    }
    if (/[a-z]\S*\s+\S*[a-z]/.test(text)) latin++;
    if (/[a-z]-$/.test(text)) hyphens++;
    if (/[a-z][\u00ad\u2010]$/.test(text)) soft++;
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const isSpaced = (border: Border): boolean => (counts.get(border) || all) > 0;
  return {
    words,
    // Where cuts have a hyphen of their own, a plain one is part of the word.
    cutsWords: soft < 2 && hyphens > Math.max(2, leastCutShare * latin),
    spaced: Object.fromEntries(borderNames.map((border) => [border, isSpaced(border)])) as Habits['spaced'],
  };
}

/** With a smaller share of lines that end in a hyphen than this, no word was cut: compounds alone give as many. */
const leastCutShare = 0.035;

/** Lines of one paragraph: Chinese runs on, other words have a space between, a word cut in two is whole again. */
export function joinLines(texts: readonly string[], habits: Habits): string {
  let joined = texts[0] ?? '';
  for (const text of texts.slice(1)) {
    const cut = /([A-Za-z\u00c0-\u024f]+)[\u00ad\u2010-]$/.exec(joined);
    const rest = /^[a-z\u00df-\u024f]+/.exec(text);
    if (cut && rest && isCut(joined, cut[1] ?? '', rest[0], habits)) joined = joined.slice(0, -1) + text;
    else joined += `${spaceBetween(joined, text, habits)}${text}`;
  }
  return joined;
}

/** Whether a hyphen at a line's end was put there by the setter: by its own form, else by how the page spells. */
function isCut(before: string, head: string, tail: string, { words, cutsWords }: Habits): boolean {
  if (/[\u00ad\u2010]$/.test(before)) return true;
  const [a, b] = [head.toLowerCase(), tail.toLowerCase()];
  if (!cutsWords) return false;
  if (words.has(a + b)) return true;
  // A word with a hyphen before ("state-of-") is a chain of them.
  if (words.has(`${a}-${b}`) || /[\w]-[A-Za-z]+-$/.test(before)) return false;
  return !(a.length > 2 && b.length > 2 && words.has(a) && words.has(b));
}

const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/** Marks that Chinese and other languages write alike. */
const shared = /[\u00b7\u2014\u2018-\u201d\u2026]/;

function spaceBetween(before: string, behind: string, { spaced }: Habits): '' | ' ' {
  const [left, right] = [before.at(-1) ?? '', behind.at(0) ?? ''];
  if (wide.test(left) || wide.test(right)) {
    const border = borderOf(left, behind.slice(0, 2));
    return border !== null && spaced[border] ? ' ' : '';
  }
  // What a shared mark belongs to tells whether it is a Chinese one.
  if (shared.test(left) && wide.test(before.replace(marksAtEnd, '').at(-1) ?? '')) return '';
  if (shared.test(right) && wide.test(behind.replace(marksAtStart, '').at(0) ?? '')) return '';
  // A line may be broken, without a space, behind a hyphen, a slash, and on either side of a dash.
  if (/[\p{L}\p{N}][-\u2010\u00ad]$/u.test(before)) return '';
  if (/\S[\u2013\u2014]$/u.test(before) || /^\u2014\S/u.test(behind)) return '';
  if (/\S\/$/.test(before) || /:\/\/\S*[?=&_]$/.test(before)) return '';
  return ' ';
}

const marksAtEnd = /[\p{P}\p{S}\s]+$/u;
const marksAtStart = /^[\p{P}\p{S}\s]+/u;

function borderOf(left: string, right: string): Border | null {
  const isHan = (c: string): boolean => /\p{Script=Han}/u.test(c);
  if (isHan(left)) {
    if (/^[./@#$~-]?[A-Za-z]/.test(right)) return 'to-letter';
    return /^[0-9]/.test(right) ? 'to-digit' : /^[\u2018\u201c]/.test(right) ? 'to-quote' : null;
  }
  if (!isHan(right.charAt(0))) return null;
  if (/[A-Za-z]/.test(left)) return 'from-letter';
  if (/[0-9]/.test(left)) return 'from-digit';
  return /[\u2019\u201d]/.test(left) ? 'from-quote' : /[!),.:;?\]]/.test(left) ? 'from-mark' : null;
}

/** The least room that a text's first word, so wide, needs behind a text: its own width, and that of a space where one is. */
export function measureNeed(before: string, behind: string, firstPt: number, { bodyPt, habits }: Setting): number {
  return firstPt + (spaceBetween(before, behind, habits) === ' ' ? spaceEm * bodyPt : 0) + slackEm * bodyPt;
}

/** What is asked of a page's measure. */
interface Setting {
  readonly bodyPt: number;
  readonly habits: Habits;
}

const spaceEm = 0.22;
/** What fits by less than this may not have fitted: widths are measured, not known. */
const slackEm = 0.12;

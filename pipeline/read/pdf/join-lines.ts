import type { Line } from './find-lines.ts';

/** How the writers of a page spell, as far as its lines show it. */
export interface Habits {
  /** Words that stand whole on the page, lower case. */
  readonly words: ReadonlySet<string>;
  /** Words are cut at line ends with a plain hyphen; else such a hyphen there is the word's own. */
  readonly cutsWords: boolean;
  /** How often, 0 to 1, Han has a space before and behind Latin letters, digits and marks. */
  readonly spaced: Readonly<Record<Border, number>>;
}

const han = '\\p{Script=Han}';
const letter = '[A-Za-z\\\\@#$<>{}*+=|&_^`\u2190-\u21ff]';

/** Where a space may stand or not, by what is before and behind it: what quotes hold counts, not the quotes. */
const signs = {
  'to-letter': [han, `(?:${letter}|[./~:-]+[A-Za-z])`],
  'to-digit': [han, '[0-9]'],
  'to-bracket': [han, '[(\\[]'],
  'to-dash': [han, '\u2014'],
  'to-quoted-han': [han, '[\u2018\u201c](?![!-~])'],
  'to-quoted-letter': [han, '[\u2018\u201c](?=[!-~])'],
  'letter-to-quoted-han': ['[A-Za-z0-9]', `[\u2018\u201c](?=${han})`],
  'from-letter': [`(?:${letter}|\\(\\))`, han],
  'from-digit': ['[0-9][%\u00b0]?', han],
  'from-bracket': ['[)\\]]', han],
  'from-stop': ['(?<=[A-Za-z0-9])[!,.:;?]', han],
  'from-mark': ['[!,.:;?]', han],
  'from-dash': ['\u2014', han],
  'from-quoted-han': ['(?<![!-~])[\u2019\u201d]', han],
  'from-quoted-letter': ['(?<=[!-~])[\u2019\u201d]', han],
  'letter-from-quoted-han': [`(?<=${han})[\u2019\u201d]`, '[A-Za-z0-9]'],
} as const;
type Border = keyof typeof signs;
const borderNames = Object.keys(signs) as readonly Border[];

const borders = borderNames.map((name): readonly [Border, Record<'spaced' | 'tight' | 'left' | 'right', RegExp>] => {
  const [left, right] = signs[name];
  return [
    name,
    {
      spaced: new RegExp(`${left} (?=${right})`, 'gu'),
      tight: new RegExp(`${left}(?=${right})`, 'gu'),
      left: new RegExp(`${left}$`, 'u'),
      right: new RegExp(`^${right}`, 'u'),
    },
  ];
});

/** Marks that go by themselves: what a page does between Han and letters says nothing of them. */
const goesByItself = /^(?:to|from)-(?:quoted-han|dash|mark)$/;

/** Reads the habits of a page from the inside of its lines, and from how many of them end in a hyphen. */
export function readHabits(lines: readonly Pick<Line, 'text'>[]): Habits {
  const words = new Set<string>();
  let [latin, hyphens, soft, inHan] = [0, 0, 0, 0];
  for (const { text } of lines) {
    // The first and the last word of a line may be parts of one.
    for (const word of text.toLowerCase().match(/(?<=[^-\w])[a-z\u00df-\u024f]+(?:-[a-z\u00df-\u024f]+)*(?=[^-\w])/g) ??
      [])
      words.add(word);
    if (/[a-z]\S*\s+\S*[a-z]/.test(text)) latin++;
    if (/\p{Script=Han}{4}/u.test(text)) inHan++;
    if (/[a-z]-$/.test(text)) hyphens++;
    if (/[a-z][\u00ad\u2010]$/.test(text)) soft++;
  }
  const counts = countBorders(lines);
  const plain: readonly Border[] = ['to-letter', 'to-digit', 'from-letter', 'from-digit'];
  const sum = plain.reduce((all, name) => addCounts(all, counts[name]), { spaced: 0, tight: 0 });
  // What a page does between Han and Latin at large speaks where few such places are seen; quotes around Han go by themselves.
  const atLarge = weigh(sum, 0);
  return {
    words,
    // Where cuts have a hyphen of their own, a plain one is part of the word; Chinese papers cut no words.
    cutsWords: soft < 2 && inHan < 0.5 * lines.length && hyphens > Math.max(2, leastCutShare * latin),
    spaced: mapBorders((border) =>
      weigh(counts[border], goesByItself.test(border) ? weighSides(border, counts) : atLarge),
    ),
  };
}

/** What is seen on both sides of a quote, or of a dash: few places are. */
function weighSides(border: Border, counts: Readonly<Record<Border, Count>>): number {
  const kind = border.replace(/^(?:to|from)-/, '');
  const sides = borderNames.filter((name) => name === `to-${kind}` || name === `from-${kind}`);
  return weigh(
    sides.reduce((all, name) => addCounts(all, counts[name]), { spaced: 0, tight: 0 }),
    0,
  );
}

/** The habits of some lines of a page, which may be another writer's than the rest. */
export function refineHabits(habits: Habits, lines: readonly Pick<Line, 'text'>[]): Habits {
  const counts = countBorders(lines);
  return { ...habits, spaced: mapBorders((border) => weigh(counts[border], habits.spaced[border])) };
}

/** How often something is seen with a space, and without. */
interface Count {
  readonly spaced: number;
  readonly tight: number;
}

function countBorders(lines: readonly Pick<Line, 'text'>[]): Readonly<Record<Border, Count>> {
  const text = lines.map((line) => line.text).join('\n');
  const patterns = new Map(borders);
  const countOf = (pattern: RegExp | undefined): number => (pattern ? (text.match(pattern)?.length ?? 0) : 0);
  return mapBorders((border) => ({
    spaced: countOf(patterns.get(border)?.spaced),
    tight: countOf(patterns.get(border)?.tight),
  }));
}

const mapBorders = <T>(of: (border: Border) => T): Readonly<Record<Border, T>> =>
  Object.fromEntries(borderNames.map((border) => [border, of(border)])) as Record<Border, T>;

const addCounts = (a: Count, b: Count): Count => ({ spaced: a.spaced + b.spaced, tight: a.tight + b.tight });

/** The share of spaced ones; what was believed before counts as much as this many seen. */
const weigh = ({ spaced, tight }: Count, before: number): number =>
  (spaced + priorWeight * before) / (spaced + tight + priorWeight);
const priorWeight = 2;

/** With a smaller share of lines that end in a hyphen than this, no word was cut: compounds alone give as many. */
const leastCutShare = 0.035;

/** Lines of one paragraph: Chinese runs on, other words have a space between, a word cut in two is whole again. */
export function joinLines(texts: readonly string[], habits: Habits): string {
  let joined = texts[0] ?? '';
  for (const text of texts.slice(1)) {
    const cut = /([A-Za-z\u00c0-\u024f]+)[\u00ad\u2010-]$/.exec(joined);
    // A setter's own hyphen may stand within a name (You-Tube); a plain one before a capital is the word's.
    const rest = (/[\u00ad\u2010]$/.test(joined) ? /^[A-Za-z\u00c0-\u024f]+/ : /^[a-z\u00df-\u024f]+/).exec(text);
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
  const other = readOtherSide(before, behind);
  if (other !== null) return other;
  const border = borderOf(before, behind);
  if (border !== null) return spaced[border] > 0.5 ? ' ' : '';
  if (wide.test(left) || wide.test(right)) return '';
  // What a shared mark belongs to tells whether it is a Chinese one.
  if (shared.test(left) && wide.test(before.replace(marksAtEnd, '').at(-1) ?? '')) return '';
  if (shared.test(right) && wide.test(behind.replace(marksAtStart, '').at(0) ?? '')) return '';
  // Words that share their last part ("pre- and post-") are no compound.
  if (/[A-Za-z]-$/.test(before) && /^(?:and|or|to)\s/.test(behind)) return ' ';
  // A line may be broken, without a space, behind a hyphen, a slash, and on either side of a dash.
  if (
    /[\p{L}\p{N}][-\u2010\u00ad]$/u.test(before) ||
    (/^[-_=*]{3}|[-_=*]{3}$/.test(/^[-_=*]{3}/.test(behind) ? behind : before) && left === right)
  )
    return '';
  if (/\S[\u2013\u2014]$/u.test(before) || /^\u2014\S/u.test(behind)) return '';
  if (/\S\/$/.test(before) || /:\/\/\S*[?=&_]$/.test(before)) return '';
  return ' ';
}

/**
 * What stands at the other side of a quote, or of a mark between two words, tells of this side: both have a space, or none.
 *
 *     here │ "said" twice         a space behind the quote, so one before it
 *     asked │ -- and had         the same of dashes and strokes
 */
function readOtherSide(before: string, behind: string): '' | ' ' | null {
  const opened = /^(?:[\u2018\u201c][^\u2018-\u201d]{1,24}[\u2019\u201d]|[\u2013\u2014]{1,2}|[/|+=])(.)/u.exec(behind);
  const closed = /(.)(?:[\u2018\u201c][^\u2018-\u201d]{1,24}[\u2019\u201d]|[\u2013\u2014]{1,2}|[/|+=])$/u.exec(before);
  if (opened && closed) return null;
  const [side, beyond] = opened ? [before.at(-1), opened[1]] : [behind.at(0), closed?.[1]];
  if (side === undefined || beyond === undefined || !hanLetter.test(side)) return null;
  return beyond === ' ' ? ' ' : hanLetter.test(beyond) ? '' : null;
}

const hanLetter = /\p{Script=Han}/u;

const marksAtEnd = /[\p{P}\p{S}\s]+$/u;
const marksAtStart = /^[\p{P}\p{S}\s]+/u;

function borderOf(before: string, behind: string): Border | null {
  const [end, start] = [before.slice(-4), behind.slice(0, 4)];
  return borders.find(([, { left, right }]) => left.test(end) && right.test(start))?.[0] ?? null;
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

import type { NoteLine, TextPlace, Unit } from './foot-units.ts';

/** A note, or the part of one from a line on, that has to stand at a foot. */
export interface WantedNote {
  readonly noteId: string;
  readonly from: number;
}

/** A note at a foot; `end` is where it is cut, null when it ends here. */
export interface FootNote {
  readonly noteId: string;
  readonly end: TextPlace | null;
}

/** What a column takes: text up to a unit, notes below it, and what of them is left for the next column. */
export interface Filled {
  /** Index of the first unit that it does not take. */
  readonly next: number;
  readonly notes: readonly FootNote[];
  /** Height of the notes, with the rule above them. */
  readonly footHeight: number;
  readonly carried: readonly WantedNote[];
  /** What is higher than a page stands in it: it goes over as many pages as it needs. */
  readonly isTall: boolean;
}

/** What there is to fill a column with, and its room. Heights are CSS pixels. */
export interface Column {
  /** The units of one section, of which those before `first` stand elsewhere. */
  readonly units: readonly Unit[];
  readonly first: number;
  readonly carried: readonly WantedNote[];
  readonly noteLines: ReadonlyMap<string, readonly NoteLine[]>;
  /** Room for text and notes. */
  readonly room: number;
  /** Text is no higher than this, were there room for more. */
  readonly most: number;
  /** Height of the rule above the notes; nought when one stands there. */
  readonly ruleHeight: number;
  readonly linePitch: number;
  /** Nothing stands above: what fits nowhere better must stand here. */
  readonly isFresh: boolean;
  /** Only an opening stands above: better lines whose notes begin overleaf than none. */
  readonly isOpened: boolean;
  /** Room of an empty page where the browser may cut what is higher than that: one column, no notes yet; else infinite. */
  readonly tallFrom: number;
}

/** At least so many lines of a note stand on the page that calls it, so that the reader sees that there is one. */
const leastNoteLines = 1;
/** The part of a column that is kept for text where a note would fill columns by itself. */
const textShare = 0.5;
/** Measured heights are rounded. */
const slack = 0.5;

/**
 * Fills a column with lines and the notes that they call. Lines keep their company: no column ends with a heading or
 * begins or ends with a lone line of a paragraph (CLREQ 3.1.7), unless nothing else would ever fit.
 */
export function fillColumn(column: Column): Filled {
  const { units, first, carried, isFresh, isOpened } = column;
  const run = runIntoTall(column);
  if (run) return run;
  const kept = findEnds(column, 'late');
  const shared = shareColumn(column, kept);
  if (shared) return shared;
  if (kept.best) return kept.best;
  if (isFresh && first < units.length && (kept.fallback || carried.length === 0)) {
    const tall = forceTall(column) ?? kept.fallback;
    if (tall && !units[tall.next - 1]?.isHeading) return tall;
    // Rather than a heading alone, lines whose notes begin overleaf.
    return findEnds(column, 'all').best ?? tall ?? force(column);
  }
  const cut = isOpened && carried.length === 0 ? findEnds(column, 'all').best : null;
  return cut ?? kept.notesOnly ?? leave(column);
}

/**
 * A note too long for what is left of the page would stand alone on the next ones, and the text would wait behind it. So
 * text and note share the columns instead, half and half, until it ends; null where there is no such note, or no text
 * could be had in this way.
 */
function shareColumn(column: Column, { best, notesOnly }: Ends): Filled | null {
  const { first, units, room, most, noteLines, carried } = column;
  const chosen = best ?? (carried.length > 0 ? notesOnly : null);
  if (!chosen || chosen.next === units.length) return null;
  const rest = chosen.carried.flatMap(({ noteId, from }) => noteLines.get(noteId)?.slice(from) ?? []);
  const restHeight = rest.reduce((sum, { height }) => sum + height, 0);
  if (chosen.next > first && restHeight <= (1 - textShare) * room) return null;
  const shared = findEnds({ ...column, most: Math.min(most, textShare * room) }, 'begun').best;
  return shared && shared.next > chosen.next ? shared : null;
}

/** The best end of a column, one that breaks company, and notes that were left over alone. */
interface Ends {
  readonly best: Filled | null;
  readonly fallback: Filled | null;
  readonly notesOnly: Filled | null;
}

/**
 * Which notes may go on in the next column: `late`, the one called last, from the last line; `begun`, any that those called
 * here do not have to wait for; `all`, also those that have not begun.
 */
type Cut = 'late' | 'begun' | 'all';

function findEnds(column: Column, cut: Cut): Ends {
  const { units, first, carried, room, most } = column;
  const top = units[first]?.top ?? 0;
  let best: Filled | null = null;
  let fallback: Filled | null = null;
  let notesOnly: Filled | null = null;
  const wanted = [...carried];
  for (let next = first; next <= units.length; next++) {
    const last = next > first ? units[next - 1] : undefined;
    for (const noteId of last?.notes ?? []) wanted.push({ noteId, from: 0 });
    const height = last ? last.bottom - top : 0;
    if (height > most + slack) break;
    const placed = placeNotes(wanted, room - height, last, cut, column);
    if (!placed) {
      if (last) break;
      continue;
    }
    const filled = { next, isTall: false, ...placed };
    if (!last) notesOnly = filled;
    else {
      fallback = filled;
      if (next === units.length || !last.isBound) best = filled;
      // As few notes as can be begin overleaf.
      if (best && cut === 'all') break;
    }
  }
  return { best, fallback, notesOnly };
}

const leave = ({ first, carried }: Column): Filled => ({
  next: first,
  notes: [],
  footHeight: 0,
  carried,
  isTall: false,
});

/** A head and two rows of a table, or as many lines. */
const leastTallLines = 3;

/** Text that calls no note, and below it the beginning of something higher than a page, which the browser cuts. */
function runIntoTall({ units, first, carried, room, tallFrom, linePitch }: Column): Filled | null {
  const at = units.findIndex(({ top, bottom }, i) => i >= first && bottom - top > tallFrom + slack);
  const above = units.slice(first, at);
  if (at < 0 || carried.length > 0 || above.some(({ notes }) => notes.length > 0)) return null;
  const height = (units[at]?.top ?? 0) - (units[first]?.top ?? 0);
  if (height + leastTallLines * linePitch > room) return null;
  return { next: at + 1, notes: [], footHeight: 0, carried: callsOf(units.slice(first, at + 1)), isTall: true };
}

/** Something higher than a page, with the headings right above it: the browser cuts it; its notes stand behind it. */
function forceTall({ units, first, room, carried }: Column): Filled | null {
  let at = first;
  while (units[at]?.isBound && at < units.length - 1) at++;
  const tall = units[at];
  if (!tall || carried.length > 0 || tall.bottom - tall.top <= room + slack) return null;
  return { next: at + 1, notes: [], footHeight: 0, carried: callsOf(units.slice(first, at + 1)), isTall: true };
}

/** What leaves no room for the notes that it calls: they stand behind it. */
function force({ units, first }: Column): Filled {
  const carried = callsOf(units.slice(first, first + 1));
  return { next: first + 1, notes: [], footHeight: 0, carried, isTall: false };
}

const callsOf = (units: readonly Unit[]): WantedNote[] =>
  units.flatMap(({ notes }) => notes.map((noteId) => ({ noteId, from: 0 })));

/**
 * Notes that fit below the text; null when not even the start of each does.
 */
function placeNotes(
  wanted: readonly WantedNote[],
  room: number,
  last: Unit | undefined,
  cut: Cut,
  { noteLines, ruleHeight, isFresh, carried: before }: Column,
): Pick<Filled, 'notes' | 'footHeight' | 'carried'> | null {
  if (room < -slack) return null;
  if (wanted.length === 0) return { notes: [], footHeight: 0, carried: [] };
  const notes: FootNote[] = [];
  const carried: WantedNote[] = [];
  let left = room - ruleHeight;
  for (const [i, { noteId, from }] of wanted.entries()) {
    const lines = noteLines.get(noteId) ?? [];
    let end = from;
    while (end < lines.length && (lines[end]?.height ?? 0) <= left + slack) left -= lines[end++]?.height ?? 0;
    // What is higher than a page stands somewhere all the same.
    if (end === from && !last && isFresh && i === 0) left -= lines[end++]?.height ?? 0;
    if (end === lines.length) {
      notes.push({ noteId, end: null });
      continue;
    }
    // No line of it begins the next column alone.
    if (end === lines.length - 1 && end - from > leastNoteLines) left += lines[--end]?.height ?? 0;
    // Those that have the column to themselves may be cut too: as many stand here as find room.
    const isLast = i === wanted.length - 1 || wanted.length <= before.length;
    const mayCut = cut === 'all' || !last || (cut === 'begun' ? isLast : last.notes.includes(noteId));
    if (!mayCut || (last && end - from < leastNoteLines && cut !== 'all')) return null;
    if (end > from) notes.push({ noteId, end: lines[end]?.at ?? null });
    carried.push({ noteId, from: end }, ...wanted.slice(i + 1));
    break;
  }
  return { notes, footHeight: notes.length > 0 ? room - left : 0, carried };
}

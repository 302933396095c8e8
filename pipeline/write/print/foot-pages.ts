import type { MeasuredBlock } from '../../core/contracts.ts';

/** A place in an article's text: in which leaf block, and how many code units into its text. */
export interface TextPlace {
  readonly block: number;
  readonly offset: number;
}

/** One page of an article with notes: body up to a place, and which parts of which notes stand at its foot. */
export interface FootPage {
  /** Where the page's body ends; null when the body ends with it. */
  readonly bodyEnd: TextPlace | null;
  /** Notes at the foot, in order; `end` is null when the note is whole from its start on this page. */
  readonly notes: readonly { readonly noteId: string; readonly end: TextPlace | null }[];
}

/** A piece of body that is never cut: a line, or a heading, a table, a picture with its caption. */
interface Unit {
  readonly at: TextPlace;
  readonly top: number;
  readonly bottom: number;
  readonly notes: readonly string[];
  /** The page must not end after it: a heading, the first line of a paragraph, the last but one. */
  readonly isBound: boolean;
}

interface NoteLine {
  readonly at: TextPlace;
  readonly height: number;
}

/** What the paginator needs to know of the page and of the notes' calls. */
export interface FootLayout {
  readonly pageHeight: number;
  readonly linePitch: number;
  /** Height of the rule above the notes, with its space. */
  readonly ruleHeight: number;
  /** Notes called in a block, with the offset of the call. */
  readonly calls: readonly { readonly block: number; readonly offset: number; readonly noteId: string }[];
  /** Blocks that never begin a page: they stay with what stands before them. */
  readonly followers?: readonly number[];
}

/** At least so many lines of a note stand on the page that calls it, so that the reader sees that there is one. */
const leastNoteLines = 1;

/**
 * Cuts an article into pages so that every note stands at the foot of the page that calls it, and goes on at the foot
 * of the next when it must. Lines keep their company: no page ends with a heading or begins or ends with a lone line of
 * a paragraph (CLREQ 3.1.7, D16). Heights are CSS pixels, as measured.
 */
export function paginateFeet(blocks: readonly MeasuredBlock[], layout: FootLayout): FootPage[] {
  const units = makeUnits(blocks, layout);
  const notes = new Map(
    [...new Set(blocks.map(({ noteId }) => noteId))]
      .filter((noteId) => noteId !== '')
      .map((noteId) => [noteId, listNoteLines(blocks.filter((block) => block.noteId === noteId))]),
  );

  const pages: FootPage[] = [];
  let carried: { noteId: string; from: number }[] = [];
  let first = 0;
  while (first < units.length || carried.length > 0) {
    const page = fillPage(units, first, carried, notes, layout);
    pages.push({ bodyEnd: page.next < units.length ? (units[page.next]?.at ?? null) : null, notes: page.feet });
    // A unit taller than the page still goes on one, rather than for ever to the next.
    first = page.next === first && page.feet.length === 0 ? first + 1 : page.next;
    carried = page.carried;
  }
  return pages;
}

interface Filled {
  readonly next: number;
  readonly feet: { noteId: string; end: TextPlace | null }[];
  readonly carried: { noteId: string; from: number }[];
}

function fillPage(
  units: readonly Unit[],
  first: number,
  carried: readonly { noteId: string; from: number }[],
  notes: ReadonlyMap<string, readonly NoteLine[]>,
  layout: FootLayout,
): Filled {
  const top = units[first]?.top ?? 0;
  // The best end of the page, one that breaks company, and a page of carried notes alone: in that order.
  let best: Filled | null = null;
  let fallback: Filled | null = null;
  let notesOnly: Filled | null = null;
  const wanted = carried.map((item) => ({ ...item }));
  for (let next = first; next <= units.length; next++) {
    const last = next > first ? units[next - 1] : undefined;
    for (const noteId of last?.notes ?? []) wanted.push({ noteId, from: 0 });
    const bodyHeight = last ? last.bottom - top : 0;
    const placed = placeNotes(wanted, notes, layout.pageHeight - bodyHeight, layout, last);
    if (!placed) {
      if (last) break;
      continue;
    }
    const filled = { next, ...placed };
    if (!last) notesOnly = placed.feet.length > 0 ? filled : null;
    else {
      fallback = filled;
      if (next === units.length || !last.isBound) best = filled;
    }
  }
  return best ?? fallback ?? notesOnly ?? forceOne(units, first, wanted, notes);
}

/** Something too tall for any page: it gets one of its own, with its notes after it. */
function forceOne(
  units: readonly Unit[],
  first: number,
  wanted: readonly { noteId: string; from: number }[],
  notes: ReadonlyMap<string, readonly NoteLine[]>,
): Filled {
  const carried = wanted.filter(({ noteId, from }) => from < (notes.get(noteId)?.length ?? 0));
  return { next: Math.min(units.length, first + 1), feet: [], carried };
}

/** Notes that fit below the body; null when not even the start of each does. The last may go on overleaf. */
function placeNotes(
  wanted: readonly { noteId: string; from: number }[],
  notes: ReadonlyMap<string, readonly NoteLine[]>,
  room: number,
  layout: FootLayout,
  last: Unit | undefined,
): Omit<Filled, 'next'> | null {
  if (room < -0.5) return null;
  const feet: Filled['feet'] = [];
  const carried: Filled['carried'] = [];
  let left = room - (wanted.length > 0 ? layout.ruleHeight : 0);
  for (const [i, { noteId, from }] of wanted.entries()) {
    const lines = notes.get(noteId) ?? [];
    let end = from;
    while (end < lines.length && (lines[end]?.height ?? 0) <= left + 0.5) left -= lines[end++]?.height ?? 0;
    if (end === lines.length) {
      feet.push({ noteId, end: null });
      continue;
    }
    // Only a note called from the page's last line may be cut, or one that fills the page by itself.
    const mayCut = !last || last.notes.includes(noteId);
    if (!mayCut || end - from < leastNoteLines) return null;
    feet.push({ noteId, end: lines[end]?.at ?? null });
    carried.push({ noteId, from: end });
    for (const rest of wanted.slice(i + 1)) carried.push({ ...rest });
    break;
  }
  return { feet, carried };
}

/** A note's lines, each as high as it is to the next, so that space between its blocks counts too. */
function listNoteLines(blocks: readonly MeasuredBlock[]): NoteLine[] {
  const lines = blocks.flatMap(({ block, top, bottom, lines: own }) =>
    own.length > 0
      ? own.map((line, i) =>
          i === 0 ? { at: { block, offset: 0 }, top } : { at: { block, offset: line.offset }, top: line.top },
        )
      : bottom > top
        ? [{ at: { block, offset: 0 }, top }]
        : [],
  );
  const end = Math.max(0, ...blocks.map(({ bottom }) => bottom));
  return lines.map(({ at, top }, i) => ({ at, height: (lines[i + 1]?.top ?? end) - top }));
}

function makeUnits(blocks: readonly MeasuredBlock[], layout: FootLayout): Unit[] {
  const units: Unit[] = [];
  // A note stands where it is first called; further calls only point at it.
  const calls = layout.calls.filter((call, i, all) => all.findIndex(({ noteId }) => noteId === call.noteId) === i);
  const callsIn = (block: number, from: number, to: number): string[] =>
    calls.filter((c) => c.block === block && c.offset >= from && c.offset < to).map((c) => c.noteId);
  for (const block of blocks.filter(({ noteId }) => noteId === '')) {
    const before = units[units.length - 1];
    if (before && layout.followers?.includes(block.block)) units[units.length - 1] = { ...before, isBound: true };
    const whole = blocks.findIndex((other) => other.whole === block.whole);
    if (block.whole >= 0 && blocks[whole] !== block && before) {
      // A further block of something already taken whole: only its notes are news.
      units[units.length - 1] = {
        ...(units[units.length - 1] ?? before),
        notes: [...before.notes, ...callsIn(block.block, 0, Number.POSITIVE_INFINITY)],
      };
      continue;
    }
    if (block.whole >= 0 || block.lines.length === 0) {
      units.push({
        at: { block: block.block, offset: 0 },
        top: block.top,
        bottom: block.bottom,
        notes: callsIn(block.block, 0, Number.POSITIVE_INFINITY),
        isBound: block.isHeading,
      });
      continue;
    }
    const { lines } = block;
    lines.forEach((line, i) => {
      const to = lines[i + 1]?.offset ?? Number.POSITIVE_INFINITY;
      units.push({
        at: { block: block.block, offset: i === 0 ? 0 : line.offset },
        top: i === 0 ? Math.min(block.top, line.top) : line.top,
        bottom: i === lines.length - 1 ? Math.max(block.bottom, line.bottom) : line.bottom,
        notes: callsIn(block.block, i === 0 ? 0 : line.offset, to),
        isBound: lines.length > 1 && (i === 0 || i === lines.length - 2),
      });
    });
  }
  return units;
}

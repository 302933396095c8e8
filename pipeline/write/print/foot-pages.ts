import { type Filled, type FootNote, fillColumn, type WantedNote } from './fill-column.ts';
import { type FootSection, listNoteLines, makeUnits, type NoteLine, type TextPlace, type Unit } from './foot-units.ts';

/** One page of sections with notes: what each of them has on it, from the top down. */
export interface FootPage {
  readonly pieces: readonly FootPiece[];
}

/** What one section has on one page. Heights are CSS pixels. */
export interface FootPiece {
  /** Its place in the list of sections. */
  readonly section: number;
  /** White above it, below what stands before it on the page. */
  readonly above: number;
  readonly height: number;
  /** Height of what stands over all columns, at its top; nought where there is one column, or none begins. */
  readonly opening: number;
  /** Something in it is higher than the page: the browser cuts it. */
  readonly isTall: boolean;
  readonly columns: readonly FootColumn[];
}

/** One column of it: its text, and its notes at the foot of the page. */
export interface FootColumn {
  /** Where its text ends; null when the section's does. */
  readonly end: TextPlace | null;
  readonly notes: readonly FootNote[];
  /** A rule stands above the notes; there is one a column, above the first notes of several sections. */
  readonly hasRule: boolean;
  /** From the foot of the page up to the foot of these notes: the room of later sections' notes. */
  readonly below: number;
  /** They take all of the page: nothing stands above them. */
  readonly fillsPage: boolean;
}

/** What the paginator needs to know of the page, in CSS pixels. */
export interface FootLayout {
  readonly pageHeight: number;
  readonly linePitch: number;
  /** Height of the rule above the notes, with its space. */
  readonly ruleHeight: number;
  readonly columns: number;
}

interface Flow {
  readonly units: readonly Unit[];
  readonly isSpanned: boolean;
  readonly noteLines: ReadonlyMap<string, readonly NoteLine[]>;
}

interface Cursor {
  readonly section: number;
  /** First unit of it that stands on no page yet. */
  readonly unit: number;
  readonly carried: readonly WantedNote[];
}

/**
 * Cuts sections that run on after one another into pages, so that every note stands at the foot of the page that calls it
 * (of the column, where there are several), and goes on at the next foot when it must. The last columns of a section are
 * as high as one another.
 */
export function paginateFeet(sections: readonly FootSection[], layout: FootLayout): FootPage[] {
  const flows = sections.map(
    (section): Flow => ({
      units: makeUnits(section),
      isSpanned: section.isSpanned === true,
      noteLines: listNoteLines(section.blocks),
    }),
  );
  const pages: FootPage[] = [];
  let cursor: Cursor = { section: 0, unit: 0, carried: [] };
  while (cursor.section < flows.length) {
    const { page, next } = makePage(flows, cursor, layout);
    // Else there would be pages without end.
    if (isSame(cursor, next))
      throw new Error(`no text and no note finds room on page ${pages.length + 1} of a section`);
    pages.push(page);
    cursor = next;
  }
  return pages;
}

const isSame = (a: Cursor, b: Cursor): boolean =>
  a.section === b.section &&
  a.unit === b.unit &&
  a.carried.length === b.carried.length &&
  a.carried[0]?.noteId === b.carried[0]?.noteId &&
  a.carried[0]?.from === b.carried[0]?.from;

function makePage(flows: readonly Flow[], from: Cursor, layout: FootLayout): { page: FootPage; next: Cursor } {
  const pieces: OpenPiece[] = [];
  const feet = Array.from({ length: layout.columns }, () => 0);
  let cursor = from;
  let y = 0;
  while (cursor.section < flows.length) {
    const made = makePiece(flows, cursor, { y, feet, isFirst: pieces.length === 0 }, layout);
    if (!made) break;
    pieces.push(made.piece);
    made.filled.forEach(({ footHeight }, i) => {
      feet[i] = (feet[i] ?? 0) + footHeight;
    });
    const isDone = made.next.section > cursor.section;
    cursor = made.next;
    if (!isDone || made.piece.isTall) break;
    y += made.piece.above + made.piece.height;
  }
  return { page: { pieces: closePieces(pieces, layout.pageHeight) }, next: cursor };
}

type OpenColumn = Omit<FootColumn, 'below' | 'fillsPage'> & { readonly footHeight: number };
type OpenPiece = Omit<FootPiece, 'columns'> & { readonly columns: readonly OpenColumn[] };

/** The notes of a section stand above those of the sections after it. */
const closePieces = (pieces: readonly OpenPiece[], pageHeight: number): FootPiece[] =>
  pieces.map((piece, i) => ({
    ...piece,
    columns: piece.columns.map(({ footHeight, ...column }, c) => {
      const below = pieces.slice(i + 1).reduce((sum, { columns }) => sum + (columns[c]?.footHeight ?? 0), 0);
      return { ...column, below, fillsPage: footHeight > pageHeight - 1 };
    }),
  }));

interface MadePiece {
  readonly piece: OpenPiece;
  readonly filled: readonly Filled[];
  readonly next: Cursor;
}

/** How far down the page something begins, and what its feet hold already. */
interface Place {
  readonly y: number;
  readonly feet: readonly number[];
  readonly isFirst: boolean;
}

/** What a section has on the rest of a page; null when it had better begin on the next one. */
function makePiece(
  flows: readonly Flow[],
  { section, unit, carried }: Cursor,
  { y, feet, isFirst }: Place,
  layout: FootLayout,
): MadePiece | null {
  const flow = flows[section];
  if (!flow) return null;
  const { units } = flow;
  const begins = unit === 0 && carried.length === 0;
  const [head] = units;
  const before = flows[section - 1]?.units.at(-1);
  const above = begins && !isFirst && head && before ? Math.max(0, head.top - before.bottom) : 0;
  const hasOpening = begins && layout.columns > 1 && flow.isSpanned && head !== undefined;
  const opening = hasOpening ? (units[1]?.top ?? head.bottom) - head.top : 0;
  const first = hasOpening ? 1 : unit;
  const room = layout.pageHeight - y - above - opening;
  const opened = hasOpening ? head.notes.map((noteId) => ({ noteId, from: 0 })) : [];
  const fill = (most: number, mayForce = true): Filled[] => {
    const filled: Filled[] = [];
    let next = first;
    let left: readonly WantedNote[] = [...carried, ...opened];
    for (const foot of feet) {
      const made = fillColumn({
        units,
        first: next,
        carried: left,
        noteLines: flow.noteLines,
        room: room - foot,
        most,
        ruleHeight: foot > 0 ? 0 : layout.ruleHeight,
        linePitch: layout.linePitch,
        tallFrom: feet.length === 1 && foot === 0 ? layout.pageHeight : Number.POSITIVE_INFINITY,
        isFresh: mayForce && isFirst && !hasOpening && filled.length === 0,
        isOpened: mayForce && isFirst && hasOpening && filled.length === 0,
      });
      filled.push(made);
      ({ next, carried: left } = made);
      if (made.isTall) break;
    }
    return filled;
  };
  const isWhole = (filled: readonly Filled[]): boolean =>
    filled.at(-1)?.next === units.length && filled.at(-1)?.carried.length === 0;
  let filled = fill(room);
  const ends = isWhole(filled);
  if (ends && layout.columns > 1) filled = balance(fill, isWhole, units.slice(first), room, layout) ?? filled;
  const last = filled.at(-1);
  const takesText = ends || (filled[0]?.next ?? first) > first;
  if (!last || (!isFirst && (room < Math.max(0, ...feet) || !takesText))) return null;
  const heights = filled.map(({ next }, i) => heightOf(units, filled[i - 1]?.next ?? first, next));
  return {
    piece: {
      section,
      above,
      height: opening + (ends ? Math.max(0, ...heights) : room),
      opening,
      isTall: filled.some(({ isTall }) => isTall),
      columns: filled.map(({ next, notes, footHeight }, i) => ({
        end: next < units.length ? (units[next]?.at ?? null) : null,
        notes,
        hasRule: notes.length > 0 && feet[i] === 0,
        footHeight,
      })),
    },
    filled,
    next: ends ? { section: section + 1, unit: 0, carried: [] } : { section, unit: last.next, carried: last.carried },
  };
}

const heightOf = (units: readonly Unit[], from: number, to: number): number =>
  to > from ? (units[to - 1]?.bottom ?? 0) - (units[from]?.top ?? 0) : 0;

/** The lowest columns that hold all of it: whole lines, tried one after another. */
function balance(
  fill: (most: number, mayForce: boolean) => Filled[],
  isWhole: (filled: readonly Filled[]) => boolean,
  units: readonly Unit[],
  room: number,
  { columns, linePitch }: FootLayout,
): Filled[] | null {
  const least = Math.ceil(heightOf(units, 0, units.length) / columns / linePitch);
  for (let lines = Math.max(1, least); lines * linePitch < room; lines++) {
    const filled = fill(lines * linePitch, false);
    if (isWhole(filled)) return filled;
  }
  return null;
}

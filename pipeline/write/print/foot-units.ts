import type { MeasuredBlock } from '../../core/contracts.ts';

/** A place in a section's text: in which leaf block, and how many code units into its text. */
export interface TextPlace {
  readonly block: number;
  readonly offset: number;
}

/** A section to be cut into pages, as it was measured, and what its pages depend on besides. */
export interface FootSection {
  readonly blocks: readonly MeasuredBlock[];
  /** Notes called in a block, with the offset of the call. */
  readonly calls: readonly { readonly block: number; readonly offset: number; readonly noteId: string }[];
  /** Blocks that never begin a page: they stay with what stands before them. */
  readonly followers?: readonly number[];
  /** Its first unit stands over all columns. */
  readonly isSpanned?: boolean;
}

/** A piece of text that is never cut: a line, or a heading, a table, a picture with its caption. */
export interface Unit {
  readonly at: TextPlace;
  readonly top: number;
  readonly bottom: number;
  readonly notes: readonly string[];
  /** The page must not end after it: a heading, the first line of a paragraph, the last but one. */
  readonly isBound: boolean;
  readonly isHeading: boolean;
}

/** A line of a note, and its height to the next one. */
export interface NoteLine {
  readonly at: TextPlace;
  readonly height: number;
}

/** The lines of a section's text in order, and what else of it is never cut. */
export function makeUnits({ blocks, calls: all, followers }: FootSection): Unit[] {
  const units: Unit[] = [];
  // A note stands where it is first called; further calls only point at it.
  const calls = all.filter((call, i) => all.findIndex(({ noteId }) => noteId === call.noteId) === i);
  const callsIn = (block: number, from = 0, to = Number.POSITIVE_INFINITY): string[] =>
    calls.filter((c) => c.block === block && c.offset >= from && c.offset < to).map((c) => c.noteId);
  const wholes = new Set<number>();
  for (const block of blocks.filter(({ noteId }) => noteId === '')) {
    const before = units[units.length - 1];
    if (before && wholes.has(block.whole)) {
      // A further block of something already taken whole: only its notes are news.
      units[units.length - 1] = { ...before, notes: [...before.notes, ...callsIn(block.block)] };
      continue;
    }
    if (before && followers?.includes(block.block)) units[units.length - 1] = { ...before, isBound: true };
    if (block.whole >= 0) wholes.add(block.whole);
    const { lines } = block;
    if (block.whole >= 0 || lines.length === 0) {
      const at = { block: block.block, offset: 0 };
      const { top, bottom, isHeading } = block;
      units.push({ at, top, bottom, notes: callsIn(block.block), isBound: isHeading, isHeading });
      continue;
    }
    lines.forEach((line, i) => {
      const offset = i === 0 ? 0 : line.offset;
      units.push({
        at: { block: block.block, offset },
        top: i === 0 ? Math.min(block.top, line.top) : line.top,
        bottom: i === lines.length - 1 ? Math.max(block.bottom, line.bottom) : line.bottom,
        notes: callsIn(block.block, offset, lines[i + 1]?.offset),
        // Two lines stand together, and two below a heading.
        isBound: lines.length > 1 ? i === 0 || i === lines.length - 2 : before?.isHeading === true,
        isHeading: false,
      });
    });
  }
  // A list item's box holds the lists inside it, which have lines of their own.
  return units.map((unit, i) => {
    const next = units[i + 1];
    return next && next.top > unit.top && next.top < unit.bottom ? { ...unit, bottom: next.top } : unit;
  });
}

/** The lines of a section's notes, each as high as it is to the next, so that space between blocks counts too. */
export function listNoteLines(blocks: readonly MeasuredBlock[]): ReadonlyMap<string, readonly NoteLine[]> {
  const byNote = new Map<string, MeasuredBlock[]>();
  for (const block of blocks) {
    if (block.noteId === '') continue;
    const own = byNote.get(block.noteId) ?? [];
    byNote.set(block.noteId, own);
    own.push(block);
  }
  return new Map([...byNote].map(([noteId, own]) => [noteId, listLines(own)]));
}

function listLines(blocks: readonly MeasuredBlock[]): NoteLine[] {
  const lines = blocks.flatMap(({ block, top, bottom, lines: own }) =>
    own.length > 0
      ? own.map((line, i) =>
          i === 0 ? { at: { block, offset: 0 }, top } : { at: { block, offset: line.offset }, top: line.top },
        )
      : bottom > top
        ? [{ at: { block, offset: 0 }, top }]
        : [],
  );
  const end = Math.max(...blocks.map(({ bottom }) => bottom));
  return lines.map(({ at, top }, i) => ({ at, height: (lines[i + 1]?.top ?? end) - top }));
}

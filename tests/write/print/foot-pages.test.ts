import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MeasuredBlock } from '../../../pipeline/core/contracts.ts';
import { paginateFeet } from '../../../pipeline/write/print/foot-pages.ts';

const pitch = 20;
const pageHeight = 10 * pitch;
const perLine = 10;

/** A paragraph of so many lines of ten characters, starting at a line. */
function paragraph(block: number, lines: number, from: number, noteId = ''): MeasuredBlock {
  return {
    section: 'a',
    block,
    noteId,
    whole: -1,
    isHeading: false,
    top: from * pitch,
    bottom: (from + lines) * pitch,
    lines: Array.from({ length: lines }, (_, i) => ({
      offset: i * perLine,
      top: (from + i) * pitch,
      bottom: (from + i + 1) * pitch,
    })),
  };
}

const heading = (block: number, from: number): MeasuredBlock => ({
  ...paragraph(block, 1, from),
  whole: block,
  isHeading: true,
});
const layout = { pageHeight, linePitch: pitch, ruleHeight: pitch, columns: 1 };
type Call = { readonly block: number; readonly offset: number; readonly noteId: string };
/** Pages of one section: where the text of each ends, and its notes. */
const cut = (blocks: MeasuredBlock[], calls: Call[], followers: number[] = []) =>
  paginateFeet([{ blocks, calls, followers }], layout).map(({ pieces }) => ({
    bodyEnd: pieces[0]?.columns[0]?.end ?? null,
    notes: pieces[0]?.columns[0]?.notes ?? [],
  }));

test('a note stands on the page that calls it, and takes its room', () => {
  const blocks = [paragraph(0, 9, 0), paragraph(1, 4, 9), paragraph(2, 2, 20, 'n1')];
  const pages = cut(blocks, [{ block: 0, offset: 5, noteId: 'n1' }]);
  // Ten lines, one for the rule and two for the note: seven of text; never one line alone of what is left.
  expect(pages[0]).toEqual({ bodyEnd: { block: 0, offset: 70 }, notes: [{ noteId: 'n1', end: null }] });
  expect(pages[1]).toEqual({ bodyEnd: null, notes: [] });
});

test('a long note called late goes on at the foot of the next page', () => {
  const blocks = [paragraph(0, 8, 0), paragraph(1, 6, 20, 'n1')];
  const pages = cut(blocks, [{ block: 0, offset: 75, noteId: 'n1' }]);
  expect(pages[0]?.notes).toEqual([{ noteId: 'n1', end: { block: 1, offset: 10 } }]);
  expect(pages[1]?.notes).toEqual([{ noteId: 'n1', end: null }]);
  expect(pages).toHaveLength(2);
});

test('a note longer than pages shares them with the text, half and half', () => {
  const blocks = [paragraph(0, 4, 0), paragraph(1, 30, 4), paragraph(2, 21, 90, 'n1'), paragraph(3, 1, 120, 'n2')];
  const calls = [
    { block: 0, offset: 35, noteId: 'n1' },
    { block: 1, offset: 295, noteId: 'n2' },
  ];
  const pages = cut(blocks, calls);
  // Ten lines: no more than five of text, the rule, and as many of the note as find room.
  let [text, note] = [0, 0];
  const shares = pages.map(({ bodyEnd, notes }) => {
    const end = bodyEnd === null ? 34 : bodyEnd.block * 4 + bodyEnd.offset / perLine;
    const [first] = notes;
    const noteEnd = first?.noteId !== 'n1' ? note : (first.end?.offset ?? 210) / perLine;
    const share = [end - text, noteEnd - note];
    [text, note] = [end, noteEnd];
    return share;
  });
  expect(shares).toEqual([
    [4, 5],
    [5, 4],
    [5, 4],
    [1, 8],
    [10, 0],
    [7, 0],
    [2, 0],
  ]);
});

test('no line of a note begins the next column alone, where the note has lines enough', () => {
  const late = (lines: number) =>
    cut([paragraph(0, 7, 0), paragraph(1, lines, 20, 'n1')], [{ block: 0, offset: 65, noteId: 'n1' }])[0]?.notes;
  expect(late(3)).toEqual([{ noteId: 'n1', end: { block: 1, offset: 10 } }]);
  expect(late(4)).toEqual([{ noteId: 'n1', end: { block: 1, offset: 20 } }]);
});

test('notes of which more are called than a page holds fill page after page, however many whole ones fit', () => {
  const notes = Array.from({ length: 40 }, (_, i) => paragraph(2 + i, 1 + (i % 3), 20 + 2 * i, `n${i}`));
  const calls = notes.map(({ noteId }, i) => ({ block: 0, offset: i, noteId }));
  const pages = cut([paragraph(0, 6, 0), ...notes], calls);
  const ended = pages.flatMap(({ notes }) => notes.filter(({ end }) => end === null).map(({ noteId }) => noteId));
  expect(ended).toEqual(notes.map(({ noteId }) => noteId));
  expect(pages.length).toBeLessThan(14);
});

test('what closes an article is not alone on its page', () => {
  const blocks = [paragraph(0, 4, 0), paragraph(1, 3, 4), paragraph(2, 1, 7), paragraph(3, 2, 20, 'n1')];
  const calls = [{ block: 0, offset: 5, noteId: 'n1' }];
  expect(cut(blocks, calls)[0]?.bodyEnd).toEqual({ block: 2, offset: 0 });
  expect(cut(blocks, calls, [2])[0]?.bodyEnd).toEqual({ block: 1, offset: 0 });
});

test('no page ends with a heading, none begins or ends with a lone line', () => {
  const blocks = [paragraph(0, 8, 0), heading(1, 8), paragraph(2, 5, 9), paragraph(3, 1, 30, 'n1')];
  const pages = cut(blocks, [{ block: 2, offset: 45, noteId: 'n1' }]);
  expect(pages[0]?.bodyEnd).toEqual({ block: 1, offset: 0 });
});

test('a note called twice stands once', () => {
  const blocks = [paragraph(0, 3, 0), paragraph(1, 1, 9, 'n1')];
  const calls = [
    { block: 0, offset: 3, noteId: 'n1' },
    { block: 0, offset: 13, noteId: 'n1' },
  ];
  expect(cut(blocks, calls)).toEqual([{ bodyEnd: null, notes: [{ noteId: 'n1', end: null }] }]);
});

const table = (block: number, lines: number, from: number): MeasuredBlock => ({
  ...paragraph(block, lines, from),
  whole: block,
});

test('what is higher than a page is left to the browser, with the text above it; its notes stand behind it', () => {
  const blocks = [paragraph(0, 4, 0), heading(1, 4), table(2, 15, 5), paragraph(3, 3, 20), paragraph(4, 1, 90, 'n1')];
  const pages = paginateFeet([{ blocks, calls: [{ block: 2, offset: 4, noteId: 'n1' }] }], layout);
  expect(pages.map(({ pieces }) => pieces[0]?.isTall)).toEqual([true, false]);
  expect(pages.map(({ pieces }) => pieces[0]?.columns[0]?.end)).toEqual([{ block: 3, offset: 0 }, null]);
  expect(pages[1]?.pieces[0]?.columns[0]?.notes).toEqual([{ noteId: 'n1', end: null }]);
});

test('what is higher than a page begins one, with its heading, where notes stand on the page before or room is short', () => {
  const blocks = [paragraph(0, 4, 0), heading(1, 4), table(2, 15, 5), paragraph(4, 1, 90, 'n1')];
  const noted = cut(blocks, [{ block: 0, offset: 4, noteId: 'n1' }]);
  expect(noted.map(({ bodyEnd }) => bodyEnd)).toEqual([{ block: 1, offset: 0 }, null]);
  const low = [paragraph(0, 7, 0), heading(1, 7), table(2, 15, 8), paragraph(3, 1, 23), paragraph(4, 1, 90, 'n1')];
  const short = cut(low, [{ block: 3, offset: 4, noteId: 'n1' }]);
  expect(short[0]?.bodyEnd).toEqual({ block: 1, offset: 0 });
});

test('what leaves no room for its own note stands alone, and the note behind it', () => {
  const blocks = [table(0, 10, 0), paragraph(1, 2, 10), paragraph(2, 2, 90, 'n1')];
  const pages = cut(blocks, [{ block: 0, offset: 1, noteId: 'n1' }]);
  expect(pages).toEqual([
    { bodyEnd: { block: 1, offset: 0 }, notes: [] },
    { bodyEnd: null, notes: [{ noteId: 'n1', end: null }] },
  ]);
});

test('a list item ends where the list inside it begins', () => {
  const outer = { ...paragraph(0, 3, 0), bottom: 12 * pitch };
  const blocks = [outer, paragraph(1, 4, 3), paragraph(2, 5, 7), paragraph(3, 1, 90, 'n1')];
  const pages = cut(blocks, [{ block: 2, offset: 45, noteId: 'n1' }]);
  expect(pages[0]?.bodyEnd).toEqual({ block: 2, offset: 30 });
});

test('sections that run on share a page, one rule, and the order of their notes', () => {
  const first = [heading(0, 0), paragraph(1, 2, 1), paragraph(2, 1, 90, 'a')];
  const second = [heading(0, 4), paragraph(1, 2, 5), paragraph(2, 1, 91, 'b')];
  const calls = (noteId: string): Call[] => [{ block: 1, offset: 3, noteId }];
  const pages = paginateFeet(
    [
      { blocks: first, calls: calls('a') },
      { blocks: second, calls: calls('b') },
    ],
    layout,
  );
  expect(pages).toHaveLength(1);
  expect(pages[0]?.pieces).toMatchObject([
    { section: 0, above: 0, height: 3 * pitch, columns: [{ notes: [{ noteId: 'a' }], hasRule: true, below: pitch }] },
    { section: 1, above: pitch, height: 3 * pitch, columns: [{ notes: [{ noteId: 'b' }], hasRule: false, below: 0 }] },
  ]);
  // A line more above, and the heading with its first two lines and its note goes overleaf.
  const long = [heading(0, 0), paragraph(1, 3, 1), paragraph(2, 1, 90, 'a')];
  const lower = [heading(0, 5), paragraph(1, 2, 6), paragraph(2, 1, 91, 'b')];
  const two = paginateFeet(
    [
      { blocks: long, calls: calls('a') },
      { blocks: lower, calls: calls('b') },
    ],
    layout,
  );
  expect(two.map(({ pieces }) => pieces.map(({ section, above }) => [section, above]))).toEqual([[[0, 0]], [[1, 0]]]);
});

test('in columns an opening stands over both, notes stand in the column that calls them, and the end is level', () => {
  const blocks = [heading(0, 0), paragraph(1, 7, 1), paragraph(2, 5, 8), paragraph(3, 1, 90, 'n1')];
  const calls = [{ block: 2, offset: 25, noteId: 'n1' }];
  const [page, ...more] = paginateFeet([{ blocks, calls, isSpanned: true }], { ...layout, columns: 2 });
  expect(more).toEqual([]);
  expect(page?.pieces).toMatchObject([
    {
      opening: pitch,
      height: 8 * pitch,
      columns: [
        { end: { block: 2, offset: 0 }, notes: [] },
        { end: null, notes: [{ noteId: 'n1', end: null }] },
      ],
    },
  ]);
  // Two lines are not parted for the sake of being level.
  const [, rest] = paginateFeet(
    [
      {
        blocks: [heading(0, 0), paragraph(1, 18, 1), paragraph(3, 1, 90, 'n1')],
        calls: [{ block: 1, offset: 5, noteId: 'n1' }],
        isSpanned: true,
      },
    ],
    { ...layout, columns: 2 },
  );
  expect(rest?.pieces[0]?.columns.map(({ end }) => end)).toEqual([null, null]);
  expect(rest?.pieces[0]?.height).toBe(2 * pitch);
  // Seven lines in the first, five in the second: six and six would leave a line of the second paragraph alone.
});

test('in columns no opening stands alone because its first lines call more notes than the page holds', () => {
  const blocks = [heading(0, 0), paragraph(1, 6, 1), paragraph(2, 30, 90, 'n1'), paragraph(3, 30, 190, 'n2')];
  const calls = ['n1', 'n2'].map((noteId, i) => ({ block: 1, offset: 2 + i, noteId }));
  const [page] = paginateFeet([{ blocks, calls, isSpanned: true }], { ...layout, columns: 2 });
  expect(page?.pieces[0]?.columns[0]).toMatchObject({
    end: { block: 1, offset: 2 * perLine },
    notes: [{ noteId: 'n1', end: { block: 2, offset: 6 * perLine } }],
  });
});

test('whatever the lengths: every note is whole in the end, from its own page on, and no page overflows', () => {
  const shape = fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 0, max: 25 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(shape, (list) => {
      let line = 0;
      const body = list.map(([lines], i) => {
        const made = paragraph(i, lines, line);
        line += lines;
        return made;
      });
      const notes = list.flatMap(([, lines], i) =>
        lines > 0 ? [paragraph(100 + i, lines, 1000 + i * 50, `n${i}`)] : [],
      );
      const calls = list.flatMap(([lines, note], i) =>
        note > 0 ? [{ block: i, offset: (lines - 1) * perLine + 3, noteId: `n${i}` }] : [],
      );
      const pages = cut([...body, ...notes], calls);
      const order = pages.flatMap(({ notes: feet }) => feet);
      for (const { noteId } of calls) {
        const pieces = order.filter((foot) => foot.noteId === noteId);
        expect(pieces.at(-1)?.end).toBeNull();
        expect(pieces.slice(0, -1).every(({ end }) => end !== null)).toBe(true);
      }
      let from = 0;
      const taken = new Map<string, number>();
      for (const page of pages) {
        const end = page.bodyEnd;
        const to = end ? (body[end.block]?.top ?? 0) / pitch + end.offset / perLine : line;
        let height = to - from + (page.notes.length > 0 ? 1 : 0);
        for (const { noteId, end: cut } of page.notes) {
          const before = taken.get(noteId) ?? 0;
          const whole = notes.find((note) => note.noteId === noteId)?.lines.length ?? 0;
          const now = cut ? cut.offset / perLine : whole;
          height += now - before;
          taken.set(noteId, now);
          const call = calls.find((c) => c.noteId === noteId);
          const at = call ? (body[call.block]?.top ?? 0) / pitch + Math.floor(call.offset / perLine) : 0;
          // A note never comes before its call, nor begins on a later page.
          expect(at).toBeLessThan(to);
          if (before === 0) expect(at).toBeGreaterThanOrEqual(from);
        }
        expect(height).toBeLessThanOrEqual(10);
        from = to;
      }
      expect(from).toBe(line);
    }),
  );
});

test('whatever the lengths, in two columns and over several sections: nothing is lost, nothing overflows', () => {
  const shape = fc.array(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 0, max: 12 })), {
      minLength: 1,
      maxLength: 6,
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(shape, fc.constantFrom(1, 2, 3), (list, columns) => {
      let line = 0;
      const sections = list.map((paragraphs, s) => {
        line += 2;
        const body = [heading(0, line++)];
        const calls: Call[] = [];
        const notes: MeasuredBlock[] = [];
        paragraphs.forEach(([lines, note], i) => {
          body.push(paragraph(i + 1, lines, line));
          line += lines;
          if (note === 0) return;
          const noteId = `s${s}n${i}`;
          calls.push({ block: i + 1, offset: (lines - 1) * perLine + 3, noteId });
          notes.push(paragraph(100 + i, note, 1000 + i * 50, noteId));
        });
        return {
          blocks: [...body, ...notes],
          calls,
          isSpanned: true,
          lines: paragraphs.reduce((sum, [lines]) => sum + lines, 1),
        };
      });
      const pages = paginateFeet(sections, { ...layout, columns });
      const seen = sections.map(() => 0);
      const whole = new Set<string>();
      const taken = new Map<string, number>();
      for (const { pieces } of pages) {
        const feet = Array.from({ length: columns }, () => 0);
        let y = 0;
        for (const piece of pieces) {
          y += piece.above;
          const { blocks } = sections[piece.section] ?? { blocks: [] };
          const top = blocks[0]?.top ?? 0;
          const lineOf = (end: { block: number; offset: number } | null): number =>
            end
              ? ((blocks.find(({ block }) => block === end.block)?.top ?? 0) - top) / pitch + end.offset / perLine
              : (sections[piece.section]?.lines ?? 0);
          if (piece.opening > 0) seen[piece.section] = 1;
          piece.columns.forEach((column, c) => {
            const from = seen[piece.section] ?? 0;
            const to = lineOf(column.end);
            expect(to).toBeGreaterThanOrEqual(from);
            seen[piece.section] = to;
            feet[c] = (feet[c] ?? 0) + (column.hasRule ? 1 : 0);
            for (const { noteId, end } of column.notes) {
              const before = taken.get(noteId) ?? 0;
              const lines = blocks.find((block) => block.noteId === noteId)?.lines.length ?? 0;
              const now = end ? end.offset / perLine : lines;
              feet[c] = (feet[c] ?? 0) + now - before;
              taken.set(noteId, now);
              if (!end) whole.add(noteId);
            }
            // What another section has at the foot of a column is in the way of an opening too.
            expect((y + piece.opening) / pitch + to - from + (feet[c] ?? 0)).toBeLessThanOrEqual(10);
          });
          y += piece.height;
        }
      }
      expect(seen).toEqual(sections.map(({ lines }) => lines));
      expect(whole.size).toBe(sections.flatMap(({ calls }) => calls).length);
    }),
  );
});

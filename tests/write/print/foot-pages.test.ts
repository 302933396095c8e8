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
const layout = (calls: { block: number; offset: number; noteId: string }[]) => ({
  pageHeight,
  linePitch: pitch,
  ruleHeight: pitch,
  calls,
});

test('a note stands on the page that calls it, and takes its room', () => {
  const blocks = [paragraph(0, 9, 0), paragraph(1, 4, 9), paragraph(2, 2, 20, 'n1')];
  const pages = paginateFeet(blocks, layout([{ block: 0, offset: 5, noteId: 'n1' }]));
  // Ten lines, one for the rule and two for the note: seven of text; never one line alone of what is left.
  expect(pages[0]).toEqual({ bodyEnd: { block: 0, offset: 70 }, notes: [{ noteId: 'n1', end: null }] });
  expect(pages[1]).toEqual({ bodyEnd: null, notes: [] });
});

test('a long note called late goes on at the foot of the next page', () => {
  const blocks = [paragraph(0, 8, 0), paragraph(1, 6, 20, 'n1')];
  const pages = paginateFeet(blocks, layout([{ block: 0, offset: 75, noteId: 'n1' }]));
  expect(pages[0]?.notes).toEqual([{ noteId: 'n1', end: { block: 1, offset: 10 } }]);
  expect(pages[1]?.notes).toEqual([{ noteId: 'n1', end: null }]);
  expect(pages).toHaveLength(2);
});

test('what closes an article is not alone on its page', () => {
  const blocks = [paragraph(0, 4, 0), paragraph(1, 3, 4), paragraph(2, 1, 7), paragraph(3, 2, 20, 'n1')];
  const noted = layout([{ block: 0, offset: 5, noteId: 'n1' }]);
  expect(paginateFeet(blocks, noted)[0]?.bodyEnd).toEqual({ block: 2, offset: 0 });
  expect(paginateFeet(blocks, { ...noted, followers: [2] })[0]?.bodyEnd).toEqual({ block: 1, offset: 0 });
});

test('no page ends with a heading, none begins or ends with a lone line', () => {
  const blocks = [paragraph(0, 8, 0), heading(1, 8), paragraph(2, 5, 9), paragraph(3, 1, 30, 'n1')];
  const pages = paginateFeet(blocks, layout([{ block: 2, offset: 45, noteId: 'n1' }]));
  expect(pages[0]?.bodyEnd).toEqual({ block: 1, offset: 0 });
});

test('a note called twice stands once', () => {
  const blocks = [paragraph(0, 3, 0), paragraph(1, 1, 9, 'n1')];
  const calls = [
    { block: 0, offset: 3, noteId: 'n1' },
    { block: 0, offset: 13, noteId: 'n1' },
  ];
  expect(paginateFeet(blocks, layout(calls))).toEqual([{ bodyEnd: null, notes: [{ noteId: 'n1', end: null }] }]);
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
      const pages = paginateFeet([...body, ...notes], layout(calls));
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

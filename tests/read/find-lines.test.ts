import { describe, expect, it } from 'vitest';
import { findLines } from '../../pipeline/read/pdf/find-lines.ts';
import type { Glyph } from '../../pipeline/read/pdf/pdf-page.ts';

const size = 10;
/** Characters one behind the other, each as far from the next as said. */
const run = (text: string, leftPt: number, baselinePt: number, stepPt = size): Glyph[] =>
  [...text].map((character, i) => ({
    text: character,
    leftPt: leftPt + i * stepPt,
    rightPt: leftPt + i * stepPt + size,
    baselinePt,
    sizePt: size,
    isBold: false,
  }));
const linesOf = (glyphs: readonly Glyph[]): string[] =>
  findLines({
    number: 1,
    widthPt: 400,
    heightPt: 400,
    glyphs,
    rules: [],
    frames: [],
    labels: [],
    pictures: [],
    isRecognised: false,
    initials: [],
  }).map(({ text }) => text);

describe('lines of a page', () => {
  it('stay whole beside a column that stands a little higher', () => {
    // What is set off the base line of its own column is nearer to that of no other.
    const first = run('\u4e00\u4e8c\u4e09', 20, 99.2);
    const own = [...run('\u56db\u4e94', 200, 100.6), ...run('19', 220, 102, 5), ...run('\u516d', 232, 100.6)];
    expect(linesOf([...first, ...own])).toEqual(['\u4e00\u4e8c\u4e09', '\u56db\u4e9419\u516d']);
  });

  it('are parted where others end and begin, though the gutter is no wider than the room between their letters', () => {
    const [left, right] = [20, 107];
    const column = (top: number): Glyph[] =>
      Array.from({ length: 5 }, (_, i) => [
        ...run('\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b', left, top + i * 14),
        ...(i % 2 === 0 ? run('\u7532\u4e59\u4e19\u4e01\u620a\u5df1', right, top + 7 + i * 14) : []),
      ]).flat();
    const ends = Array.from({ length: 5 }, (_, i) => run('\u7532\u4e59\u4e19', right, 300 + i * 14)).flat();
    // Five characters stretched over eighty points, seven from the next column.
    const stretched = [
      ...run('\u5929\u5730\u4eba\u548c\u5408', left, 200, 17.5),
      ...run('\u5b50\u4e11\u5bc5', right, 200, 17.5),
    ];
    const lines = linesOf([...column(20), ...ends, ...stretched]);
    expect(lines).toContain('\u5929\u5730\u4eba\u548c\u5408');
    expect(lines).toContain('\u5b50\u4e11\u5bc5');
  });
});

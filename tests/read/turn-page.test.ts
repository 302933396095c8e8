import { describe, expect, it } from 'vitest';
import { findLines } from '../../pipeline/read/pdf/find-lines.ts';
import { markStacks } from '../../pipeline/read/pdf/mark-stacks.ts';
import type { Glyph, PdfPage } from '../../pipeline/read/pdf/pdf-page.ts';
import { turnPage } from '../../pipeline/read/pdf/turn-page.ts';

const size = 10;
const at = (text: string, leftPt: number, baselinePt: number, widthPt = size): Glyph => ({
  text,
  leftPt,
  rightPt: leftPt + widthPt,
  baselinePt,
  sizePt: size,
  isBold: false,
});
/** Characters one below the other, as pages draw them. */
const stack = (text: string, leftPt: number, topPt: number): Glyph[] =>
  [...text].map((character, i) => at(character, leftPt, topPt + 9 + i * 11));
const row = (text: string, leftPt: number, baselinePt: number): Glyph[] =>
  [...text].map((character, i) => at(character, leftPt + i * size, baselinePt));
const pageOf = (glyphs: readonly Glyph[]): PdfPage => ({
  number: 1,
  widthPt: 200,
  heightPt: 300,
  glyphs,
  rules: [],
  frames: [],
  pictures: [],
  labels: [],
  isRecognised: false,
  initials: [],
});
const textsOf = (page: PdfPage): string[] => findLines(page).map(({ text }) => text);

describe('a page is turned as its text runs', () => {
  const upright = [...stack('\u4e00\u4e8c\u4e09\u56db', 150, 20), ...stack('\u4e94\u516d\u4e03\u516b', 130, 20)];

  it('lines that run down are read from right to left', () => {
    const { page } = turnPage(pageOf(upright));
    expect(textsOf(page)).toEqual(['\u4e00\u4e8c\u4e09\u56db', '\u4e94\u516d\u4e03\u516b']);
    expect([page.widthPt, page.heightPt]).toEqual([300, 200]);
  });

  it('and places on it are those of the page that is looked at', () => {
    const { page, turnBack } = turnPage(pageOf(upright));
    const [first] = findLines(page);
    const area = first ? turnBack(first) : undefined;
    expect(area?.leftPt).toBeCloseTo(150, 0);
    expect(area?.rightPt).toBeCloseTo(160, 0);
    expect(area?.topPt).toBeCloseTo(20, 0);
  });

  it('two figures in one place of such a line are one', () => {
    const [a, b, c, d] = [...'\u5341\u6708\u65e5\u591c'];
    const day = [
      ...stack(`${a}${b}`, 150, 20),
      at('2', 150, 51, 5),
      at('5', 155, 51, 5),
      ...stack(`${c}${d}`, 150, 53),
      ...stack('\u4e00\u4e8c\u4e09\u56db', 130, 20),
    ];
    expect(textsOf(turnPage(pageOf(day)).page)[0]).toBe(`${a}${b}25${c}${d}`);
  });

  it('a headline across stays one line of its own', () => {
    const { others } = turnPage(
      pageOf([
        ...row('\u6807\u9898', 20, 30),
        ...upright,
        ...upright.map((g) => ({ ...g, leftPt: g.leftPt - 60, rightPt: g.rightPt - 60 })),
      ]),
    );
    expect(others.map(({ text }) => text)).toEqual(['\u6807\u9898']);
  });

  it('one character above another is no line that runs down', () => {
    const name = [...row('\u5e9c\u7701\u957f', 20, 30), at('\u8d75', 20, 42), ...row('\u4e00\u4e8c\u4e09', 20, 54)];
    expect(markStacks(name).every(({ runs }) => runs === undefined)).toBe(true);
  });

  it('text on its side, and upside down, is turned upright', () => {
    const down = [...'abcd'].map((text, i): Glyph => ({ ...at(text, 100, 20 + i * 5, 5), runs: 'down' }));
    const up = [...'abcd'].map((text, i): Glyph => ({ ...at(text, 100, 200 - i * 5, 5), runs: 'up' }));
    const over = [...'abcd'].map((text, i): Glyph => ({ ...at(text, 100 - i * 5, 200, 5), runs: 'left' }));
    for (const glyphs of [down, up, over]) expect(textsOf(turnPage(pageOf(glyphs)).page)).toEqual(['abcd']);
  });
});

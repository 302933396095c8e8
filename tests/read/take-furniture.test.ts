import { describe, expect, it } from 'vitest';
import { takeFurniture } from '../../pipeline/read/pdf/take-furniture.ts';
import { plainMeasure, poseLine } from './pose-line.ts';

const page = {
  number: 1,
  widthPt: 500,
  heightPt: 700,
  glyphs: [],
  rules: [],
  frames: [],
  pictures: [],
  labels: [],
  isRecognised: false,
  initials: [],
};
const text = [0, 1, 2, 3, 4, 5].map((i) => poseLine('The harbour office said on Monday', 0, 150 + 14 * i));

describe('the name of a paper', () => {
  const name = [poseLine('The Morning', 0, 0, 40, 260), poseLine('Post', 0, 50, 40, 90)];
  it('may have two lines, and the date beside it', () => {
    const date = [poseLine('25 October 2018', 400, 10, 8, 70), poseLine('Page 6', 440, 22, 8, 30)];
    expect(new Set(takeFurniture([...name, ...date, ...text], page, plainMeasure).top)).toEqual(
      new Set([...name, ...date]),
    );
  });
  it('is told from a headline with text beside it that names a year', () => {
    const beside = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => poseLine('In May 2018 the old line', 300, 2 + 14 * i, 10, 180));
    expect(takeFurniture([...name, ...beside, ...text], page, plainMeasure).top).toEqual([]);
  });
});

describe('a long line at the foot of a page', () => {
  const foot = poseLine('Published daily. Editorial office: 12 Market Street. Telephone 555-0100', 0, 260, 8, 400);
  it('is its foot where it is small, below a rule', () => {
    const rule = { leftPt: 0, rightPt: 500, topPt: 252, bottomPt: 253 };
    expect(takeFurniture([...text, foot], { ...page, rules: [rule] }, plainMeasure).bottom).toEqual([foot]);
    expect(takeFurniture([...text, foot], page, plainMeasure).bottom).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { findKickers } from '../../pipeline/read/pdf/find-kickers.ts';
import type { Line } from '../../pipeline/read/pdf/find-lines.ts';
import { findQuotes } from '../../pipeline/read/pdf/find-quotes.ts';
import { readHabits } from '../../pipeline/read/pdf/join-lines.ts';
import type { Area } from '../../pipeline/read/pdf/pdf-page.ts';
import type { PageMeasure } from '../../pipeline/read/pdf/region-item.ts';

const line = (text: string, leftPt: number, topPt: number, sizePt = 10, widthPt = 200): Line => ({
  text,
  leftPt,
  rightPt: leftPt + widthPt,
  farPt: leftPt + widthPt,
  topPt,
  bottomPt: topPt + sizePt,
  baselinePt: topPt + 0.88 * sizePt,
  sizePt,
  isBold: false,
  firstPt: 20,
});
const measure: PageMeasure = {
  bodyPt: 10,
  gapPt: 4,
  lefts: [0],
  ends: [],
  indents: [],
  isJustified: true,
  stretched: [],
  habits: readHabits([]),
};
const rule = (topPt: number): Area => ({ leftPt: 0, rightPt: 200, topPt, bottomPt: topPt + 1 });

describe('quotes set large', () => {
  const text = [
    line('nobody asked us what we thought of it when', 0, 0),
    line('the bridge was to be seen in all the', 0, 14),
    line('towns along the river, and so it was built', 0, 80),
  ];
  it('say again what the text says', () => {
    const quote = line('Nobody asked us what we thought of it.', 0, 40, 15);
    expect(findQuotes([...text, quote], [], measure)).toEqual([[quote]]);
  });
  it('or stand between rules in text that goes on below', () => {
    const quote = line('We were never asked at all', 0, 40, 15);
    expect(findQuotes([...text, quote], [rule(36), rule(60)], measure)).toEqual([[quote]]);
    expect(findQuotes([...text, quote], [], measure)).toEqual([]);
  });
  it('are told from headlines, above which text has ended', () => {
    const head = line('A bridge for the northern towns', 0, 40, 15);
    const ended = [line('and that was all that was said.', 0, 14), line('The first day of work began.', 0, 80)];
    expect(findQuotes([...ended, head], [rule(36), rule(60)], measure)).toEqual([]);
  });
});

describe('lines above headlines', () => {
  const head = line('A bridge for the north', 0, 100, 24);
  it('belong to them when they stand by themselves', () => {
    const kicker = line('CITY LIFE', 0, 86, 9, 60);
    expect([...findKickers([kicker, head], measure)]).toEqual([kicker]);
  });
  it('are none when text stands right above', () => {
    const last = line('of the old road', 0, 86, 10, 80);
    expect([...findKickers([line('It was the end', 0, 72), last, head], measure)]).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { findKickers } from '../../pipeline/read/pdf/find-kickers.ts';
import { findQuotes } from '../../pipeline/read/pdf/find-quotes.ts';
import type { Area } from '../../pipeline/read/pdf/pdf-page.ts';
import { poseLine as line, plainMeasure as measure } from './pose-line.ts';

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
  it('at its right edge, or at the left of a column over which it is centred', () => {
    const flush = line('City life', 140, 86, 10, 60);
    expect([...findKickers([flush, head], measure)]).toEqual([flush]);
    const left = line('City life', 20, 86, 10, 40);
    expect([...findKickers([left, line('A bridge', 50, 100, 24, 90)], measure)]).toEqual([left]);
  });
  it('are none when text stands right above', () => {
    const last = line('of the old road', 0, 86, 10, 80);
    expect([...findKickers([line('It was the end', 0, 72), last, head], measure)]).toEqual([]);
  });
});

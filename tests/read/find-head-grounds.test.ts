import { describe, expect, it } from 'vitest';
import { findHeadGrounds } from '../../pipeline/read/pdf/find-head-grounds.ts';
import { plainMeasure, poseLine } from './pose-line.ts';

const frame = { leftPt: 0, rightPt: 200, topPt: 0, bottomPt: 30 };
const head = poseLine('A bridge at last', 20, 6, 18, 150);
const columnAt = (leftPt: number, topPt: number) =>
  ['It was built', 'in two years', 'and a half'].map((text, i) => poseLine(text, leftPt, topPt + i * 14, 10, 195));

describe('a ground with a headline on it', () => {
  it('has text below, as wide as it is', () => {
    expect(findHeadGrounds([frame], [head, ...columnAt(2, 40)], plainMeasure)).toEqual([frame]);
  });
  it('or beside it, from its top on', () => {
    expect(findHeadGrounds([frame], [head, ...columnAt(215, 2)], plainMeasure)).toEqual([frame]);
  });
  it('is no notice: words of two sizes, or text that goes on elsewhere below', () => {
    const notice = [head, poseLine('Call 555-0188', 20, 20, 10, 80)];
    expect(findHeadGrounds([frame], [...notice, ...columnAt(2, 40)], plainMeasure)).toEqual([]);
    expect(findHeadGrounds([frame], [head, ...columnAt(100, 40)], plainMeasure)).toEqual([]);
  });
});

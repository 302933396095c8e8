import { describe, expect, it } from 'vitest';
import { findLinesAbove } from '../../pipeline/read/pdf/find-lines-above.ts';
import { plainMeasure, poseLine } from './pose-line.ts';

const [first, second] = [poseLine('took seventy days.', 0, 0), poseLine('Since then the Court', 10, 22)];

describe('the line right above another', () => {
  it('may be a paragraph away', () => {
    expect([...findLinesAbove([first, second], [], plainMeasure)]).toEqual([[second, first]]);
  });
  it('is none beyond a rule, or in another column', () => {
    const rule = { leftPt: 0, rightPt: 200, topPt: 15, bottomPt: 16 };
    expect([...findLinesAbove([first, second], [rule], plainMeasure)]).toEqual([]);
    expect([...findLinesAbove([first, poseLine('Elsewhere', 60, 22)], [], plainMeasure)]).toEqual([]);
  });
});

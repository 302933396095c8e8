import { describe, expect, it } from 'vitest';
import { findCaptions } from '../../pipeline/read/pdf/find-captions.ts';
import { plainMeasure, poseLine } from './pose-line.ts';

const picture = { leftPt: 0, rightPt: 200, topPt: 100, bottomPt: 200 };
const text = (topPt: number) => poseLine('The harbour office said on Monday', 0, topPt);

describe('the words of a picture', () => {
  it('are small print below it', () => {
    const caption = poseLine('Boats on the lake', 0, 204, 8, 90);
    expect(findCaptions([picture], [text(80), caption, text(220)], plainMeasure)).toEqual([[caption]]);
  });
  it('or above it, where no picture has any below', () => {
    const caption = poseLine('Boats on the lake', 0, 90, 8, 90);
    expect(findCaptions([picture], [text(60), caption, text(210)], plainMeasure)).toEqual([[caption]]);
  });
  it('which a line right below a headline is not: it says who wrote what follows', () => {
    const head = poseLine('Ferries return', 0, 60, 24);
    expect(findCaptions([picture], [head, poseLine('By Helen Young', 0, 90, 8, 70), text(210)], plainMeasure)).toEqual(
      [],
    );
  });
  it('and as large as the text they say who took it', () => {
    const caption = poseLine('Boats on the lake. Photo: Helen Young', 0, 204);
    expect(findCaptions([picture], [text(80), caption, text(226)], plainMeasure)).toEqual([[caption]]);
    expect(findCaptions([picture], [text(80), text(204), text(226)], plainMeasure)).toEqual([]);
  });
});

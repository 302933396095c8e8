import { describe, expect, it } from 'vitest';
import { findLines } from '../../pipeline/read/pdf/find-lines.ts';
import type { Glyph } from '../../pipeline/read/pdf/pdf-page.ts';
import { placeInitials } from '../../pipeline/read/pdf/place-initials.ts';

const glyphs = (text: string, leftPt: number, baselinePt: number, sizePt = 10): Glyph[] => {
  let x = leftPt;
  return [...text].map((character) => {
    const width = (character === ' ' ? 0.3 : 0.5) * sizePt;
    x += width;
    return { text: character, leftPt: x - width, rightPt: x, baselinePt, sizePt, isBold: false };
  });
};
const readLines = (initial: string, first: string, rest: readonly string[] = []): string[] => {
  const all = [
    ...glyphs(initial, 0, 30, 34),
    ...glyphs(first, 20, 10),
    ...glyphs('and goes on beside', 20, 20),
    ...glyphs('for all three lines', 20, 30),
    ...rest.flatMap((text, i) => glyphs(text, 0, 40 + i * 10)),
  ];
  const placed = placeInitials(all);
  expect(placed.initials).toHaveLength(1);
  return findLines({
    number: 1,
    widthPt: 200,
    heightPt: 200,
    rules: [],
    frames: [],
    labels: [],
    isRecognised: false,
    pictures: [],
    ...placed,
  }).map(({ text }) => text);
};

describe('initials as high as several lines', () => {
  it('are put before the first line, one word with it', () => {
    expect(readLines('T', 'he text begins here')[0]).toBe('The text begins here');
  });

  it('stand alone where they are a word', () => {
    expect(readLines('A', 'new house stands', ['no new house was built'])[0]).toBe('A new house stands');
    expect(readLines('A', 'nother house stands', ['no new house was built'])[0]).toBe('Another house stands');
  });

  it('are no headlines of one character', () => {
    const head = [
      ...glyphs('T', 0, 30, 34),
      ...glyphs('below it stands the text', 0, 50),
      ...glyphs('in lines', 0, 60),
    ];
    expect(placeInitials(head).initials).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFigures } from '../../pipeline/reassemble/number-queries.ts';

/** All of it as one expression: right, and slow on long texts. */
const whole =
  /([\u4e00-\u9fffA-Za-z\u300a\u300b\u201c\u201d]{8,24})(\d+(?:[.,]\d+)*)\s?(\u5e74|\u4e07|\u4ebf|\u4eba|\u6237|\u5bb6|\u4e2a|\u9879|\u5143|\u5428|\u516c\u91cc|\u4ea9|%|\uff05|\u6b21|\u5c4a|\u5c81|\u5929|\u540d|\u5ea7|\u6240)/gu;

const pieces = [
  '\u5168\u56fd\u603b\u5de5\u4f1a\u6210\u7acb\u4e8e',
  '\u5de5\u4f1a',
  '\u300a\u5de5\u4eba\u300b',
  '\u201c\u4e09\u6027\u201d',
  'Wikipedia',
  'a',
  '\u00e9',
  '\u3400',
  '\ud842\udfb7',
  '\uff0c',
  ' ',
  '\u5168\u56fd\u603b\u5de5\u4f1a\u6210\u7acb\u4e8e1925',
  'Wikipedia12.5%',
  '7\u4eba',
  '20.4\u4e07',
  '1925',
  '3.5',
  '1,234',
  '7',
  '.',
  '%',
  '\u5e74',
  '\u4e07\u4eba',
  '\u516c\u91cc',
  '\u516c',
  '\n',
];
const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 40 }).map((found) => found.join(''));

describe('numbers and what they count', () => {
  it('are found where one expression for all of it would find them', () => {
    let found = 0;
    fc.assert(
      fc.property(text, (words) => {
        const expected = [...words.matchAll(whole)].map(([all, before, value, unit]) => ({
          words: all,
          before,
          value,
          unit,
        }));
        const figures = [...findFigures(words)];
        expect(figures.map(({ index: _, ...rest }) => rest)).toEqual(expected);
        for (const { index, words: own } of figures) expect(words.startsWith(own, index)).toBe(true);
        found += figures.length;
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(500);
  });
});

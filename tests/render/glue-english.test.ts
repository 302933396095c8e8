import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findEnglishStretches } from '../../pipeline/render/typography/glue-english.ts';

const kept = (text: string): string[] => findEnglishStretches(text).map(([start, end]) => text.slice(start, end));

test('keeps numbers with their units and names with their initials', () => {
  expect(kept('2,184.3 million members, 30 km, 12:30 p.m., pp. 128\u2013136, No. 17, Fig. 3, Section 4.2.')).toEqual([
    '2,184.3 million',
    '30 km',
    '30 p.m.',
    'pp. 128\u2013136',
    'No. 17',
    'Fig. 3',
    'Section 4.2.',
  ]);
  expect(kept('J. R. R. Tolkien and Dr. Imogen Sayle met on 1 May 2026.')).toEqual([
    'J. R. R. Tolkien',
    'Dr. Imogen',
    '1 May',
  ]);
});

test('leaves ordinary words alone', () => {
  expect(kept('In 1998 some readers came. A number of them stayed; 12 people left. So did I. Then')).toEqual([]);
});

test('stretches never overlap and are short', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z. 0-9kmp]{0,60}$/), (text) => {
      let end = 0;
      for (const [from, to] of findEnglishStretches(text)) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to - from).toBeLessThanOrEqual(20);
        end = to;
      }
    }),
  );
});

import fc from 'fast-check';
import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { traceText } from '../../../pipeline/write/print/trace-text.ts';
import { makeSection } from '../../support/made-up-sections.ts';

const section = (id: string, ...blocks: string[]) =>
  makeSection(
    id,
    h(
      'article',
      blocks.map((text, i) => h('p', { dataBlock: String(i) }, text)),
    ),
  );

test('notes the page of every stretch, in characters of its block', () => {
  const sections = [section('a', '\u6807 \u9898', '\u4e00\u{20bb7}\u4e8c\u4e09'), section('empty'), section('b', 'B')];
  const printed = [
    { page: 0, text: '\u6807\u9898\u4e00\u{20bb7}' },
    { page: 1, text: '\u4e8c\u4e09' },
    { page: 3, text: 'B' },
  ];
  expect(traceText(sections, printed, 4)).toEqual({
    sections: [
      {
        id: 'a',
        page: 0,
        stretches: [
          { block: 0, offset: 0, page: 0 },
          { block: 1, offset: 0, page: 0 },
          { block: 1, offset: 2, page: 1 },
        ],
      },
      { id: 'empty', page: 2, stretches: [] },
      { id: 'b', page: 3, stretches: [{ block: 0, offset: 0, page: 3 }] },
    ],
  });
});

test('a hyphen at a line end is passed over; spaces do not count', () => {
  const result = traceText(
    [section('a', 'inter national')],
    [
      { page: 0, text: 'inter-' },
      { page: 0, text: ' national' },
    ],
    1,
  );
  expect(result).toHaveProperty('sections');
});

test.each([
  ['a character changed', 'abd'],
  ['a character lost', 'ab'],
  ['a character added', 'abcd'],
])('%s is found, with its place', (_, printed) => {
  expect(traceText([section('a', 'abc')], [{ page: 0, text: printed }], 1)).toHaveProperty('difference');
});

test('finds the first difference wherever it is, and counts characters that are halves and pairs', () => {
  const words = ['\u4e00\u4e8c', '\u{20bb7}', 'ab', ' ', '\u{20bb8}', '\u3000', '\ud842'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }), fc.nat(), (parts, cut) => {
      const text = `${parts.join('')}\u5c3e`;
      const characters = [...text];
      const at = cut % characters.length;
      const printed = [
        { page: 0, text: characters.slice(0, at).join('') },
        { page: 1, text: characters.slice(at).join('') },
      ];
      const traced = traceText([section('a', text)], printed, 2);
      const first = characters.findIndex((c) => !/\s/u.test(c));
      const second = characters.findIndex((c, i) => i >= at && !/\s/u.test(c));
      const stretches = [
        ...(first < at ? [{ block: 0, offset: first, page: 0 }] : []),
        { block: 0, offset: second, page: 1 },
      ];
      expect(traced).toMatchObject({ sections: [{ id: 'a', stretches }] });
      // Another character in one place is a difference, unless it is a space.
      const other = printed.map(({ page, text: shown }, i) => ({
        page,
        text: i === 1 ? [...shown].map((c, n) => (at + n === second ? '\u5143' : c)).join('') : shown,
      }));
      expect(traceText([section('a', text)], other, 2)).toHaveProperty('difference');
    }),
  );
});

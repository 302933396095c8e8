import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askYamlParser } from '../../pipeline/core/yaml.ts';
import { readFields } from '../../pipeline/core/yaml-fields.ts';

const paths = [[], ['title'], ['byline'], ['id'], ['page'], ['none'], ['title', 'x'], [0], ['title', 0]];

/** Reads both ways; where the short way gives a value it must be the parser's, with its places. Says whether it gave one. */
function checkSame(text: string): boolean {
  const fields = readFields(text);
  if (!fields) return false;
  const asked = askYamlParser(text);
  if (!('yaml' in asked))
    throw new Error(`the parser found faults in ${JSON.stringify(text)}: ${JSON.stringify(asked)}`);
  expect(fields.value, JSON.stringify(text)).toStrictEqual(asked.yaml.value);
  expect(Object.keys(fields.value as object)).toEqual(Object.keys(asked.yaml.value as object));
  expect(paths.map(fields.locate)).toEqual(paths.map(asked.yaml.locate));
  return true;
}

const plain = [
  'title: \u6df1\u5316\u5de5\u4f1a\u6539\u9769',
  'title: "a: b # c"\nbyline: "\u5f20\u4e09"',
  'title: "a \\"b\\" \\\\ \\/"',
  'title: a\n\n\nbyline: b\n',
  '\n\ntitle: a',
  'date: 2018-10-24\npage: 3',
  'date: 2018-10',
  'url: https://a.b/c?d=1',
  'page: 0',
  'title: \u201c\u4e09\u6027\u201d\uff1a\u8981',
  'title: a, b & c * d ! e | f > g % h @ i',
  "title: it's",
  'title: ""',
  'title: "  "',
  'constructor: a\ntoString: b',
];

const notPlain = [
  '',
  '\n',
  'title:',
  'title: ',
  'title:a',
  'title:  a',
  'title: null',
  'title: TRUE',
  'null: a',
  'title: ~',
  'title: 1.10',
  'page: 012',
  'page: 1_000',
  'page: 0x1f',
  'page: 1e3',
  'page: -1',
  'title: a # b',
  'title: a: b',
  'title: a:',
  'title: a ',
  'title: a\n  b',
  'title: a\ntitle: b',
  "title: 'a'",
  'title: "a" b',
  'title: "a\\n"',
  'title: "a\nb"',
  'title: [a, b]',
  'title: {a: b}',
  'title: &x a',
  'title: *x',
  'title: !!str a',
  'title: |\n  a',
  '- a',
  '# a',
  '---\ntitle: a',
  'title: a\n...',
  '"title": a',
  '? title',
  'a-b: c',
  '\u6807\u9898: a',
  'title: a\tb',
  'title: a\r\nid: b',
  '\ufefftitle: a',
  '__proto__: a',
];

describe('YAML of fields', () => {
  it.each(plain)('is read without the parser: %j', (text) => {
    expect(checkSame(text)).toBe(true);
  });

  it.each(notPlain)('leaves to the parser what is more: %j', (text) => {
    expect(readFields(text)).toBeNull();
  });

  it('has the value and the places that the parser gives, whatever the text', () => {
    const starts = ['title: ', 'byline: ', 'id: ', 'page: ', 'title:', 'null: ', 'a1_b: ', '"x": ', '- ', ' '];
    const words = [
      '\u5de5\u4f1a',
      'a',
      '3',
      '2018-10-24',
      '1.5',
      'true',
      'null',
      '"b"',
      '"\\""',
      '"',
      "'",
      '\\',
      '\u201c',
      '\u{20bb7}',
    ];
    const signs = [...':#-?,[]{}&*!|>%@`~=.+/ \t\r', ': ', ' #', '---', '...', '\u0085', '\u2028', '\u00a0', '\u3000'];
    const line = fc
      .tuple(
        fc.constantFrom(...starts),
        fc.array(
          fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom(...words) },
            { weight: 1, arbitrary: fc.constantFrom(...signs) },
            { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
            { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
          ),
          { minLength: 1, maxLength: 4 },
        ),
      )
      .map(([start, parts]) => start + parts.join(''));
    const text = fc.array(fc.oneof({ weight: 6, arbitrary: line }, fc.constantFrom('', ...plain)), { maxLength: 4 });
    let count = 0;
    fc.assert(
      fc.property(
        text.map((lines) => lines.join('\n')),
        (one) => {
          if (checkSame(one)) count++;
        },
      ),
      { numRuns: 8000, seed: 5 },
    );
    // A test of an equality that never came about would hold nothing.
    expect(count).toBeGreaterThan(300);
  });
});

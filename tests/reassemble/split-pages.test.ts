import { describe, expect, it } from 'vitest';
import { readPageName, splitPages, tidyPageName } from '../../pipeline/reassemble/split-pages.ts';
import { readPage } from './support.ts';

const text =
  '\u57ce\u5e02\u56fe\u4e66\u9986\u6628\u5929\u91cd\u65b0\u5f00\u653e\uff0c\u8bfb\u8005\u5728\u95e8\u53e3\u6392\u8d77\u4e86\u957f\u961f\u3002'.repeat(
    3,
  );
const namesOf = (raw: string, path = 'raw.txt', ordinal = 0): string[] =>
  splitPages(readPage(raw, path), ordinal).map(({ name }) => name);

describe('a line that names a page', () => {
  it.each([
    ['\u6668\u62a5\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c3\u7248', '3'],
    ['=== \u7b2c\u5341\u4e8c\u7248 ===', '12'],
    ['\u7b2cA03\u7248\uff1a\u8981\u95fb', 'A3'],
    ['--- Page 4 ---', '4'],
    ['The Evening Record  Wednesday, October 24, 2018  Page 7', '7'],
    ['\u3010\u7b2c2\u7248\u3011', '2'],
  ])('%s', (line, name) => expect(readPageName(line, 0)).toBe(name));

  it.each([
    '\uff08\u4e0b\u8f6c\u7b2c3\u7248\uff09',
    '\uff08\u4e0a\u63a5\u7b2c\u4e00\u7248\uff09',
    '(Continued on page 3)',
    '\u8be6\u89c1\u7b2c3\u7248',
    '\u8fd9\u672c\u4e66\u7684\u7b2c3\u7248\u6628\u5929\u51fa\u7248\u3002',
    'Turn the page 3 times',
    '3',
  ])('but not %s', (line) => expect(readPageName(line, 0)).toBeNull());

  it('is compared by its number', () => {
    expect(['03', '\u4e09', '3', ' 3 '].map(tidyPageName)).toEqual(['3', '3', '3', '3']);
    expect(['A03', 'a3', '\u4e8c\u5341\u4e00', '\u5341'].map(tidyPageName)).toEqual(['A3', 'A3', '21', '10']);
  });
});

describe('a reading', () => {
  it('is parted where a line names another page, at the top or at the foot', () => {
    const marks = [1, 2, 3].map((page) => `=== \u7b2c${page}\u7248 ===`);
    expect(namesOf(marks.map((mark) => `${mark}\n\n${text}\n\n`).join(''))).toEqual(['1', '2', '3']);
    const feet = splitPages(readPage(marks.map((mark) => `${text}\n\n${mark}\n\n`).join('')), 0);
    expect(feet.map(({ name }) => name)).toEqual(['1', '2', '3']);
    expect(feet.map(({ page }) => page.pieces[0]?.text)).toEqual([text, text, text]);
  });

  it('is one page when one page is named again and again, or several in a list', () => {
    const head = '\u6668\u62a5\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c3\u7248';
    expect(namesOf([head, text, head, text].join('\n\n'))).toEqual(['3']);
    const list = [
      '\u7b2c2\u7248\uff1a\u8981\u95fb',
      '\u7b2c3\u7248\uff1a\u8bfb\u8005\u6765\u4fe1',
      '\u7b2c4\u7248\uff1a\u526f\u520a',
      text,
    ];
    expect(namesOf(list.join('\n\n'))).toHaveLength(1);
  });

  it('is called by its head, by its file, or by its place', () => {
    expect(namesOf(text, 'p-07.txt')).toEqual(['7']);
    expect(namesOf(text, 'front.txt', 4)).toEqual(['5']);
    expect(namesOf(`${text}\n\f\n${text}\n\f\n${text}`)).toEqual(['1', '2', '3']);
  });
});

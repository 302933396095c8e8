import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import { findSectionNames } from '../../pipeline/reassemble/find-section-names.ts';
import { noPagePins } from '../../pipeline/reassemble/pins.ts';
import { countExact, press } from './press-articles.ts';
import { readPage } from './support.ts';

/** Names that papers have in common, and names that one paper gave. */
const names = {
  simplified: [
    '\u672c\u62a5\u7279\u7a3f',
    '\u6c11\u751f',
    '\u6587\u5316',
    '\u4f53\u80b2',
    '\u6559\u80b2',
    '\u793e\u4f1a',
  ],
  traditional: [
    '\u672c\u5831\u7279\u7a3f',
    '\u6c11\u751f',
    '\u6587\u5316',
    '\u9ad4\u80b2',
    '\u6559\u80b2',
    '\u793e\u6703',
  ],
  english: ['Local News', 'Opinion', 'Sports', 'Science', 'Food', 'Obituaries'],
};
const own = {
  simplified: [
    '\u6cb3\u7554',
    '\u706f\u4e0b\u6f2b\u7b14',
    '\u8001\u8857',
    '\u4eba\u95f4',
    '\u6c5f\u6e56',
    '\u4e00\u53f6',
  ],
  traditional: ['\u6cb3\u7554', '\u71c8\u4e0b', '\u8001\u8857', '\u4eba\u9593', '\u6c5f\u6e56', '\u4e00\u8449'],
  english: ['Riverside', 'Lamplight', 'Old Street', 'People', 'Afield', 'One Leaf'],
};
const lay = (mark: string, sections: readonly string[], articles: readonly TrueArticle[]): string =>
  articles
    .flatMap(({ title, byline, paragraphs }, i) => [sections[i] ?? '', mark + title, byline, ...paragraphs])
    .filter((line) => line !== '')
    .join('\n\n');

describe('names of sections above headlines', () => {
  it.each(press)('belong to no article: $name', async ({ name, articles }) => {
    const six = articles.slice(0, 6);
    expect(await countExact(lay('', names[name], six), six), 'known by their words').toBe(6);
    expect(await countExact(lay('# ', names[name], six), six), 'the same, headlines marked').toBe(6);
    expect(await countExact(lay('# ', own[name], six), six), 'known by their place').toBe(6);
  });

  const namesOn = (raw: string): string[] =>
    cutPages(readPage(raw)).flatMap((page) => findSectionNames(page, noPagePins).map(({ text }) => text));
  const text =
    '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';

  it('are no lines in a text, no beginnings of one, and not what an editor says is something else', () => {
    // A text that goes on, one that begins, a subhead.
    expect(namesOn(`# \u6807\u9898\n\n${text.slice(0, 12)}\n\n\u6587\u5316\n\n# \u6807\u9898\n\n${text}\n`)).toEqual(
      [],
    );
    expect(namesOn(`\u6807\u9898\n\n${text}\n\n\u6587\u5316\n\n${text}\n`)).toEqual([]);
    expect(namesOn(`# \u6807\u9898\n\n${text}\n\n\u6587\u5316\n\n${text}\n`)).toEqual([]);
    const [page] = cutPages(readPage(`# \u6807\u9898\n\n${text}\n\n\u6587\u5316\n\n# \u6807\u9898\n\n${text}\n`));
    if (!page) throw new Error('no page');
    expect(findSectionNames(page, noPagePins)).toHaveLength(1);
    expect(findSectionNames(page, { ...noPagePins, notTitle: [2] })).toEqual([]);
  });
});

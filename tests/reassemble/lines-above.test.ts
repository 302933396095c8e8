import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import { noPagePins } from '../../pipeline/reassemble/pins.ts';
import { setLinesAside } from '../../pipeline/reassemble/set-lines-aside.ts';
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
/** Lines that lead in to headlines. */
const leads = {
  simplified: [
    '\u5e02\u4ea4\u901a\u90e8\u95e8\u53d1\u5e03\u901a\u544a',
    '\u6865\u897f\u8857\u5c45\u6c11\u6765\u4fe1\u53cd\u6620',
    '\u542c\u8001\u4eba\u4eec\u8bf4\u4fee\u6865\u7684\u4e8b',
    '\u7701\u9632\u6c5b\u6307\u6325\u90e8\u6628\u591c\u901a\u62a5',
    '\u519c\u6280\u4e13\u5bb6\u4e0b\u7530\u652f\u62db\u6e05\u6668',
    '\u6c14\u8c61\u53f0\u53d1\u5e03\u964d\u6e29\u6d88\u606f',
  ],
  traditional: [
    '\u6377\u904b\u5c40\u516c\u5e03\u8a66\u4e58\u7d50\u679c',
    '\u8857\u574a\u8aaa\u8d77\u9a0e\u6a13\u7684\u4e8b\u60c5',
    '\u57ce\u4e2d\u904b\u52d5\u6703\u6628\u65e5\u843d\u5e55',
    '\u6e2f\u5cf6\u8857\u574a\u7684\u4e00\u4e9b\u8001\u6545\u4e8b',
    '\u6d77\u6d0b\u7814\u7a76\u5e36\u4f86\u7684\u65b0\u767c\u73fe',
    '\u7acb\u6cd5\u6703\u6628\u65e5\u6062\u5fa9\u4e8c\u8b80',
  ],
  english: [
    'City Council Acts After a Long Debate',
    'What One Street Has Seen',
    'County League Semifinal Ends Late',
    'Spring Race Draws Thousands',
    'From the Desk of a Night Watchman',
    'Supper on a Weeknight in Spring',
  ],
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

  it.each(press)('longer ones lead in to headlines that are marked: $name', async ({ name, articles }) => {
    const six = articles.slice(0, 6);
    const led = six.map((article, i) => ({ ...article, title: `${leads[name][i]} ${article.title}` }));
    expect(await countExact(lay('# ', leads[name], six), led)).toBe(6);
  });

  const namesOn = (raw: string): string[] =>
    cutPages(readPage(raw)).flatMap((page) => setLinesAside(page, noPagePins).sectionNames.map(({ text }) => text));
  const text =
    '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';

  it('are no beginnings of sentences on a page that was cut, however many stand before headlines', () => {
    const heads = [
      '\u5982\u679c\u4f60\u6b63\u5728\u5bfb',
      '\u8be5\u5e94\u7528',
      '\u6211\u8003\u8651\u4e86\u4e00',
      '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34',
    ];
    const cut = heads.map((head, i) => `# \u6807\u9898${i}\n\n${text}\n\n${head}`).join('\n\n');
    expect(namesOn(`${cut}\n\n# \u6807\u9898\n\n${text}\n`)).toEqual([]);
  });

  it('are no lines in a text, no beginnings of one, and not what an editor says is something else', () => {
    // A text that goes on, one that begins, a subhead.
    expect(namesOn(`# \u6807\u9898\n\n${text.slice(0, 12)}\n\n\u6587\u5316\n\n# \u6807\u9898\n\n${text}\n`)).toEqual(
      [],
    );
    expect(namesOn(`\u6807\u9898\n\n${text}\n\n\u6587\u5316\n\n${text}\n`)).toEqual([]);
    expect(namesOn(`# \u6807\u9898\n\n${text}\n\n\u6587\u5316\n\n${text}\n`)).toEqual([]);
    const [page] = cutPages(readPage(`# \u6807\u9898\n\n${text}\n\n\u6587\u5316\n\n# \u6807\u9898\n\n${text}\n`));
    if (!page) throw new Error('no page');
    expect(setLinesAside(page, noPagePins).sectionNames).toHaveLength(1);
    expect(setLinesAside(page, { ...noPagePins, notTitle: [2] }).sectionNames).toEqual([]);
  });
});

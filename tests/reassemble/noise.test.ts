import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { bare as bareOf, countExact, press } from './press-articles.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

const linesOf = ({ title, byline, paragraphs }: TrueArticle): string[] => [
  `# ${title}`,
  ...(byline === '' ? [] : [byline]),
  ...paragraphs,
];
/** Articles cut in the middle of a paragraph, and what goes on behind all of them: a page that lost its columns. */
const cutPage = (articles: readonly TrueArticle[]): string[] => {
  const tails: string[] = [];
  const heads = articles.flatMap((article) => {
    const { paragraphs } = article;
    const middle = paragraphs.length >> 1;
    const text = paragraphs[middle] ?? '';
    const at = text.length >> 1;
    tails.push(text.slice(at), ...paragraphs.slice(middle + 1));
    const lines = linesOf(article);
    return [...lines.slice(0, lines.length - paragraphs.length + middle), text.slice(0, at)];
  });
  return [...heads, ...tails];
};
const readExact = async (articles: readonly TrueArticle[], write: (lines: string[]) => string): Promise<number> =>
  countExact(write(cutPage(articles)), articles);

describe('signs before all lines', () => {
  const signs: [string, (line: string, at: number) => string][] = [
    ['of a quoted mail', (line) => `> ${line}`],
    ['of a list', (line) => (line.startsWith('#') ? line : `- ${line}`)],
    ['of a list of round ones', (line) => (line.startsWith('#') ? line : `\u2022 ${line}`)],
    ['numbers in brackets', (line, at) => `[${at + 1}] ${line}`],
    ['numbers before colons', (line, at) => `${at + 1}: ${line}`],
  ];
  it.each(signs)('tell nothing of any of them: %s', async (_, sign) => {
    for (const { articles } of press) {
      const six = articles.slice(0, 6);
      const bare = await readExact(six, (lines) => lines.join('\n\n'));
      expect(bare).toBeGreaterThanOrEqual(4);
      expect(await readExact(six, (lines) => lines.map(sign).join('\n\n'))).toBe(bare);
    }
  });

  it('stay where a text counts its own paragraphs, or lists things', async () => {
    const rules = Array.from(
      { length: 12 },
      (_, i) =>
        `${i + 1}. \u6bcf\u4f4d\u4f1a\u5458\u5728\u5f00\u4f1a\u524d\u4e09\u5929\u628a\u53d1\u8a00\u7a3f\u4ea4\u5230\u79d8\u4e66\u5904\uff0c\u7531\u79d8\u4e66\u5904\u7edf\u4e00\u6253\u5370\u5e76\u5206\u53d1\u7ed9\u6bcf\u4e00\u4f4d\u5230\u4f1a\u7684\u4eba\u3002`,
    );
    const things = Array.from({ length: 30 }, (_, i) => `- \u7b2c${i + 1}\u4ef6`);
    for (const lines of [rules, things]) {
      const { reassembly } = await reassemblePages([readPage(`# \u4f1a\u524d\u987b\u77e5\n\n${lines.join('\n\n')}\n`)]);
      expect(toPlain(reassembly).flatMap(({ paragraphs }) => paragraphs)).toEqual(lines);
    }
  });
});

describe('what no page shows', () => {
  it('is not read: spaces without width, soft hyphens, marks of direction', async () => {
    for (const { articles } of press) {
      const six = articles.slice(0, 6);
      const bare = await readExact(six, (lines) => lines.join('\n\n'));
      expect(bare).toBeGreaterThanOrEqual(4);
      const hide = (text: string): string =>
        text.replace(/[^#\s](?=[^#\s])/g, (c, at: number) =>
          at % 7 === 0 ? `${c}${'\u200b\u00ad\u200e'.charAt(at % 3)}` : c,
        );
      const { reassembly } = await reassemblePages([readPage(hide(cutPage(six).join('\n\n')))]);
      const show = ({ title, byline, paragraphs }: TrueArticle): string =>
        bareOf([title, byline, ...paragraphs].join('|').replace(/[\u200b\u00ad\u200e]/g, ''));
      const found = new Set(toPlain(reassembly).map(show));
      expect(six.filter((article) => found.has(show(article))).length).toBe(bare);
    }
  });

  it('is read as what it looks like: radicals, letters that are joined', async () => {
    const joined = (text: string): string =>
      text
        .replace(/ffi/g, '\ufb03')
        .replace(/fi/g, '\ufb01')
        .replace(/fl/g, '\ufb02')
        .replace(/[\u4e00\u4eba\u5927\u65e5\u6708\u6c34]/g, (c) =>
          '\u2f00\u2f08\u2f24\u2f47\u2f49\u2f54'.charAt('\u4e00\u4eba\u5927\u65e5\u6708\u6c34'.indexOf(c)),
        );
    for (const { articles } of press) {
      const six = articles.slice(0, 6);
      const written = six.map(({ title, byline, paragraphs }) => ({
        title: joined(title),
        byline: joined(byline),
        paragraphs: paragraphs.map(joined),
      }));
      const bare = await readExact(six, (lines) => lines.join('\n\n'));
      expect(bare).toBeGreaterThanOrEqual(4);
      expect(await countExact(joined(cutPage(six).join('\n\n')), written)).toBeGreaterThanOrEqual(bare - 1);
    }
  });

  it('breaks lines where word processors break them', async () => {
    for (const sign of ['\v', '\u2028', '\u2029', '\u2029\u2029'])
      for (const { articles } of press) {
        const six = articles.slice(0, 6);
        expect(await readExact(six, (lines) => lines.join(sign))).toBe(
          await readExact(six, (lines) => lines.join('\n')),
        );
      }
  });
});

describe('what was copied twice', () => {
  it('is left over once, whatever stands between, and told', async () => {
    for (const { articles } of press) {
      const six = articles.slice(0, 6);
      const bare = await readExact(six, (lines) => lines.join('\n\n'));
      expect(bare).toBeGreaterThanOrEqual(4);
      const page = cutPage(six);
      const line = page.find((text) => text.length > 60 && !text.startsWith('#')) ?? '';
      page.splice(page.length - 2, 0, line);
      expect(await countExact(page.join('\n\n'), six)).toBeGreaterThanOrEqual(bare - 1);
      const { reassembly, issues } = await reassemblePages([readPage(page.join('\n\n'))]);
      expect(reassembly.leftovers.filter(({ why }) => why === 'duplicate').map(({ text }) => text)).toEqual([line]);
      expect(issues.map(({ id }) => id)).toContain('reassemble/leftover');
    }
  });

  it('stays where it is short, or where articles say the same', async () => {
    const call = '\u5404\u4f4d\u4ee3\u8868\uff0c\u540c\u5fd7\u4eec\uff01';
    const text =
      '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\uff0c\u4eba\u4e5f\u5728\u3002';
    const page = `\u5c31\u5728\u8fd9\u91cc\u7684\n\n# \u4e00\n\n${call}\n\n${text}\n\n# \u4e8c\n\n${call}\n\n${text}\n`;
    const { reassembly } = await reassemblePages([readPage(page)]);
    expect(reassembly.leftovers.filter(({ why }) => why === 'duplicate')).toEqual([]);
  });
});

describe('lines that speak of the paper or of its pictures', () => {
  const lines = {
    furniture: [
      '\u65b0\u95fb\u70ed\u7ebf\uff1a010-65368888',
      '\u6295\u7a3f\u4fe1\u7bb1\uff1anews@example.com',
      'Tel: 010-65368888',
      '\u25a0 \u5e7f\u544a',
      '\u626b\u63cf\u4e8c\u7ef4\u7801 \u5173\u6ce8\u6211\u4eec',
      '\u56fd\u5185\u7edf\u4e00\u8fde\u7eed\u51fa\u7248\u7269\u53f7 CN11-0065',
      '\u4eca\u65e5\u5929\u6c14 \u6674 12\u2103-24\u2103',
      '\u8981\u95fb  03',
      'Sports B4',
      'A5',
      '\u7b2c3\u7248 \u7efc\u5408\u65b0\u95fb',
      '\u8bfb\u8005\u6765\u4fe1',
    ],
    caption: [
      '\u56fe\u4e3a\u4f1a\u8bae\u73b0\u573a\u3002',
      '\u56fe\u4e3a\u4e09\u6708\u4e94\u65e5\u4f1a\u8bae\u73b0\u573a\uff0c\u4ee3\u8868\u4eec\u6b63\u5728\u8ba8\u8bba\u3002\u65b0\u534e\u793e\u8bb0\u8005 \u674e\u56db\u6444',
      '\uff08\u672c\u62a5\u8bb0\u8005 \u738b\u4e94 \u6444\uff09',
      '\u8d44\u6599\u56fe\u7247',
      '\u65b0\u534e\u793e\u53d1',
      'Photo: Jane Doe',
    ],
  };
  it.each(Object.entries(lines).flatMap(([why, all]) => all.map((line) => [line, why] as const)))(
    'are left over: %s',
    async (line, why) => {
      for (const { articles } of press) {
        const six = articles.slice(0, 6);
        const page = cutPage(six);
        // In the middle of an article, before the half that goes on elsewhere.
        page.splice(4, 0, line);
        const { reassembly } = await reassemblePages([readPage(page.join('\n\n'))]);
        expect(reassembly.leftovers.map(({ text, why }) => [text, why])).toContainEqual([line, why]);
      }
    },
  );

  it('stay text where they are sentences, and captions stay on a page in good order', async () => {
    const text =
      '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';
    const asked = '\u7535\u8bdd\u54cd\u4e86\u5f88\u4e45\uff0c\u6ca1\u6709\u4eba\u63a5\u3002';
    const caption = '\u56fe\u4e3a\u8001\u69d0\u6811\u3002';
    const { reassembly } = await reassemblePages([
      readPage(`# \u8001\u69d0\u6811\n\n${text}\n\n${caption}\n\n${asked}\n`),
    ]);
    expect(toPlain(reassembly)).toEqual([
      { title: '\u8001\u69d0\u6811', byline: '', paragraphs: [text, caption, asked] },
    ]);
    expect(reassembly.leftovers).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { EditionSettings } from '../../pipeline/core/settings.ts';
import type { Source } from '../../pipeline/core/text.ts';
import { type PlacedPage, readGlyphs } from '../support/pdf-glyphs.ts';
import { publishPrint } from '../support/publish-print.ts';

const folder = mkdtempSync(join(tmpdir(), 'designed-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a book designer found fault with when the pages were first gone through: each is looked for on the finished page. */
const source = (id: string, frontMatter: string, text: string): Source => ({
  id,
  path: `${id}.md`,
  mediaType: 'text/markdown',
  bytes: new TextEncoder().encode(`---\n${frontMatter}\n---\n\n${text}\n`),
});

const print = async (sources: readonly (string | Source)[], edition: EditionSettings): Promise<readonly PlacedPage[]> =>
  readGlyphs(await publishPrint(sources, { title: '\u8bfb\u4e66\u4f1a\u6587\u96c6', lang: 'zh-CN', ...edition }));

/** Base lines of a page's text from the top down, with what stands on them. */
function linesOf({ glyphs }: PlacedPage): { readonly text: string; readonly y: number; readonly sizePt: number }[] {
  const lines = new Map<number, { text: string; y: number; sizePt: number }>();
  for (const { block, baselinePt, character, sizePt } of glyphs) {
    if (block < 0 || character.trim() === '') continue;
    const key = Math.round(baselinePt);
    const line = lines.get(key) ?? { text: '', y: baselinePt, sizePt: 0 };
    lines.set(key, { ...line, text: line.text + character, sizePt: Math.max(line.sizePt, sizePt) });
  }
  return [...lines.values()].sort((a, b) => a.y - b.y);
}

const words =
  '\u5929\u5feb\u4eae\u7684\u65f6\u5019\uff0c\u6211\u4eec\u5728\u4e00\u5ea7\u6865\u8fb9\u505c\u4e0b\u6765\u3002\u6cb3\u6c34\u5f88\u9759\uff0c\u770b\u4e0d\u51fa\u662f\u5f80\u54ea\u8fb9\u6d41\u7684\u3002';

test('nothing on a cover stands on anything else, however much there is, and no line of it has two characters', async () => {
  for (const [theme, size] of [
    ['gongwen', 'a5'],
    ['book', '16k'],
    ['journal', 'a4'],
    ['large-print', 'a6'],
  ] as const) {
    const [cover] = await print([source('a', 'title: \u4e00\u7bc7', words)], {
      theme,
      size,
      title:
        '\u65b0\u65f6\u4ee3\u5de5\u4f1a\u5de5\u4f5c\u7406\u8bba\u4e0e\u5b9e\u8df5\u63a2\u7d22\u4f18\u79c0\u8c03\u7814\u6210\u679c\u9009\u7f16',
      subtitle:
        '\u7701\u3001\u81ea\u6cbb\u533a\u3001\u76f4\u8f96\u5e02\u53ca\u8ba1\u5212\u5355\u5217\u5e02\u603b\u5de5\u4f1a',
      occasion:
        '\u5168\u56fd\u603b\u5de5\u4f1a\u7b2c\u5341\u4e03\u5c4a\u6267\u884c\u59d4\u5458\u4f1a\u7b2c\u56db\u6b21\u5168\u4f53\u4f1a\u8bae',
      issuer: '\u4e2d\u534e\u5168\u56fd\u603b\u5de5\u4f1a\u7814\u7a76\u5ba4',
      date: '2018-10-24',
      permit: '\u4eac\u5185\u8d44\u51c6\u5b572018\u2014L0123\u53f7',
      series: { title: '\u5de5\u4f1a\u7406\u8bba\u4e1b\u4e66', position: '\u7b2c\u4e09\u8f91' },
    });
    const lines = cover ? linesOf(cover) : [];
    expect(lines.length).toBeGreaterThan(7);
    for (const [i, { y, text }] of lines.entries()) {
      expect([theme, text, [...text].length > 3]).toEqual([theme, text, true]);
      const next = lines[i + 1];
      if (next) expect([theme, text, next.y - y > 1.1 * next.sizePt]).toEqual([theme, text, true]);
    }
  }
});

test('a name stays with its first title in the index, a title with its source', async () => {
  const surnames = [
    ...'\u8d75\u94b1\u5b59\u674e\u5468\u5434\u90d1\u738b\u51af\u9648\u891a\u536b\u848b\u6c88\u97e9\u6768\u6731\u79e6\u5c24\u8bb8\u4f55\u5415\u65bd\u5f20\u5b54\u66f9\u4e25\u534e\u91d1\u9b4f\u9676\u59dc',
  ];
  const sources = surnames.map((surname, i) =>
    source(
      `s${i}`,
      `title: ${'\u957f'.repeat(i % 3)}\u9898\u76ee\u7b2c${i + 1}\u53f7\nauthor: ${surname}\u5c0f${i % 2 ? '\u660e' : '\u4e00'}\nsource: \u8bfb\u4e66${i}\u65e5\u62a5\ndate: 2026-03-01`,
      words,
    ),
  );
  const edition: EditionSettings = { back: ['sources', 'author-index'], contents: { authorIndex: true } };
  for (const size of ['a5', '32k', 'a4'] as const) {
    const pages = await print(sources, { ...edition, size, articleStart: 'run-on' });
    const sections = pages.map((page) => ({
      lines: linesOf(page),
      roles: page.blocks.map(({ roles }) => roles.join('>')),
    }));
    const back = sections.slice(sections.findIndex(({ lines }) => lines[0]?.text === '\u6587\u7ae0\u6765\u6e90'));
    const index = back.findIndex(({ lines }) => lines[0]?.text === '\u4f5c\u8005\u7d22\u5f15');
    expect(index).toBeGreaterThan(1);
    // A source never begins a page, and a name never ends one.
    for (const { lines } of back.slice(0, index)) expect(lines[0]?.text).not.toMatch(/\u65e5\u62a5/);
    for (const { lines } of back.slice(index)) expect(lines.at(-1)?.text).toMatch(/\u7b2c\d+\u53f7\d+$/);
  }
});

test('a tall table or picture leaves no empty page where lines run down', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `| \u7b2c${i + 1}\u533a | ${i}.5 |`).join('\n');
  const text = [words, `| \u5730\u533a | \u6570 |\n|---|---|\n${rows}`, words, '![\u9ad8](tall.svg)', words].join(
    '\n\n',
  );
  writeFileSync(join(folder, 'a.md'), `---\ntitle: \u957f\u8868\n---\n\n${text}\n`);
  const size = 'width="500" height="1600" viewBox="0 0 500 1600"';
  writeFileSync(
    join(folder, 'tall.svg'),
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><path d="M0 0h500v1600z"/></svg>`,
  );
  const edition: EditionSettings = { theme: 'book', writing: 'vertical', front: [], back: [] };
  const pages = await print([join(folder, 'a.md')], edition);
  expect(pages.length).toBeGreaterThan(1);
  // The picture stands on a page with text as well.
  for (const page of pages) expect(linesOf(page).length).toBeGreaterThan(0);
});

test('labels and numbers in tables are not broken where there is room for all of them', async () => {
  const text = `| \u5730\u533a | \u4f1a\u5458\u6570\uff08\u4e07\u4eba\uff09 | \u589e\u957f\u7387 | \u8bf4\u660e |
|---|---:|---:|---|
| \u5185\u8499\u53e4\u81ea\u6cbb\u533a | 53.0 | 5.2% | \u542b\u5175\u56e2 |
| \u6cb3\u5317 | 28.0 | 2.6% | \u4e0e\u4e0a\u5e74\u6301\u5e73\uff0c\u90e8\u5206\u5730\u5e02\u6570\u636e\u4e3a\u4f30\u8ba1 |`;
  for (const edition of [{ size: 'a5' }, { size: 'a4', theme: 'gongwen' }, { size: 'a4', theme: 'journal' }] as const) {
    const pages = await print([source('a', 'title: \u8868', text)], { ...edition, front: [], back: [] });
    const cells = pages.flatMap(({ glyphs, blocks }) =>
      blocks.flatMap(({ roles }, block) => {
        if (!roles.some((role) => role === 'TH' || role === 'TD')) return [];
        const own = glyphs.filter((glyph) => glyph.block === block && glyph.character.trim() !== '');
        return [
          {
            text: own.map(({ character }) => character).join(''),
            lines: new Set(own.map((g) => Math.round(g.baselinePt))).size,
          },
        ];
      }),
    );
    const broken = cells.filter(({ lines, text: cell }) => lines > 1 && cell.length < 9).map(({ text: cell }) => cell);
    expect(cells.length).toBeGreaterThan(11);
    expect(broken.filter((cell) => cell !== '\u4f1a\u5458\u6570\uff08\u4e07\u4eba\uff09')).toEqual([]);
  }
});

test('headings and subtitles are broken by their sense, and no last line of theirs is a character', async () => {
  const heading =
    '\u4e8c\u3001\u7a81\u51fa\u91cd\u70b9\uff0c\u72e0\u6293\u843d\u5b9e\uff0c\u5168\u9762\u63a8\u8fdb\u57fa\u5c42\u5de5\u4f1a\u7ec4\u7ec7\u5efa\u8bbe\u548c\u670d\u52a1\u804c\u5de5\u5de5\u4f5c\u518d\u4e0a\u65b0\u7684\u53f0\u9636';
  const subtitle =
    '\u5728\u5168\u7701\u5de5\u4f1a\u7cfb\u7edf\u5b66\u4e60\u8d2f\u5f7b\u515a\u7684\u5341\u4e5d\u5927\u7cbe\u795e\u4e13\u9898\u7814\u8ba8\u73ed\u66a8\u5de5\u4f5c\u63a8\u8fdb\u4f1a\u4e0a\u7684\u53d1\u8a00';
  for (const edition of [{ size: 'a5' }, { size: 'a4', theme: 'journal' }, { size: 'a4', theme: 'gongwen' }] as const) {
    const pages = await print(
      [source('a', `title: \u9898\u76ee\nsubtitle: ${subtitle}`, `${words}\n\n## ${heading}\n\n${words}`)],
      {
        ...edition,
        front: [],
        back: [],
      },
    );
    const texts = pages.flatMap((page) => linesOf(page)).map(({ text }) => text);
    const last = (whole: string): string => texts.filter((text) => whole.endsWith(text)).join('|');
    expect(last(heading)).not.toBe('');
    expect([...last(heading)].length).toBeGreaterThan(1);
    expect([...last(subtitle)].length).toBeGreaterThan(3);
  }
});

test('names of fields in an English imprint stand clear of what they name', async () => {
  const pages = await print([source('a', 'title: One\nlang: en', 'Words.')], {
    lang: 'en',
    title: 'Essays',
    issuer: 'The Association',
    recipients: ['All members'],
    publisher: 'A Press',
    back: ['imprint'],
  });
  const imprint = pages.at(-1)?.glyphs ?? [];
  const starts = imprint.filter(({ character }) => character.trim() !== '');
  expect(starts.length).toBeGreaterThan(40);
  const rows = new Map<number, number[]>();
  for (const { baselinePt, xPt, widthPt } of starts)
    rows.set(Math.round(baselinePt), [...(rows.get(Math.round(baselinePt)) ?? []), xPt, xPt + widthPt]);
  for (const edges of rows.values()) {
    const inOrder = edges.filter((_, i) => i % 2 === 0);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
  }
});

test('the number of a note stands close to what it is called for', async () => {
  const text =
    '\u4f1a\u5458[^1]\u589e\u957f\u3002\n\n| \u9879\u76ee | \u6570 |\n|---|---|\n| \u652f\u51fa[^1] | 1 |\n\n[^1]: \u6ce8\u3002';
  const pages = await print([source('a', 'title: \u6ce8', text)], { front: [], back: [] });
  const glyphs = pages.flatMap((page) => page.glyphs);
  const gaps = ['\u5458', '\u51fa'].map((before) => {
    const at = glyphs.findIndex(({ character }) => character === before);
    const [own, call] = glyphs.slice(at, at + 2);
    return own && call?.character === '1' ? (call.xPt - own.xPt - own.widthPt) / own.sizePt : Number.NaN;
  });
  for (const gap of gaps) {
    expect(gap).toBeGreaterThan(0);
    expect(gap).toBeLessThan(0.1);
  }
});

test('no cell of a table ends with a line of one character', async () => {
  const rows = [
    '\u4e0e\u4e0a\u5e74\u6301\u5e73\uff0c\u90e8\u5206\u5730\u5e02\u6570\u636e\u4e3a\u4f30\u8ba1',
    '\u5185\u8499\u53e4\u81ea\u6cbb\u533a',
  ];
  for (const size of ['a5', '32k', 'b5-book'] as const)
    for (let extra = 0; extra < 6; extra++) {
      const text = `| \u5730\u533a | \u4f1a\u5458 | \u589e\u957f\u7387 | \u8bf4\u660e |\n|---|---:|---:|---|\n| ${rows[1]}${extra} | 1234.5 | 5.2% | ${rows[0]}${'\u503c'.repeat(extra)} |`;
      const pages = await print([source('a', 'title: \u8868', text)], { size, theme: 'book', front: [], back: [] });
      for (const { glyphs, blocks } of pages)
        for (const [block, { roles }] of blocks.entries()) {
          if (roles.at(-1) !== 'TD' && !roles.includes('TD')) continue;
          const own = glyphs.filter((glyph) => glyph.block === block && glyph.character.trim() !== '');
          const last = Math.max(...own.map(({ baselinePt }) => baselinePt));
          const tail = own.filter(({ baselinePt }) => Math.abs(baselinePt - last) < 1);
          if (tail.length < own.length) expect([size, extra, tail.length > 1]).toEqual([size, extra, true]);
        }
    }
});

test('a title that finds room beside its author stands in one line of the contents, whatever its letters', async () => {
  const pages = await print(
    [source('a', 'title: A Pool Is Not a Line in a Budget\nauthor: Margaret Tully\nlang: en', 'Words.')],
    { size: 'a5', back: [] },
  );
  const lines = pages.flatMap(linesOf).map(({ text }) => text);
  expect(lines).toContain('APoolIsNotaLineinaBudgetMargaretTully1');
});

test('names of two characters and numbers of pages find room in the contents of every page', async () => {
  // The build itself finds what is cut off at the edge: it would refuse the book.
  const titles = [
    '\u6df1\u5165\u5b66\u4e60\u8d2f\u5f7b\u5927\u4f1a\u7cbe\u795e \u56e2\u7ed3\u52a8\u5458\u4ebf\u4e07\u804c\u5de5\u5efa\u529f\u65b0\u65f6\u4ee3',
    '\u56fe\u7247',
  ];
  const sources = titles.map((title, i) =>
    source(`a${i}`, `title: ${title}\nauthor: \u5218\u4f1f\u3001\u738b\u82b3`, words),
  );
  const parts = [{ title: '\u4e0a\u7f16', articles: titles }];
  for (const [theme, size] of [
    ['book', 'a5'],
    ['gongwen', 'a6'],
    ['meeting', '32k'],
    ['journal', 'a4'],
  ] as const) {
    const pages = await print(sources, { theme, size, parts, articleStart: 'run-on' });
    expect(pages.length).toBeGreaterThan(3);
  }
});

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadSettings } from '../../pipeline/read/load-settings.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { type PlacedPage, readGlyphs, toLines } from '../support/pdf-glyphs.ts';
import { publishPrint } from '../support/publish-print.ts';
import { type SetBlock, toBlocks } from '../support/set-lines.ts';

/** The sample as a meeting gets it: built from the page text, and looked at in the finished file only. */
const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const folder = 'tests/corpus/union-congress';
const input = `${folder}/raw.txt`;

interface Article {
  readonly title: string;
  readonly byline: string;
}
const articles: readonly Article[] = JSON.parse(readFileSync(`${folder}/articles.json`, 'utf8'));

/** The name after the office; names of two characters are spaced in the source. */
const authorOf = ({ byline }: Article): string =>
  fold(/(?: \p{Script=Han} \p{Script=Han}| \p{Script=Han}{2,4})$/u.exec(byline)?.[0] ?? '');

let pages: readonly PlacedPage[];
let blocks: readonly SetBlock[];
beforeAll(async () => {
  const world = nodeWorld({ noCache: true, lang: 'en' });
  const loaded = await loadSettings({ inputs: [input] }, world);
  await world.close();
  if (!('settings' in loaded)) throw new Error('the settings of the sample are wrong');
  pages = await readGlyphs(await publishPrint([input], loaded.settings.edition));
  blocks = toBlocks(pages, ({ number }) => mm(number % 2 === 1 ? 23 : 21.28));
});

const on = (page: number): readonly SetBlock[] =>
  blocks.filter(({ lines }) => lines.some((line) => line.page === page));
const fold = (text: string): string => text.replace(/\s+/g, '');
const textOf = ({ lines }: SetBlock): string => lines.map(({ text }) => text).join('');
const middleOf = (glyphs: SetBlock['lines'][number]['glyphs']): number =>
  ((glyphs[0]?.xPt ?? 0) + (glyphs.at(-1)?.xPt ?? 0) + (glyphs.at(-1)?.widthPt ?? 0)) / 2;

describe('the sample', () => {
  test('is sixteen A5 pages: cover, contents, twelve articles, imprint, back cover', () => {
    expect(pages.map(({ label }) => label)).toEqual([
      'i',
      'ii',
      ...Array.from({ length: 14 }, (_, i) => String(i + 1)),
    ]);
    for (const { widthPt, heightPt } of pages)
      expect([widthPt, heightPt]).toEqual([expect.closeTo(mm(148), 2), expect.closeTo(mm(210), 2)]);
    const opened = Array.from({ length: 12 }, (_, i) => on(i + 3).filter(({ role }) => role === 'H1').length);
    expect(opened).toEqual(Array.from({ length: 12 }, () => 1));
    expect(pages[15]?.glyphs).toEqual([]);
  });

  test('has a type area of 28 ems by 28 lines where the margins leave it', () => {
    const body = pages.slice(2, 14).flatMap(({ number }) =>
      on(number)
        .filter(({ roles, lines }) => roles.at(-1) === 'P' && (lines[0]?.em ?? 0) > 10)
        .flatMap(({ lines }) => lines),
    );
    expect(new Set(body.map(({ em }) => em))).toEqual(new Set([10.5]));
    for (const side of [0, 1]) {
      const lines = body.filter(({ page }) => page % 2 === side);
      const first = Math.min(
        ...lines.filter(({ text }) => /^\p{Script=Han}/u.test(text)).map((l) => l.glyphs[0]?.xPt ?? 0),
      );
      expect(first).toBeCloseTo(mm(side === 1 ? 23 : 21.28), 0);
      const last = lines.map(({ glyphs }) => (glyphs.at(-1)?.xPt ?? 0) + (glyphs.at(-1)?.widthPt ?? 0));
      // Brackets and quotes at a line's end may take half an em and reach over the edge with their blank half.
      expect(Math.max(...last.filter((x) => x < first + 28.1 * 10.5)) - first).toBeCloseTo(28 * 10.5, 0);
      expect(Math.max(...last) - first).toBeLessThan(28.51 * 10.5);
    }
    const tops = body.map(({ baselinePt }) => baselinePt);
    // Line 1 of 28 would stand at 74.25 pt: its base line lies 12 pt below the top of the area.
    expect((Math.max(...tops) - 74.25) / 16.5).toBeLessThanOrEqual(27.01);
    for (const top of tops) expect(((top - 74.25) / 16.5) % 1).toBeCloseTo(Math.round(((top - 74.25) / 16.5) % 1), 2);
  });

  test('opens articles with title and byline in their room', () => {
    for (let number = 3; number <= 14; number++) {
      const [title, byline, first] = on(number);
      const area = mm(number % 2 === 1 ? 23 : 21.28) + 14 * 10.5;
      for (const line of title?.lines ?? []) {
        expect(line.em).toBeCloseTo(16, 1);
        expect(line.glyphs.every(({ font }) => font.endsWith('NotoSerifSC-Bold'))).toBe(true);
        expect(middleOf(line.glyphs)).toBeCloseTo(area, 0);
        expect([...line.text].length).toBeGreaterThanOrEqual(4);
      }
      expect(byline?.lines).toHaveLength(1);
      const [line] = byline?.lines ?? [];
      expect(line?.em).toBeCloseTo(9, 1);
      expect(Math.abs(middleOf(line?.glyphs ?? []) - area)).toBeLessThan(1);
      // Title over three lines, byline and one blank over two: the text starts in the sixth.
      expect(title?.lines).toHaveLength(1);
      expect(((first?.lines[0]?.baselinePt ?? 0) - 74.25) / 16.5).toBeCloseTo(5, 1);
    }
  });

  test('sets office, one em, name; names of two characters as wide as three', () => {
    let short = 0;
    for (let number = 3; number <= 14; number++) {
      const line = on(number)[1]?.lines[0];
      const article = articles.find((candidate) => fold(line?.text ?? '') === fold(candidate.byline));
      const author = article ? authorOf(article) : '';
      expect(article).toBeDefined();
      const name = line?.glyphs.slice(-author.length) ?? [];
      const last = name.at(-1);
      expect((last?.xPt ?? 0) + (last?.widthPt ?? 0) - (name[0]?.xPt ?? 0)).toBeCloseTo(3 * 9, 0);
      if (name.length === 2) short++;
      const office = line?.glyphs.filter(({ character, xPt }) => character !== ' ' && xPt < (name[0]?.xPt ?? 0)).at(-1);
      expect((name[0]?.xPt ?? 0) - (office?.xPt ?? 0) - (office?.widthPt ?? 0)).toBeCloseTo(9, 0);
    }
    expect(short).toBe(articles.filter((article) => authorOf(article).length === 2).length);
    expect(short).toBeGreaterThan(0);
  });

  test('sets two-part titles with a gap of one em', () => {
    const gaps: number[] = [];
    for (let number = 3; number <= 14; number++) {
      const line = on(number)[0]?.lines[0];
      line?.glyphs.forEach(({ character, xPt }, i) => {
        const before = line.glyphs[i - 1];
        if (character === ' ' && before) gaps.push(((line.glyphs[i + 1]?.xPt ?? 0) - before.xPt - before.widthPt) / 16);
        else expect(xPt).toBeGreaterThan(0);
      });
    }
    expect(gaps.length).toBe(articles.filter(({ title }) => title.includes(' ')).length);
    for (const gap of gaps) expect(gap).toBeCloseTo(1, 1);
  });

  test('orders articles by region and names each in the contents with its page', () => {
    const places =
      '\u5317\u4eac \u5929\u6d25 \u6cb3\u5317 \u5c71\u897f \u5185\u8499\u53e4 \u8fbd\u5b81 \u5409\u6797 \u9ed1\u9f99\u6c5f \u4e0a\u6d77 \u6c5f\u82cf \u6d59\u6c5f \u5b89\u5fbd'.split(
        ' ',
      );
    expect(places.map((place, i) => fold(on(i + 3).map(textOf)[1] ?? '').startsWith(place))).toEqual(
      places.map(() => true),
    );
    const contents = on(2);
    const heading = contents.find(({ role }) => role === 'H1');
    // Drawn with an em between, two characters in the text.
    expect(heading && textOf(heading)).toBe('\u76ee\u5f55');
    const [a, b] = heading?.lines[0]?.glyphs ?? [];
    expect(((b?.xPt ?? 0) - (a?.xPt ?? 0)) / 16).toBeCloseTo(2, 1);
    const page = pages[1] as PlacedPage;
    const entries = page.blocks.flatMap(({ roles }, i) => (roles.at(-1) === 'TOCI' ? [i] : []));
    expect(entries).toHaveLength(12);
    const right = mm(21.28) + 28 * 10.5;
    entries.forEach((entry, i) => {
      const glyphs = page.glyphs.filter(({ block }) => block === entry);
      const text = fold(
        toLines(glyphs)
          .map((line) => line.text)
          .join(''),
      );
      const title = fold(on(i + 3).map(textOf)[0] ?? '');
      const article = articles.find((candidate) => fold(candidate.title) === title);
      expect([...text].sort().join('')).toBe(
        [...`${title}${article ? authorOf(article) : '?'}${i + 1}`].sort().join(''),
      );
      // On one base line: title, leader, name in three ems, page.
      expect(toLines(glyphs)).toHaveLength(1);
      const number = glyphs.filter(({ xPt, character }) => /\d/.test(character) && xPt > right - 21);
      expect((number.at(-1)?.xPt ?? 0) + (number.at(-1)?.widthPt ?? 0)).toBeCloseTo(right, 0);
    });
    expect(page.painted.length).toBeGreaterThanOrEqual(12);
    expect(page.glyphs.some(({ character }) => /[.\u2026\u00b7]/.test(character))).toBe(false);
  });

  test('says on the cover what was given and nothing else', () => {
    const lines = toLines(pages[0]?.glyphs ?? []);
    expect(lines.map(({ text }) => fold(text)).join('')).toBe(
      '\u4e2d\u56fd\u5de5\u4f1a\u5341\u4e03\u5927\u7f72\u540d\u6587\u7ae0\u6c47\u7f16\u7701\u3001\u81ea\u6cbb\u533a\u3001\u76f4\u8f96\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d',
    );
    for (const line of lines.slice(0, -1)) {
      expect(line.glyphs[0]?.sizePt).toBeCloseTo(26, 1);
      expect(line.glyphs.length).toBeLessThanOrEqual(10);
    }
    expect(lines.at(-1)?.glyphs[0]?.sizePt).toBeCloseTo(16, 1);
    for (const line of lines) expect(middleOf(line.glyphs)).toBeCloseTo(mm(74), 0);
  });
});

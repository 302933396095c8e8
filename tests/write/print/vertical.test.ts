import { beforeAll, describe, expect, test } from 'vitest';
import type { Source } from '../../../pipeline/core/text.ts';
import { type Area, findLineFaults, findPageFaults, tellFaults } from '../../support/find-faults.ts';
import { measureArea } from '../../support/measure-area.ts';
import { type PlacedPage, readGlyphs } from '../../support/pdf-glyphs.ts';
import { publishPrint } from '../../support/publish-print.ts';
import { isHan, type SetBlock, toBlocks } from '../../support/set-lines.ts';
import { turnPages } from '../../support/turn-pages.ts';
import { makeSettingSources } from '../../support/varied-edition.ts';

const em = 10.5;
const pitch = 17.25;
/** 210 mm less margins of 24 and 28 mm are 42 ems of 10.5 pt. */
const measureEm = 42;
const title = '\u7248\u5f0f\u68c0\u9a8c';

/** More notes than two digits can count. */
function makeManyNotes(): Source {
  const numbers = Array.from({ length: 103 }, (_, i) => i + 1);
  // Far enough from one another that two lines find room with their notes below a title.
  const words = '\u5de5\u4f1a\u6539\u9769'.repeat(5);
  const calls = numbers.map((n) => `${words}[^${n}]`).join('\uff0c');
  const notes = numbers.map((n) => `[^${n}]: \u4e8b\u4e1a\u53d1\u5c55\u3002`).join('\n\n');
  const text = `---\ntitle: \u6ce8\u91ca\n---\n\n${calls}\u3002\n\n${notes}\n`;
  return { id: 'notes', path: 'notes.md', mediaType: 'text/markdown', bytes: new TextEncoder().encode(text) };
}

describe('pages whose lines run down', () => {
  let pages: readonly PlacedPage[];
  let turned: readonly PlacedPage[];
  let area: Area;
  let articles: readonly SetBlock[];
  beforeAll(async () => {
    const sources = [...makeSettingSources(1).slice(0, 8), makeManyNotes()];
    pages = await readGlyphs(
      await publishPrint(sources, { title, lang: 'zh-CN', theme: 'book', size: 'a5', writing: 'vertical' }),
    );
    turned = turnPages(pages, pitch);
    area = { ...measureArea(turned, em, measureEm, pitch), isVertical: true };
    articles = toBlocks(turned, ({ number }) => area.leftPt(number)).filter(({ roles }) => roles[1] === 'Art');
  });

  test('hold the rules of lines, paragraphs and pages', () => {
    expect(articles.flatMap(({ lines }) => lines).length).toBeGreaterThan(300);
    // Notes stand closer, and one to a line.
    const body = articles.filter(({ lines }) => (lines[0]?.em ?? 0) > em - 0.1);
    expect(tellFaults([...findLineFaults(body, area), ...findPageFaults(body, turned, area)])).toEqual([]);
  });

  test('have contents without numbers before the titles, however many there are', async () => {
    const sources = Array.from({ length: 12 }, (_, i): Source => {
      const text = `---\ntitle: \u5de5\u4f1a${String.fromCharCode(0x7532 + i)}\n---\n\n\u4e8b\u4e1a\u53d1\u5c55\u3002\n`;
      return { id: `t${i}`, path: `t${i}.md`, mediaType: 'text/markdown', bytes: new TextEncoder().encode(text) };
    });
    const [, contents] = await readGlyphs(
      await publishPrint(sources, { title, lang: 'zh-CN', theme: 'book', size: 'a5', writing: 'vertical' }),
    );
    const text = contents?.glyphs.map(({ character }) => character).join('') ?? '';
    expect(text).toContain('\u5de5\u4f1a\u7532');
    expect(text).not.toContain('\u3001');
  });

  test('have emphasis dots to the right of their characters, each at the middle of its own', async () => {
    const emphasis = '\u5343\u4e07\u4e0d\u8981';
    const text = `---\ntitle: \u70b9\n---\n\n${'\u5de5\u4f1a\u6539\u9769'.repeat(20)}*${emphasis}*${'\u4e8b\u4e1a\u53d1\u5c55'.repeat(20)}\n`;
    const source = { id: 'd', path: 'd.md', mediaType: 'text/markdown', bytes: new TextEncoder().encode(text) };
    const dotted = await readGlyphs(
      await publishPrint([source], { title, lang: 'zh-CN', theme: 'book', size: 'a5', writing: 'vertical' }),
    );
    const places = dotted.flatMap(({ glyphs, painted }) =>
      glyphs
        .filter(({ character, sizePt }) => emphasis.includes(character) && sizePt > 8)
        .map(({ xPt, baselinePt, widthPt }) => {
          const [middleX, middleY] = [xPt + widthPt / 2, baselinePt - 0.38 * em];
          const own = painted
            .filter(([left, top, right, bottom]) => right - left < 0.3 * em && bottom - top < 0.3 * em)
            .map(([left, top, right, bottom]) => [(left + right) / 2 - middleX, (top + bottom) / 2 - middleY] as const)
            .filter(([, down]) => Math.abs(down) < em / 2);
          return own.map(([aside, down]) => [aside / em, down / em] as const);
        }),
    );
    expect(places).toHaveLength(4);
    for (const own of places) {
      expect(own).toHaveLength(1);
      const [aside, down] = own[0] ?? [0, 1];
      expect(aside).toBeGreaterThan(0.45);
      expect(aside).toBeLessThan(0.8);
      expect(Math.abs(down)).toBeLessThan(0.1);
    }
  });

  test('keep to the grid beside pictures and tables, which take the place of whole lines', async () => {
    const rich = await readGlyphs(
      await publishPrint(['tests/editions/rich'], { title, theme: 'book', size: 'a5', writing: 'vertical' }),
    );
    const across = turnPages(rich, pitch);
    const set = toBlocks(across, ({ number }) => area.leftPt(number)).filter(({ roles }) => roles[1] === 'Art');
    const at = measureArea(across, em, measureEm, pitch);
    // Formulas have lines of their own kind.
    const lines = set.filter(
      ({ role, lines }) =>
        role === 'P' &&
        Math.abs((lines[0]?.em ?? 0) - em) < 0.1 &&
        lines.every(({ text }) => !/[+x]/.test(text) && [...text].some(isHan)),
    );
    expect(lines.length).toBeGreaterThan(20);
    const faults = findLineFaults(lines, { ...at, isVertical: true });
    expect(tellFaults(faults.filter(({ rule }) => rule === 'grid'))).toEqual([]);
    const inTables = rich.filter(({ blocks }) => blocks.some(({ roles }) => roles.includes('Table')));
    expect(inTables.length).toBeLessThan(3);
  });

  test('have contents whose numbers stand in the middle of their lines, and are the pages they lead to', () => {
    const openings = articles.filter(({ role }) => role === 'H1').map(({ lines }) => lines[0]?.page ?? 0);
    const numbers: string[] = [];
    for (const page of pages) {
      const entries = page.blocks.flatMap(({ roles }, i) => (roles.at(-1) === 'TOCI' ? [i] : []));
      for (const entry of entries) {
        const glyphs = page.glyphs.filter(({ block }) => block === entry);
        const foot = Math.max(...glyphs.map(({ baselinePt }) => baselinePt));
        const number = glyphs.filter((g) => Math.abs(g.baselinePt - foot) < 0.5 && /\d/.test(g.character));
        const title = glyphs.filter((g) => g.sizePt > 0.9 * em);
        const [left, right] = [number[0]?.xPt ?? 0, (number.at(-1)?.xPt ?? 0) + (number.at(-1)?.widthPt ?? 0)];
        const last = title.at(-1);
        expect(Math.abs((left + right) / 2 - (last?.xPt ?? 0) - (last?.widthPt ?? 0) / 2)).toBeLessThan(0.15 * em);
        numbers.push(number.map(({ character }) => character).join(''));
      }
    }
    expect(numbers).toEqual(openings.map((page) => pages[page - 1]?.label));
  });
});

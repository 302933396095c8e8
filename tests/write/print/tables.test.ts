import { describe, expect, test } from 'vitest';
import type { EditionSettings } from '../../../pipeline/core/settings.ts';
import type { Source } from '../../../pipeline/core/text.ts';
import { measureArea } from '../../support/measure-area.ts';
import { type PlacedGlyph, type PlacedPage, readGlyphs } from '../../support/pdf-glyphs.ts';
import { publishPrint } from '../../support/publish-print.ts';

const words = '\u5de5\u4f1a\u6539\u9769\u4e8b\u4e1a\u53d1\u5c55\u3002'.repeat(20);

/** A table of numbers of five digits between two paragraphs; a note below it when asked. */
function makeTable(columns: number, rows: number, isNoted = false): Source {
  const row = (cells: (column: number) => string): string =>
    `| ${Array.from({ length: columns }, (_, c) => cells(c)).join(' | ')} |`;
  const lines = [
    row(() => '\u9879\u76ee'),
    row(() => '---:'),
    ...Array.from({ length: rows }, (_, r) => row((c) => String(10_000 + r * 100 + c))),
  ];
  const text = `---\ntitle: \u8868\n---\n\n${words}${isNoted ? '[^1]' : ''}\n\n${lines.join('\n')}\n\n${words}\n`;
  const bytes = new TextEncoder().encode(isNoted ? `${text}\n[^1]: ${words.slice(0, 9)}\n` : text);
  return { id: 't', path: 't.md', mediaType: 'text/markdown', bytes };
}

const print = async (source: Source, edition: Partial<EditionSettings>): Promise<readonly PlacedPage[]> =>
  readGlyphs(await publishPrint([source], { title: '\u8868', lang: 'zh-CN', ...edition }));

/** The glyphs of every number of the tables, cell by cell; pages name cells of other pages too. */
const cellsOf = (pages: readonly PlacedPage[]): PlacedGlyph[][] =>
  pages
    .flatMap(({ blocks, glyphs }) =>
      blocks.flatMap(({ roles }, i) => (roles.includes('TD') ? [glyphs.filter(({ block }) => block === i)] : [])),
    )
    .filter(({ length }) => length > 0);

/** Whether a number stands in one line, across or turned. */
const isWhole = (cell: readonly PlacedGlyph[]): boolean => {
  const [first] = cell;
  const at = (glyph: PlacedGlyph): number => (glyph.isTurned ? glyph.xPt : glyph.baselinePt);
  return cell.length === 5 && first !== undefined && cell.every((glyph) => Math.abs(at(glyph) - at(first)) < 0.1);
};

describe.each([
  ['in articles without notes', false],
  ['in articles with notes', true],
])('tables %s', (_, isNoted) => {
  test('stand across where they fit, and are turned, whole, where they do not', async () => {
    for (const [columns, isTurned] of [
      [6, false],
      [11, true],
    ] as const) {
      const pages = await print(makeTable(columns, 9, isNoted), { size: 'a5' });
      const cells = cellsOf(pages);
      expect(cells).toHaveLength(columns * 9);
      expect(cells.filter((cell) => !isWhole(cell))).toEqual([]);
      expect(cells.flat().every((glyph) => (glyph.isTurned ?? false) === isTurned)).toBe(true);
      // The top to the left: rows follow one another to the right.
      const [first, below] = [cells[0]?.[0], cells[columns]?.[0]];
      if (isTurned) expect(below?.xPt).toBeGreaterThan(first?.xPt ?? Number.NaN);
    }
  });

  test('of many rows begin below the text above them, and are cut between rows', async () => {
    // The note is called above the table, so there the table begins a page.
    const pages = await print(makeTable(3, 60, isNoted), { size: 'a5' });
    const own = pages.map((page) => cellsOf([page]));
    expect(own.flat()).toHaveLength(180);
    expect(own.flat().filter((cell) => !isWhole(cell))).toEqual([]);
    const first = pages.find((page) => cellsOf([page]).length > 0);
    const isBelowText = first?.glyphs.some(({ block }) => first.blocks[block]?.roles.join('>') === 'Document>Art>H1');
    expect(isBelowText).toBe(!isNoted);
    for (const cells of own.slice(0, -1)) expect(cells.length % 3).toBe(0);
    // What follows stands on the lines that it would stand on without the table.
    const isBody = ({ block, sizePt }: PlacedGlyph): boolean => block >= 0 && Math.abs(sizePt - 10.5) < 0.1;
    const lines = pages
      .filter((page) => cellsOf([page]).length > 0 || page === first)
      .flatMap(({ glyphs }) => glyphs.filter(isBody).map(({ baselinePt }) => baselinePt));
    const offGrid = lines.filter((y) => Math.abs(((y - (lines[0] ?? 0) + 8.25 + 16.5 * 99) % 16.5) - 8.25) > 0.5);
    expect(lines.length).toBeGreaterThan(40);
    expect(offGrid).toEqual([]);
  });

  test('of many rows fill both columns of a page, and have their head in each', async () => {
    const pages = await print(makeTable(3, 150, isNoted), { size: 'a4', theme: 'journal' });
    expect(pages.flatMap((page) => cellsOf([page]))).toHaveLength(450);
    const sidesOf = (page: PlacedPage, roles: string[]): boolean[] =>
      [0, 1].map((side) =>
        page.glyphs.some(
          ({ xPt, character, block }) =>
            Math.floor((2 * xPt) / page.widthPt) === side &&
            (roles.includes('TD') ? (page.blocks[block]?.roles.includes('TD') ?? false) : character === '\u9879'),
        ),
      );
    const full = pages.filter((page) => cellsOf([page]).length > 3 * 40);
    expect(full.length).toBeGreaterThan(0);
    for (const page of full) {
      expect(sidesOf(page, ['TD'])).toEqual([true, true]);
      expect(sidesOf(page, [])).toEqual([true, true]);
    }
  });

  test('have short cells whole where there is room for them beside long ones', async () => {
    const label = '\u9879\u76ee\u540d\u79f0';
    const rows = Array.from({ length: 4 }, () => `| ${label} | ${words.slice(0, 60)} |`).join('\n');
    const text = `---\ntitle: \u8868\n---\n\n| \u7532 | \u4e59 |\n|---|---|\n${rows}\n${isNoted ? '\n\u6ce8[^1]\n\n[^1]: \u6ce8\u3002\n' : ''}`;
    const bytes = new TextEncoder().encode(text);
    const pages = await print({ id: 't', path: 't.md', mediaType: 'text/markdown', bytes }, { size: 'a5' });
    const labels = cellsOf(pages).filter(({ length }) => length === 4);
    expect(labels).toHaveLength(4);
    for (const cell of labels) expect(new Set(cell.map(({ baselinePt }) => Math.round(baselinePt))).size).toBe(1);
  });

  test('go over both columns where one is too narrow, text above them and below', async () => {
    const pages = await print(makeTable(11, 9, isNoted), { size: 'a4', theme: 'journal' });
    const cells = cellsOf(pages);
    expect(cells).toHaveLength(99);
    expect(cells.filter((cell) => !isWhole(cell))).toEqual([]);
    const page = pages.find((one) => cellsOf([one]).length > 0);
    const { leftPt, widthPt } = measureArea(pages, 10.5, 44, 16.5);
    const xs = cells.flat().flatMap((glyph) => [glyph.xPt, glyph.xPt + glyph.widthPt]);
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(0.8 * widthPt);
    expect(Math.min(...xs)).toBeGreaterThan(leftPt(page?.number ?? 1) - 1);
    // No other text stands between the table's first line and its last.
    const ys = cells.flat().map(({ baselinePt }) => baselinePt);
    const inTable = (glyph: PlacedGlyph): boolean =>
      page?.blocks[glyph.block]?.roles.some((role) => role === 'Table') ?? false;
    const between = page?.glyphs.filter(
      (glyph) =>
        glyph.block >= 0 && !inTable(glyph) && glyph.baselinePt > Math.min(...ys) && glyph.baselinePt < Math.max(...ys),
    );
    expect(between).toEqual([]);
    const paragraphs = page?.glyphs.filter((glyph) => glyph.block >= 0 && !inTable(glyph)) ?? [];
    expect(paragraphs.some(({ baselinePt }) => baselinePt > Math.max(...ys))).toBe(true);
  });

  test('of many rows run down with the text on vertical pages: a row to a line, over several pages', async () => {
    const pages = await print(makeTable(3, 40, isNoted), { size: 'a5', theme: 'book', writing: 'vertical' });
    const cells = cellsOf(pages);
    expect(cells).toHaveLength(120);
    expect(cells.filter((cell) => !isWhole(cell))).toEqual([]);
    expect(pages.filter((page) => cellsOf([page]).length > 0).length).toBeGreaterThan(2);
    for (const { glyphs, heightPt, widthPt, blocks } of pages)
      for (const { xPt, baselinePt, block } of glyphs)
        if (blocks[block]?.roles.includes('TD'))
          expect(xPt > 40 && xPt < widthPt - 40 && baselinePt > 40 && baselinePt < heightPt - 40).toBe(true);
  });
});

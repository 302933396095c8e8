import { describe, expect, test } from 'vitest';
import { findLineFaults, findPageFaults, tellFaults } from '../../support/find-faults.ts';
import { measureArea } from '../../support/measure-area.ts';
import { readGlyphs } from '../../support/pdf-glyphs.ts';
import { publishPrint } from '../../support/publish-print.ts';
import { toBlocks } from '../../support/set-lines.ts';
import { splitColumns } from '../../support/split-columns.ts';
import { makeSettingSources } from '../../support/varied-edition.ts';

const em = 10.5;
const pitch = 16.5;
const gapEm = 2;

/** Two columns: every rule of lines and pages holds in each of them, and both stand on one grid. */
describe.each([
  ['da16k', 21],
  ['a4', 21],
])('the theme journal on %s', (size, columnEm) => {
  test('holds all rules of lines, paragraphs and pages in both columns', async () => {
    const sources = makeSettingSources(1).slice(0, 8);
    const pages = await readGlyphs(
      await publishPrint(sources, { title: '\u7248\u5f0f\u68c0\u9a8c', lang: 'zh-CN', theme: 'journal', size }),
    );
    const whole = measureArea(pages, em, 2 * columnEm + gapEm, pitch);
    const columns = splitColumns(pages, (page) => whole.leftPt(page) + columnEm * em);
    const area = {
      ...whole,
      widthPt: columnEm * em,
      leftPt: (column: number) =>
        whole.leftPt(Math.ceil(column / 2)) + (column % 2 === 0 ? (columnEm + gapEm) * em : 0),
    };
    const set = toBlocks(columns, ({ number }) => area.leftPt(number)).filter(({ roles }) => roles[1] === 'Art');
    const body = set.flatMap(({ lines }) => lines).filter((line) => Math.abs(line.em - em) < 0.05);
    expect(body.filter(({ page }) => page % 2 === 1).length).toBeGreaterThan(200);
    expect(body.filter(({ page }) => page % 2 === 0).length).toBeGreaterThan(200);
    expect(tellFaults([...findLineFaults(set, area), ...findPageFaults(set, columns, area)])).toEqual([]);
  });
});

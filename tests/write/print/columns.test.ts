import { describe, expect, test } from 'vitest';
import type { Source } from '../../../pipeline/core/text.ts';
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

/** Articles of different lengths, so that openings come to stand at every height of a page. */
const makeShortSources = (count: number): Source[] =>
  Array.from({ length: count }, (_, i) => {
    const text = '\u5de5\u4f1a\u6539\u9769\u4e8b\u4e1a\u53d1\u5c55\u3002'.repeat(20 + ((i * 7) % 23));
    const markdown = `---\ntitle: \u7b2c${i + 1}\u7bc7\nbyline: \u8bfb\u4e66\u4f1a \u5218\u4f1f\n---\n\n${text}\n`;
    return { id: `s${i}`, path: `s${i}.md`, mediaType: 'text/markdown', bytes: new TextEncoder().encode(markdown) };
  });

/** Two columns: every rule of lines and pages holds in each of them, and both stand on one grid. */
describe.each([
  ['da16k', 21],
  ['a4', 21],
])('the theme journal on %s', (size, columnEm) => {
  test('holds all rules of lines, paragraphs and pages in both columns', async () => {
    const sources = makeSettingSources(1).slice(0, 8);
    const pages = await readGlyphs(
      await publishPrint(sources, {
        title: '\u7248\u5f0f\u68c0\u9a8c',
        lang: 'zh-CN',
        theme: 'journal',
        size,
      }),
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
    const ragged = { ...area, ragged: 'en' };
    expect(tellFaults([...findLineFaults(set, ragged), ...findPageFaults(set, columns, area)])).toEqual([]);
    // English in columns so narrow is not made even: decision 0016, 9.
    const uneven = findLineFaults(set, area);
    expect(uneven.length).toBeGreaterThan(20);
    expect(uneven.filter(({ rule }) => rule !== 'right-edge')).toEqual([]);
  });
});

test('an opening over both columns has text below it on its page, wherever it comes to stand', async () => {
  const edition = {
    title: '\u7248\u5f0f',
    lang: 'zh-CN',
    theme: 'journal',
    size: 'da16k',
    articleStart: 'run-on',
  } as const;
  const pages = await readGlyphs(await publishPrint(makeShortSources(60), edition));
  const found = pages.flatMap(({ number, glyphs, blocks }) =>
    blocks.flatMap(({ roles }, i) => {
      if (roles.at(-1) !== 'H1' || roles[1] !== 'Art') return [];
      const baselineOf = (block: number): number[] =>
        glyphs.filter((g) => g.block === block).map(({ baselinePt }) => baselinePt);
      const below = new Set(baselineOf(i + 2).map((baseline) => Math.round(baseline)));
      return [{ number, foot: Math.max(...baselineOf(i)), lines: below.size }];
    }),
  );
  expect(found).toHaveLength(60);
  // Some stand low enough for the rule to matter.
  expect(found.filter(({ foot }) => foot > 550).length).toBeGreaterThan(3);
  expect(found.filter(({ lines }) => lines < 2)).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { displayWidth } from '../../pipeline/cli/display-width.ts';
import { explainJoins } from '../../pipeline/cli/explain-joins.ts';
import { showPages } from '../../pipeline/cli/show-pages.ts';
import { readPage, reassemblePages } from '../reassemble/support.ts';

const raw = readFileSync(new URL('../corpus/union-congress/raw.txt', import.meta.url), 'utf8');
const readings = [readPage(raw)];

it.each([40, 80, 132])('shows a page beside its articles in %i columns', async (columns) => {
  const { reassembly } = await reassemblePages(readings);
  const lines = showPages(reassembly, readings, { columns, minConfidence: 0, lang: 'zh' }).split('\n');
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
  // Every piece of the source has its line, in the order of the source.
  const pieces = raw.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
  const shown = lines.flatMap((line) => (/^ {0,4}\d+ {2}/.test(line) ? [Number(line.slice(0, 5))] : []));
  expect(shown).toEqual(pieces);
  expect(lines.filter((line) => line.includes('\u21aa'))).toHaveLength(12);
  if (columns >= 80) expect(lines.filter((line) => line.endsWith('\u00b7 \u7f72\u540d'))).toHaveLength(12);
});

it('says what went nowhere, and lets no input speak with our voice', async () => {
  const text =
    '\u001b[31m\u6668\u62a5\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c3\u7248\n\n# A title\n\nBy Mary Smith\n\nThe first line of a text that ends here.\n';
  const page = [readPage(text)];
  const { reassembly } = await reassemblePages(page);
  const shown = showPages(reassembly, page, { columns: 80, minConfidence: 0.9, lang: 'en' });
  expect(shown).toMatch(/\u2014 (?:page furniture|left over)/);
  expect(shown).not.toContain('\u001b');
  expect(shown).toMatch(/1 A title \u00b7 title/);
});

it('names what else could follow a join, in lines that fit', async () => {
  const { reassembly } = await reassemblePages(readings);
  const explained = explainJoins(reassembly, readings, 'en');
  expect(explained).toMatch(/or line \d+ \(\d+ % \S+/);
  expect(Math.max(...explained.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
});

it('marks every join that is less sure than was asked for', async () => {
  const { reassembly } = await reassemblePages(readings);
  const marks = (minConfidence: number): number =>
    showPages(reassembly, readings, { columns: 80, minConfidence, lang: 'en' }).match(/ \?\d/g)?.length ?? 0;
  expect(marks(0)).toBe(0);
  expect(marks(1.01)).toBe(12);
});

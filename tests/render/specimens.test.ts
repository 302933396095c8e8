import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EditionSettings } from '../../pipeline/core/settings.ts';
import { pageSizesMm } from '../../pipeline/core/units.ts';
import { themes } from '../../pipeline/render/styles.ts';
import { shrinkPng } from '../../pipeline/write/epub/shrink-png.ts';
import { publishPrint } from '../support/publish-print.ts';
import { runJudge } from '../support/run-judge.ts';

/** The editions whose first pages `styles/README.md` shows. */
const specimens: Readonly<Record<string, EditionSettings & { readonly size: string }>> = {
  meeting: { theme: 'meeting', size: 'a5' },
  journal: { theme: 'journal', size: 'a4' },
  book: { theme: 'book', size: 'a5' },
  gongwen: { theme: 'gongwen', size: 'a4' },
  'large-print': { theme: 'large-print', size: 'a4' },
  vertical: { theme: 'book', size: 'a5', writing: 'vertical' },
};

const file = (name: string): URL => new URL(`../../styles/specimens/${name}.png`, import.meta.url);
const widthPx = 420;

/** `UPDATE=1 npm test -- tests/render/specimens.test.ts` draws them again; it needs poppler's pdftoppm. */
async function draw(name: string, edition: EditionSettings): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'specimen-'));
  try {
    const input = new URL('../corpus/union-congress/raw.txt', import.meta.url).pathname;
    const pdf = await publishPrint([input], {
      title: '\u65b0\u65f6\u4ee3 \u65b0\u4f5c\u4e3a',
      ...edition,
      order: 'region',
    });
    writeFileSync(join(folder, 'print.pdf'), pdf);
    const page = ['-f', '3', '-l', '3', '-singlefile', '-scale-to-x', String(widthPx), '-scale-to-y', '-1'];
    expect(runJudge('pdftoppm', ['-png', ...page, join(folder, 'print.pdf'), join(folder, 'page')]).status).toBe(0);
    writeFileSync(file(name), shrinkPng(readFileSync(join(folder, 'page.png'))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every theme and vertical setting have a picture as wide and as high as their page', async () => {
  const shown = Object.values(specimens).map(({ theme }) => theme);
  expect(themes.filter((theme) => !shown.includes(theme))).toEqual([]);
  for (const [name, edition] of Object.entries(specimens)) {
    if (process.env.UPDATE) await draw(name, edition);
    const png = readFileSync(file(name));
    const { widthMm, heightMm } = pageSizesMm[edition.size] ?? { widthMm: 0, heightMm: 0 };
    expect([name, png.readUInt32BE(16)]).toEqual([name, widthPx]);
    expect(Math.abs(png.readUInt32BE(20) - (widthPx * heightMm) / widthMm)).toBeLessThan(2);
  }
});

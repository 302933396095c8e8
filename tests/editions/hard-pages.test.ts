import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EditionSettings } from '../../pipeline/core/settings.ts';
import type { Source } from '../../pipeline/core/text.ts';
import { readGlyphs } from '../support/pdf-glyphs.ts';
import { publishPrint } from '../support/publish-print.ts';
import { hasJudge, runJudge } from '../support/run-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'hard-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const words = '\u5de5\u4f1a\u6539\u9769\u4e8b\u4e1a\u53d1\u5c55';
const fill = (length: number): string =>
  Array.from({ length: Math.ceil(length / 9) + 1 }, () => words)
    .join('\uff0c')
    .slice(0, length);
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const noteOf = (name: string | number, length: number): string =>
  `[^${name}]: \u6ce8${name}\uff0c${fill(length)}\u3002`;

/** What goes wrong first when pages are made: everything that does not fit. */
const articles: Readonly<Record<string, string>> = {
  tallTable: [
    `${fill(60)}[^a]\u3002`,
    `| \u9879\u76ee | \u8bf4\u660e |\n|---|---|\n${count(70)
      .map((i) => `| \u7b2c${i} | ${fill(20 + (i % 30))}${i % 30 === 0 ? `[^${i}]` : ''} |`)
      .join('\n')}`,
    `${fill(90)}[^b]\u3002`,
    noteOf('a', 40),
    noteOf('b', 60),
    ...[30, 60].map((i) => noteOf(i, 30)),
  ].join('\n\n'),
  tallRow: `\u524d\u3002\n\n| \u7532 | \u4e59 |\n|---|---|\n| \u77ed | ${fill(2200)} |\n| \u672b | \u884c |\n\n\u540e\u3002`,
  longNotes: `${fill(4)}[^a]${fill(4)}[^b]${fill(300)}\u3002\n\n${noteOf('a', 1800)}\n\n${noteOf('b', 1200)}`,
  denseNotes: `${count(90)
    .map((i) => `\u5b57[^${i}]`)
    .join('')}\u3002\n\n${count(90)
    .map((i) => noteOf(i, 5 + ((i * 7) % 50)))
    .join('\n\n')}`,
  everywhere: [
    `## ${words}[^h]`,
    `:::poem\n${words}[^p]\n\n${words}\n:::`,
    `> ${fill(60)}[^q]`,
    `- ${fill(40)}[^l]\n  1. ${fill(50)}[^m]\n     - ${fill(70)}`,
    `| \u5934[^t] | \u4e59 |\n|---|---|\n| \u7532[^d] | 1 |`,
    ...['h', 'p', 'q', 'l', 'm', 't', 'd'].map((name) => noteOf(name, 20)),
  ].join('\n\n'),
  longCode: `${fill(30)}[^c]\u3002\n\n\`\`\`\n${count(80)
    .map((i) => `line ${i} ${'x'.repeat(i % 70)}`)
    .join('\n')}\n\`\`\`\n\n${noteOf('c', 9)}`,
  headingOnly: `## ${words}`,
  longTitle: fill(300),
};

const sources = Object.entries(articles).map(([id, text]): Source => {
  const title = id === 'longTitle' ? fill(290) : id;
  const bytes = new TextEncoder().encode(
    `---\ntitle: ${title}\nbyline: \u8bfb\u4e66\u4f1a \u5218\u4f1f\n---\n\n${text}\n`,
  );
  return { id, path: `${id}.md`, mediaType: 'text/markdown', bytes };
});

const settings: Readonly<Record<string, Partial<EditionSettings>>> = {
  across: { size: 'a5' },
  'running on': { size: 'a5', articleStart: 'run-on' },
  'in two columns': { size: 'a4', theme: 'journal' },
  'in lines that run down': { size: 'a5', theme: 'book', writing: 'vertical' },
};

/** No margin of these pages is narrower, folios and running heads apart. */
const leastMarginPt = 36;

describe.each(Object.entries(settings))('what does not fit on a page, %s', (name, edition) => {
  test('is set whole, within the type area, and by the standards', async () => {
    // The build itself holds the text of the pages against the articles, character by character.
    const pdf = await publishPrint(sources, { title: '\u96be\u518c', lang: 'zh-CN', ...edition });
    const pages = await readGlyphs(pdf);
    expect(pages.length).toBeGreaterThan(15);
    const outside = pages.flatMap(({ number, glyphs, widthPt, heightPt }) =>
      glyphs
        .filter(({ block }) => block >= 0)
        .filter(
          ({ xPt, widthPt: own, baselinePt }) =>
            xPt < leastMarginPt ||
            xPt + own > widthPt - leastMarginPt ||
            baselinePt < leastMarginPt ||
            baselinePt > heightPt - leastMarginPt,
        )
        .map(({ character }) => `${number} ${character}`),
    );
    expect(outside).toEqual([]);
    // One is enough for the judge, which is slow: heads of tables are drawn again within a page there.
    if ((edition.theme ?? '') !== 'journal' || !hasJudge('verapdf')) return;
    const file = join(folder, `${name.replaceAll(' ', '-')}.pdf`);
    writeFileSync(file, pdf);
    expect(runJudge('verapdf', ['--flavour', 'ua1', '--format', 'text', file]).said).toMatch(/^PASS/m);
  });
});

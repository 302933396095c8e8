import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../pipeline/core/contracts.ts';
import { severityOf } from '../../pipeline/core/issues.ts';
import type { BuildOptions, Settings } from '../../pipeline/core/settings.ts';
import { publish } from '../../pipeline/publish.ts';
import { loadSettings } from '../../pipeline/read/load-settings.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { hasJudge, runJudge } from '../support/run-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'rich-print-'));
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

async function buildPrint(input: string, options: BuildOptions, change: Partial<Settings> = {}): Promise<Outcome> {
  const world = nodeWorld({ noCache: true });
  const loaded = await loadSettings({ inputs: [input], options }, world);
  if (!('settings' in loaded)) throw new Error('settings were refused');
  try {
    return await publish([input], { ...loaded.settings, ...change }, world);
  } finally {
    await (await world.browser()).close();
  }
}

async function save(outcome: Outcome, name: string): Promise<string> {
  const print = outcome.artifacts.find(({ format }) => format === 'print');
  const parts: Uint8Array[] = [];
  if (print) for await (const chunk of print.open()) parts.push(chunk);
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

const judge = (file: string, flavour: string): string =>
  runJudge('verapdf', ['--flavour', flavour, '--format', 'text', '-v', file]).said;

describe('the rich edition on paper', () => {
  let file = '';
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await buildPrint(here('./rich'), { formats: ['print'] });
    file = await save(outcome, 'rich.pdf');
  });

  test('is built without a fault', () => {
    expect(outcome.issues.filter((issue) => severityOf(issue) === 'error')).toEqual([]);
  });

  test.skipIf(!hasJudge('verapdf')).each(['ua1', '2a'])(
    'conforms to %s: notes, pictures, tables, formulas, ruby, English',
    (flavour) => {
      expect(judge(file, flavour)).toMatch(/^PASS/m);
    },
  );

  test.skipIf(!hasJudge('pdftotext'))('notes stand on the page that calls them', () => {
    const pages = runJudge('pdftotext', ['-enc', 'UTF-8', file, '-'])
      .said.split('\f')
      .map((page) => page.replace(/\s+/g, ''));
    const called = pages.findIndex((page) => page.includes('\u6b63\u6587\u6709\u6ce8'));
    expect(called).toBeGreaterThan(0);
    expect(pages[called]).toContain('\u7b2c\u4e00\u6761\u6ce8');
  });
});

describe.each([
  ['in two columns, run on', { theme: 'journal', size: 'a4', articleStart: 'run-on' }],
  ['in lines that run down', { theme: 'book', size: 'a5', writing: 'vertical' }],
] as const)('the rich edition %s', (name, change) => {
  test.skipIf(!hasJudge('verapdf'))('conforms to PDF/UA-1 with its notes at the feet', async () => {
    const outcome = await buildPrint(here('./rich'), { formats: ['print'] }, change);
    expect(outcome.issues.filter((issue) => severityOf(issue) === 'error')).toEqual([]);
    expect(judge(await save(outcome, `${name.replaceAll(/\W/g, '-')}.pdf`), 'ua1')).toMatch(/^PASS/m);
  });
});

// The judge reads every glyph: seconds on a quiet machine, a minute and more on a busy one.
describe('240 articles', { timeout: 300_000 }, () => {
  let file = '';
  beforeAll(async () => {
    const sample = JSON.parse(readFileSync(here('../corpus/union-congress/articles.json'), 'utf8')) as {
      title: string;
      byline: string;
      paragraphs: string[];
    }[];
    const text = Array.from({ length: 240 }, (_, i) => {
      const { title, byline, paragraphs } = sample[i % sample.length] as (typeof sample)[number];
      return `---\ntitle: ${i + 1} ${title}\nbyline: ${byline}\n---\n\n${paragraphs.join('\n\n')}\n`;
    });
    for (const [i, body] of text.entries()) writeFileSync(join(folder, `${i + 1}.md`), body);
    file = await save(await buildPrint(folder, { formats: ['print'], title: 'x' }), 'many.pdf');
  });

  test.skipIf(!hasJudge('verapdf')).each(['ua1', '2a'])('conform to %s', (flavour) => {
    expect(judge(file, flavour)).toMatch(/^PASS/m);
  });

  test.skipIf(!hasJudge('pdffonts'))('have one font program a weight', () => {
    const names = runJudge('pdffonts', [file])
      .said.trim()
      .split('\n')
      .slice(2)
      .map((row) => row.split(/\s+/)[0]?.replace(/^[A-Z]{6}\+/, ''));
    expect(new Set(names).size).toBe(names.length);
  });
});

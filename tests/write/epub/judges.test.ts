import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../../pipeline/world/chromium.ts';
import { nodeWorld } from '../../../pipeline/world/node.ts';
import { buildEpub, makeContext, sampleFiles, writeEpub } from '../../support/build-epub.ts';
import { validateQuickly } from '../../support/check-epub.ts';
import { readEdition } from '../../support/edition-folder.ts';
import { probeEpub } from '../../support/epub-probe.ts';
import { makeUpPages } from '../../support/made-up-pages.ts';
import { makeMemoryWorld } from '../../support/memory-world.ts';
import { sampleArticles } from '../../support/rendered-sample.ts';
import { hasJudge, runJudge } from '../../support/run-judge.ts';
import { makeWildEdition } from '../../support/wild-edition.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibian-judges-'));
const books = new Map<string, { readonly path: string; readonly bytes: Uint8Array }>();

beforeAll(async () => {
  const browser = await nodeWorld({}).browser();
  try {
    const keep = (name: string, bytes: Uint8Array) => {
      const path = join(folder, `${name}.epub`);
      writeFileSync(path, bytes);
      books.set(name, { path, bytes });
    };
    const sample = { files: sampleFiles(sampleArticles), edition: { title: '\u6c47\u7f16' } };
    keep('sample', (await buildEpub({ ...sample, browser }, (r) => makeUpPages(r, 900))).bytes);
    keep('rich', (await buildEpub({ ...readEdition('rich'), browser }, (r) => makeUpPages(r, 300))).bytes);
    keep('fonts', (await buildEpub({ ...sample, edition: { ...sample.edition, fonts: 'headings' }, browser })).bytes);
    keep('vertical', (await buildEpub({ ...sample, edition: { ...sample.edition, writing: 'vertical' } })).bytes);
    const { context } = makeContext(makeMemoryWorld());
    keep('wild', (await writeEpub(makeWildEdition(150), context)).bytes);
    const many = { files: sampleFiles(sampleArticles, 2400), edition: { title: '\u6c47\u7f16' } };
    keep('many', (await buildEpub(many, (r) => makeUpPages(r, 900))).bytes);
  } finally {
    await browser.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = ['sample', 'rich', 'fonts', 'vertical', 'wild', 'many'];

/** That a book brings fonts is noted of every book that does; text among the lines of a drawing only of wild ones. */
const isAvoidable = (message: string): boolean => !/CSS-028|RSC-025/.test(message);

/** The large one takes its time on a busy machine. */
const timeoutMs = 400_000;

test.each(names.slice(0, -1))('epubcheck-ts has nothing to say of %s', async (name) => {
  const { bytes } = books.get(name) ?? { bytes: new Uint8Array() };
  expect((await validateQuickly(bytes)).filter(isAvoidable)).toEqual([]);
});

describe.skipIf(!hasJudge('epubcheck'))('EPUBCheck', () => {
  test.each(names)(
    'has nothing to say of %s, not even a usage note',
    (name) => {
      const report = join(folder, `${name}.json`);
      const { said } = runJudge('epubcheck', [books.get(name)?.path ?? '', '--json', report, '--usage']);
      const { messages, checker } = JSON.parse(readFileSync(report, 'utf8'));
      expect(checker?.checkerVersion, said.slice(-500)).toMatch(/^5\./);
      expect(
        messages.map((m: { ID: string; message: string }) => `${m.ID} ${m.message.slice(0, 200)}`).filter(isAvoidable),
      ).toEqual([]);
    },
    timeoutMs,
  );
});

describe.skipIf(!hasJudge('ace'))('Ace', () => {
  test.each(['sample', 'rich', 'vertical'])('passes %s', async (name) => {
    const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'huibian');
    const chromium = await findChromium(process.env.PUPPETEER_EXECUTABLE_PATH ?? '', cache);
    process.env.PUPPETEER_EXECUTABLE_PATH ??= chromium.path;
    if (chromium.libraryPath !== '') process.env.LD_LIBRARY_PATH ??= chromium.libraryPath;
    const out = join(folder, `ace-${name}`);
    const { said } = runJudge('ace', [books.get(name)?.path ?? '', '-o', out, '-f']);
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
    type Assertion = { assertions: { 'earl:test': { 'dct:title': string }; 'earl:result': { html?: string } }[] };
    const found = (report.assertions as Assertion[]).flatMap(({ assertions }) =>
      assertions.map((a) => `${a['earl:test']['dct:title']} ${a['earl:result'].html ?? ''}`),
    );
    expect(found, said.slice(-300)).toEqual([]);
    expect(report['earl:result']['earl:outcome']).toBe('pass');
  });
});

// Calibre is no judge: where it is, it must find every word.
describe.skipIf(spawnSync('which', ['ebook-convert']).status !== 0)('Calibre', () => {
  test('reads the whole text', () => {
    const { path = '', bytes = new Uint8Array() } = books.get('sample') ?? {};
    const out = join(folder, 'sample.txt');
    expect(spawnSync('ebook-convert', [path, out]).status).toBe(0);
    const text = readFileSync(out, 'utf8').replace(/\s/g, '');
    const book = probeEpub(bytes);
    for (const name of book.spine.filter((file) => file.startsWith('a-')))
      for (const [, paragraph = ''] of book.text(`OEBPS/${name}`).matchAll(/<p>([\s\S]*?)<\/p>/g))
        expect(text).toContain(paragraph.replace(/<[^>]*>|\s/g, ''));
  });
});

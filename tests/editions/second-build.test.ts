import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { World } from '../../pipeline/core/contracts.ts';
import { type EditionSettings, resolveSettings } from '../../pipeline/core/settings.ts';
import type { Source } from '../../pipeline/core/text.ts';
import { publish } from '../../pipeline/publish.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { sampleArticles } from '../support/rendered-sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'second-build-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The world as the compiled program has it: it knows what state of the program it is. */
function openWorld(options: { readonly program?: string; readonly noCache?: boolean } = {}) {
  const world = nodeWorld({ cacheDir: join(folder, 'cache'), noCache: options.noCache ?? false, lang: 'en' });
  const program = new TextEncoder().encode(options.program ?? 'one state of the program');
  const resource: World['resource'] = async (name) => (name === 'program.sha256' ? program : world.resource(name));
  return { ...world, resource };
}

const odd = [
  '\u6b63\u6587[^1]\uff0c\u89c1\u4e0b\u6587\u3002\n\n[^1]: \u6ce8\u91ca\u3002',
  '- \u4e00\n- \u4e8c\n\n| \u7532 | \u4e59 |\n|---|---|\n| 1 | 2 |',
  '> \u5f15\u6587\n\n## \u5c0f\u6807\u9898\n\n```\ncode\n```\n\n\u524d<b>\u540e</b>\u3002',
  'Some English text, with `code` and a [link](https://example.org/).',
  '\u5de5\u4f1a\u5de5\u4f5c\u7684\u7684\u201c\u4e09\u6027,\u4e0a\u4e0a\u4e0b\u4e0b\u529f\u592b\u3002',
];
const bodies = Array.from({ length: 90 }, (_, i) =>
  i % 9 === 0 ? (odd[(i / 9) % odd.length] ?? '') : (sampleArticles[i % 12]?.paragraphs ?? []).slice(0, 2).join('\n\n'),
);
const toSources = (list: readonly string[]): Source[] =>
  list.map((body, i) => ({
    id: `${i}.md`,
    path: `${i}.md`,
    mediaType: 'text/markdown',
    bytes: new TextEncoder().encode(
      `---\ntitle: \u6807\u9898 ${i % 80}\nbyline: \u67d0\u5e02\u603b\u5de5\u4f1a \u7532${i}\n---\n\n${body}\n`,
    ),
  }));

async function build(
  list: readonly string[],
  formats: ('print' | 'epub')[],
  world: ReturnType<typeof openWorld>,
  edition: EditionSettings = {},
) {
  const settings = resolveSettings({ title: '\u6c47\u7f16', front: ['contents'], ...edition }, { formats });
  try {
    const { artifacts, issues, ok } = await publish(toSources(list), settings, world);
    const files: Record<string, string> = {};
    for (const { path, open } of artifacts) {
      const parts: Uint8Array[] = [];
      for await (const part of open()) parts.push(part);
      files[path] = Buffer.concat(parts).toString('latin1');
    }
    return { files, issues, ok };
  } finally {
    await world.close();
  }
}

const keptFiles = (): string[] =>
  readdirSync(join(folder, 'cache', 'results'), { recursive: true })
    .map((name) => join(folder, 'cache', 'results', String(name)))
    .filter((path) => statSync(path).isFile());

test('a second build gives what a clean one gives: pages, e-book, report and issues, whatever an article holds', async () => {
  const first = await build(bodies, ['print', 'epub'], openWorld());
  expect(first.ok).toBe(true);
  expect(first).toEqual(await build(bodies, ['print', 'epub'], openWorld()));
  for (const changed of [bodies.with(40, `${bodies[40]}\n\n\u53c8\u53ca\u3002`.repeat(9)), bodies.toSpliced(18, 1)]) {
    const clean = await build(changed, ['print', 'epub'], openWorld({ noCache: true }));
    expect(await build(changed, ['print', 'epub'], openWorld())).toEqual(clean);
    expect(Object.keys(clean.files).sort()).toEqual(['book.epub', 'page-map.json', 'print.pdf', 'report.json']);
  }
  expect(keptFiles().length).toBeGreaterThan(5);
  // What is kept may be spoilt: then it is made again.
  for (const [i, path] of keptFiles().entries()) {
    const bytes = readFileSync(path);
    if (i % 3 === 0) writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    else if (i % 3 === 1) writeFileSync(path, bytes.fill(7, bytes.length >> 1));
  }
  expect(await build(bodies, ['print', 'epub'], openWorld())).toEqual(first);
}, 120_000);

test('another state of the program takes nothing of what this one made of articles', async () => {
  const asked: string[] = [];
  const world = openWorld({ program: 'another state of the program' });
  const get: World['cache']['get'] = async (key) => {
    const found = await world.cache.get(key);
    if (found && /^(?:run|printed)\n/.test(key)) asked.push(key);
    return found;
  };
  await build(bodies, ['epub'], { ...world, cache: { ...world.cache, get } });
  expect(asked).toEqual([]);
});

test('what one build keeps of a section is what the next has to begin with, whoever wrote it meanwhile', async () => {
  const few = bodies.slice(0, 30);
  for (const edition of [{ writing: 'vertical' }, { theme: 'journal', articleStart: 'run-on' }] as const) {
    const clean = await build(few, ['print', 'epub'], openWorld({ noCache: true }), edition);
    const program = JSON.stringify(edition);
    await build(few, ['epub'], openWorld({ program }), edition);
    expect(await build(few, ['print', 'epub'], openWorld({ program }), edition)).toEqual(clean);
    expect(await build(few, ['print', 'epub'], openWorld({ program }), edition)).toEqual(clean);
  }
});

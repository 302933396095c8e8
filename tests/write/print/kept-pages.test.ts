import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { h } from 'hastscript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '../../../pipeline/core/contracts.ts';
import type { Rendered } from '../../../pipeline/core/edition.ts';
import { keepResults } from '../../../pipeline/world/keep-results.ts';
import { printRendered } from '../../support/print-rendered.ts';
import { makeRendered } from '../../support/rendered-sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keepIn = (name: string): World['cache'] => keepResults(() => join(folder, name), 2 ** 30).cache;
const filesIn = (name: string): string[] =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Enough for several shards. */
const count = 160;
const before = makeRendered(count);

/** The same edition after one article has grown by a page. */
function changeOne(rendered: Rendered): Rendered {
  const added = Array.from({ length: 12 }, (_, i) =>
    h(
      'p',
      { dataBlock: String(100 + i) },
      '\u4eca\u540e\uff0c\u6211\u4eec\u8981\u628a\u4e66\u9001\u5230\u4e61\u9547\u3002'.repeat(5),
    ),
  );
  const sections = rendered.sections.map((section) => {
    const [article] = section.hast.children;
    if (section.id !== 'a70' || article?.type !== 'element') return section;
    const grown = { ...article, children: [...article.children, ...added] };
    return { ...section, hast: { ...section.hast, children: [grown] } };
  });
  return { ...rendered, sections };
}

const after = changeOne(before);
let clean: Buffer;
let prints: number;
beforeAll(async () => {
  const first = await printRendered(before, keepIn('one'));
  prints = first.prints;
  clean = (await printRendered(after)).pdf;
});

test('after a change only what changed is printed, and the book is the same as a clean one', async () => {
  expect(prints).toBeGreaterThan(3);
  const second = await printRendered(after, keepIn('one'));
  expect(second.pdf.equals(clean)).toBe(true);
  // The article's own shard, and one beside it when the cut between them moved; page numbers are filled in.
  expect(second.prints).toBeLessThanOrEqual(2);
  const third = await printRendered(after, keepIn('one'));
  expect(third.pdf.equals(clean)).toBe(true);
  expect(third.prints).toBe(0);
});

test('what is kept may be spoilt or gone', async () => {
  const files = filesIn('one');
  for (const [i, file] of files.entries()) {
    const bytes = readFileSync(file);
    if (i % 4 === 0) rmSync(file);
    else if (i % 4 === 1) writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    else if (i % 4 === 2) writeFileSync(file, 'garbage');
  }
  const again = await printRendered(after, keepIn('one'));
  expect(again.pdf.equals(clean)).toBe(true);
});

test('so may what seems whole', async () => {
  const answers = [Buffer.alloc(0), Buffer.from('{}'), Buffer.alloc(64, 255), Buffer.from([2, 0, 0, 0, 0x7b, 0x7d])];
  let asked = 0;
  const lying: World['cache'] = { get: async () => answers[asked++ % answers.length] ?? null, put: async () => {} };
  const again = await printRendered(after, lying);
  expect(again.pdf.equals(clean)).toBe(true);
});

test('two builds at once do not spoil it', async () => {
  const both = await Promise.all([printRendered(before, keepIn('two')), printRendered(after, keepIn('two'))]);
  expect(both[1]?.pdf.equals(clean)).toBe(true);
  const again = await printRendered(after, keepIn('two'));
  expect(again.pdf.equals(clean)).toBe(true);
  expect(again.prints).toBe(0);
});

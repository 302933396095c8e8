import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { h } from 'hastscript';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rendered } from '../../../pipeline/core/edition.ts';
import { printRendered } from '../../support/print-rendered.ts';
import { makeRendered } from '../../support/rendered-sample.ts';
import { hasJudge, runJudge } from '../../support/run-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-edges-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'edges.pdf');

const ruby = (i: number) => h('ruby', ['\u6c49', h('rt', `h${i}`)]);
const list = () =>
  h('ol', [
    h('li', { dataBlock: '3' }, '\u7532'),
    h('li', [h('p', { dataBlock: '4' }, '\u4e59'), h('ul', [h('li', { dataBlock: '5' }, '\u5b50')])]),
    h('li', { dataBlock: '6' }, '\u4e19'),
  ]);

/** As in our own styles, and more so: ruby uses the white above its line, and the first line of a page has none. */
const rubyStyle =
  '@font-face{font-family:Annotation;src:local("NotoSerifSC-Regular");ascent-override:88%;descent-override:0%}' +
  'rt{font-family:Annotation;font-size:.5em;line-height:1}p:has(ruby){margin-block-start:-.48em;padding-block-start:.22em}';

/** Three articles: the second begins with ruby at the very top of its page, and has a list. */
function makeEdges(): Rendered {
  const base = makeRendered(3, `ol{padding-left:2em}${rubyStyle}`);
  const children = [
    h('article', { id: 'a2' }, [
      h('p', { dataBlock: '0' }, [ruby(1), '\u5b57', ruby(2), '\u5b57']),
      h('p', { dataBlock: '1' }, '\u524d\u6587\u3002'),
      list(),
    ]),
  ];
  const sections = base.sections.map((s) => (s.id === 'a2' ? { ...s, hast: { type: 'root' as const, children } } : s));
  return { ...base, sections };
}

let pdf: Buffer;
beforeAll(async () => {
  const printed = await printRendered(makeEdges());
  expect(printed.issues.filter(({ id }) => id !== 'write/unsandboxed')).toEqual([]);
  ({ pdf } = printed);
  writeFileSync(file, pdf);
});

async function readPages(): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, i) => {
    const { items } = await (await document.getPage(i + 1)).getTextContent();
    return items.map((item) => ('str' in item ? item.str : '')).join('');
  });
  const texts = await Promise.all(pages);
  await document.destroy();
  return texts;
}

test('ruby over the first line of a page stands on that page alone', async () => {
  const texts = await readPages();
  const at = texts.findIndex((text) => text.includes('\u524d\u6587'));
  for (const word of ['h1', 'h2']) expect(texts.flatMap((text, i) => (text.includes(word) ? [i] : []))).toEqual([at]);
});

interface Node {
  readonly role?: string;
  readonly children?: readonly Node[];
}

test('a list has its numbers: each item a label and a body, read in this order', async () => {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const found: string[][] = [];
  const visit = (node: Node): void => {
    if (node.role === 'LI') found.push((node.children ?? []).map(({ role }) => role ?? ''));
    for (const child of node.children ?? []) visit(child);
  };
  for (let i = 1; i <= document.numPages; i++) {
    const page = await document.getPage(i);
    const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('');
    if (text.includes('\u524d\u6587')) visit((await page.getStructTree()) as Node);
  }
  await document.destroy();
  // The bullet of the inner list is drawn, not written: decoration.
  expect(found).toEqual([['Lbl', 'LBody'], ['Lbl', 'LBody'], ['LBody'], ['Lbl', 'LBody']]);
});

test.skipIf(!hasJudge('verapdf'))('such pages conform to PDF/UA-1', () => {
  expect(runJudge('verapdf', ['--flavour', 'ua1', '--format', 'text', '-v', file]).said).toMatch(/^PASS/m);
});

test.skipIf(!hasJudge('verapdf'))('such pages conform to PDF/A-2a', () => {
  expect(runJudge('verapdf', ['--flavour', '2a', '--format', 'text', '-v', file]).said).toMatch(/^PASS/m);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { h } from 'hastscript';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rendered } from '../../../pipeline/core/edition.ts';
import { markArtifacts } from '../../../pipeline/write/print/mark-artifacts.ts';
import { dict } from '../../../pipeline/write/print/pdf-value.ts';
import { createPdfWriter } from '../../../pipeline/write/print/pdf-writer.ts';
import { takeApart } from '../../../pipeline/write/print/take-apart.ts';
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

/** Three articles: the second begins with ruby at the very top of its page, and has a list. */
function makeEdges(): Rendered {
  const base = makeRendered(3, 'ol{padding-left:2em}');
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

/** Two pages as the browser writes them, of 100 pixels each; one element has marked content on both. */
async function makeOverhang(): Promise<Uint8Array> {
  const writer = createPdfWriter();
  const map = '1 beginbfchar\n<0001> <0061>\nendbfchar\n';
  const font = writer.add(
    dict({ BaseFont: '/Any', ToUnicode: { ref: writer.addDeflated(dict({}), Buffer.from(map)) } }),
  );
  const pages = writer.reserve();
  const refs = [0, 100].map((top) => {
    const content =
      `.24 0 0 -.24 0 500 cm\nq\n0 0 1000 300 re\nW* n\nq\n3 0 0 3 0 ${-3 * top} cm\n/P <</MCID 0 >>BDC\n` +
      'BT\n/F1 7 Tf\n1 0 0 -1 5 103 Tm\n<0001> Tj\nET\n/G3 gs\nEMC\n';
    const resources = dict({ Font: dict({ F1: { ref: font } }) });
    const contents = { ref: writer.addDeflated(dict({}), Buffer.from(content)) };
    return writer.add(dict({ Type: '/Page', Parent: { ref: pages }, Resources: resources, Contents: contents }));
  });
  writer.set(pages, dict({ Type: '/Pages', Count: 2, Kids: refs.map((ref) => ({ ref })) }));
  const marks = refs.map((ref) => dict({ Type: '/MCR', Pg: { ref }, MCID: 0 }));
  const section = dict({ S: '/Art', K: [dict({ S: '/RT', K: marks })] });
  const tree = dict({ Type: '/StructTreeRoot', K: [dict({ S: '/Document', K: [section] })] });
  const root = writer.add(dict({ Type: '/Catalog', Pages: { ref: pages }, StructTreeRoot: tree }));
  return Buffer.concat(await writer.finish({ root, info: writer.add(dict({})) }));
}

test('what the browser paints on the page before too is taken out there', async () => {
  const open = takeApart(await makeOverhang(), () => false);
  expect(open.texts).toEqual([{ page: 1, text: 'a' }]);
  const [first, second] = open.pages.map(({ bytes, content, silent, removed }) =>
    markArtifacts(bytes, content, silent, new Map(), removed)?.toString('latin1'),
  );
  expect(first).toContain('/Artifact BMC\n/G3 gs\nEMC');
  expect(second).toBeUndefined();
});

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

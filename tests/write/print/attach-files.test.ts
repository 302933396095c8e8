import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attachFiles } from '../../../pipeline/write/print/attach-files.ts';
import { checkPrint } from '../../../pipeline/write/print/check-print.ts';
import { readPdf } from '../../../pipeline/write/print/pdf-reader.ts';
import { isDict, isRef, isString, type PdfValue } from '../../../pipeline/write/print/pdf-value.ts';
import { createPdfWriter } from '../../../pipeline/write/print/pdf-writer.ts';
import { publishPrint } from '../../support/publish-print.ts';
import { hasJudge, runJudge } from '../../support/run-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibian-attach-'));
const article = (title: string, body: string): string =>
  `---\ntitle: ${title}\nbyline: \u5317\u4eac \u5218\u4f1f\nsource: \u5de5\u4eba\u65e5\u62a5\n---\n\n${body}\n`;
const texts = {
  'b.md': article('\u7532', '\u7b2c\u4e00\u7bc7\u3002'),
  'a.md': article('\u4e59', '\u7b2c\u4e8c\u7bc7\u3002'),
};
const edition = { title: '\u6c47\u7f16', date: '2018-10-24', id: 'attached' };
let plain: Buffer;
let attached: Buffer;

beforeAll(async () => {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const inputs = Object.keys(texts).map((name) => join(folder, name));
  plain = await publishPrint(inputs, edition);
  attached = await publishPrint(inputs, { ...edition, attach: 'articles' });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every attached file as the catalog names it. */
function listAttached(pdf: Uint8Array) {
  const file = readPdf(pdf);
  const catalog = file.dict(file.trailer.get('/Root'));
  const names = file.resolve(catalog.get('/Names'));
  const tree = isDict(names) ? file.resolve(names.get('/EmbeddedFiles')) : null;
  const flat = isDict(tree) ? file.resolve(tree.get('/Names')) : null;
  const pairs: readonly PdfValue[] = Array.isArray(flat) ? flat : [];
  const associated = file.resolve(catalog.get('/AF'));
  const found = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const specification = file.dict(pairs[i + 1]);
    const streams = file.dict(specification.get('/EF'));
    const stream = streams.get('/F');
    if (!isRef(stream)) throw new Error('no file');
    const name = pairs[i];
    found.push({
      name: isString(name) ? name.bytes : '',
      relation: specification.get('/AFRelationship'),
      names: ['/F', '/UF'].map((key) => specification.get(key)),
      type: file.dict(stream).get('/Subtype'),
      text: file.stream(stream.ref).toString('utf8'),
      isAssociated:
        Array.isArray(associated) && associated.some((one) => JSON.stringify(one) === JSON.stringify(pairs[i + 1])),
    });
  }
  return found;
}

describe('a print PDF with the articles attached', () => {
  test('carries each as Markdown, named by order and id, as the source of its pages', () => {
    const files = listAttached(attached);
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^01-.*\.md$/),
      expect.stringMatching(/^02-.*\.md$/),
    ]);
    expect(files[0]?.text).toContain('title: "\u7532"');
    expect(files[0]?.text).toContain('\u7b2c\u4e00\u7bc7\u3002');
    for (const { name, names, relation, type, isAssociated } of files) {
      expect([relation, type, isAssociated]).toEqual(['/Source', '/text#2Fmarkdown', true]);
      expect(names).toEqual([{ bytes: name }, { bytes: name }]);
    }
  });

  test('says that it is PDF/A-3, and one without says 2 and carries nothing', async () => {
    expect(attached.toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(plain.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(listAttached(plain)).toEqual([]);
    expect(await checkPrint(attached)).toEqual([]);
    expect(await checkPrint(plain)).toEqual([]);
    const lying = Buffer.from(attached.toString('latin1').replace('<pdfaid:part>3<', '<pdfaid:part>2<'), 'latin1');
    expect((await checkPrint(lying)).map((issue) => issue.params.detail)).toEqual([
      'files are attached, and it is not declared as PDF/A-3',
    ]);
  });

  test.skipIf(!hasJudge('verapdf'))(
    'is PDF/A-3a and PDF/UA-1 for veraPDF',
    () => {
      const path = join(folder, 'attached.pdf');
      writeFileSync(path, attached);
      for (const flavour of ['3a', 'ua1'])
        expect(runJudge('verapdf', ['--flavour', flavour, '--format', 'text', path]).said).toMatch(/^PASS/m);
    },
    120_000,
  );

  test.skipIf(spawnSync('which', ['pdfdetach']).status !== 0)('gives them back to the program of others', () => {
    const path = join(folder, 'attached.pdf');
    writeFileSync(path, attached);
    const { status } = spawnSync('pdfdetach', ['-saveall', '-o', folder, path]);
    expect(status).toBe(0);
    for (const { name, text } of listAttached(attached)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });
});

test('nothing to attach leaves no trace', () => {
  expect(attachFiles([], '2018-10-24T00:00:00Z', createPdfWriter())).toBeNull();
});

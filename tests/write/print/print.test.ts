import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Root } from 'hast';
import { raw } from 'hast-util-raw';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageMap, Rendered } from '../../../pipeline/core/edition.ts';
import { printRendered } from '../../support/print-rendered.ts';
import { makeRendered, sampleArticles } from '../../support/rendered-sample.ts';
import { hasJudge, runJudge } from '../../support/run-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'print-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fold = (text: string): string => text.replace(/\s+/g, '');

describe('twelve articles', () => {
  const file = join(folder, 'twelve.pdf');
  let pdf: Buffer;
  let pageMap: PageMap | null;
  beforeAll(async () => {
    ({ pdf, pageMap } = await printRendered(makeRendered(12)));
    writeFileSync(file, pdf);
  });

  test('the same book has the same bytes', async () => {
    const again = await printRendered(makeRendered(12));
    expect(again.pdf.equals(pdf)).toBe(true);
  });

  test('labels, outline, boxes and contents links are right', async () => {
    const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
    expect(document.numPages).toBe(14);
    expect(await document.getPageLabels()).toEqual(['i', 'ii', ...Array.from({ length: 12 }, (_, i) => String(i + 1))]);
    const outline = await document.getOutline();
    expect(outline.map(({ title }) => title)).toEqual(sampleArticles.map(({ title }) => title));
    const pageOf = async (dest: unknown): Promise<number> =>
      document.getPageIndex((dest as { num: number; gen: number }[])[0] as never);
    for (const [i, item] of outline.entries()) expect(await pageOf(item.dest)).toBe(i + 2);
    const contents = await document.getPage(2);
    expect(contents.view).toEqual([0, 0, expect.closeTo(419.528, 2), expect.closeTo(595.276, 2)]);
    const links = await contents.getAnnotations();
    const targets = new Set(await Promise.all(links.map(({ dest }) => pageOf(dest))));
    expect([...targets].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 2));
    // The number that stands in the contents is the label of the page that the link leads to.
    const words = (await contents.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ');
    for (const [i, { title }] of sampleArticles.entries()) expect(fold(words)).toContain(fold(`${title}${i + 1}`));
    await document.destroy();
  });

  test('the page map says where every article and block begins', () => {
    expect(pageMap?.pages).toHaveLength(14);
    expect(pageMap?.articles.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, i) => `a${i + 1}`));
    for (const [i, article] of (pageMap?.articles ?? []).entries()) {
      const blocks = (sampleArticles[i]?.paragraphs.length ?? 0) + 2;
      expect(article.stretches.map(({ block }) => block)).toEqual([...Array(blocks).keys()]);
      expect(article.stretches.every(({ physical, label }) => physical === i + 3 && label === String(i + 1))).toBe(
        true,
      );
    }
  });

  test.skipIf(!hasJudge('qpdf'))('qpdf finds no fault', () => {
    expect(runJudge('qpdf', ['--check', file])).toMatchObject({ status: 0 });
  });

  test.skipIf(!hasJudge('pdffonts'))('one font program a weight, none of Type 3', () => {
    const rows = runJudge('pdffonts', [file]).said.trim().split('\n').slice(2);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/^[A-Z]{6}\+NotoSerifSC-\w+ +CID TrueType +Identity-H +yes yes yes/);
  });

  test.skipIf(!hasJudge('pdftotext'))('another reader finds each article whole on its page', () => {
    for (const [i, { title, byline, paragraphs }] of sampleArticles.entries()) {
      const page = String(i + 3);
      const { said } = runJudge('pdftotext', ['-f', page, '-l', page, '-enc', 'UTF-8', file, '-']);
      expect(fold(said)).toContain(fold(title + byline + paragraphs.join('')));
      expect(said).not.toMatch(/[\u2e80-\u2fdf]/);
    }
  });
});

const long =
  '\u5404\u7ea7\u515a\u59d4\u7684\u5145\u5206\u80af\u5b9a\u548c\u5e7f\u5927\u804c\u5de5\u7684\u9ad8\u5ea6\u8ba4\u53ef\u3002'.repeat(
    60,
  );
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const richHtml = `<article id="a1"><header><h1 data-block="0">\u9898\u76ee\u4e00 <span>\u9898\u76ee\u4e8c</span></h1>
<p data-block="1">\u5317\u4eac\u5e02 <span style="display:inline-block;width:3em;text-align-last:justify">\u5218\u4f1f</span></p></header>
<p data-block="2">\u7b2c\u4e00\u6bb5<em>\u5f3a\u8c03</em>\uff0c<strong>\u7c97\u4f53</strong>\u3002<sup><a href="#fn1" id="r1" role="doc-noteref">1</a></sup></p><p data-block="3">${long}</p>
<ul><li data-block="4">\u4e00</li><li data-block="5">\u4e8c<ol><li data-block="6">\u7532</li><li data-block="7">\u4e59</li></ol></li></ul>
<blockquote><p data-block="8">\u5f15\u6587</p></blockquote>
<table><caption data-block="9">\u8868</caption><thead><tr><th scope="col" data-block="10">\u5934</th><th scope="col" data-block="11">\u5934\u4e8c</th></tr></thead><tbody><tr><td data-block="12">\u683c</td><td data-block="13"></td></tr></tbody></table>
<figure><img alt="\u56fe" src="${pixel}" width="40" height="40"><figcaption data-block="14">\u8bf4\u660e</figcaption></figure><p><img alt="" src="${pixel}"></p>
<h2 data-block="15">\u5c0f\u6807\u9898</h2>
<p data-block="16"><ruby>\u6c49<rt>h\u00e0n</rt></ruby>\u5b57<span lang="en">English fi text</span> https://example.com/ <a href="https://example.com/">ext</a> <em style="text-emphasis:filled dot;font-style:normal">\u7740\u91cd</em>\u2014\u2014\u2026\u2026\u5de5</p><hr>
<pre data-block="17">code
 x</pre><svg width="20" height="20" role="img" aria-label="\u56fe\u5f62"><rect width="10" height="10"/></svg><math><mi data-block="18">x</mi><mo>=</mo><mn>1</mn></math>
<p lang="en" data-block="19">${'Internationalization considerations notwithstanding, typographical responsibilities remain complicated. '.repeat(8)}</p>
<aside id="fn1" role="doc-footnote"><p data-block="20">\u6ce8<a href="#r1">\u21a9</a></p></aside><dl><dt data-block="21">t</dt><dd data-block="22">d</dd></dl></article>`;

function makeRich(): Rendered {
  const base = makeRendered(2);
  const hast = raw({ type: 'raw', value: richHtml } as never) as Root;
  return { ...base, sections: base.sections.map((section) => (section.id === 'a1' ? { ...section, hast } : section)) };
}

describe('a page with everything on it', () => {
  const file = join(folder, 'rich.pdf');
  beforeAll(async () => {
    const { pdf, issues } = await printRendered(makeRich());
    writeFileSync(file, pdf);
    // The return arrow is in none of the fonts given: told, and printed as a stand-in.
    const missing = issues.filter(({ id }) => id === 'write/missing-glyph');
    expect(missing.map(({ params }) => params.code)).toEqual(['U+21A9']);
  });

  test.skipIf(!hasJudge('verapdf'))('conforms to PDF/UA-1', () => {
    expect(runJudge('verapdf', ['--flavour', 'ua1', '--format', 'text', '-v', file]).said).toMatch(/^PASS/m);
  });

  test.skipIf(!hasJudge('verapdf'))('conforms to PDF/A-2a', () => {
    expect(runJudge('verapdf', ['--flavour', '2a', '--format', 'text', '-v', file]).said).toMatch(/^PASS/m);
  });
});

test('text that the page does not show as it was given is no book', async () => {
  const rendered = makeRendered(2, 'p:last-child{display:none}');
  const { pdf, issues } = await printRendered(rendered);
  expect(pdf.length).toBe(0);
  expect(issues.map(({ id }) => id)).toContain('write/text-differs');
});

import { expect, test } from 'vitest';
import { markArtifacts } from '../../../pipeline/write/print/mark-artifacts.ts';
import { type GlyphTable, scanPage } from '../../../pipeline/write/print/page-content.ts';

const table = (): GlyphTable => {
  const text: (string | undefined)[] = [];
  text[1] = 'a';
  text[2] = '\u2f2f';
  text[3] = '\u2022';
  return { text, used: new Uint8Array(16), actual: [] };
};
const scan = (content: string, font = table()) => ({
  page: scanPage(Buffer.from(content, 'latin1'), new Map([['/F1', font]])),
  font,
});

test('reads text by marked content, ActualText before ToUnicode', () => {
  const { page, font } = scan(
    '/P <</MCID 0 >>BDC\nBT\n/F1 21.3 Tf\n1 0 0 -1 5 7.5 Tm\n<0001> Tj\n/Span<</ActualText <FEFF5DE5> >> BDC\n21 0 Td <0002> Tj\nEMC\n<0001> Tj\nET\nEMC\n' +
      '/P <</MCID 1 >>BDC\nBT\n/F1 9 Tf\n[<0001> -20 <0001>] TJ\nET\nEMC\n',
  );
  expect(page.marked.map(({ mcid, text }) => [mcid, text])).toEqual([
    [0, 'a\u5de5a'],
    [1, 'aa'],
  ]);
  expect([...font.used.slice(0, 4)]).toEqual([0, 3, 1, 0]);
  expect(font.actual[2]).toBe('\u5de5');
  expect(page.baselines.size).toBe(1);
});

test('declares what paints outside marked content an artifact, and nothing else', () => {
  const content =
    '0 0 10 10 re W* n\nq\n5 5 m 6 6 l S\n7 7 1 1 re f\nQ\n/P <</MCID 0 >>BDC\n1 1 1 1 re f\nBT /F1 9 Tf <0001> Tj ET\nEMC\nBT /F1 9 Tf <0001> Tj ET\n';
  const { page } = scan(content);
  const marked = markArtifacts(Buffer.from(content, 'latin1'), page, new Set())?.toString('latin1') ?? '';
  expect(marked).toBe(
    '0 0 10 10 re W* n\nq\n/Artifact BMC\n5 5 m 6 6 l S\n7 7 1 1 re f\nEMC\nQ\n/P <</MCID 0 >>BDC\n1 1 1 1 re f\nBT /F1 9 Tf <0001> Tj ET\nEMC\n/Artifact BMC\nBT /F1 9 Tf <0001> Tj ET\nEMC\n',
  );
  // Once marked, nothing is left to mark.
  expect(scan(marked).page.unmarked).toEqual([]);
});

test('renames marked content that says nothing, and leaves a clean page untouched', () => {
  const content = '/NonStruct <</MCID 3 >>BDC\n1 1 1 1 re f\nEMC\n';
  const { page } = scan(content);
  expect(markArtifacts(Buffer.from(content, 'latin1'), page, new Set())).toBeNull();
  expect(markArtifacts(Buffer.from(content, 'latin1'), page, new Set([3]))?.toString('latin1')).toBe(
    '/Artifact BMC\n1 1 1 1 re f\nEMC\n',
  );
});

test('emphasis dots are no text; a bullet of full size is', () => {
  const { page } = scan(
    '/P <</MCID 0 >>BDC\nBT /F1 20 Tf <0001> Tj ET\nBT /F1 10 Tf <0003> Tj ET\nBT /F1 20 Tf <0003> Tj ET\nEMC\n',
  );
  expect(page.marked[0]?.text).toBe('a\u2022');
  expect(page.dots).toHaveLength(1);
});

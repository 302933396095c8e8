import fc from 'fast-check';
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

test('reads runs of glyphs as it reads the same with more spaces, which no run has', () => {
  const table = (): GlyphTable => {
    const text: (string | undefined)[] = [];
    for (let glyph = 1; glyph < 40; glyph++) text[glyph] = String.fromCodePoint(0x4e00 + glyph);
    text[7] = '\u{20bb7}';
    text[8] = 'ffi';
    text[9] = undefined;
    return { text, used: new Uint8Array(65536), actual: [] };
  };
  const code = (n: number): string => n.toString(16).padStart(4, '0').toUpperCase();
  const anyGlyph = fc.oneof(
    fc.record({ glyph: fc.integer({ min: 0, max: 44 }) }),
    fc.record({
      glyph: fc.integer({ min: 0, max: 44 }),
      actual: fc.constantFrom('\u5de5', 'A', '\u{20bb7}', '\u4e00\u4e8c'),
    }),
  );
  const lineOf = (item: { glyph: number; actual?: string }, space: string): string => {
    const shown = `12.0000916 0 Td${space}<${code(item.glyph)}> Tj\n`;
    if (item.actual === undefined) return shown;
    const units = Array.from({ length: item.actual.length }, (_, i) => code(item.actual?.charCodeAt(i) ?? 0));
    return `/Span<</ActualText <FEFF${units.join('')}> >>${space}BDC\n${shown}EMC\n`;
  };
  const isSame = (items: readonly { glyph: number; actual?: string }[]): void => {
    const [quick, plain] = [' ', '  '].map((space) => {
      const font = table();
      const lines = items.map((item) => lineOf(item, space)).join('');
      const content = `BT\n/F1 9 Tf\n${lines}ET\n/P <</MCID 0 >>BDC\nBT\n/F1 9 Tf\n${lines}ET\nEMC\n`;
      const { marked, missing, unmarked } = scan(content, font).page;
      const said = [marked.map(({ text, hasText }) => ({ text, hasText })), missing, unmarked.map(({ text }) => text)];
      return { said, used: [...font.used.slice(0, 64)], actual: { ...font.actual } };
    });
    expect(quick).toEqual(plain);
  };
  fc.assert(fc.property(fc.array(anyGlyph, { maxLength: 40 }), isSame));
  // More than the scanner has room for at once.
  isSame(Array.from({ length: 10_000 }, (_, i) => ({ glyph: (i % 39) + 1 })));
});

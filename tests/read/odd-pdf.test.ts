import { describe, expect, it } from 'vitest';
import type { Context } from '../../pipeline/core/contracts.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { pdfReader } from '../../pipeline/read/pdf.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { showLines, writePdf } from './write-pdf.ts';

async function read(bytes: Uint8Array): Promise<{ text: string | null; issues: string[] }> {
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings({}),
    world: makeMemoryWorld({}),
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  const reading = await pdfReader.read({ id: 'p', path: 'p.pdf', mediaType: 'application/pdf', bytes }, context);
  return { text: reading?.transcript ?? null, issues: issues.map(({ id }) => id) };
}

const head = showLines(['Ferries return to the bay'], 60, 790, 20);
const lines = [
  'The harbour office said on Monday that the old',
  'line will open again in May, two years after it',
  'was closed.',
];
const text =
  'Ferries return to the bay\n\nThe harbour office said on Monday that the old line will open again in May, two years after it was closed.\n\n';
const picture =
  '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n0\nendstream';
const painted = { extra: [picture], resources: '/XObject << /I1 5 0 R >>' };
const page = 'q 595 0 0 842 0 0 cm /I1 Do Q\n';

describe('PDF pages that were not printed by a browser', () => {
  it.each([
    ['as they come', {}],
    ['turned by the page', { page: '/Rotate 90' }],
    ['on a picture', { ...painted, before: page }],
    ['scaled and cropped', { page: '/UserUnit 2 /CropBox [20 20 580 830]' }],
  ])(
    '%s',
    async (_, { before = '', ...made }: { before?: string; page?: string; extra?: string[]; resources?: string }) => {
      const contents = `${before}${head}\n${showLines(lines, 60, 760, 10)}`;
      expect(await read(writePdf({ contents, ...made }))).toEqual({ text, issues: [] });
    },
  );

  it('are read in whatever order their letters are drawn', async () => {
    // Courier: each letter is 0.6 em wide.
    const letters = lines.flatMap((line, row) =>
      [...line].map((letter, i) => `BT /F1 10 Tf 1 0 0 1 ${60 + i * 6} ${760 - row * 13} Tm (${letter}) Tj ET`),
    );
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>';
    const contents = letters.sort((a, b) => (a.slice(-12) < b.slice(-12) ? -1 : 1)).join('\n');
    const { text: found } = await read(writePdf({ contents, font }));
    expect(found).toBe(`${lines.join(' ')}\n\n`);
  });

  it('give characters kept for old sets as what everybody writes', async () => {
    const { text: found } = await read(
      writePdf({
        contents: 'BT /F1 12 Tf 60 700 Td (AAAABA) Tj ET',
        font: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding << /Differences [65 /uniF9E9 /uni2011] >> >>',
      }),
    );
    expect(found).toBe('\u91cc\u91cc\u91cc\u91cc-\u91cc\n\n');
  });

  it('do not tell what is clipped away', async () => {
    const contents = `q 0 0 595 800 re W n\n${showLines(['not seen'], 60, 805, 10)}\n${showLines(lines, 60, 760, 10)}\nQ`;
    const { text: found } = await read(writePdf({ contents }));
    expect(found).toBe(`${lines.join(' ')}\n\n`);
  });

  it('tell that their text was recognised in a scan', async () => {
    const contents = `${page}${showLines(lines, 60, 760, 10, 3)}`;
    const { text: found, issues } = await read(writePdf({ contents, ...painted }));
    expect(found).toContain('The harbour office');
    expect(issues).toEqual(['read/recognised-page']);
  });

  it('are refused when they are only a picture, or empty', async () => {
    expect(await read(writePdf({ contents: page, ...painted }))).toEqual({ text: null, issues: ['read/scanned-page'] });
    expect(await read(writePdf({ contents: '' }))).toEqual({ text: null, issues: ['read/empty'] });
  });

  it.each([
    ['GBK-EUC-H', 'GB1', 'c8abb9fac8cbc3f1b4fab1edb4f3bbe1'],
    ['UniGB-UCS2-H', 'GB1', '516856fd4eba6c114ee388685927 4f1a'],
  ])('tell characters of fonts that are not in the file by their maps: %s', async (map, ordering, codes) => {
    const { text: found, issues } = await read(
      writePdf({
        contents: `BT /F1 12 Tf 60 700 Td <${codes}> Tj ET`,
        font: `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${map} /DescendantFonts [5 0 R] >>`,
        extra: [
          `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>`,
          '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
        ],
      }),
    );
    expect({ found, issues }).toEqual({ found: '\u5168\u56fd\u4eba\u6c11\u4ee3\u8868\u5927\u4f1a\n\n', issues: [] });
  });
});

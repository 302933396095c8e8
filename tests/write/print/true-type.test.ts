import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { readTrueType } from '../../../pipeline/write/print/true-type.ts';

const path = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
);
const font = readTrueType(readFileSync(path));

test('names itself and measures characters', () => {
  expect(font.postscriptName).toBe('NotoSerifSC-Regular');
  expect(font.unitsPerEm).toBe(1000);
  expect(font.advanceOf(font.glyphOf(0x6c47))).toBe(1000);
  expect(font.advanceOf(font.glyphOf(0x31))).toBeLessThan(600);
  expect(font.glyphOf(0x10fffd)).toBe(0);
});

test('a subset keeps glyph ids, widths and outlines, and is a font again', () => {
  const wanted = [0x6c47, 0x7f16, 0x41, 0xe9].map(font.glyphOf);
  const bytes = font.subset(new Set(wanted));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  // The name and character map are not needed in a PDF: put the whole font's beside it to open it.
  expect(view.getUint32(0)).toBe(0x00010000);
  const tags = Array.from({ length: view.getUint16(4) }, (_, i) =>
    Buffer.from(bytes.subarray(12 + i * 16, 16 + i * 16)).toString('latin1'),
  );
  expect(tags).toEqual([...tags].sort());
  const table = (tag: string) => {
    const at = 12 + tags.indexOf(tag) * 16;
    return { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) };
  };
  const loca = table('loca');
  const last = Math.max(...wanted);
  expect(loca.length).toBe((last + 2) * 4);
  const lengthOf = (glyph: number) =>
    view.getUint32(loca.offset + glyph * 4 + 4) - view.getUint32(loca.offset + glyph * 4);
  for (const glyph of wanted) expect(lengthOf(glyph)).toBeGreaterThan(0);
  expect(lengthOf(wanted[0] === 1000 ? 1001 : 1000)).toBe(0);
  const hmtx = table('hmtx');
  for (const glyph of wanted) expect(view.getUint16(hmtx.offset + glyph * 4)).toBe(font.advanceOf(glyph));
  // The whole file's checksum is 0xB1B0AFBA when checkSumAdjustment is right.
  let sum = 0;
  for (let i = 0; i + 3 < bytes.length; i += 4) sum = (sum + view.getUint32(i)) >>> 0;
  expect(sum).toBe(0xb1b0afba);
});

import { deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { World } from '../../../pipeline/core/contracts.ts';
import { fillLabels, placeholderOf } from '../../../pipeline/write/print/fill-labels.ts';
import type { PrintedShard } from '../../../pipeline/write/print/printed-shard.ts';
import type { FontShelf } from '../../../pipeline/write/print/shared-fonts.ts';

/** A font in which 1 is narrower than the other digits, as in many. */
const program = {
  glyphOf: (code: number) => (code >= 0x30 && code <= 0x39 ? code - 0x30 + 17 : 0),
  advanceOf: (glyph: number) => (glyph === 18 ? 400 : 500),
};
const shelf = { byName: () => ({ program }) } as unknown as FontShelf;

const content =
  '/NonStruct <</MCID 3 >>BDC\nBT\n/F7 14 Tf\n1 0 0 -1 100 50 Tm\n<0011> Tj\n7 0 Td <0011> Tj\n7 0 Td <0011> Tj\nET\nEMC\n';
const shard: PrintedShard = {
  key: 'a shard',
  pages: [
    {
      content: deflateSync(content),
      heightPt: 595,
      resources: '',
      fonts: [['/F7', 'Serif']],
      annotations: [],
      lines: 1,
    },
  ],
  elements: [],
  elementCount: 0,
  annotations: [{ rect: [], target: { kind: 'none' }, words: 'Title 000' }],
  objects: [],
  fonts: [],
  numbers: [{ page: 0, mcid: 3, annotations: [0] }],
};
const textOf = (filled: PrintedShard | null): string =>
  inflateSync(filled?.pages[0]?.content ?? new Uint8Array()).toString('latin1');

test('a number ends where its placeholder ended, also when its digits are narrower', async () => {
  const filled = await fillLabels(shard, placeholderOf(3), ['12'], shelf);
  // 100 + three zeros of 7, less 5.6 for the 1 and 7 for the 2.
  expect(textOf(filled)).toContain('1 0 0 -1 108.4 50 Tm\n<0012> Tj\n5.6 0 Td <0013> Tj\nET');
  expect(filled?.annotations[0]?.words).toBe('Title 12');
  expect(filled?.fonts[0]?.glyphs).toEqual([18, 19]);
});

test('what does not fit is not filled in', async () => {
  for (const labels of [['1234'], ['iv'], [], ['1', '2']])
    expect(await fillLabels(shard, placeholderOf(3), labels, shelf)).toBeNull();
});

test('what was filled in once is kept, and spoilt keeping does no harm', async () => {
  const kept = new Map<string, Uint8Array>();
  const cache: World['cache'] = {
    get: async (key) => kept.get(key) ?? null,
    put: async (key, b) => void kept.set(key, b),
  };
  const first = await fillLabels(shard, placeholderOf(3), ['12'], shelf, 'end', cache);
  expect(kept.size).toBe(1);
  const noFont = { byName: () => undefined } as unknown as FontShelf;
  expect(await fillLabels(shard, placeholderOf(3), ['12'], noFont, 'end', cache)).toEqual(first);
  expect(await fillLabels(shard, placeholderOf(3), ['21'], noFont, 'end', cache)).toBeNull();
  const lying: World['cache'] = { get: async () => Buffer.alloc(64, 255), put: async () => {} };
  expect(await fillLabels(shard, placeholderOf(3), ['12'], shelf, 'end', lying)).toEqual(first);
});

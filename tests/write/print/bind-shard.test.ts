import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { World } from '../../../pipeline/core/contracts.ts';
import { bindShard, countElements, countNumbers } from '../../../pipeline/write/print/bind-shard.ts';
import type { PrintedShard } from '../../../pipeline/write/print/printed-shard.ts';
import type { Element, Kid } from '../../../pipeline/write/print/structure.ts';

const element = (role: string, kids: Kid[]): Element => ({ role, lang: null, alt: null, attributes: null, kids });
const page = { content: new Uint8Array(), heightPt: 595, resources: '<<>>', fonts: [], annotations: [], lines: 1 };
const elements = Array.from({ length: 150 }, (_, i) =>
  element('Sect', [
    element('P', [
      { page: i % 3, mcid: i },
      { page: i % 3, annotation: i === 7 ? 1 : 0 },
    ]),
  ]),
);
const shard: PrintedShard = {
  key: 'a shard',
  pages: [page, page, page],
  elements,
  elementCount: countElements(elements),
  annotations: [0, 1].map(() => ({ rect: [0, 0, 1, 1], target: { kind: 'none' as const }, words: '' })),
  objects: [],
  fonts: [],
  numbers: [],
};

function keepAll(): World['cache'] & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  return { kept, get: async (key) => kept.get(key) ?? null, put: async (key, bytes) => void kept.set(key, bytes) };
}

test('a shard keeps to its block of numbers, and every element and page is told its parent', async () => {
  const bound = await bindShard(shard, 5000, 7, keepAll());
  const numbers = bound.objects.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i));
  expect(numbers[0]).toBe(5000 + 3 + 2);
  expect(numbers.at(-1)).toBe(5000 + countNumbers(shard) - 1);
  const text = bound.objects.map(({ bytes }) => inflateSync(bytes).toString('latin1')).join('');
  expect(bound.tops).toHaveLength(150);
  expect(bound.tops[4]?.page).toBe(1);
  expect(text).toContain('/P 7 0 R');
  expect(text).toContain('/Pg 5002 0 R');
  expect(text).toContain('/Limits[5000 5004]');
  // The first page's parents, by the numbers of its marked content: the paragraphs of every third section.
  const [top] = bound.tops;
  expect(text).toContain(`5000 [${(top?.ref ?? 0) + 1} 0 R null null `);
  expect(bound.owners.every((owner) => numbers.includes(owner))).toBe(true);
});

test('what was bound there is taken from what was kept, and bound anew anywhere else', async () => {
  const cache = keepAll();
  const first = await bindShard(shard, 5000, 7, cache);
  expect(cache.kept.size).toBe(1);
  const unread = { ...shard, elements: [] };
  expect(await bindShard(unread, 5000, 7, cache)).toEqual(first);
  await bindShard(shard, 6144, 7, cache);
  expect(cache.kept.size).toBe(2);
  for (const bytes of [Buffer.alloc(0), Buffer.from('{}'), Buffer.alloc(64, 255)]) {
    const lying = { get: async () => bytes, put: async () => {} };
    expect(await bindShard(shard, 5000, 7, lying)).toEqual(first);
  }
});

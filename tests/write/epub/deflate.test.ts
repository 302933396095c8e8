import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deflater } from '../../../pipeline/write/epub/deflate.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const noise = (length: number): Uint8Array => {
  let seed = 1;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed >>> 24;
  });
};
/** Counts that rise like Fibonacci's give the longest codes that there can be. */
const steep = (): Uint8Array => {
  const bytes: number[] = [];
  let [a, b] = [1, 1];
  for (let symbol = 0; symbol < 22; symbol++) {
    for (let i = 0; i < a; i++) bytes.push((symbol * 7 + 13) & 255);
    [a, b] = [b, a + b];
  }
  return Uint8Array.from(bytes.map((_, i) => bytes[(i * 7919) % bytes.length] ?? 0));
};

const cases: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['one byte', Uint8Array.of(7)],
  ['two bytes', Uint8Array.of(7, 7)],
  ['three of a kind', encode('aaa')],
  ['a long run', new Uint8Array(300_000)],
  ['all bytes', Uint8Array.from({ length: 256 }, (_, i) => i)],
  ['noise, which cannot be packed', noise(100_000)],
  ['a repetition at the window\u2019s end', Uint8Array.from([...noise(32_768), ...noise(300)])],
  ['a repetition beyond the window', Uint8Array.from([...noise(33_100), ...noise(300)])],
  ['steep counts', steep()],
  ['Chinese', encode(readFileSync(new URL('../../corpus/union-congress/raw.txt', import.meta.url), 'utf8'))],
];

describe('packing', () => {
  // One for all, as a book has one: what a file leaves behind must not show in the next.
  const deflater = new Deflater();

  test.each(cases)('%s comes back', (_, bytes) => {
    expect(Buffer.compare(inflateRawSync(deflater.pack(bytes)), bytes)).toBe(0);
  });

  test('whatever it is, it comes back, and is the same after any other file', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('<p>', '</p>\n', '\u5de5\u4f1a', 'aaaaaaaaaaaaaaaa').map(encode),
    );
    const file = fc.array(piece, { maxLength: 200 }).map((parts) => Uint8Array.from(parts.flatMap((p) => [...p])));
    fc.assert(
      fc.property(file, (bytes) => {
        const packed = deflater.pack(bytes);
        expect(Buffer.compare(inflateRawSync(packed), bytes)).toBe(0);
        expect(Buffer.compare(new Deflater().pack(bytes), packed)).toBe(0);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  test('makes text as small as others do, within a twentieth', () => {
    const [, text] = cases.find(([name]) => name === 'Chinese') ?? ['', new Uint8Array()];
    expect(deflater.pack(text).length).toBeLessThan(deflateRawSync(text).length * 1.05);
  });
});

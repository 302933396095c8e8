import { describe, expect, it } from 'vitest';
import { trainOpenings } from '../../pipeline/learn/train-openings.ts';
import { openingReach, readOpenings } from '../../pipeline/reassemble/openings.ts';
import { makeUnitReader } from '../../pipeline/reassemble/units.ts';
import { pools } from '../support/article-pools.ts';

const folds = new Uint16Array(0);
const reader = makeUnitReader(folds);

describe('what sentences open with', () => {
  for (const name of ['chinese', 'english'] as const)
    it(`is told apart from what stands in the middle of one, in texts that it was not learned from: ${name}`, () => {
      const paragraphs = pools[name].flatMap((article) => article.paragraphs);
      const half = paragraphs.length >> 1;
      const learn = (): Uint8Array => trainOpenings(paragraphs.slice(0, half), { folds, bits: 14 });
      const bytes = learn();
      expect(learn()).toEqual(bytes);
      const openings = readOpenings(bytes);
      const rate = (text: string): number => openings?.rate(reader.head(text, openingReach), text) ?? 0;
      const held = paragraphs.slice(half);
      const opening = held.map(rate);
      const middle = held.flatMap((text) => [9, 17, 26].map((at) => rate(text.slice(at))));
      const pairs = opening.flatMap((high) => middle.map((low) => (high > low ? 1 : high === low ? 0.5 : 0)));
      expect(pairs.reduce((a: number, b) => a + b, 0) / pairs.length).toBeGreaterThan(0.6);
    });

  it('is nothing where the file has no such part', () => {
    expect(readOpenings(new Uint8Array(0))).toBeNull();
    expect(readOpenings(new Uint8Array(64))).toBeNull();
  });
});

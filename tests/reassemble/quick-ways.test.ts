import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPageText } from '../../pipeline/learn/read-page-text.ts';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { Candidates } from '../../pipeline/reassemble/candidates.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import type { WeightTable } from '../../pipeline/reassemble/features.ts';
import { HashCounts } from '../../pipeline/reassemble/hash-counts.ts';
import { readLanguageModel } from '../../pipeline/reassemble/language-model.ts';
import { Outlook } from '../../pipeline/reassemble/outlook.ts';
import { noPairPins } from '../../pipeline/reassemble/pair-pins.ts';
import { type Problem, poseProblem } from '../../pipeline/reassemble/problem.ts';
import { codeEnd } from '../../pipeline/reassemble/reading-state.ts';
import { pools } from '../support/article-pools.ts';

const folder = new URL('../../pipeline/reassemble/model/', import.meta.url);
const weights = JSON.parse(readFileSync(new URL('weights.json', folder), 'utf8')) as WeightTable;
const model = readLanguageModel(readFileSync(new URL('language.bin', folder)));
const kinds = Object.keys(pools) as (keyof typeof pools)[];

function pose(kind: (typeof kinds)[number]): Problem {
  if (!model) throw new Error('the model that ships cannot be read');
  const page = scramblePage(pools[kind], 7, levels[3]);
  const pieces = cutPages(readPageText(page.raw)).flatMap((cut) => cut.pieces);
  return poseProblem(pieces, model, weights);
}

describe('what may be hoped for', () => {
  it.each(kinds)('is the same told by what changes and counted anew: %s', (kind) => {
    const problem = pose(kind);
    const count = problem.pieces.length;
    const [outlook, anew] = [0, 1].map(() => new Outlook(problem, weights, noPairPins)) as [Outlook, Outlook];
    const place = fc.integer({ min: 1, max: count - 1 }).chain((index) =>
      fc.record({
        index: fc.constant(index),
        lasts: fc.uniqueArray(fc.integer({ min: 0, max: index - 1 }), { minLength: 1, maxLength: 12 }),
        untitled: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        spent: fc.nat(11),
        isUntitled: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(place, ({ index, lasts, untitled, spent, isUntitled }) => {
        const ends = lasts.map((last, k) => codeEnd(last, false, untitled[k] ?? false));
        const gone = spent % (ends.length + 1) === ends.length ? -1 : spent % ends.length;
        outlook.moveTo(index);
        anew.moveTo(index);
        outlook.regard(ends);
        const told = outlook.rate(gone, isUntitled ? 'untitled' : 'titled');
        anew.regard([...ends.filter((_, k) => k !== gone), codeEnd(index, true, isUntitled)]);
        expect(told).toBe(anew.rate(-1, 'none'));
      }),
    );
  });
});

describe('pairs', () => {
  it.each(kinds)('are weighed the same in rows, one by one, and as features: %s', (kind) => {
    const [rows, single] = [pose(kind), pose(kind)];
    const count = rows.pieces.length;
    for (let from = 0; from < count; from++) rows.pairs.weighRow(from, 0, count);
    for (let from = count - 1; from >= 0; from -= 3)
      for (let to = count - 1; to >= 0; to--) {
        if (from === to) continue;
        const view = single.pairs.viewOf(from);
        expect(rows.pairs.join(from, to)).toBe(single.pairs.join(from, to, view));
        expect(rows.pairs.next(from, to)).toBe(single.pairs.next(from, to, view));
        expect(rows.pairs.best(from, to)).toBe(Math.max(single.pairs.join(from, to), single.pairs.next(from, to)));
      }
  });

  it('have of a seam what the model says of its two texts alone', () => {
    const texts = pose('english').pieces.map(({ text }) => text);
    const seams = model?.readSeams(texts);
    for (const [from, before] of texts.slice(0, 12).entries())
      for (const [to, after] of texts.entries())
        expect(seams?.score(from, to)).toEqual(model?.scoreSeam(before, after));
  });
});

describe('counts by hash', () => {
  it('are those of a map', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -40, max: 40 }).map((n) => Math.imul(n, 0x9e3779b1)),
          { maxLength: 9000 },
        ),
        (hashes) => {
          const counts = new HashCounts();
          const wanted = new Map<number, number>();
          for (const hash of hashes) {
            counts.add(hash);
            wanted.set(hash, (wanted.get(hash) ?? 0) + 1);
          }
          for (let n = -50; n <= 50; n++) {
            const hash = Math.imul(n, 0x9e3779b1);
            expect(counts.countOf(hash)).toBe(wanted.get(hash) ?? 0);
          }
        },
      ),
    );
  });

  it('stay when there are many', () => {
    const counts = new HashCounts();
    for (let n = 0; n < 50_000; n++) for (let k = 0; k <= n % 3; k++) counts.add(Math.imul(n, 0x85ebca6b));
    const wrong = Array.from({ length: 60_000 }, (_, n) => n).filter(
      (n) => counts.countOf(Math.imul(n, 0x85ebca6b)) !== (n < 50_000 ? (n % 3) + 1 : 0),
    );
    expect(wrong).toEqual([]);
  });
});

describe('candidates', () => {
  it('of one key are the most hopeful, in the place of the first; listed by hope', () => {
    const given = fc.array(fc.record({ key: fc.nat(40), hope: fc.integer({ min: -20, max: 20 }) }), {
      maxLength: 6000,
    });
    const candidates = new Candidates();
    fc.assert(
      fc.property(given, fc.integer({ min: -25, max: 25 }), (list, least) => {
        candidates.clear();
        const wanted = new Map<number, { hope: number; place: number }>();
        for (const [place, { key, hope }] of list.entries()) {
          candidates.add(key, key * 7, 0, 0, place, 0, 0, hope);
          if (hope > (wanted.get(key)?.hope ?? Number.NEGATIVE_INFINITY)) wanted.set(key, { hope, place });
        }
        const sorted = [...wanted.values()].filter(({ hope }) => hope >= least).sort((a, b) => b.hope - a.hope);
        const listed = candidates.listFrom(least).map((at) => candidates.place[at]);
        expect(listed).toEqual(sorted.map(({ place }) => place));
        expect(candidates.mostHope).toBe(
          [...wanted.values()].reduce((most, { hope }) => Math.max(most, hope), Number.NEGATIVE_INFINITY),
        );
      }),
    );
  });

  it('stay when there are many', () => {
    const candidates = new Candidates();
    for (let round = 0; round < 2; round++) {
      candidates.clear();
      for (let key = 0; key < 9000; key++) candidates.add(Math.imul(key, 0x85ebca6b), key, 0, 0, key, 0, 0, key % 100);
      for (let key = 0; key < 9000; key++) candidates.add(Math.imul(key, 0x85ebca6b), key, 0, 0, -1, 0, 0, 0);
      expect(candidates.count).toBe(9000);
      expect(candidates.listFrom(99).map((at) => candidates.place[at])).toEqual(
        Array.from({ length: 90 }, (_, k) => k * 100 + 99),
      );
    }
  });
});

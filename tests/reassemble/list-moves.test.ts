import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  applyMove,
  type Chain,
  type ChainMove,
  type LinkScore,
  listMoves,
  MoveLister,
} from '../../pipeline/reassemble/list-moves.ts';

/** Pieces dealt out to some chains, each in order. */
const dealt = fc
  .array(fc.nat(3), { minLength: 2, maxLength: 12 })
  .map((places) => [0, 1, 2, 3].map((place) => places.flatMap((own, piece) => (own === place ? [piece] : []))))
  .map((chains) => chains.filter(({ length }) => length > 0));

/** Some score for every link, whole numbers so that sums are exact. */
const score: LinkScore = (from, to) => ((from + 2) * 7 + (to + 2) * 13) % 11;
const sumOf = (chains: readonly Chain[]): number =>
  chains
    .filter(({ length }) => length > 0)
    .reduce((all, chain) => [-1, ...chain].reduce((sum, from, k) => sum + score(from, chain[k] ?? -1), all), 0);
const none = score(-1, -1);

const change = (chains: readonly Chain[], move: ChainMove): Chain[] =>
  applyMove(chains, move).filter(({ length }) => length > 0);

it('keeps every piece, in the order of the page, and says what its links gain', () => {
  fc.assert(
    fc.property(dealt, (chains) => {
      for (const move of listMoves(chains, score, 1000)) {
        const next = change(chains, move);
        expect(next.flat().sort((a, b) => a - b)).toEqual(chains.flat().sort((a, b) => a - b));
        for (const chain of next) expect(chain).toEqual([...chain].sort((a, b) => a - b));
        // An article that comes about or goes is a link of nothing with nothing less or more.
        expect(move.gain).toBe(sumOf(next) - sumOf(chains) + none * (chains.length - next.length));
      }
    }),
    { numRuns: 60 },
  );
});

it('finds the way back from every change of tails', () => {
  const key = (chains: readonly Chain[]): string =>
    chains
      .map((chain) => chain.join())
      .sort()
      .join(';');
  const first: Chain[] = [
    [0, 1, 6, 7],
    [2, 3, 8],
    [4, 5, 9, 10],
  ];
  const moves = listMoves(first, score, 1000);
  expect(moves.length).toBeGreaterThan(20);
  for (const move of moves.filter(({ end }) => end < 0)) {
    const next = change(first, move);
    expect(listMoves(next, score, 1000).map((back) => key(change(next, back)))).toContain(key(first));
  }
});

it('leaves out what loses more than may be lost, and has the best first', () => {
  const chains: Chain[] = [
    [0, 2, 4],
    [1, 3, 5],
  ];
  const all = listMoves(chains, score, 1000).map(({ gain }) => gain);
  const few = listMoves(chains, score, 3).map(({ gain }) => gain);
  expect(all).toEqual([...all].sort((a, b) => b - a));
  expect(few).toEqual(all.filter((gain) => gain >= -3));
  expect(few.length).toBeLessThan(all.length);
});

it('lists the same for a reading whatever was listed before it', () => {
  fc.assert(
    fc.property(dealt, fc.array(fc.nat(1000), { maxLength: 4 }), (chains, choices) => {
      const lister = new MoveLister(score, 5);
      let now: readonly Chain[] = chains;
      for (const choice of choices) {
        const moves = lister.list(now);
        expect(moves).toEqual(listMoves(now, score, 5));
        const move = moves[choice % Math.max(1, moves.length)];
        if (move) now = change(now, move);
      }
    }),
    { numRuns: 60 },
  );
});

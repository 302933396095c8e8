/** Pieces of text by article, each article's in the order of the page. */
export type Chain = readonly number[];

/**
 * A change of two articles: the pieces of one from `from` up to `end` go over to the other, before its piece at place `at`; where
 * `end` is -1, all behind `from` and all behind `at` change places.
 */
export interface ChainMove {
  /** What the links gain (log odds). */
  readonly gain: number;
  readonly one: number;
  readonly other: number;
  readonly from: number;
  readonly end: number;
  readonly at: number;
}

/** Log odds that a piece stands behind another; -1 before it: it opens an article, -1 behind it: it closes one. */
export type LinkScore = (from: number, to: number) => number;

/**
 * Ways to change two articles of a reading, best first: their texts go on with one another's, from any two places on; or a run
 * of a few pieces goes over from one to the other, where it touches what it comes to or what it leaves stands together without
 * it. The order of pieces in an article stays that of the page. What would lose more than `most` by its links is left out. Links
 * must be worth the same whenever they are asked for.
 */
export function listMoves(chains: readonly Chain[], score: LinkScore, most: number): ChainMove[] {
  return new MoveLister(score, most).list(chains);
}

/** Lists the moves of one reading after another: what two articles may do that both have is listed once. */
export class MoveLister {
  private readonly score: LinkScore;
  private readonly most: number;
  /** An article may come about as well. */
  private readonly none: Chain = [];
  /** A change leaves all articles but two as they are: what any other two may do is known. */
  private readonly swaps: KnownMoves = new WeakMap();
  private readonly runs: KnownMoves = new WeakMap();

  constructor(score: LinkScore, most: number) {
    this.score = score;
    this.most = most;
  }

  list(chains: readonly Chain[]): ChainMove[] {
    const all = [...chains, this.none];
    const moves: ChainMove[] = [];
    for (const [a, one] of all.entries()) {
      for (let b = a + 1; b < all.length; b++) {
        const two = { a, one, b, other: all[b] ?? this.none };
        for (const move of this.recall(this.swaps, two, listSwaps)) moves.push(move);
      }
      for (const [b, other] of all.entries())
        if (b !== a) for (const move of this.recall(this.runs, { a, one, b, other }, listRuns)) moves.push(move);
    }
    return moves.sort((x, y) => y.gain - x.gain);
  }

  private recall(known: KnownMoves, two: Two, list: typeof listSwaps): readonly ChainMove[] {
    const { a, one, b, other } = two;
    const ofOne = known.get(one) ?? new WeakMap<Chain, readonly ChainMove[]>();
    known.set(one, ofOne);
    let moves = ofOne.get(other);
    const first = moves?.[0];
    if (!moves) {
      const made: ChainMove[] = [];
      list(two, this.score, this.most, made);
      moves = made;
    } else if (!first || (first.one === a && first.other === b)) return moves;
    else moves = moves.map(({ gain, from, end, at }) => ({ gain, one: a, other: b, from, end, at }));
    ofOne.set(other, moves);
    return moves;
  }
}

type KnownMoves = WeakMap<Chain, WeakMap<Chain, readonly ChainMove[]>>;

/** What chains become by a move; a chain without pieces may be among them. */
export function applyMove(chains: readonly Chain[], { one, other, from, end, at }: ChainMove): Chain[] {
  const next = chains.slice();
  const own = chains[one] ?? [];
  const others = chains[other] ?? [];
  next[one] = end < 0 ? [...own.slice(0, from), ...others.slice(at)] : [...own.slice(0, from), ...own.slice(end)];
  next[other] = [
    ...others.slice(0, at),
    ...(end < 0 ? own.slice(from) : [...own.slice(from, end), ...others.slice(at)]),
  ];
  return next;
}

interface Two {
  readonly a: number;
  readonly one: Chain;
  readonly b: number;
  readonly other: Chain;
}

const at = (chain: Chain, k: number): number => (k >= 0 && k < chain.length ? (chain[k] ?? -1) : -1);

function listSwaps({ a, one, b, other }: Two, score: LinkScore, most: number, moves: ChainMove[]): void {
  for (let i = 0; i <= one.length; i++) {
    const before = at(one, i - 1);
    const after = at(one, i);
    const own = score(before, after);
    for (let j = 0; j <= other.length; j++) {
      if (i === 0 && j === 0) continue;
      if (i === one.length && j === other.length) break;
      const otherBefore = at(other, j - 1);
      const otherAfter = at(other, j);
      if (isBackward(before, otherAfter) || isBackward(otherBefore, after)) continue;
      const gain = score(before, otherAfter) + score(otherBefore, after) - own - score(otherBefore, otherAfter);
      if (gain >= -most) moves.push({ gain, one: a, other: b, from: i, end: -1, at: j });
    }
  }
}

function listRuns({ a, one, b, other }: Two, score: LinkScore, most: number, moves: ChainMove[]): void {
  for (let i = 0; i < one.length; i++)
    for (let j = i; j < one.length && j < i + longestRun; j++) {
      const first = at(one, i);
      const last = at(one, j);
      const before = at(one, i - 1);
      const after = at(one, j + 1);
      const closes = before >= 0 && after >= 0 && after - before <= near + last - first + 1;
      const left = score(before, after) - score(before, first) - score(last, after);
      for (let k = 0; k <= other.length; k++) {
        const above = at(other, k - 1);
        const below = at(other, k);
        if (isBackward(above, first) || isBackward(last, below)) continue;
        const touches = (above >= 0 && first - above <= near) || (below >= 0 && below - last <= near);
        if (!touches && !closes) continue;
        const gain = left + score(above, first) + score(last, below) - score(above, below);
        if (gain >= -most) moves.push({ gain, one: a, other: b, from: i, end: j + 1, at: k });
      }
    }
}

const isBackward = (from: number, to: number): boolean => from >= 0 && to >= 0 && from > to;

/** So many pieces go over at once at most. */
const longestRun = 4;
/** Pieces so near touch: a title and a byline may stand between them. */
const near = 3;

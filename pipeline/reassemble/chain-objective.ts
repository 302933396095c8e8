/** An article as blocks of pieces under a head (-1: none). */
export interface Chain {
  readonly head: number;
  readonly blocks: readonly number[];
}

/** What a set of chains is worth: the sum over its chains. All scores are log odds. */
export interface Objective {
  /** How many blocks and how many heads there are. */
  readonly count: number;
  readonly heads: number;
  /** That one block goes on another, at `from * count + to`. */
  readonly links: Float64Array;
  /** That a block is the last of its article; that it opens one without title. */
  readonly ends: Float64Array;
  readonly opens: Float64Array;
  /** That a block opens the body under a head, at `head * count + block`. */
  readonly under: Float64Array;
  /** That a head has no text. */
  readonly alone: Float64Array;
  /** For every head, the blocks that it is when it is none; empty: it is a head for certain. */
  readonly asBlocks: readonly (readonly number[])[];
  /** 1 where a block stands right behind the one before it on the page. */
  readonly follows: Uint8Array;
  /** How well a chain speaks of one thing, whatever its order. */
  readonly topicOf: (chain: Chain) => number;
  /** The same with nothing, one, two ... all of some more blocks. */
  readonly sweepTopics: (chain: Chain, more: readonly number[]) => Float64Array;
}

/** The best few links from every block and to every block. */
export function findWorthwhile({ count, links, ends, opens }: Objective): Uint8Array {
  const worth = new Uint8Array(count * count);
  for (let a = 0; a < count; a++) {
    const byTo = Array.from({ length: count }, (_, b) => b).sort(
      (b, c) => (links[a * count + c] ?? 0) - (opens[c] ?? 0) - (links[a * count + b] ?? 0) + (opens[b] ?? 0) || b - c,
    );
    for (const b of byTo.slice(0, mostRivals)) worth[a * count + b] = 1;
    const byFrom = Array.from({ length: count }, (_, b) => b).sort(
      (b, c) => (links[c * count + a] ?? 0) - (ends[c] ?? 0) - (links[b * count + a] ?? 0) + (ends[b] ?? 0) || b - c,
    );
    for (const b of byFrom.slice(0, mostRivals)) worth[b * count + a] = 1;
  }
  return worth;
}

/** So many successors and predecessors of a block are worth trying. */
const mostRivals = 12;

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
export function findWorthwhile(objective: Objective): Uint8Array {
  const kept = found.get(objective);
  if (kept) return kept;
  const { count, links, ends, opens } = objective;
  const worth = new Uint8Array(count * count);
  for (let a = 0; a < count; a++) {
    for (const b of listMost(count, (to) => (links[a * count + to] ?? 0) - (opens[to] ?? 0))) worth[a * count + b] = 1;
    for (const b of listMost(count, (from) => (links[from * count + a] ?? 0) - (ends[from] ?? 0)))
      worth[b * count + a] = 1;
  }
  found.set(objective, worth);
  return worth;
}

/** One page's chains are improved several times over. */
const found = new WeakMap<Objective, Uint8Array>();

/** The few numbers below `count` with the highest gains; of equal ones the first. */
function listMost(count: number, gainOf: (at: number) => number): readonly number[] {
  const list: number[] = [];
  const gains: number[] = [];
  for (let at = 0; at < count; at++) {
    const gain = gainOf(at);
    let place = gains.length;
    while (place > 0 && (gains[place - 1] ?? 0) < gain) place--;
    if (place >= mostRivals) continue;
    gains.splice(place, 0, gain);
    list.splice(place, 0, at);
    if (list.length > mostRivals) {
      gains.length = mostRivals;
      list.length = mostRivals;
    }
  }
  return list;
}

/** So many successors and predecessors of a block are worth trying. */
const mostRivals = 12;

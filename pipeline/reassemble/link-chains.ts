import { assign } from './assign.ts';
import type { Chain, Objective } from './chain-objective.ts';

/**
 * A first arrangement of blocks and heads that are each by themselves: what follows what, best for all of them at once as an
 * assignment. Rings, which an assignment may have, are opened at their weakest link.
 */
export function linkChains(drafts: readonly Chain[], objective: Objective): Chain[] {
  const { count, links, ends, opens, under, alone, topicOf } = objective;
  const columns = drafts.filter(({ head }) => head < 0);
  const rows = [...columns, ...drafts.filter(({ head }) => head >= 0)];
  const single = rows.map((chain) => topicOf(chain));
  const width = columns.length;
  const gains = new Float64Array(rows.length * width);
  for (const [r, { head, blocks }] of rows.entries()) {
    const from = blocks[0];
    for (const [c, column] of columns.entries()) {
      const to = column.blocks[0];
      if (to === undefined || r === c) continue;
      const seam =
        from === undefined
          ? (under[head * count + to] ?? 0) - (alone[head] ?? 0)
          : (links[from * count + to] ?? 0) - (ends[from] ?? 0);
      const topic =
        topicOf({ head, blocks: [...blocks, to] }) - (single[c] ?? 0) - (from === undefined ? 0 : (single[r] ?? 0));
      gains[r * width + c] = seam - (opens[to] ?? 0) + topic;
    }
  }
  const next = assign(rows.length, width, gains);
  const taken = new Uint8Array(width);
  const led = new Uint8Array(width);
  for (const c of next) if (c >= 0) led[c] = 1;
  const follow = (head: number, first: number): Chain => {
    const blocks: number[] = [];
    for (let c = first; c >= 0 && taken[c] === 0; c = next[c] ?? -1) {
      taken[c] = 1;
      blocks.push(...(columns[c]?.blocks ?? []));
    }
    return { head, blocks };
  };
  const chains: Chain[] = [];
  for (let r = width; r < rows.length; r++) chains.push(follow(rows[r]?.head ?? -1, next[r] ?? -1));
  for (let c = 0; c < width; c++) if (led[c] === 0) chains.push(follow(-1, c));
  for (let c = 0; c < width; c++) if (taken[c] === 0) chains.push(follow(-1, findWeakest(c, next, gains, width)));
  return chains;
}

/** What stands behind the weakest link of a ring. */
function findWeakest(start: number, next: Int32Array, gains: Float64Array, width: number): number {
  let weakest = start;
  let least = Number.POSITIVE_INFINITY;
  let at = start;
  do {
    const to = next[at] ?? start;
    const gain = gains[at * width + to] ?? 0;
    if (gain < least) {
      least = gain;
      weakest = to;
    }
    at = to;
  } while (at !== start);
  return weakest;
}

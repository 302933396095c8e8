import type { Chain, Objective } from './chain-objective.ts';

/**
 * A first arrangement: from every block and every head by itself, the two that most clearly belong together are made one,
 * over and over, as long as anything is gained. Clearly: by how far they are ahead of what else either could go with. The
 * longer the stretches get, the more they tell of what they speak of.
 */
export function mergeChains(drafts: readonly Chain[], objective: Objective): Chain[] {
  const { count, links, ends, opens, under, alone } = objective;
  const chains: (Chain | null)[] = [...drafts];
  const total = chains.length;
  const topics = Float64Array.from(chains, (chain) => (chain ? objective.topicOf(chain) : 0));
  const gains = new Float64Array(total * total).fill(Number.NEGATIVE_INFINITY);
  const weigh = (x: number, y: number): void => {
    const before = chains[x];
    const after = chains[y];
    const first = after?.blocks[0];
    if (!before || first === undefined || x === y || (after?.head ?? 0) >= 0) return;
    const last = before.blocks.at(-1);
    const link =
      last === undefined
        ? (under[before.head * count + first] ?? 0) - (alone[before.head] ?? 0)
        : (links[last * count + first] ?? 0) - (ends[last] ?? 0);
    const seam = link - (opens[first] ?? 0);
    // What is spoken of cannot make up for every seam: the rest is not worth weighing.
    gains[x * total + y] =
      seam < -mostTopic
        ? seam
        : seam +
          objective.topicOf({ head: before.head, blocks: [...before.blocks, ...(after?.blocks ?? [])] }) -
          (topics[x] ?? 0) -
          (topics[y] ?? 0);
  };
  for (let x = 0; x < total; x++) for (let y = 0; y < total; y++) weigh(x, y);
  for (;;) {
    const found = findClearest(gains, total);
    if (!found) break;
    const { x, y } = found;
    const before = chains[x];
    const after = chains[y];
    if (!before || !after) break;
    chains[x] = { head: before.head, blocks: [...before.blocks, ...after.blocks] };
    chains[y] = null;
    topics[x] = objective.topicOf(chains[x]);
    for (let z = 0; z < total; z++) {
      gains[z * total + y] = Number.NEGATIVE_INFINITY;
      gains[y * total + z] = Number.NEGATIVE_INFINITY;
      gains[x * total + z] = Number.NEGATIVE_INFINITY;
      weigh(x, z);
      weigh(z, x);
    }
  }
  return chains.flatMap((chain) => chain ?? []);
}

const mostTopic = 25;

/** Of the pairs that gain, the one furthest ahead of its rivals. */
function findClearest(gains: Float64Array, total: number): { x: number; y: number } | null {
  const rowBest = new Float64Array(total);
  const rowNext = new Float64Array(total);
  const columnBest = new Float64Array(total);
  const columnNext = new Float64Array(total);
  for (let x = 0; x < total; x++)
    for (let y = 0; y < total; y++) {
      const gain = gains[x * total + y] ?? 0;
      if (gain <= 0) continue;
      if (gain > (rowBest[x] ?? 0)) {
        rowNext[x] = rowBest[x] ?? 0;
        rowBest[x] = gain;
      } else if (gain > (rowNext[x] ?? 0)) rowNext[x] = gain;
      if (gain > (columnBest[y] ?? 0)) {
        columnNext[y] = columnBest[y] ?? 0;
        columnBest[y] = gain;
      } else if (gain > (columnNext[y] ?? 0)) columnNext[y] = gain;
    }
  let found: { x: number; y: number } | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (let x = 0; x < total; x++)
    for (let y = 0; y < total; y++) {
      const gain = gains[x * total + y] ?? 0;
      if (gain <= 0) continue;
      const rivalRow = gain >= (rowBest[x] ?? 0) ? (rowNext[x] ?? 0) : (rowBest[x] ?? 0);
      const rivalColumn = gain >= (columnBest[y] ?? 0) ? (columnNext[y] ?? 0) : (columnBest[y] ?? 0);
      const ahead = 2 * gain - rivalRow - rivalColumn;
      if (ahead > most) {
        most = ahead;
        found = { x, y };
      }
    }
  return found;
}

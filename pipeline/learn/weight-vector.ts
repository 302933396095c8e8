import type { WeightTable } from '../reassemble/features.ts';

/** Weights in a row, and back, by groups of names. */
export interface WeightVector {
  readonly size: number;
  readonly read: (table: WeightTable) => Float64Array;
  /** Puts the weights of these groups into a table; rounded, as the file has them. */
  readonly write: (weights: Float64Array, into: WeightTable) => WeightTable;
}

/** `groups`: names by group; a group may stand under another name in the table than the one that its names come from. */
export function makeWeightVector(groups: Readonly<Record<string, readonly string[]>>): WeightVector {
  const entries = Object.entries(groups).flatMap(([group, names]) => names.map((name) => [group, name] as const));
  return {
    size: entries.length,
    read: (table) => Float64Array.from(entries, ([group, name]) => table[group]?.[name] ?? 0),
    write: (weights, into) => {
      const out: Record<string, Record<string, number>> = {};
      for (const [k, [group, name]] of entries.entries()) {
        const own = out[group] ?? {};
        own[name] = Math.round((weights[k] ?? 0) * 1000) / 1000;
        out[group] = own;
      }
      return { ...into, ...out };
    },
  };
}

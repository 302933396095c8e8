import type { World } from './core/contracts.ts';
import { joinPath, nameOf } from './core/paths.ts';
import type { Reading } from './core/text.ts';

/**
 * What the editor changed in an article's file since `reassemble --out` wrote it, block by block. An empty `before` is what
 * she added, an empty `after` what she took out.
 */
export interface Edit {
  readonly before: string;
  readonly after: string;
}

/** Where a folder of articles keeps what was written there. Its ending is none that is read as input. */
export const noteName = '.huibian-articles.json';

/** What was written into a folder of articles: the text of each file by its name. */
export type WrittenArticles = Readonly<Record<string, string>>;

/** Reads the note of a folder; null where there is none (or none of ours): then nothing is known of who wrote what. */
export async function readWrittenArticles(folder: string, world: World): Promise<WrittenArticles | null> {
  const path = joinPath(folder, noteName);
  if ((await world.stat(path)) !== 'file') return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await world.readFile(path)));
    if (typeof value !== 'object' || value === null) return null;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return null;
  }
}

/**
 * By source: what the editor changed in files that reassembly had written. A file in such a folder that it did not write is
 * hers altogether. Files that lie elsewhere are not looked at.
 */
export async function findEdits(
  readings: readonly Reading[],
  world: World,
): Promise<ReadonlyMap<string, readonly Edit[]>> {
  const notes = new Map<string, WrittenArticles | null>();
  const edits = new Map<string, readonly Edit[]>();
  for (const { kind, folder, path, source } of readings) {
    if (kind !== 'article' || folder === undefined) continue;
    const known = notes.get(folder);
    const note = known === undefined ? await readWrittenArticles(folder, world) : known;
    notes.set(folder, note);
    if (!note) continue;
    const name = nameOf(path);
    const text = new TextDecoder().decode(await world.readFile(joinPath(folder, name)));
    edits.set(source, compareBlocks(note[name] ?? '', text));
  }
  return edits;
}

/** The blocks of two texts that differ, in order; what stands in both, in the same order, is left out. */
export function compareBlocks(before: string, after: string): Edit[] {
  const [old, now] = [before, after].map((text) =>
    text
      .split(/\n{2,}/)
      .map((block) => block.trim())
      .filter((block) => block !== ''),
  );
  const [a, b] = [old ?? [], now ?? []];
  let [first, lastA, lastB] = [0, a.length, b.length];
  while (first < lastA && first < lastB && a[first] === b[first]) first++;
  while (lastA > first && lastB > first && a[lastA - 1] === b[lastB - 1]) {
    lastA--;
    lastB--;
  }
  const kept = longestCommon(a.slice(first, lastA), b.slice(first, lastB));
  const edits: Edit[] = [];
  let [i, j] = [first, first];
  for (const [x, y] of [...kept.map(([k, l]) => [k + first, l + first] as const), [lastA, lastB] as const]) {
    for (; i < x || j < y; i = Math.min(i + 1, x), j = Math.min(j + 1, y))
      edits.push({ before: i < x ? (a[i] ?? '') : '', after: j < y ? (b[j] ?? '') : '' });
    [i, j] = [x + 1, y + 1];
  }
  return edits;
}

/** Pairs of places at which two lists agree, as many as there can be in order. Long lists are compared by their ends alone. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length * b.length > mostCompared) return [];
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

const mostCompared = 4_000_000;

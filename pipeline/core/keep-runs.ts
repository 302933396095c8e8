import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRawSync } from 'node:zlib';
import type { Context, World } from './contracts.ts';
import { joinParts, readParts } from './packed-parts.ts';

/** What is kept of one item: a head that is read at once, and texts (or their UTF-8) that are read when they are asked for. */
export interface KeptItem<H> {
  readonly head: H;
  readonly texts: readonly (string | Uint8Array)[];
}

/** How a list of items is made, and what of it is kept from one build to the next. */
export interface Keeping<I, O, H> {
  /** Names what is kept, with everything that the making of all items depends on. */
  readonly key: readonly unknown[];
  /** Everything that the making of one item depends on besides; null when it is made anew every time. */
  readonly describe: (item: I) => string | null;
  readonly make: (item: I, digest: string | null) => Promise<O> | O;
  /** What is kept; null when it must be made anew. Heads go through JSON. */
  readonly pack: (made: O) => KeptItem<H> | null;
  readonly unpack: (head: H, texts: readonly (() => Buffer)[], item: I, digest: string | null) => O;
}

/**
 * Makes one thing of every item, in order, or takes what an earlier build made of the same. What was made is kept `later`.
 * `digest` tells what an item is made of: null where nothing is kept of it.
 */
export async function keepRuns<I, O, H>(
  items: readonly I[],
  keeping: Keeping<I, O, H>,
  { world, later }: Pick<Context, 'world' | 'later'>,
): Promise<O[]> {
  const { found, digests, keep } = await openDigested<I, H>(items, keeping.key, keeping.describe, world, true);
  const made: O[] = [];
  for (const [i, item] of items.entries()) {
    const one = found[i];
    const digest = digests[i] ?? null;
    made.push(one ? keeping.unpack(one.head, one.texts, item, digest) : await keeping.make(item, digest));
  }
  const keepAll = (): Promise<void> => keep((i) => keeping.pack(made[i] as O));
  if (later) later(keepAll);
  else await keepAll();
  return made;
}

/** What was found of a list of items; and how the rest is kept, once it has been made. */
export interface OpenRuns<H> {
  /** One for each item; null where nothing was kept of it. */
  readonly found: readonly (FoundItem<H> | null)[];
  /** Keeps what `pack` gives of the n-th item, for every run that was not found. */
  readonly keep: (pack: (index: number) => KeptItem<H> | null) => Promise<void>;
}

/** The same with the digest of what each item is made of, and of what all of them depend on; null where it is made anew. */
interface DigestedRuns<H> extends OpenRuns<H> {
  readonly digests: readonly (string | null)[];
}

/** What was kept of one item; texts as UTF-8. */
export interface FoundItem<H> {
  readonly head: H;
  readonly texts: readonly (() => Buffer)[];
}

/**
 * So many items at least are kept together, and as many more as it takes until one of so many ends the run; when one of them
 * changes they are all made anew. (Without a least length most items stand in runs of twice the usual one.)
 */
const leastRun = 12;
const usualRest = 16;
const longestRun = 80;

/**
 * Looks for what an earlier build kept of these items. They are kept in runs that begin and end by what they are, so that
 * an item that is added or changed leaves other runs as they were. Of a program that does not know its own digest (one that
 * runs from its sources) nothing is kept.
 */
export function openRuns<I, H>(
  items: readonly I[],
  key: readonly unknown[],
  describe: (item: I) => string | null,
  world: World,
): Promise<OpenRuns<H>> {
  return openDigested(items, key, describe, world, false);
}

async function openDigested<I, H>(
  items: readonly I[],
  key: readonly unknown[],
  describe: (item: I) => string | null,
  world: World,
  wantsDigests: boolean,
): Promise<DigestedRuns<H>> {
  const program = world.cache.isOff === true ? '' : await digestProgram(world);
  const found: (FoundItem<H> | null)[] = items.map(() => null);
  const digests: (string | null)[] = items.map(() => null);
  if (program === '') return { found, digests, keep: async () => {} };
  const surroundings = hashText(JSON.stringify([program, ...key]));
  const runs = cutRuns(items, surroundings, describe, wantsDigests ? digests : null);
  const missed: Run[] = [];
  await Promise.all(
    runs.map(async (run) => {
      const bytes = await world.cache.get(run.key);
      const unpacked = bytes && unpackRun<H>(bytes, run.indexes.length);
      if (!unpacked) missed.push(run);
      else
        run.indexes.forEach((index, i) => {
          found[index] = unpacked[i] ?? null;
        });
    }),
  );
  return {
    found,
    digests,
    keep: async (pack) => {
      // One after another: others may go on with their work while one is compressed and written.
      for (const run of missed) await world.cache.put(run.key, await packRun(run.indexes.map((index) => pack(index))));
    },
  };
}

interface Run {
  readonly key: string;
  readonly indexes: readonly number[];
}

/** Cuts items into runs, and tells the digest of each where somebody wants it: thousands of digests take their time. */
function cutRuns<I>(
  items: readonly I[],
  surroundings: string,
  describe: (item: I) => string | null,
  digests: (string | null)[] | null,
): Run[] {
  const runs: Run[] = [];
  let indexes: number[] = [];
  let hash = createHash('sha256').update(surroundings);
  const end = (): void => {
    if (indexes.length > 0) runs.push({ key: `run\n${hash.digest('hex')}`, indexes });
    indexes = [];
    hash = createHash('sha256').update(surroundings);
  };
  for (const [i, item] of items.entries()) {
    const text = describe(item);
    if (text === null) continue;
    if (digests) {
      const digest = createHash('sha256').update(text).digest('hex');
      hash.update(digest);
      digests[i] = surroundings + digest;
    } else hash.update(`${text.length}\n${text}`);
    indexes.push(i);
    const mayEnd = indexes.length >= leastRun && markEnd(text) % usualRest === 0;
    if (mayEnd || indexes.length === longestRun) end();
  }
  end();
  return runs;
}

/** A number by which a text may be known to end a run, from its two ends: not every text has its own (FNV-1a). */
function markEnd(text: string): number {
  const seen = text.length > 2 * marked ? text.slice(0, marked) + text.slice(-marked) : text;
  let mark = 0x811c9dc5 ^ text.length;
  for (let i = 0; i < seen.length; i++) mark = Math.imul(mark ^ seen.charCodeAt(i), 0x01000193);
  return (mark ^ (mark >>> 15)) >>> 0;
}

/** Characters at either end of a text that are looked at. */
const marked = 100;

const programs = new WeakMap<World, Promise<string>>();

/** Tells one state of the program from another; empty when it runs from its sources. */
export function digestProgram(world: World): Promise<string> {
  const known = programs.get(world) ?? readDigest(world);
  programs.set(world, known);
  return known;
}

async function readDigest(world: World): Promise<string> {
  try {
    return hashText(await world.resource('program.sha256'));
  } catch {
    return '';
  }
}

const hashText = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** Heads with the lengths of their texts in bytes, 0 for an item of which nothing is kept. */
type Heads<H> = readonly (readonly [head: H, ...lengths: number[]] | 0)[];

/** First texts of all items are compressed as one, and second texts, and so on: who asks for one kind leaves the others. */
async function packRun<H>(items: readonly (KeptItem<H> | null)[]): Promise<Uint8Array> {
  const kinds: Uint8Array[][] = [];
  const heads: Heads<H> = items.map((item) => {
    if (!item) return 0;
    const lengths = item.texts.map((text, kind) => {
      const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
      const own = kinds[kind] ?? [];
      kinds[kind] = own;
      own.push(bytes);
      return bytes.length;
    });
    return [item.head, ...lengths];
  });
  // Few are ever asked for: they are made small quickly, beside this thread.
  return joinParts(heads, await Promise.all(kinds.map((texts) => compress(Buffer.concat(texts), { level: 1 }))));
}

const compress = promisify(deflateRaw);

/** Null when the bytes are not what `packRun` makes of so many items. */
function unpackRun<H>(packed: Uint8Array, count: number): readonly (FoundItem<H> | null)[] | null {
  const found = readParts<Heads<H>>(packed);
  if (!Array.isArray(found?.head) || found.head.length !== count) return null;
  const opened: Buffer[] = [];
  const read = (kind: number, from: number, to: number): Buffer => {
    const part = found.parts[kind];
    const whole = opened[kind] ?? (part ? inflateRawSync(part, { chunkSize: inflatedBytes }) : Buffer.alloc(0));
    opened[kind] = whole;
    return whole.subarray(from, to);
  };
  const ends: number[] = [];
  return (found.head as Heads<H>).map((item) => {
    if (item === 0) return null;
    const [head, ...lengths] = item;
    const texts = lengths.map((length, kind) => {
      const from = ends[kind] ?? 0;
      ends[kind] = from + length;
      return () => read(kind, from, from + length);
    });
    return { head, texts };
  });
}

/** What the texts of a run usually come to. */
const inflatedBytes = 256 * 1024;

import type { PrintedObject, PrintedPage, PrintedShard } from './printed-shard.ts';
import type { TracedSection } from './trace-text.ts';

/** What is kept of a shard: itself, and where its sections stand. */
export interface KeptShard {
  readonly printed: PrintedShard;
  readonly traced: readonly TracedSection[];
}

type Packed<T, K extends keyof T> = Omit<T, K> & { readonly bytes: number };
interface Head {
  readonly shard: Omit<PrintedShard, 'pages' | 'objects'>;
  readonly pages: readonly Packed<PrintedPage, 'content'>[];
  /** `bytes` is -1 for an object without a stream. */
  readonly objects: readonly Packed<PrintedObject, 'stream'>[];
  readonly traced: readonly TracedSection[];
}

const headLengthBytes = 4;

/** As one run of bytes: length of the head, the head as JSON, then all streams one after another. */
export function packShard({ printed, traced }: KeptShard): Uint8Array {
  const { pages, objects, ...shard } = printed;
  const head: Head = {
    shard,
    pages: pages.map(({ content, ...page }) => ({ ...page, bytes: content.length })),
    objects: objects.map(({ stream, ...object }) => ({ ...object, bytes: stream?.length ?? -1 })),
    traced,
  };
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const length = Buffer.alloc(headLengthBytes);
  length.writeUInt32LE(json.length);
  const streams = [...pages.map(({ content }) => content), ...objects.flatMap(({ stream }) => stream ?? [])];
  return Buffer.concat([length, json, ...streams]);
}

/** The shard again; null when the bytes are no packed shard: then it is printed anew. */
export function unpackShard(packed: Uint8Array): KeptShard | null {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  try {
    let at = headLengthBytes + bytes.readUInt32LE(0);
    const { shard, pages, objects, traced } = JSON.parse(bytes.toString('utf8', headLengthBytes, at)) as Head;
    const take = (count: number): Uint8Array => {
      const taken = bytes.subarray(at, at + count);
      at += count;
      if (taken.length !== count) throw new RangeError('too short');
      return taken;
    };
    const printed = {
      ...shard,
      pages: pages.map(({ bytes: count, ...page }) => ({ ...page, content: take(count) })),
      objects: objects.map(({ bytes: count, ...object }) => ({ ...object, stream: count < 0 ? null : take(count) })),
    };
    return at === bytes.length ? { printed, traced } : null;
  } catch {
    return null;
  }
}

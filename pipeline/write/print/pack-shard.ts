import { defer } from '../../core/defer.ts';
import type { PrintedObject, PrintedPage, PrintedShard } from './printed-shard.ts';
import { type Element, isElement, isMarked, type Kid } from './structure.ts';
import type { TracedSection } from './trace-text.ts';

/** What is kept of a shard: itself, and where its sections stand. */
export interface KeptShard {
  readonly printed: PrintedShard;
  readonly traced: readonly TracedSection[];
}

type Packed<T, K extends keyof T> = Omit<T, K> & { readonly bytes: number };
interface Head {
  readonly shard: Omit<PrintedShard, 'pages' | 'objects' | 'elements'>;
  /** Length of the elements in bytes: they come last, and are read when somebody asks for them. */
  readonly elements: number;
  readonly pages: readonly Packed<PrintedPage, 'content'>[];
  /** `bytes` is -1 for an object without a stream. */
  readonly objects: readonly Packed<PrintedObject, 'stream'>[];
  readonly traced: readonly PackedSection[];
}

/** Tens of thousands of these: lists without names are a third as long, and read in a third of the time. */
type PackedElement = [role: string, lang: string | 0, alt: string | 0, attributes: string | 0, ...kids: PackedKid[]];
/** Marked content is its page and number in one, an annotation the same below nought. */
type PackedKid = PackedElement | number;
type PackedSection = [id: string, page: number, ...stretches: number[]];

const headLengthBytes = 4;

/** As one run of bytes: length of the head, the head as JSON, all streams one after another, the elements. */
export function packShard({ printed, traced }: KeptShard): Uint8Array {
  const { pages, objects, elements, ...shard } = printed;
  const tree = Buffer.from(JSON.stringify(elements.map(packElement)), 'utf8');
  const head: Head = {
    shard,
    elements: tree.length,
    pages: pages.map(({ content, ...page }) => ({ ...page, bytes: content.length })),
    objects: objects.map(({ stream, ...object }) => ({ ...object, bytes: stream?.length ?? -1 })),
    traced: traced.map(({ id, page, stretches }) => [
      id,
      page,
      ...stretches.flatMap(({ block, offset, page: on }) => [block, offset, on]),
    ]),
  };
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const length = Buffer.alloc(headLengthBytes);
  length.writeUInt32LE(json.length);
  const streams = [...pages.map(({ content }) => content), ...objects.flatMap(({ stream }) => stream ?? [])];
  return Buffer.concat([length, json, ...streams, tree]);
}

/** The shard again; null when the bytes are no packed shard: then it is printed anew. */
export function unpackShard(packed: Uint8Array): KeptShard | null {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  try {
    let at = headLengthBytes + bytes.readUInt32LE(0);
    const { shard, elements, pages, objects, traced } = JSON.parse(bytes.toString('utf8', headLengthBytes, at)) as Head;
    const take = (count: number): Uint8Array => {
      const taken = bytes.subarray(at, at + count);
      at += count;
      if (taken.length !== count) throw new RangeError('too short');
      return taken;
    };
    const rest = {
      ...shard,
      pages: pages.map(({ bytes: count, ...page }) => ({ ...page, content: take(count) })),
      objects: objects.map(({ bytes: count, ...object }) => ({ ...object, stream: count < 0 ? null : take(count) })),
    };
    const tree = take(elements);
    const readElements = (): Element[] =>
      (JSON.parse(Buffer.from(tree).toString('utf8')) as PackedElement[]).map(unpackElement);
    const printed = defer<PrintedShard, 'elements'>(rest, { elements: readElements });
    return at === bytes.length ? { printed, traced: traced.map(unpackSection) } : null;
  } catch {
    return null;
  }
}

/** More than a page has marks, or a shard links. */
const mostOnPage = 2 ** 24;

function packElement({ role, lang, alt, attributes, kids }: Element): PackedElement {
  return [
    role,
    lang?.bytes ?? 0,
    alt?.bytes ?? 0,
    attributes ?? 0,
    ...kids.map((kid): PackedKid => {
      if (isElement(kid)) return packElement(kid);
      return isMarked(kid) ? kid.page * mostOnPage + kid.mcid : -1 - (kid.page * mostOnPage + kid.annotation);
    }),
  ];
}

function unpackElement([role, lang, alt, attributes, ...kids]: PackedElement): Element {
  return {
    role,
    lang: lang === 0 ? null : { bytes: lang },
    alt: alt === 0 ? null : { bytes: alt },
    attributes: attributes === 0 ? null : attributes,
    kids: kids.map((kid): Kid => {
      if (typeof kid !== 'number') return unpackElement(kid);
      const place = kid < 0 ? -1 - kid : kid;
      const page = Math.floor(place / mostOnPage);
      return kid < 0 ? { page, annotation: place % mostOnPage } : { page, mcid: place % mostOnPage };
    }),
  };
}

function unpackSection([id, page, ...numbers]: PackedSection): TracedSection {
  const stretches = Array.from({ length: numbers.length / 3 }, (_, i) => {
    const [block = 0, offset = 0, on = 0] = numbers.slice(i * 3, i * 3 + 3);
    return { block, offset, page: on };
  });
  return { id, page, stretches };
}

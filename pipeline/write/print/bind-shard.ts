import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { World } from '../../core/contracts.ts';
import { joinParts, readParts } from '../../core/packed-parts.ts';
import type { PackedObjects } from './pdf-writer.ts';
import type { PrintedShard } from './printed-shard.ts';
import { type Element, isElement, markedOf, writeElement } from './structure.ts';

/**
 * The structure of one shard as it stands in the file: its elements and their part of the parent tree, packed and
 * compressed. A shard has a block of object numbers of its own: its pages first, then its links, then its structure, so
 * what is made here depends on nothing but the shard and the number at which its block begins, and can be kept.
 */
export interface BoundShard {
  /** The number of its first page; the n-th page has the n-th number after it, and the links come next. */
  readonly base: number;
  /** Its uppermost elements, each with the first page (of the shard) on which it shows something; -1 for none. */
  readonly tops: readonly { readonly ref: number; readonly page: number }[];
  /** The element that each link is part of; 0 for none. */
  readonly owners: readonly number[];
  /** Leaves of the parent tree, keys ascending. Pages and links have their own numbers for keys. */
  readonly leaves: readonly number[];
  readonly objects: readonly PackedObjects[];
}

/** Numbers for everything of a shard that is bound; to be taken from the writer as one block. */
export function countNumbers({ pages, annotations, elementCount }: PrintedShard): number {
  return pages.length + annotations.length + elementCount + countLeaves(pages.length + annotations.length);
}

/** How many elements there are, with all below them. */
export function countElements(elements: readonly Element[]): number {
  let count = 0;
  const visit = (element: Element): void => {
    count++;
    for (const kid of element.kids) if (isElement(kid)) visit(kid);
  };
  elements.forEach(visit);
  return count;
}

/** Binds a shard's structure into its block, or takes it as an earlier build bound it there. */
export async function bindShard(
  shard: PrintedShard,
  base: number,
  documentRef: number,
  cache: World['cache'],
): Promise<BoundShard> {
  if (shard.key === '' || cache.isOff) return writeShard(shard, base, documentRef);
  const key = `bound\n${shard.key}\n${base}\n${documentRef}`;
  const kept = await cache.get(key);
  const known = kept && unpackBound(kept, base);
  if (known) return known;
  const made = await writeShard(shard, base, documentRef);
  await cache.put(key, packBound(made));
  return made;
}

const compress = promisify(deflate);
const level = 6;
const objectsPerStream = 200;
/** Leaves of a size that readers like. */
const leafSize = 64;
const countLeaves = (entries: number): number => Math.ceil(entries / leafSize);

async function writeShard(shard: PrintedShard, base: number, documentRef: number): Promise<BoundShard> {
  const firstLink = base + shard.pages.length;
  const first = firstLink + shard.annotations.length;
  const texts: string[] = [];
  const parents: number[][] = shard.pages.map(() => []);
  const owners = shard.annotations.map(() => 0);
  const target = {
    reserve: () => first + texts.push('') - 1,
    setText: (ref: number, text: string) => {
      texts[ref - first] = text;
    },
    pageRef: (page: number) => base + page,
    annotationRef: (annotation: number) => firstLink + annotation,
    ownMarked: (page: number, mcid: number, owner: number) => {
      const list = parents[page];
      if (list) list[mcid] = owner;
    },
    ownAnnotation: (annotation: number, owner: number) => {
      owners[annotation] = owner;
    },
  };
  const tops = shard.elements.map((element) => {
    const marked = markedOf(element, true).next();
    return { ref: writeElement(element, documentRef, target), page: marked.done ? -1 : marked.value.page };
  });
  const entries = [
    ...parents.map((list) => `[${Array.from(list, (ref) => (ref ? `${ref} 0 R` : 'null')).join(' ')}]`),
    ...owners.map((owner) => (owner === 0 ? 'null' : `${owner} 0 R`)),
  ];
  const leaves: number[] = [];
  for (let i = 0; i < entries.length; i += leafSize) {
    const part = entries.slice(i, i + leafSize);
    const nums = part.map((value, n) => `${base + i + n} ${value}`).join(' ');
    leaves.push(target.reserve());
    texts[texts.length - 1] = `<</Limits[${base + i} ${base + i + part.length - 1}]/Nums[${nums}]>>`;
  }
  return { base, tops, owners, leaves, objects: await Promise.all(packObjects(texts, first)) };
}

/** Objects with numbers one after another, as object streams (7.5.7), compressed beside this thread. */
export function packObjects(texts: readonly string[], first: number): Promise<PackedObjects>[] {
  const packing: Promise<PackedObjects>[] = [];
  for (let from = 0; from < texts.length; from += objectsPerStream) {
    const part = texts.slice(from, from + objectsPerStream);
    let index = '';
    let body = '';
    part.forEach((text, i) => {
      index += `${first + from + i} ${body.length} `;
      body += `${text}\n`;
    });
    const one = { first: first + from, count: part.length, head: index.length };
    packing.push(compress(Buffer.from(index + body, 'latin1'), { level }).then((bytes) => ({ ...one, bytes })));
  }
  return packing;
}

type BoundHead = Omit<BoundShard, 'objects'> & { readonly objects: readonly Omit<PackedObjects, 'bytes'>[] };

function packBound({ objects, ...rest }: BoundShard): Uint8Array {
  const head: BoundHead = { ...rest, objects: objects.map(({ bytes: _, ...object }) => object) };
  return joinParts(
    head,
    objects.map(({ bytes }) => bytes),
  );
}

/** Null when the bytes are nothing that was bound at this number. */
function unpackBound(packed: Uint8Array, base: number): BoundShard | null {
  const found = readParts<BoundHead>(packed);
  if (found?.head.base !== base) return null;
  const { head, parts } = found;
  return { ...head, objects: head.objects.map((object, i) => ({ ...object, bytes: parts[i] ?? new Uint8Array() })) };
}

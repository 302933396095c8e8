import { defer } from '../../core/defer.ts';
import { joinParts, readParts } from '../../core/packed-parts.ts';
import type { PrintedObject, PrintedPage, PrintedShard } from './printed-shard.ts';
import { type Element, isElement, isMarked, type Kid } from './structure.ts';
import type { TracedSection } from './trace-text.ts';

/** What is kept of a shard: itself, and where its sections stand. */
export interface KeptShard {
  readonly printed: PrintedShard;
  readonly traced: readonly TracedSection[];
}

interface Head {
  readonly shard: Omit<PrintedShard, 'pages' | 'objects' | 'elements'>;
  readonly pages: readonly Omit<PrintedPage, 'content'>[];
  readonly objects: readonly (Omit<PrintedObject, 'stream'> & { readonly hasStream: boolean })[];
  readonly traced: readonly PackedSection[];
}

/** Tens of thousands of these: lists without names are a third as long, and read in a third of the time. */
type PackedElement = [role: string, lang: string | 0, alt: string | 0, attributes: string | 0, ...kids: PackedKid[]];
/** Marked content is its page and number in one, an annotation the same below nought. */
type PackedKid = PackedElement | number;
type PackedSection = [id: string, page: number, ...stretches: number[]];

/** As one run of bytes: the elements come last, and are read when somebody asks for them. */
export function packShard({ printed, traced }: KeptShard): Uint8Array {
  const { pages, objects, elements, ...shard } = printed;
  const head: Head = {
    shard,
    pages: pages.map(({ content: _, ...page }) => page),
    objects: objects.map(({ stream, ...object }) => ({ ...object, hasStream: stream !== null })),
    traced: traced.map(({ id, page, stretches }) => [
      id,
      page,
      ...stretches.flatMap(({ block, offset, page: on }) => [block, offset, on]),
    ]),
  };
  return joinParts(head, [
    ...pages.map(({ content }) => content),
    ...objects.flatMap(({ stream }) => stream ?? []),
    Buffer.from(JSON.stringify(elements.map(packElement)), 'utf8'),
  ]);
}

/** The shard again; null when the bytes are no packed shard: then it is printed anew. */
export function unpackShard(packed: Uint8Array): KeptShard | null {
  const found = readParts<Head>(packed);
  if (!Array.isArray(found?.head?.traced)) return null;
  const { shard, pages, objects, traced } = found.head;
  const parts = found.parts[Symbol.iterator]();
  const take = (): Uint8Array => parts.next().value ?? new Uint8Array();
  const rest = {
    ...shard,
    pages: pages.map((page) => ({ ...page, content: take() })),
    objects: objects.map(({ hasStream, ...object }) => ({ ...object, stream: hasStream ? take() : null })),
  };
  const tree = take();
  const readElements = (): Element[] =>
    (JSON.parse(Buffer.from(tree).toString('utf8')) as PackedElement[]).map(unpackElement);
  return {
    printed: defer<PrintedShard, 'elements'>(rest, { elements: readElements }),
    traced: traced.map(unpackSection),
  };
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

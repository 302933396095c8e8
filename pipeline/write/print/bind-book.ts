import { createHash } from 'node:crypto';
import type { ContentsEntry, PageLayout, Rendered } from '../../core/edition.ts';
import { ptFromMm } from '../../core/units.ts';
import { makeSrgbProfile } from './color-profile.ts';
import { makeMetadata } from './metadata.ts';
import { drawFurniture } from './page-furniture.ts';
import type { BookPage } from './page-order.ts';
import {
  dict,
  formatNumber,
  formatValue,
  isDict,
  isRef,
  isString,
  type PdfDict,
  type PdfValue,
  textString,
} from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';
import type { PrintedPage, PrintedShard } from './printed-shard.ts';
import type { FontShelf, SharedFont } from './shared-fonts.ts';
import { type Element, isElement, markedOf, repairElement, writeElement } from './structure.ts';

/** Everything a book is bound from. */
export interface Bindery {
  readonly rendered: Rendered;
  readonly shards: readonly PrintedShard[];
  readonly pages: readonly BookPage[];
  readonly writer: PdfWriter;
  readonly shelf: FontShelf;
  /** The font of folios and running heads. */
  readonly furnitureFont: SharedFont;
  readonly version: string;
}

/** How printed pages point at a section of another shard: an address that the binder turns into a place. */
export const sectionUrl = (id: string): string => `https://edition.invalid/#${id}`;

const headFont = '/Hd';

/**
 * Binds printed shards into one file: pages in book order with folios, heads and margins by side; structure, links,
 * outline, labels and metadata for the whole; one font program a weight. Conforms to PDF/UA-1 and PDF/A-2a as far as
 * the pages themselves do. Gives the chunks of the finished file.
 */
export function bindBook(bindery: Bindery): Uint8Array[] {
  const { rendered, shards, pages, writer, shelf, version } = bindery;
  const { edition, layout } = rendered;
  const pageRefs = pages.map(() => writer.reserve());
  const pageTree = writer.reserve();
  const bookIndex = shards.map(() => new Map<number, number>());
  pages.forEach(({ shard, page }, i) => {
    if (page >= 0) bookIndex[shard]?.set(page, i);
  });
  const sectionPage = new Map<string, number>();
  pages.forEach(({ section, isFirst }, i) => {
    if (section && isFirst && !sectionPage.has(section.id)) sectionPage.set(section.id, i);
  });
  const destination = (page: number): PdfValue => [
    { ref: pageRefs[page] ?? 0 },
    '/XYZ',
    0,
    ptFromMm(layout.heightMm),
    null,
  ];

  const copier = createCopier(writer);
  const annotations = createAnnotations(bindery, bookIndex, pageRefs, sectionPage, destination);
  const structure = bindStructure(bindery, bookIndex, pageRefs, annotations);
  const frames = createFrames(writer);
  const pageSize = [0, 0, ptFromMm(layout.widthMm), ptFromMm(layout.heightMm)];

  pages.forEach((bookPage, i) => {
    const shard = shards[bookPage.shard];
    const printed = bookPage.page >= 0 ? shard?.pages[bookPage.page] : undefined;
    const page = dict({
      Type: '/Page',
      Parent: { ref: pageTree },
      MediaBox: pageSize,
      TrimBox: pageSize,
      BleedBox: pageSize,
    });
    if (printed && shard) {
      const height = heightOf(printed);
      const shift = shiftOf(bookPage, i, layout, height);
      const furniture = drawFurniture(furnitureOf(bookPage, i, edition.title), layout, bindery.furnitureFont, headFont);
      page.set('/Resources', copier.resources(shard, printed, furniture ? bindery.furnitureFont : null));
      page.set('/Contents', [
        { ref: frames.before(shift.x, shift.y) },
        { ref: addContent(writer, printed) },
        { ref: frames.after(furniture) },
      ]);
      page.set('/StructParents', structure.keyOf(i));
      page.set('/Tabs', '/S');
      const own = printed.annotations.map((ref) => annotations.write(bookPage.shard, ref, shift));
      if (own.length > 0)
        page.set(
          '/Annots',
          own.map((ref) => ({ ref })),
        );
    } else page.set('/Resources', dict({}));
    writer.set(pageRefs[i] ?? 0, page);
  });
  writer.set(pageTree, dict({ Type: '/Pages', Count: pages.length, Kids: pageRefs.map((ref) => ({ ref })) }));

  const { info, xmp } = makeMetadata(edition, version);
  const profile = writer.addDeflated(dict({ N: 3 }), makeSrgbProfile());
  const outline = writeOutline(edition.contents, sectionPage, destination, writer);
  const root = writer.add(
    dict({
      Type: '/Catalog',
      Version: '/1.7',
      Pages: { ref: pageTree },
      Lang: textString(edition.lang),
      MarkInfo: dict({ Marked: true }),
      StructTreeRoot: { ref: structure.finish(pages.length) },
      Outlines: outline === null ? undefined : { ref: outline },
      PageMode: outline === null ? undefined : '/UseOutlines',
      PageLabels: writeLabels(pages),
      ViewerPreferences: dict({
        DisplayDocTitle: true,
        Direction: layout.binding === 'right' ? '/R2L' : undefined,
      }),
      Metadata: { ref: writer.addStream(dict({ Type: '/Metadata', Subtype: '/XML' }), Buffer.from(xmp, 'utf8')) },
      OutputIntents: [
        dict({
          Type: '/OutputIntent',
          S: '/GTS_PDFA1',
          OutputConditionIdentifier: textString('sRGB'),
          Info: textString('sRGB IEC61966-2.1'),
          DestOutputProfile: { ref: profile },
        }),
      ],
    }),
  );
  shelf.write();
  return writer.finish({ root, info: writer.add(info) });
}

/** Roles whose pages are set to the trimmed edge: neither shifted nor numbered. */
const isBare = ({ section }: BookPage): boolean => section?.role === 'cover' || section?.role === 'back-cover';

function furnitureOf(page: BookPage, index: number, editionTitle: string) {
  const side = index % 2 === 0 ? ('recto' as const) : ('verso' as const);
  const role = page.section?.role;
  const isNumbered = !isBare(page) && role !== 'title-page' && role !== 'imprint' && role !== 'part';
  const hasHead = role === 'article' && !page.isFirst;
  const head = side === 'verso' ? editionTitle : (page.section?.title ?? '');
  return { folio: isNumbered ? page.label : '', head: hasHead ? head : '', side };
}

/**
 * Pages are printed as rectos, at the browser's page height (whole device pixels); versos move by the difference of the
 * margins, and everything by what the height was rounded.
 */
function shiftOf(page: BookPage, index: number, layout: PageLayout, height: number): { x: number; y: number } {
  const isVerso = index % 2 === 1;
  const x = isVerso && !isBare(page) ? ptFromMm(layout.outerMm - layout.innerMm) : 0;
  return { x, y: ptFromMm(layout.heightMm) - height };
}

function heightOf(page: PrintedPage): number {
  const box = page.dict.get('/MediaBox');
  const top = Array.isArray(box) ? box[3] : 0;
  return typeof top === 'number' ? top : 0;
}

function addContent(writer: PdfWriter, { content }: PrintedPage): number {
  return content.isDeflated
    ? writer.addStream(dict({ Filter: '/FlateDecode' }), content.bytes)
    : writer.addDeflated(dict({}), content.bytes);
}

/** The streams before and after a page's own: the shift, and what is drawn from outside. Equal ones are shared. */
function createFrames(writer: PdfWriter) {
  const known = new Map<string, number>();
  const share = (text: string): number => {
    const ref = known.get(text) ?? writer.addStream(dict({}), Buffer.from(text, 'latin1'));
    known.set(text, ref);
    return ref;
  };
  return {
    before: (x: number, y: number) => share(`q 1 0 0 1 ${formatNumber(x)} ${formatNumber(y)} cm\n`),
    after: (furniture: string) => share(`Q\n${furniture}`),
  };
}

/** Copies what pages use from a shard into the book; what is equal in two shards is copied once. */
function createCopier(writer: PdfWriter) {
  const copied = new Map<PrintedShard, Map<number, number>>();
  const byContent = new Map<string, number>();
  const copy = (shard: PrintedShard, ref: number): number => {
    const known = copied.get(shard) ?? new Map<number, number>();
    copied.set(shard, known);
    const before = known.get(ref);
    if (before !== undefined) return before;
    const value = shard.file.get(ref);
    const raw = shard.file.rawStream(ref);
    const own = formatValue(withoutLength(value), (inner) => copy(shard, inner));
    const key = raw ? `${own}\n${createHash('sha256').update(raw).digest('hex')}` : own;
    const same = byContent.get(key);
    const made = same ?? (raw && isDict(value) ? addStreamText(shard, value, raw) : writer.reserve());
    if (same === undefined && !raw) writer.setText(made, own);
    byContent.set(key, made);
    known.set(ref, made);
    return made;
  };
  const renumber = (shard: PrintedShard, value: PdfValue): PdfValue => {
    if (isRef(value)) return { ref: copy(shard, value.ref) };
    if (Array.isArray(value)) return value.map((item) => renumber(shard, item));
    if (isDict(value)) return new Map([...value].map(([key, item]) => [key, renumber(shard, item)]));
    return value;
  };
  const addStreamText = (shard: PrintedShard, value: PdfDict, raw: Uint8Array): number =>
    writer.addStream(renumber(shard, withoutLength(value)) as PdfDict, raw);
  const sets = new Map<string, number>();
  return {
    /** The page's resources as an object that equal pages share, with the font of folios and heads. */
    resources: (shard: PrintedShard, page: PrintedPage, furnitureFont: SharedFont | null): PdfValue => {
      const own: PdfDict = new Map();
      for (const [key, value] of page.resources)
        if (key !== '/Font' && key !== '/ProcSet') own.set(key, renumber(shard, shard.file.resolve(value)));
      const fonts: PdfDict = new Map();
      const named = shard.file.resolve(page.resources.get('/Font'));
      for (const [name, value] of isDict(named) ? named : []) {
        const shared = page.fonts.get(name);
        fonts.set(name, shared ? { ref: shared.ref } : renumber(shard, value));
      }
      if (furnitureFont) fonts.set(headFont, { ref: furnitureFont.ref });
      if (fonts.size > 0) own.set('/Font', fonts);
      const text = formatValue(own);
      const ref = sets.get(text) ?? writer.reserve();
      writer.setText(ref, text);
      sets.set(text, ref);
      return { ref };
    },
  };
}

function withoutLength(value: PdfValue): PdfValue {
  return isDict(value) && value.has('/Length') ? new Map([...value].filter(([key]) => key !== '/Length')) : value;
}

type Annotations = ReturnType<typeof createAnnotations>;

/** Links: between sections, within a section, and to the web; each with words for those who hear it. */
function createAnnotations(
  { shards, writer, rendered }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
  pageRefs: readonly number[],
  sectionPage: ReadonlyMap<string, number>,
  destination: (page: number) => PdfValue,
) {
  const refs = shards.map(() => new Map<number, number>());
  const owners = new Map<number, { readonly owner: number; readonly words: string }>();
  const keys: { readonly key: number; readonly owner: number }[] = [];
  let nextKey = 0;
  const refOf = (shard: number, annotation: number): number => {
    const known = refs[shard]?.get(annotation);
    if (known !== undefined) return known;
    const ref = writer.reserve();
    refs[shard]?.set(annotation, ref);
    return ref;
  };
  const target = (shard: number, annotation: PdfDict): PdfDict | null => {
    const file = shards[shard]?.file;
    const action = file?.resolve(annotation.get('/A'));
    const uri = isDict(action) ? action.get('/URI') : undefined;
    if (isString(uri)) {
      const id = uri.bytes.startsWith(sectionUrl('')) ? uri.bytes.slice(sectionUrl('').length) : null;
      if (id === null)
        return /^(https?|mailto):/i.test(uri.bytes)
          ? dict({ A: dict({ Type: '/Action', S: '/URI', URI: uri }) })
          : null;
      const page = sectionPage.get(id);
      return page === undefined ? null : dict({ Dest: destination(page) });
    }
    const name = annotation.get('/Dest');
    const dests = file?.resolve(file.dict(file.trailer.get('/Root')).get('/Dests'));
    const place = isDict(dests) && typeof name === 'string' ? file?.resolve(dests.get(name)) : null;
    const first = Array.isArray(place) ? place[0] : undefined;
    if (!file || !Array.isArray(place) || !isRef(first)) return null;
    const index = bookIndex[shard]?.get(pageIndexOf(shards[shard], first.ref));
    return index === undefined ? null : dict({ Dest: [{ ref: pageRefs[index] ?? 0 }, ...place.slice(1)] });
  };
  return {
    refOf,
    own: (shard: number, annotation: number, owner: number, words: string): void => {
      owners.set(refOf(shard, annotation), { owner, words });
    },
    startKeys: (from: number): void => {
      nextKey = from;
    },
    keys,
    write: (shard: number, annotation: number, shift: { x: number; y: number }): number => {
      const ref = refOf(shard, annotation);
      const source = shards[shard]?.file.dict({ ref: annotation }) ?? dict({});
      const rect = source.get('/Rect');
      const owner = owners.get(ref);
      const key = nextKey++;
      if (owner) keys.push({ key, owner: owner.owner });
      const made = dict({
        Type: '/Annot',
        Subtype: '/Link',
        F: 4,
        Border: [0, 0, 0],
        Rect: Array.isArray(rect)
          ? rect.map((v, i) => (typeof v === 'number' ? v + (i % 2 === 0 ? shift.x : shift.y) : v))
          : undefined,
        Contents: textString(owner?.words || rendered.edition.title),
        StructParent: owner ? key : undefined,
      });
      for (const [name, value] of target(shard, source) ?? []) made.set(name, value);
      writer.set(ref, made);
      return ref;
    },
  };
}

const pageIndexes = new WeakMap<PrintedShard, Map<PdfDict, number>>();

function pageIndexOf(shard: PrintedShard | undefined, ref: number): number {
  if (!shard) return -1;
  let indexes = pageIndexes.get(shard);
  if (!indexes) {
    indexes = new Map(shard.pages.map((page, i) => [page.dict, i]));
    pageIndexes.set(shard, indexes);
  }
  return indexes.get(shard.file.dict({ ref })) ?? -1;
}

/** The structure tree and its parent tree, for all shards, sections in book order. */
function bindStructure(
  { shards, pages, writer, rendered }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
  pageRefs: readonly number[],
  annotations: Annotations,
) {
  const rootRef = writer.reserve();
  const documentRef = writer.reserve();
  const parents: number[][] = pages.map(() => []);
  const placed = shards
    .flatMap((shard, s) => shard.elements.map((element) => ({ element, s, at: placeOf(element, bookIndex[s]) })))
    .sort((a, b) => a.at - b.at);
  const kids: number[] = [];
  for (const { element, s, at } of placed) {
    const shard = shards[s];
    const isContents = pages[at]?.section?.role === 'contents';
    const repaired = shard ? repairElement(element, isContents, shard.isSilent) : null;
    if (!repaired || !shard) continue;
    const bookPage = (page: number): number => bookIndex[s]?.get(page) ?? 0;
    kids.push(
      writeElement(repaired, documentRef, {
        writer,
        pageRef: (page) => pageRefs[bookPage(page)] ?? 0,
        annotationRef: (annotation) => annotations.refOf(s, annotation),
        ownMarked: (page, mcid, owner) => {
          const list = parents[bookPage(page)];
          if (list) list[mcid] = owner;
        },
        ownAnnotation: (annotation, owner, link) => annotations.own(s, annotation, owner, wordsOf(link, shard)),
      }),
    );
  }
  writer.setText(
    documentRef,
    `<</S/Document/P ${rootRef} 0 R/Lang${formatValue(textString(rendered.edition.lang))}/K[${kids.map((k) => `${k} 0 R`).join(' ')}]>>`,
  );
  annotations.startKeys(pages.length);
  return {
    keyOf: (page: number): number => page,
    finish: (pageCount: number): number => {
      const entries: [number, string][] = parents.map((list, i) => [
        i,
        `[${Array.from(list, (ref) => (ref ? `${ref} 0 R` : 'null')).join(' ')}]`,
      ]);
      for (const { key, owner } of annotations.keys) entries.push([key, `${owner} 0 R`]);
      const next = Math.max(pageCount, ...annotations.keys.map(({ key }) => key + 1));
      writer.setText(
        rootRef,
        `<</Type/StructTreeRoot/K ${documentRef} 0 R/ParentTree ${writeNumberTree(entries, writer)} 0 R/ParentTreeNextKey ${next}>>`,
      );
      return rootRef;
    },
  };
}

/** The element's place in the book: its first page. */
function placeOf(element: Element, bookIndex: ReadonlyMap<number, number> | undefined): number {
  const first = markedOf(element, true).next();
  return first.done ? Number.POSITIVE_INFINITY : (bookIndex?.get(first.value.page) ?? Number.POSITIVE_INFINITY);
}

/** The words of a link, for its alternate description (ISO 14289-1, 7.18.5). */
function wordsOf(link: Element, shard: PrintedShard): string {
  let words = '';
  for (const kid of markedOf(link, true)) words += shard.wordsOf(kid);
  if (!words) for (const kid of link.kids) if (isElement(kid) && isString(kid.alt)) words += kid.alt.bytes;
  return words.replace(/\s+/g, ' ').trim();
}

const leafSize = 64;

/** A number tree (7.9.7) with leaves of a size that readers like. */
function writeNumberTree(entries: readonly (readonly [number, string])[], writer: PdfWriter): number {
  const leaves: string[] = [];
  for (let i = 0; i < entries.length; i += leafSize) {
    const part = entries.slice(i, i + leafSize);
    const ref = writer.reserve();
    const limits = `[${part[0]?.[0] ?? 0} ${part[part.length - 1]?.[0] ?? 0}]`;
    writer.setText(ref, `<</Limits${limits}/Nums[${part.map(([key, value]) => `${key} ${value}`).join(' ')}]>>`);
    leaves.push(`${ref} 0 R`);
  }
  const root = writer.reserve();
  writer.setText(root, `<</Kids[${leaves.join(' ')}]>>`);
  return root;
}

/** The outline is the contents tree (P57). */
function writeOutline(
  entries: readonly ContentsEntry[],
  sectionPage: ReadonlyMap<string, number>,
  destination: (page: number) => PdfValue,
  writer: PdfWriter,
): number | null {
  if (entries.length === 0) return null;
  const root = writer.reserve();
  const writeLevel = (
    level: readonly ContentsEntry[],
    parent: number,
  ): { first: number; last: number; count: number } => {
    const refs = level.map(() => writer.reserve());
    let count = level.length;
    level.forEach((item, i) => {
      const page = sectionPage.get(item.id);
      const node = dict({
        Title: textString(item.title.text),
        Parent: { ref: parent },
        Prev: i > 0 ? { ref: refs[i - 1] ?? 0 } : undefined,
        Next: i + 1 < refs.length ? { ref: refs[i + 1] ?? 0 } : undefined,
        Dest: page === undefined ? undefined : destination(page),
      });
      if (item.children.length > 0) {
        const below = writeLevel(item.children, refs[i] ?? 0);
        node.set('/First', { ref: below.first }).set('/Last', { ref: below.last }).set('/Count', below.count);
        count += below.count;
      }
      writer.set(refs[i] ?? 0, node);
    });
    return { first: refs[0] ?? 0, last: refs[refs.length - 1] ?? 0, count };
  };
  const top = writeLevel(entries, root);
  writer.set(root, dict({ Type: '/Outlines', First: { ref: top.first }, Last: { ref: top.last }, Count: top.count }));
  return root;
}

/** Page labels (12.4.2): one range for the roman front matter, one for what follows. */
function writeLabels(pages: readonly BookPage[]): PdfDict {
  const body = pages.findIndex((page) => page.matter !== 'front');
  const nums: PdfValue[] = [];
  if (body !== 0) nums.push(0, dict({ S: '/r' }));
  if (body >= 0) nums.push(body, dict({ S: '/D' }));
  return dict({ Nums: nums });
}

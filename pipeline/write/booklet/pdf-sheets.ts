import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFHeader,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFObjectCopier,
  PDFParser,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFStreamWriter,
  PDFString,
} from '@cantoo/pdf-lib';
import { type InkBox, type InkFont, type InkResources, measureInk } from './measure-ink.ts';
import { placeAppearance } from './place-appearance.ts';

/**
 * The one file that names pdf-lib. A page becomes a form XObject in its own document: its content is taken as it lies
 * and its fonts stay the same objects, so nothing is copied and nothing is there twice. Tags, links, outline and
 * scripts belong to pages in reading order and are left behind: an imposed file is for the printer.
 */

/** A page as a reader sees it. Lengths in points, boxes in the page's own space. */
export interface PdfPage {
  readonly widthPt: number;
  readonly heightPt: number;
  /** The trimmed page: TrimBox, else CropBox, else MediaBox. */
  readonly trim: readonly [number, number, number, number];
  /** Clockwise, 0, 90, 180 or 270. */
  readonly rotation: number;
  /** User units to points. */
  readonly unit: number;
}

export interface PdfPages {
  readonly pages: readonly PdfPage[];
  /** For `drawSheets` alone. */
  readonly handle: PdfHandle;
}

interface PdfHandle {
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly leaves: readonly PageLeaf[];
  /** SHA-256 of the file. */
  readonly digest: Uint8Array;
}

interface PageLeaf {
  readonly page: PdfPage;
  readonly media: readonly [number, number, number, number];
  readonly dict: PDFDict;
  readonly resources: PDFObject | undefined;
}

/** What is drawn on one side. `draw` gets the name of each page's form and writes the side's content. */
export interface SheetSide {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly trim: readonly [number, number, number, number];
  readonly pages: readonly { readonly source: 'main' | 'fill'; readonly index: number; readonly name: string }[];
  readonly content: string;
}

export interface SheetInfo {
  readonly producer: string;
  readonly isShortEdge: boolean;
  readonly isDuplex: boolean;
}

/** What went wrong with a file, as a word and a detail in plain English. */
export interface PdfFault {
  readonly fault: 'encrypted' | 'damaged';
  readonly detail: string;
}

/** Opens a file and finds its pages. A file that cannot be read whole is refused: half a booklet helps nobody. */
export async function openPages(bytes: Uint8Array): Promise<PdfPages | PdfFault> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length));
  if (!head.includes('%PDF-')) return { fault: 'damaged', detail: 'not a PDF file' };
  try {
    const context = await quietly(() =>
      PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY, false).parseDocument(),
    );
    if (context.trailerInfo.Encrypt && context.lookup(context.trailerInfo.Encrypt)) {
      return { fault: 'encrypted', detail: '' };
    }
    const catalog = context.lookup(context.trailerInfo.Root);
    if (!(catalog instanceof PDFDict)) return { fault: 'damaged', detail: 'no document catalog' };
    const leaves = findLeaves(context, catalog);
    const digest = createHash('sha256').update(bytes).digest();
    if (leaves.length === 0) return { fault: 'damaged', detail: 'no pages' };
    return { pages: leaves.map((leaf) => leaf.page), handle: { context, catalog, leaves, digest } };
  } catch (error) {
    return { fault: 'damaged', detail: error instanceof PageFault ? error.message : 'its objects cannot be read' };
  }
}

/** No pages at all: for sheets that show nothing but what is drawn on them. */
export function makeEmptyPages(): PdfPages {
  const context = PDFContext.create();
  return { pages: [], handle: { context, catalog: context.obj({}), leaves: [], digest: new Uint8Array() } };
}

/** Builds the imposed file. The opened document is used up. The same input gives the same bytes. */
export async function drawSheets(
  main: PdfPages,
  fill: PdfPages | null,
  sides: readonly SheetSide[],
  info: SheetInfo,
): Promise<Uint8Array> {
  const { context, catalog } = main.handle;
  const forms = new Map<string, FormNames>();
  const formOf = (source: 'main' | 'fill', index: number): FormNames => {
    const key = `${source} ${index}`;
    const known = forms.get(key);
    if (known) return known;
    const made = makeForms(context, source === 'main' ? main.handle : fill?.handle, index);
    forms.set(key, made);
    return made;
  };
  const tree = context.nextRef();
  const kids = sides.map((side) => context.register(makeSheet(context, tree, side, formOf)));
  context.assign(tree, context.obj({ Type: 'Pages', Count: kids.length, Kids: kids }));

  const root = context.obj({ Type: 'Catalog', Pages: tree });
  for (const key of ['Lang', 'OutputIntents', 'OCProperties']) {
    const value = catalog.get(PDFName.of(key));
    if (value) root.set(PDFName.of(key), value);
  }
  const duplex = info.isShortEdge ? 'DuplexFlipShortEdge' : 'DuplexFlipLongEdge';
  const preferences = { PrintScaling: 'None', Duplex: info.isDuplex ? duplex : 'Simplex' };
  root.set(PDFName.of('ViewerPreferences'), context.obj(preferences));
  const infoRef = context.register(makeInfo(context, info.producer));
  const rootRef = context.register(root);
  context.trailerInfo.Root = rootRef;
  context.trailerInfo.Info = infoRef;
  const id = PDFHexString.of(identify(main.handle, fill?.handle, sides, info));
  context.trailerInfo.ID = context.obj([id, id]);
  context.header = PDFHeader.forVersion(1, 7);
  dropUnreachable(context, [rootRef, infoRef]);
  return PDFStreamWriter.forContext(context, Number.POSITIVE_INFINITY).serializeToBuffer();
}

/** The file's identifier follows from all that it is made of. */
function identify(main: PdfHandle, fill: PdfHandle | undefined, sides: readonly SheetSide[], info: SheetInfo): string {
  const hash = createHash('sha256').update(main.digest);
  if (fill) hash.update(fill.digest);
  return hash
    .update(JSON.stringify([sides, info]))
    .digest('hex')
    .slice(0, 32);
}

/** The box of what each page shows within its trim, in the page's own space; null for an empty page. */
export function measurePages({ handle: { context, leaves } }: PdfPages): readonly (InkBox | null)[] {
  const fonts = new Map<PDFObject, InkFont | null>();
  return leaves.map((leaf) => {
    const streams = contentOf(context, leaf.dict).filter((item) => item instanceof PDFStream);
    const content = Buffer.concat(streams.flatMap((stream) => [decode(stream), new Uint8Array([10])]));
    return measureInk(content, findResources(context, leaf.resources, fonts), leaf.page.trim);
  });
}

function findResources(
  context: PDFContext,
  entry: PDFObject | undefined,
  fonts: Map<PDFObject, InkFont | null>,
): InkResources {
  const all = entry && context.lookup(entry);
  const find = (kind: string, name: string): PDFObject | undefined => {
    const group = all instanceof PDFDict ? context.lookup(all.get(PDFName.of(kind))) : undefined;
    const found = group instanceof PDFDict ? group.get(PDFName.of(name)) : undefined;
    return found && context.lookup(found);
  };
  return {
    font: (name) => {
      const font = find('Font', name);
      if (!(font instanceof PDFDict)) return null;
      const known = fonts.get(font);
      if (known !== undefined) return known;
      const made = readFont(context, font);
      fonts.set(font, made);
      return made;
    },
    drawing: (name) => {
      const object = find('XObject', name);
      if (!(object instanceof PDFStream)) return null;
      if (object.dict.get(PDFName.of('Subtype')) !== PDFName.of('Form')) return { kind: 'image' };
      const matrix = context.lookup(object.dict.get(PDFName.of('Matrix')));
      return {
        kind: 'form',
        content: decode(object),
        matrix: matrix instanceof PDFArray ? matrix.asArray().map((item) => readNumber(context, item) ?? 0) : [],
        box: readBox(context, object.dict.get(PDFName.of('BBox'))) ?? [0, 0, 0, 0],
        resources: findResources(context, object.dict.get(PDFName.of('Resources')) ?? entry, fonts),
      };
    },
  };
}

/** Widths of a font's codes; a composite font is taken to be Identity-H, two bytes a code. */
function readFont(context: PDFContext, font: PDFDict): InkFont {
  const widths = new Map<number, number>();
  const descendants = context.lookup(font.get(PDFName.of('DescendantFonts')));
  const descendant = descendants instanceof PDFArray ? context.lookup(descendants.get(0)) : undefined;
  if (!(descendant instanceof PDFDict)) {
    const first = readNumber(context, font.get(PDFName.of('FirstChar'))) ?? 0;
    const list = context.lookup(font.get(PDFName.of('Widths')));
    const numbers = list instanceof PDFArray ? list.asArray().map((item) => readNumber(context, item) ?? 0) : [];
    numbers.forEach((width, i) => {
      widths.set(first + i, width);
    });
    return { bytesPerCode: 1, widthOf: (code) => widths.get(code) ?? 600 };
  }
  const fallback = readNumber(context, descendant.get(PDFName.of('DW'))) ?? 1000;
  const list = context.lookup(descendant.get(PDFName.of('W')));
  const items = list instanceof PDFArray ? list.asArray().map((item) => context.lookup(item)) : [];
  for (let i = 0; i < items.length; ) {
    const first = readNumber(context, items[i]) ?? 0;
    const next = items[i + 1];
    if (next instanceof PDFArray) {
      next.asArray().forEach((item, k) => {
        widths.set(first + k, readNumber(context, item) ?? fallback);
      });
      i += 2;
    } else {
      const last = Math.min(readNumber(context, next) ?? first, first + 0xffff);
      const width = readNumber(context, items[i + 2]) ?? fallback;
      for (let code = first; code <= last; code++) widths.set(code, width);
      i += 3;
    }
  }
  return { bytesPerCode: 2, widthOf: (code) => widths.get(code) ?? fallback };
}

/** Said of a page that cannot be taken; the message is for people. */
class PageFault extends Error {}

/** pdf-lib writes to the console about objects it cannot parse; what matters of that is refused below. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await run();
  } finally {
    console.warn = warn;
  }
}

const deepestTree = 64;

/** Walks the page tree; what pages inherit is carried down. */
function findLeaves(context: PDFContext, catalog: PDFDict): PageLeaf[] {
  const leaves: PageLeaf[] = [];
  const seen = new Set<PDFObject>();
  const visit = (node: PDFObject | undefined, inherited: ReadonlyMap<string, PDFObject>, depth: number): void => {
    if (!(node instanceof PDFDict)) throw new PageFault(`page ${leaves.length + 1} is missing`);
    if (seen.has(node) || depth > deepestTree) throw new PageFault('its page tree runs in a circle');
    seen.add(node);
    const own = new Map(inherited);
    for (const key of ['Resources', 'MediaBox', 'CropBox', 'Rotate']) {
      const value = node.get(PDFName.of(key));
      if (value) own.set(key, value);
    }
    const kids = context.lookup(node.get(PDFName.of('Kids')));
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) visit(context.lookup(kid), own, depth + 1);
    else leaves.push(readLeaf(context, node, own, leaves.length + 1));
  };
  visit(context.lookup(catalog.get(PDFName.of('Pages'))), new Map(), 0);
  return leaves;
}

function readLeaf(context: PDFContext, dict: PDFDict, own: ReadonlyMap<string, PDFObject>, number: number): PageLeaf {
  const media = readBox(context, own.get('MediaBox')) ?? [0, 0, 612, 792];
  const crop = cutBox(readBox(context, own.get('CropBox')) ?? media, media);
  const trim = cutBox(readBox(context, dict.get(PDFName.of('TrimBox'))) ?? crop, media);
  const rotate = readNumber(context, own.get('Rotate')) ?? 0;
  const rotation = (((Math.round(rotate / 90) * 90) % 360) + 360) % 360;
  const unit = readNumber(context, dict.get(PDFName.of('UserUnit'))) ?? 1;
  const [width, height] = [trim[2] - trim[0], trim[3] - trim[1]];
  if (!(width > 0 && height > 0 && unit > 0)) throw new PageFault(`page ${number} has no size`);
  const isTurned = rotation % 180 !== 0;
  const page = {
    widthPt: (isTurned ? height : width) * unit,
    heightPt: (isTurned ? width : height) * unit,
    trim,
    rotation,
    unit,
  };
  for (const stream of contentOf(context, dict)) {
    if (!(stream instanceof PDFStream)) throw new PageFault(`the content of page ${number} is missing`);
  }
  return { page, media, dict, resources: own.get('Resources') };
}

function contentOf(context: PDFContext, dict: PDFDict): (PDFObject | undefined)[] {
  const entry = dict.get(PDFName.of('Contents'));
  if (!entry) return [];
  const content = context.lookup(entry);
  return content instanceof PDFArray ? content.asArray().map((item) => context.lookup(item)) : [content];
}

const readNumber = (context: PDFContext, entry: PDFObject | undefined): number | null => {
  const value = entry && context.lookup(entry);
  return value instanceof PDFNumber && Number.isFinite(value.asNumber()) ? value.asNumber() : null;
};

function readBox(context: PDFContext, entry: PDFObject | undefined): [number, number, number, number] | null {
  const array = entry && context.lookup(entry);
  if (!(array instanceof PDFArray) || array.size() !== 4) return null;
  const [a, b, c, d] = array.asArray().map((item) => readNumber(context, item));
  if (a == null || b == null || c == null || d == null) return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

const cutBox = (
  box: readonly [number, number, number, number],
  by: readonly [number, number, number, number],
): [number, number, number, number] => [
  Math.max(box[0], by[0]),
  Math.max(box[1], by[1]),
  Math.min(box[2], by[2]),
  Math.min(box[3], by[3]),
];

/** The page itself, and the pictures of its annotations (stamps, filled-in fields) that are meant to be printed. */
interface FormNames {
  readonly page: PDFRef;
  readonly marks: readonly { readonly ref: PDFObject; readonly matrix: readonly number[] }[];
}

function makeForms(context: PDFContext, handle: PdfHandle | undefined, index: number): FormNames {
  const leaf = handle?.leaves[index];
  if (!handle || !leaf) throw new Error(`there is no page ${index} to draw`);
  const isOwn = handle.context === context;
  const copier = isOwn ? null : copierFor(handle.context, context);
  const bring = <T extends PDFObject>(object: T): T => (copier ? copier.copy(object) : object);

  const streams = contentOf(handle.context, leaf.dict).filter((item) => item instanceof PDFStream);
  const entries: Record<string, PDFObject | string | number[]> = {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [...leaf.media],
  };
  if (leaf.resources) entries.Resources = bring(leaf.resources);
  const group = leaf.dict.get(PDFName.of('Group'));
  if (group) entries.Group = bring(group);
  const page = context.register(makeForm(context, streams, entries));
  const marks = appearancesOf(handle.context, leaf.dict).map((mark) => ({
    ref: bring(mark.ref),
    matrix: mark.matrix,
  }));
  return { page, marks };
}

const copiers = new WeakMap<PDFContext, PDFObjectCopier>();

/** One copier a document, so that what its pages share is brought over once. */
function copierFor(from: PDFContext, to: PDFContext): PDFObjectCopier {
  const known = copiers.get(from);
  if (known) return known;
  const made = PDFObjectCopier.for(from, to);
  copiers.set(from, made);
  return made;
}

/** Content taken as it lies where that can be done; unpacked and joined where it lies in pieces. */
function makeForm(
  context: PDFContext,
  streams: readonly PDFStream[],
  entries: Record<string, PDFObject | string | number[]>,
): PDFObject {
  const [only] = streams;
  if (streams.length === 1 && only instanceof PDFRawStream) return copyAsForm(context, only, entries);
  const [before, main, after] = streams;
  if (streams.length === 3 && before && main instanceof PDFRawStream && after) {
    const [opening, closing] = [before, after].map((stream) => Buffer.from(decode(stream)).toString('latin1'));
    if (opening && closing && encloses(opening, closing)) {
      // A transparency group belongs to the page as a whole.
      const { Group: _, ...own } = entries;
      const inner = context.register(copyAsForm(context, main, own));
      const resources = addDrawing(context, entries.Resources, innerName, inner);
      return context.stream(`${opening}\n/${innerName} Do\n${closing}`, { ...entries, Resources: resources });
    }
  }
  // Operators may not run over the seam of two streams, but the graphics state does: they are joined as text.
  const parts = streams.flatMap((stream) => [decode(stream), new Uint8Array([10])]);
  return context.flateStream(Buffer.concat(parts), entries);
}

const innerName = 'HuibianInner';

/** Whether what stands before and after only wraps the content between: saved, moved; restored, then its own marks. */
const encloses = (opening: string, closing: string): boolean =>
  /^\s*q\s+(?:[-+.\d]+\s+){6}cm\s*$/.test(opening) &&
  /^\s*Q\s/.test(`${closing}\n`) &&
  closing.split(/\s+/).filter((word) => word === 'q').length + 1 ===
    closing.split(/\s+/).filter((word) => word === 'Q').length;

function copyAsForm(
  context: PDFContext,
  stream: PDFRawStream,
  entries: Record<string, PDFObject | string | number[]>,
): PDFRawStream {
  const dict = context.obj(entries);
  for (const key of ['Filter', 'DecodeParms']) {
    const value = stream.dict.get(PDFName.of(key));
    if (value) dict.set(PDFName.of(key), value);
  }
  return PDFRawStream.of(dict, stream.contents);
}

/** Resources with one more drawing; the dictionary they came from stays as it is, for other pages share it. */
function addDrawing(context: PDFContext, entry: unknown, name: string, drawing: PDFRef): PDFDict {
  const old = entry instanceof PDFRef ? context.lookup(entry) : entry;
  const resources = context.obj({});
  if (old instanceof PDFDict) for (const [key, value] of old.entries()) resources.set(key, value);
  const drawings = context.obj({});
  const before = context.lookup(resources.get(PDFName.of('XObject')));
  if (before instanceof PDFDict) for (const [key, value] of before.entries()) drawings.set(key, value);
  drawings.set(PDFName.of(name), drawing);
  resources.set(PDFName.of('XObject'), drawings);
  return resources;
}

function decode(stream: PDFStream): Uint8Array {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  const isPlain =
    stream.dict.get(PDFName.of('Filter')) === PDFName.of('FlateDecode') && !stream.dict.has(PDFName.of('DecodeParms'));
  try {
    if (isPlain) return inflateSync(stream.contents);
  } catch {
    // A stream that is cut off still gives what it has the other way.
  }
  return decodePDFRawStream(stream).decode();
}

const hiddenFlags = 0b100010;
const printFlag = 0b100;

function appearancesOf(context: PDFContext, dict: PDFDict): { ref: PDFObject; matrix: readonly number[] }[] {
  const list = context.lookup(dict.get(PDFName.of('Annots')));
  if (!(list instanceof PDFArray)) return [];
  return list.asArray().flatMap((entry) => {
    const annotation = context.lookup(entry);
    if (!(annotation instanceof PDFDict)) return [];
    const flags = readNumber(context, annotation.get(PDFName.of('F'))) ?? 0;
    const subtype = annotation.get(PDFName.of('Subtype'));
    if ((flags & hiddenFlags) !== 0 || (flags & printFlag) === 0 || subtype === PDFName.of('Popup')) return [];
    const normal = normalAppearance(context, annotation);
    const form = normal && context.lookup(normal);
    const rect = readBox(context, annotation.get(PDFName.of('Rect')));
    if (!normal || !(form instanceof PDFStream) || !rect) return [];
    const box = readBox(context, form.dict.get(PDFName.of('BBox')));
    const matrix = context.lookup(form.dict.get(PDFName.of('Matrix')));
    const numbers = matrix instanceof PDFArray ? matrix.asArray().map((n) => readNumber(context, n) ?? 0) : [];
    return box ? [{ ref: normal, matrix: placeAppearance(rect, box, numbers) }] : [];
  });
}

/** The picture of an annotation in its present state. */
function normalAppearance(context: PDFContext, annotation: PDFDict): PDFObject | undefined {
  const all = context.lookup(annotation.get(PDFName.of('AP')));
  const entry = all instanceof PDFDict ? all.get(PDFName.of('N')) : undefined;
  const states = entry && context.lookup(entry);
  if (!(states instanceof PDFDict)) return entry;
  const state = annotation.get(PDFName.of('AS'));
  return state instanceof PDFName ? states.get(state) : undefined;
}

function makeSheet(
  context: PDFContext,
  tree: PDFRef,
  side: SheetSide,
  formOf: (source: 'main' | 'fill', index: number) => FormNames,
): PDFDict {
  const forms: Record<string, PDFObject> = {};
  let content = side.content;
  for (const { source, index, name } of side.pages) {
    const { page, marks } = formOf(source, index);
    forms[name] = page;
    const drawn = marks.map((mark, i) => {
      forms[`${name}a${i}`] = mark.ref;
      return ` q ${mark.matrix.map(toPdfNumber).join(' ')} cm /${name}a${i} Do Q`;
    });
    content = content.replace(`/${name} Do`, `/${name} Do${drawn.join('')}`);
  }
  const box = [0, 0, side.widthPt, side.heightPt];
  return context.obj({
    Type: 'Page',
    Parent: tree,
    MediaBox: box,
    TrimBox: [...side.trim],
    Resources: { XObject: forms },
    Contents: context.register(context.flateStream(content)),
  });
}

/** Numbers as PDF likes them: no exponent, no more digits than a printer can show. */
export const toPdfNumber = (value: number): string => {
  const text = value.toFixed(4).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
};

/** Title and author as the file had them; the dates are left out: nothing here knows when it was made. */
function makeInfo(context: PDFContext, producer: string): PDFDict {
  const info = context.obj({ Producer: PDFString.of(producer), Creator: PDFString.of(producer) });
  const old = context.trailerInfo.Info && context.lookup(context.trailerInfo.Info);
  for (const key of ['Title', 'Author', 'Subject']) {
    const entry = old instanceof PDFDict ? old.get(PDFName.of(key)) : undefined;
    const value = entry && context.lookup(entry);
    if (value) info.set(PDFName.of(key), value);
  }
  return info;
}

/** Deletes every object that the new catalog does not lead to: tags, links, outline, scripts, attachments. */
function dropUnreachable(context: PDFContext, roots: readonly PDFRef[]): void {
  const reached = new Set<PDFRef>();
  const pending: PDFObject[] = [...roots];
  for (let object = pending.pop(); object; object = pending.pop()) {
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const target = context.lookup(object);
      if (target) pending.push(target);
    } else if (object instanceof PDFArray) pending.push(...object.asArray());
    else if (object instanceof PDFDict) pending.push(...object.values());
    else if (object instanceof PDFStream) pending.push(object.dict);
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}

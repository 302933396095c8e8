import type { PdfHandle } from './open-pages.ts';
import {
  contentOf,
  decodeStream,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFObjectCopier,
  PDFRawStream,
  PDFRef,
  PDFStream,
  readBox,
  readNumber,
} from './pdf-objects.ts';
import { placeAppearance } from './place-appearance.ts';

/** The page itself, and the pictures of its annotations (stamps, filled-in fields) that are meant to be printed. */
export interface FormNames {
  readonly page: PDFRef;
  readonly marks: readonly { readonly ref: PDFObject; readonly matrix: readonly number[] }[];
}

/**
 * A page as a form in the document it came from: its content is taken as it lies and its fonts stay the same objects, so
 * nothing is copied and nothing is there twice. A page of another document is brought over.
 */
export function makeForms(context: PDFContext, handle: PdfHandle | undefined, index: number): FormNames {
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
    const [opening, closing] = [before, after].map((stream) => Buffer.from(decodeStream(stream)).toString('latin1'));
    if (opening && closing && encloses(opening, closing)) {
      // A transparency group belongs to the page as a whole.
      const { Group: _, ...own } = entries;
      const inner = context.register(copyAsForm(context, main, own));
      const resources = addDrawing(context, entries.Resources, innerName, inner);
      return context.stream(`${opening}\n/${innerName} Do\n${closing}`, { ...entries, Resources: resources });
    }
  }
  // Operators may not run over the seam of two streams, but the graphics state does: they are joined as text.
  const parts = streams.flatMap((stream) => [decodeStream(stream), new Uint8Array([10])]);
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

import { createHash } from 'node:crypto';
import { toPdfNumber } from './draw-side.ts';
import { type FormNames, makeForms } from './make-forms.ts';
import type { PdfHandle, PdfPages } from './open-pages.ts';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHeader,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFStreamWriter,
  PDFString,
} from './pdf-objects.ts';

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

/**
 * Builds the imposed file. The opened document is used up. The same input gives the same bytes.
 * Tags, links, outline and scripts belong to pages in reading order and are left behind: an imposed file is for the
 * printer.
 */
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

import { type InkBox, type InkFont, type InkResources, measureInk } from './measure-ink.ts';
import type { PdfPages } from './open-pages.ts';
import {
  contentOf,
  decodeStream,
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFStream,
  readBox,
  readNumber,
} from './pdf-objects.ts';

/** The box of what each page shows within its trim, in the page's own space; null for an empty page. */
export function measurePages({ handle: { context, leaves } }: PdfPages): readonly (InkBox | null)[] {
  const fonts = new Map<PDFObject, InkFont | null>();
  return leaves.map((leaf) => {
    const streams = contentOf(context, leaf.dict).filter((item) => item instanceof PDFStream);
    const content = Buffer.concat(streams.flatMap((stream) => [decodeStream(stream), new Uint8Array([10])]));
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
        content: decodeStream(object),
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

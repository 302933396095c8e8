import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  type PDFContext,
  type PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFStream,
} from '@cantoo/pdf-lib';

/** The one file that names pdf-lib: its objects, and what is read from them here and there. */
export {
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

/** The streams of a page's content, in order. */
export function contentOf(context: PDFContext, dict: PDFDict): (PDFObject | undefined)[] {
  const entry = dict.get(PDFName.of('Contents'));
  if (!entry) return [];
  const content = context.lookup(entry);
  return content instanceof PDFArray ? content.asArray().map((item) => context.lookup(item)) : [content];
}

/** A number, or null. */
export const readNumber = (context: PDFContext, entry: PDFObject | undefined): number | null => {
  const value = entry && context.lookup(entry);
  return value instanceof PDFNumber && Number.isFinite(value.asNumber()) ? value.asNumber() : null;
};

/** Four numbers as left, bottom, right and top; null when they are not there. */
export function readBox(context: PDFContext, entry: PDFObject | undefined): [number, number, number, number] | null {
  const array = entry && context.lookup(entry);
  if (!(array instanceof PDFArray) || array.size() !== 4) return null;
  const [a, b, c, d] = array.asArray().map((item) => readNumber(context, item));
  if (a == null || b == null || c == null || d == null) return null;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** Said of a page whose content cannot be unpacked. */
export class ContentFault extends Error {}

/** A stream's content, unpacked; a ContentFault when that cannot be done. */
export function decodeStream(stream: PDFStream): Uint8Array {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  if (stream.contents.length === 0) return stream.contents;
  const filter = stream.dict.get(PDFName.of('Filter'));
  const isPlain = filter === PDFName.of('FlateDecode') && !stream.dict.has(PDFName.of('DecodeParms'));
  try {
    if (isPlain) return inflateSync(stream.contents);
  } catch {
    // A stream that is cut off still gives what it has the other way.
  }
  try {
    return decodePDFRawStream(stream).decode();
  } catch {
    throw new ContentFault('the content of a page cannot be unpacked');
  }
}

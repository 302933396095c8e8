import { createHash } from 'node:crypto';
import type { FurnitureFont } from './page-furniture.ts';
import { formatValue, isDict, isRef, type PdfDict, type PdfValue, parseValue } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';
import type { PrintedObject, PrintedPage, PrintedShard } from './printed-shard.ts';
import type { FontShelf } from './shared-fonts.ts';

/** Copies what pages use from a shard into the book; what is equal in two shards is copied once. */
export function createCopier(writer: PdfWriter, shelf: FontShelf) {
  const copied = new Map<PrintedShard, Map<number, number>>();
  const byContent = new Map<string, number>();
  const copy = (shard: PrintedShard, index: number): number => {
    const known = copied.get(shard) ?? new Map<number, number>();
    copied.set(shard, known);
    const before = known.get(index);
    if (before !== undefined) return before;
    const { text, stream } = shard.objects[index] ?? nothing;
    const own = renumberText(shard, text);
    const key = stream ? `${own}\n${markOf(stream)}` : own;
    const same = byContent.get(key);
    const made = same ?? (stream ? writer.addStreamText(own, stream) : writer.reserve());
    if (same === undefined && !stream) writer.setText(made, own);
    byContent.set(key, made);
    known.set(index, made);
    return made;
  };
  /** Lines of dots and the like come by the thousand, in plain words: their numbers are put in without taking them apart. */
  const renumberText = (shard: PrintedShard, text: string): string =>
    /[(%]/.test(text)
      ? formatValue(renumber(shard, text))
      : text.replace(/(\d+) 0 R/g, (_, ref: string) => `${copy(shard, Number(ref))} 0 R`);
  const renumber = (shard: PrintedShard, text: string): PdfValue => {
    const visit = (value: PdfValue): PdfValue => {
      if (isRef(value)) return { ref: copy(shard, value.ref) };
      if (Array.isArray(value)) return value.map(visit);
      if (isDict(value)) return new Map([...value].map(([key, item]) => [key, visit(item)]));
      return value;
    };
    return visit(parseValue(text).value);
  };
  const sets = new Map<string, number>();
  // Page after page of a shard says the same.
  const known = new Map<PrintedShard, Map<string, PdfDict>>();
  const ownResources = (shard: PrintedShard, text: string): PdfDict => {
    const ofShard = known.get(shard) ?? new Map<string, PdfDict>();
    known.set(shard, ofShard);
    const own = ofShard.get(text) ?? asDict(renumber(shard, text));
    ofShard.set(text, own);
    return own;
  };
  const writeResources = (shard: PrintedShard, page: PrintedPage, furnitureFonts: readonly FurnitureFont[]): number => {
    const own = new Map(ownResources(shard, page.resources));
    const fonts: PdfDict = new Map();
    for (const [name, font] of page.fonts) {
      const ownRef = typeof font === 'string' ? shelf.byName(font)?.ref : copy(shard, font);
      if (ownRef !== undefined) fonts.set(name, { ref: ownRef });
    }
    for (const { name, font } of furnitureFonts) fonts.set(name, { ref: font.ref });
    if (fonts.size > 0) own.set('/Font', fonts);
    const text = formatValue(own);
    const ref = sets.get(text) ?? writer.reserve();
    writer.setText(ref, text);
    sets.set(text, ref);
    return ref;
  };
  const shared = new Map<PrintedShard, Map<string, number>>();
  return {
    /** The page's resources as an object that equal pages share, with the fonts of folios and heads. */
    resources: (shard: PrintedShard, page: PrintedPage, furnitureFonts: readonly FurnitureFont[]): number => {
      const ofShard = shared.get(shard) ?? new Map<string, number>();
      shared.set(shard, ofShard);
      const key = `${furnitureFonts.map(({ name }) => name).join('')} ${page.fonts.join(' ')}\n${page.resources}`;
      const ref = ofShard.get(key) ?? writeResources(shard, page, furnitureFonts);
      ofShard.set(key, ref);
      return ref;
    },
  };
}

const nothing: PrintedObject = { text: 'null', stream: null };

const asDict = (value: PdfValue): PdfDict => (isDict(value) ? value : new Map());

/** Tells streams apart: short ones by what they are. */
const markOf = (stream: Uint8Array): string =>
  stream.length <= shortBytes
    ? Buffer.from(stream.buffer, stream.byteOffset, stream.length).toString('latin1')
    : createHash('sha256').update(stream).digest('hex');
const shortBytes = 256;

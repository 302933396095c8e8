import { createHash } from 'node:crypto';
import { formatValue, isDict, isRef, type PdfDict, type PdfValue } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';
import type { PrintedPage, PrintedShard } from './printed-shard.ts';
import type { SharedFont } from './shared-fonts.ts';

/** Resource name of the font of folios and running heads. */
export const headFont = '/Hd';

/** Copies what pages use from a shard into the book; what is equal in two shards is copied once. */
export function createCopier(writer: PdfWriter) {
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

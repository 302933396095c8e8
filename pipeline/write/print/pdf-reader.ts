import { inflateSync } from 'node:zlib';
import { isDict, isRef, type PdfDict, type PdfValue, parseValue } from './pdf-value.ts';

/** A PDF file, as the browser prints it or as we bind it: with a cross-reference table or stream, not encrypted. */
export interface PdfFile {
  readonly trailer: PdfDict;
  /** The object without its stream; null for a free number. Parsed at the first call, then kept. */
  readonly get: (ref: number) => PdfValue;
  /**
   * What a sticky pattern finds where an object stands in the file; null when that is something else. For objects of one
   * form that come by the ten thousand.
   */
  readonly match: (ref: number, pattern: RegExp) => RegExpExecArray | null;
  /** Follows a reference, if it is one. */
  readonly resolve: (value: PdfValue | undefined) => PdfValue;
  /** A dictionary behind a value; throws when it is none, since the file is then not what the browser writes. */
  readonly dict: (value: PdfValue | undefined) => PdfDict;
  /** The stream's bytes as they stand in the file; null when the object has none. */
  readonly rawStream: (ref: number) => Uint8Array | null;
  /** The stream's bytes, inflated. */
  readonly stream: (ref: number) => Buffer;
}

/** Room for what a page inflates to: most come out in one piece. */
const chunkSize = 64 * 1024;

interface Entry {
  readonly value: PdfValue;
  readonly streamStart: number;
}

/** Opens a file. Reads the cross-references only; objects are parsed when asked for. */
export function readPdf(bytes: Uint8Array): PdfFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  const tail = text.slice(-2048);
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  if (!Number.isFinite(startxref)) throw new Error('PDF: no cross-reference table');
  const isTable = text.startsWith('xref', startxref);
  const { offsets, packed, trailer } = isTable ? readTable(text, startxref) : readCrossStream(buffer, text, startxref);
  const entries = new Map<number, Entry>();
  const opened = new Map<number, { readonly text: string; readonly index: readonly number[] }>();

  const entry = (ref: number): Entry => {
    const known = entries.get(ref);
    if (known) return known;
    const at = offsets[ref];
    const home = packed.get(ref);
    const parsed = home
      ? { value: unpack(home), streamStart: -1 }
      : at === undefined || at === 0
        ? { value: null, streamStart: -1 }
        : parseObject(text, at);
    entries.set(ref, parsed);
    return parsed;
  };
  const unpack = ({ stream, index }: Packed): PdfValue => {
    let whole = opened.get(stream);
    if (!whole) {
      const first = dictOf({ ref: stream }).get('/First');
      const inside = streamOf(stream).toString('latin1');
      const head = inside.slice(0, typeof first === 'number' ? first : 0);
      const numbers = head.trim().split(/\s+/).map(Number);
      whole = { text: inside, index: numbers.filter((_, i) => i % 2 === 1).map((at) => at + head.length) };
      opened.set(stream, whole);
    }
    return parseValue(whole.text, whole.index[index] ?? 0).value;
  };
  const get = (ref: number): PdfValue => entry(ref).value;
  const match = (ref: number, pattern: RegExp): RegExpExecArray | null => {
    const at = offsets[ref];
    if (!at) return null;
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const resolve = (value: PdfValue | undefined): PdfValue => (isRef(value) ? get(value.ref) : (value ?? null));
  const dictOf = (value: PdfValue | undefined): PdfDict => {
    const found = resolve(value);
    if (!isDict(found)) throw new Error('PDF: a dictionary is missing');
    return found;
  };
  const rawStream = (ref: number): Uint8Array | null => {
    const { value, streamStart } = entry(ref);
    if (streamStart < 0 || !isDict(value)) return null;
    const length = resolve(value.get('/Length'));
    if (typeof length !== 'number') throw new Error('PDF: a stream has no length');
    return buffer.subarray(streamStart, streamStart + length);
  };
  const streamOf = (ref: number): Buffer => {
    const raw = rawStream(ref) ?? new Uint8Array();
    return dictOf({ ref }).get('/Filter') === '/FlateDecode' ? inflateSync(raw, { chunkSize }) : Buffer.from(raw);
  };
  return { trailer, get, match, resolve, dict: dictOf, rawStream, stream: streamOf };
}

/** An object that lies in an object stream (7.5.7), at so many-th place. */
interface Packed {
  readonly stream: number;
  readonly index: number;
}

interface CrossReferences {
  readonly offsets: readonly number[];
  readonly packed: ReadonlyMap<number, Packed>;
  readonly trailer: PdfDict;
}

/** A cross-reference stream (7.5.8), as we write it: one section, no predictor. */
function readCrossStream(buffer: Buffer, text: string, at: number): CrossReferences {
  const { value, streamStart } = parseObject(text, at);
  if (!isDict(value) || value.get('/Type') !== '/XRef') throw new Error('PDF: no cross-references');
  const length = value.get('/Length');
  const widths = value.get('/W');
  if (typeof length !== 'number' || !Array.isArray(widths)) throw new Error('PDF: cross-references are damaged');
  if (isDict(value.get('/DecodeParms') ?? null) || value.has('/Prev')) throw new Error('PDF: not one of ours');
  const rows = inflateSync(buffer.subarray(streamStart, streamStart + length));
  const [a = 0, b = 0, c = 0] = widths.map(Number);
  const number = (from: number, bytes: number): number => (bytes > 0 ? rows.readUIntBE(from, bytes) : 0);
  const offsets: number[] = [];
  const packed = new Map<number, Packed>();
  for (let ref = 0, i = 0; i + a + b + c <= rows.length; ref++, i += a + b + c) {
    const kind = number(i, a);
    if (kind === 1) offsets[ref] = number(i + a, b);
    if (kind === 2) packed.set(ref, { stream: number(i + a, b), index: number(i + a + b, c) });
  }
  return { offsets, packed, trailer: value };
}

function readTable(file: string, at: number): CrossReferences {
  const text = file.slice(at);
  const offsets: number[] = [];
  const header = /^xref\s+/.exec(text);
  if (!header) throw new Error('PDF: no cross-reference table');
  let i = header[0].length;
  for (;;) {
    const section = /^(\d+) (\d+)\s*\n/.exec(text.slice(i, i + 40));
    if (!section) break;
    i += section[0].length;
    const first = Number(section[1]);
    const count = Number(section[2]);
    // Entries are twenty bytes each (7.5.4).
    for (let n = 0; n < count; n++, i += 20)
      offsets[first + n] = text.charAt(i + 17) === 'n' ? Number(text.slice(i, i + 10)) : 0;
  }
  const start = text.indexOf('trailer', i);
  const { value } = parseValue(text, start + 'trailer'.length);
  if (!isDict(value)) throw new Error('PDF: no trailer');
  return { offsets, packed: new Map(), trailer: value };
}

/** An object, read from the whole file as text (one character a byte): most files have tens of thousands of short ones. */
function parseObject(text: string, at: number): Entry {
  objectStart.lastIndex = at;
  const head = objectStart.exec(text);
  if (!head) throw new Error(`PDF: no object at ${at}`);
  const { value, end } = parseValue(text, objectStart.lastIndex);
  objectEnd.lastIndex = end;
  const after = objectEnd.exec(text);
  if (!after) throw new Error(`PDF: object at ${at} has no end`);
  return { value, streamStart: after[1] === 'endobj' ? -1 : objectEnd.lastIndex };
}

const objectStart = /\s*\d+ \d+ obj\s*/y;
const objectEnd = /\s*(stream\r?\n|endobj)/y;

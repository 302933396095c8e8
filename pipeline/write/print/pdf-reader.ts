import { inflateSync } from 'node:zlib';
import { isDict, isRef, type PdfDict, type PdfValue, parseValue } from './pdf-value.ts';

/** A printed file as the browser gives it: classic cross-reference table, no object streams, no encryption. */
export interface PdfFile {
  readonly trailer: PdfDict;
  /** The object without its stream; null for a free number. Parsed at the first call, then kept. */
  readonly get: (ref: number) => PdfValue;
  /** Follows a reference, if it is one. */
  readonly resolve: (value: PdfValue | undefined) => PdfValue;
  /** A dictionary behind a value; throws when it is none, since the file is then not what the browser writes. */
  readonly dict: (value: PdfValue | undefined) => PdfDict;
  /** The stream's bytes as they stand in the file; null when the object has none. */
  readonly rawStream: (ref: number) => Uint8Array | null;
  /** The stream's bytes, inflated. */
  readonly stream: (ref: number) => Buffer;
}

interface Entry {
  readonly value: PdfValue;
  readonly streamStart: number;
}

/** Opens what Chromium printed. Reads the cross-reference table only; objects are parsed when asked for. */
export function readPdf(bytes: Uint8Array): PdfFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = buffer.toString('latin1', Math.max(0, buffer.length - 2048), buffer.length);
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  if (!Number.isFinite(startxref)) throw new Error('printed file: no cross-reference table');
  const { offsets, trailer } = readTable(buffer, startxref);
  const entries = new Map<number, Entry>();

  const entry = (ref: number): Entry => {
    const known = entries.get(ref);
    if (known) return known;
    const at = offsets[ref];
    const parsed = at === undefined || at === 0 ? { value: null, streamStart: -1 } : parseObject(buffer, at);
    entries.set(ref, parsed);
    return parsed;
  };
  const get = (ref: number): PdfValue => entry(ref).value;
  const resolve = (value: PdfValue | undefined): PdfValue => (isRef(value) ? get(value.ref) : (value ?? null));
  const dictOf = (value: PdfValue | undefined): PdfDict => {
    const found = resolve(value);
    if (!isDict(found)) throw new Error('printed file: a dictionary is missing');
    return found;
  };
  const rawStream = (ref: number): Uint8Array | null => {
    const { value, streamStart } = entry(ref);
    if (streamStart < 0 || !isDict(value)) return null;
    const length = resolve(value.get('/Length'));
    if (typeof length !== 'number') throw new Error('printed file: a stream has no length');
    return buffer.subarray(streamStart, streamStart + length);
  };
  return {
    trailer,
    get,
    resolve,
    dict: dictOf,
    rawStream,
    stream: (ref) => {
      const raw = rawStream(ref) ?? new Uint8Array();
      return dictOf({ ref }).get('/Filter') === '/FlateDecode' ? inflateSync(raw) : Buffer.from(raw);
    },
  };
}

function readTable(buffer: Buffer, at: number): { offsets: number[]; trailer: PdfDict } {
  const text = buffer.toString('latin1', at, buffer.length);
  const offsets: number[] = [];
  const header = /^xref\s+/.exec(text);
  if (!header) throw new Error('printed file: no cross-reference table');
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
  if (!isDict(value)) throw new Error('printed file: no trailer');
  return { offsets, trailer: value };
}

function parseObject(buffer: Buffer, at: number): Entry {
  // Dictionaries are short; the few long ones (number trees, page lists) are read again with more room.
  for (let room = 1024; ; room *= 8) {
    const end = Math.min(buffer.length, at + room);
    const text = buffer.toString('latin1', at, end);
    const head = /^\s*\d+ \d+ obj\s*/.exec(text);
    if (!head) throw new Error(`printed file: no object at ${at}`);
    const { value, end: stop } = parseValue(text, head[0].length);
    const after = /^\s*(stream\r?\n|endobj)/.exec(text.slice(stop, stop + 32));
    if (after) return { value, streamStart: after[1]?.startsWith('stream') ? at + stop + after[0].length : -1 };
    if (end === buffer.length) throw new Error(`printed file: object at ${at} has no end`);
  }
}

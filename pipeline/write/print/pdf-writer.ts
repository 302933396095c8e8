import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, deflateSync } from 'node:zlib';
import { formatValue, type PdfDict, type PdfValue } from './pdf-value.ts';

/**
 * Builds a PDF 1.7 file with object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8): a tagged book
 * has a small dictionary for every paragraph, and these shrink by nine tenths when they are packed together.
 */
export interface PdfWriter {
  /** A number for an object that will be set later, so that others can point at it. */
  readonly reserve: () => number;
  /**
   * The first of so many numbers one after another. Blocks begin at round numbers, with room before them: one that grows a
   * little leaves the next where it was.
   */
  readonly takeBlock: (count: number) => number;
  /** Objects of a block that are packed and compressed already. */
  readonly addPacked: (objects: PackedObjects) => void;
  readonly set: (ref: number, value: PdfValue) => void;
  /** The same for an object whose text is ready (one character a byte). */
  readonly setText: (ref: number, text: string) => void;
  readonly add: (value: PdfValue) => number;
  /** A stream; `dict` without Length. Bytes that are compressed already say so by their Filter. */
  readonly addStream: (dict: PdfDict, bytes: Uint8Array) => number;
  /** The same for a dictionary whose text is ready. */
  readonly addStreamText: (dict: string, bytes: Uint8Array) => number;
  /** Compresses and adds a stream. */
  readonly addDeflated: (dict: PdfDict, bytes: Uint8Array) => number;
  /** All chunks of the file, few and large. Its identifier is a hash of what it holds, so that the same book has the same one. */
  readonly finish: (trailer: { readonly root: number; readonly info: number }) => Promise<Uint8Array[]>;
  /** SHA-256 (hex) of the finished file. */
  readonly digest: () => string;
}

/** Objects with numbers one after another in an object stream (7.5.7). */
export interface PackedObjects {
  readonly first: number;
  readonly count: number;
  /** Length of the list of numbers before the objects, in bytes. */
  readonly head: number;
  readonly bytes: Uint8Array;
}

/** Blocks begin at multiples of this, and at least so far behind what was there before. */
const blockStep = 1024;
const leastGap = 128;
const objectsPerStream = 200;
const level = 6;
const compress = promisify(deflate);
const muchBytes = 32 * 1024;
/** Chunks are gathered to about this size: whoever saves them asks the disk once for each. */
const chunkBytes = 4 * 1024 * 1024;

export function createPdfWriter(): PdfWriter {
  const texts: (string | undefined)[] = [''];
  const streams = new Map<number, { head: string; bytes: Uint8Array }>();
  const reserve = (): number => texts.push(undefined) - 1;
  const setText = (ref: number, text: string): void => {
    texts[ref] = text;
  };
  const addStream = (dict: PdfDict, bytes: Uint8Array): number => {
    const ref = reserve();
    dict.set('/Length', bytes.length);
    streams.set(ref, { head: formatValue(dict), bytes });
    return ref;
  };
  const addStreamText = (text: string, bytes: Uint8Array): number => {
    const ref = reserve();
    streams.set(ref, { head: `${text.slice(0, -2)}/Length ${bytes.length}>>`, bytes });
    return ref;
  };
  const ready: PackedObjects[] = [];
  const takeBlock = (count: number): number => {
    const base = Math.ceil((texts.length + leastGap) / blockStep) * blockStep;
    while (texts.length < base + count) texts.push(undefined);
    return base;
  };
  const hash = createHash('sha256');
  const deflating: Promise<void>[] = [];
  const addDeflated = (dict: PdfDict, bytes: Uint8Array): number => {
    dict.set('/Filter', '/FlateDecode');
    if (bytes.length < muchBytes) return addStream(dict, deflateSync(bytes, { level }));
    // Font programs take long: they are compressed beside this thread, and awaited at the end.
    const ref = addStream(dict, bytes);
    const packed = compress(bytes, { level }).then((done) => {
      dict.set('/Length', done.length);
      streams.set(ref, { head: formatValue(dict), bytes: done });
    });
    packed.catch(() => {});
    deflating.push(packed);
    return ref;
  };

  return {
    reserve,
    takeBlock,
    addPacked: (objects) => void ready.push(objects),
    setText,
    set: (ref, value) => setText(ref, formatValue(value)),
    add: (value) => {
      const ref = reserve();
      setText(ref, formatValue(value));
      return ref;
    },
    addStream,
    addStreamText,
    addDeflated,
    finish: async ({ root, info }) => {
      // Packed beside this thread, all at once, while the streams are put together here.
      const packing = packPlain(texts, streams);
      const chunks: Uint8Array[] = [];
      const gathered: Uint8Array[] = [];
      let gatheredBytes = 0;
      let length = 0;
      const flush = (): void => {
        const chunk = Buffer.concat(gathered.splice(0));
        gatheredBytes = 0;
        hash.update(chunk);
        chunks.push(chunk);
      };
      const push = (chunk: Uint8Array): void => {
        gathered.push(chunk);
        gatheredBytes += chunk.length;
        length += chunk.length;
        if (gatheredBytes > chunkBytes) flush();
      };
      // The comment's four bytes above 127 tell transfer programs that the file is binary (7.5.2).
      push(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
      await Promise.all(deflating);
      const homes = ready.length + packing.length;
      const size = texts.length + homes + 1;
      const rows = createRows(size);
      for (const [ref, stream] of streams) {
        rows.set(ref, 1, length, 0);
        push(Buffer.from(`${ref} 0 obj\n${stream.head}\nstream\n`, 'latin1'));
        push(stream.bytes);
        push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
      }
      let home = texts.length;
      const pushPacked = (refAt: (i: number) => number, count: number, head: number, bytes: Uint8Array): void => {
        for (let i = 0; i < count; i++) rows.set(refAt(i), 2, home, i);
        rows.set(home, 1, length, 0);
        const entries = `<</Type/ObjStm/N ${count}/First ${head}/Filter/FlateDecode/Length ${bytes.length}>>`;
        push(Buffer.from(`${home} 0 obj\n${entries}\nstream\n`, 'latin1'));
        push(bytes);
        push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
        home++;
      };
      for (const { first, count, head, bytes } of ready) pushPacked((i) => first + i, count, head, bytes);
      for (const { refs, head, bytes } of packing) pushPacked((i) => refs[i] ?? 0, refs.length, head, await bytes);
      const start = length;
      rows.set(home, 1, start, 0);
      // Compressed beside this thread, while the last of what comes before is hashed.
      const packed = compress(rows.bytes, { level });
      flush();
      const bytes = await packed;
      const id = hash.copy().digest('hex').slice(0, 32).toUpperCase();
      const head =
        `<</Type/XRef/Size ${size}/W[1 4 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]` +
        `/Filter/FlateDecode/Length ${bytes.length}>>`;
      push(Buffer.from(`${home} 0 obj\n${head}\nstream\n`, 'latin1'));
      push(bytes);
      push(Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
      flush();
      return chunks;
    },
    digest: () => hash.copy().digest('hex'),
  };
}

/** Objects that have a text and no stream, two hundred to an object stream. */
function packPlain(texts: readonly (string | undefined)[], streams: ReadonlyMap<number, unknown>) {
  const plain: number[] = [];
  for (let ref = 1; ref < texts.length; ref++) if (texts[ref] !== undefined && !streams.has(ref)) plain.push(ref);
  const packing: { readonly refs: readonly number[]; readonly head: number; readonly bytes: Promise<Buffer> }[] = [];
  for (let from = 0; from < plain.length; from += objectsPerStream) {
    const refs = plain.slice(from, from + objectsPerStream);
    let index = '';
    let body = '';
    for (const ref of refs) {
      index += `${ref} ${body.length} `;
      body += `${texts[ref]}\n`;
    }
    packing.push({ refs, head: index.length, bytes: compress(Buffer.from(index + body, 'latin1'), { level }) });
  }
  return packing;
}

/** The rows of a cross-reference stream, of one, four and two bytes. Numbers that nobody has are free for good (7.5.4). */
function createRows(count: number) {
  const bytes = Buffer.alloc(count * 7);
  // Byte by byte: there are a hundred thousand of them.
  for (let at = 5; at < bytes.length; at += 7) {
    bytes[at] = 255;
    bytes[at + 1] = 255;
  }
  return {
    bytes,
    set: (ref: number, type: number, a: number, b: number): void => {
      const at = ref * 7;
      bytes[at] = type;
      bytes[at + 1] = a >>> 24;
      bytes[at + 2] = a >>> 16;
      bytes[at + 3] = a >>> 8;
      bytes[at + 4] = a;
      bytes[at + 5] = b >>> 8;
      bytes[at + 6] = b;
    },
  };
}

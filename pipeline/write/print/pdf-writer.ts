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
  readonly set: (ref: number, value: PdfValue) => void;
  /** The same for an object whose text is ready (one character a byte). */
  readonly setText: (ref: number, text: string) => void;
  readonly add: (value: PdfValue) => number;
  /** A stream; `dict` without Length. Bytes that are compressed already say so by their Filter. */
  readonly addStream: (dict: PdfDict, bytes: Uint8Array) => number;
  /** Compresses and adds a stream. */
  readonly addDeflated: (dict: PdfDict, bytes: Uint8Array) => number;
  /** All chunks of the file, few and large. Its identifier is a hash of what it holds, so that the same book has the same one. */
  readonly finish: (trailer: { readonly root: number; readonly info: number }) => Promise<Uint8Array[]>;
}

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
    setText,
    set: (ref, value) => setText(ref, formatValue(value)),
    add: (value) => {
      const ref = reserve();
      setText(ref, formatValue(value));
      return ref;
    },
    addStream,
    addDeflated,
    finish: async ({ root, info }) => {
      const plain: number[] = [];
      for (let ref = 1; ref < texts.length; ref++) if (!streams.has(ref) && texts[ref] !== undefined) plain.push(ref);
      // Packed beside this thread, all at once, while the streams are put together here.
      const packing: { readonly refs: readonly number[]; readonly head: number; readonly bytes: Promise<Buffer> }[] =
        [];
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
      const chunks: Uint8Array[] = [];
      const gathered: Uint8Array[] = [];
      let gatheredBytes = 0;
      let length = 0;
      const hash = createHash('sha256');
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
      const table: { readonly type: number; readonly a: number; readonly b: number }[] = [{ type: 0, a: 0, b: 65535 }];
      await Promise.all(deflating);
      const last = texts.length;
      for (let ref = 1; ref < last; ref++) {
        const stream = streams.get(ref);
        if (!stream) {
          table[ref] = { type: 0, a: 0, b: 0 };
          continue;
        }
        table[ref] = { type: 1, a: length, b: 0 };
        push(Buffer.from(`${ref} 0 obj\n${stream.head}\nstream\n`, 'latin1'));
        push(stream.bytes);
        push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
      }
      for (const { refs, head, bytes: packed } of packing) {
        const home = texts.push(undefined) - 1;
        refs.forEach((ref, i) => {
          table[ref] = { type: 2, a: home, b: i };
        });
        const bytes = await packed;
        table[home] = { type: 1, a: length, b: 0 };
        const entries = `<</Type/ObjStm/N ${refs.length}/First ${head}/Filter/FlateDecode/Length ${bytes.length}>>`;
        push(Buffer.from(`${home} 0 obj\n${entries}\nstream\n`, 'latin1'));
        push(bytes);
        push(Buffer.from('\nendstream\nendobj\n', 'latin1'));
      }
      const home = texts.length;
      const start = length;
      table[home] = { type: 1, a: start, b: 0 };
      const rows = Buffer.alloc(table.length * 7);
      table.forEach((row, i) => {
        rows.writeUInt8(row.type, i * 7);
        rows.writeUInt32BE(row.a, i * 7 + 1);
        rows.writeUInt16BE(row.b, i * 7 + 5);
      });
      const bytes = deflateSync(rows, { level });
      flush();
      const id = hash.copy().digest('hex').slice(0, 32).toUpperCase();
      const head =
        `<</Type/XRef/Size ${table.length}/W[1 4 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]` +
        `/Filter/FlateDecode/Length ${bytes.length}>>`;
      push(Buffer.from(`${home} 0 obj\n${head}\nstream\n`, 'latin1'));
      push(bytes);
      push(Buffer.from(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
      flush();
      return chunks;
    },
  };
}

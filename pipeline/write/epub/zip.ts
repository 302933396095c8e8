import { deflateSync } from 'fflate';

/**
 * A ZIP that is the same bytes for the same entries: in the order given, one fixed time, no extra fields, no folder
 * entries, names in ASCII. Entries are packed as they come, so what was packed can be forgotten. (Deflate is done in
 * JavaScript: the runtime's own differs between processors.)
 */
export class ZipFile {
  private readonly chunks: Uint8Array[] = [];
  private readonly directory: Uint8Array[] = [];
  private readonly names = new Set<string>();
  private offset = 0;

  /** Adds one file. `store` leaves it unpacked, for what is packed already and for the type mark of an e-book. */
  add(name: string, data: string | Uint8Array, method: 'store' | 'deflate' = 'deflate'): void {
    if (this.names.has(name)) throw new Error(`two files of the name ${name}`);
    this.names.add(name);
    const bytes = typeof data === 'string' ? encoder.encode(data) : data;
    const packed = method === 'deflate' ? deflateSync(bytes, { level }) : bytes;
    const isPacked = packed.length < bytes.length;
    const body = isPacked ? packed : bytes;
    const path = encoder.encode(name);
    const head = new Uint8Array(26);
    const view = new DataView(head.buffer);
    view.setUint16(0, 20, true);
    view.setUint16(2, 0, true);
    view.setUint16(4, isPacked ? 8 : 0, true);
    view.setUint16(6, fixedTime, true);
    view.setUint16(8, fixedDate, true);
    view.setUint32(10, crc32(bytes), true);
    view.setUint32(14, body.length, true);
    view.setUint32(18, bytes.length, true);
    view.setUint16(22, path.length, true);
    this.directory.push(
      makeRecord(0x02014b50, [uint16(20), head, uint16(0), uint16(0), uint16(0), uint32(0), uint32(this.offset), path]),
    );
    const local = makeRecord(0x04034b50, [head, path]);
    this.chunks.push(local, body);
    this.offset += local.length + body.length;
  }

  /** The whole file in pieces. */
  finish(): Uint8Array[] {
    const length = this.directory.reduce((sum, record) => sum + record.length, 0);
    const count = uint16(this.directory.length);
    const end = makeRecord(0x06054b50, [
      uint16(0),
      uint16(0),
      count,
      count,
      uint32(length),
      uint32(this.offset),
      uint16(0),
    ]);
    return [...this.chunks, ...this.directory, end];
  }
}

const level = 6;
/** 1980-01-01 00:00, the earliest that a ZIP can say. */
const fixedTime = 0;
const fixedDate = (1 << 5) | 1;
const encoder = new TextEncoder();

function makeRecord(signature: number, parts: readonly Uint8Array[]): Uint8Array {
  const all = [uint32(signature), ...parts];
  const record = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    record.set(part, at);
    at += part.length;
  }
  return record;
}

function uint16(value: number): Uint8Array {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, true);
  return bytes;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** Eight tables, so that eight bytes are taken at a time: table k tells what a byte does when k more bytes follow it. */
const tables = makeTables();

function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    made[n] = c;
  }
  for (let i = 256; i < made.length; i++) {
    const before = made[i - 256] ?? 0;
    made[i] = (made[before & 255] ?? 0) ^ (before >>> 8);
  }
  return made;
}

/** The check sum of ZIP and PNG. */
export function crc32(bytes: Uint8Array, start = 0): number {
  const t = tables;
  const inEights = bytes.length - (bytes.length % 8);
  let c = ~start;
  let i = 0;
  // Every index is within its table or the bytes.
  for (; i < inEights; i += 8) {
    c ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    c =
      (t[1792 + (c & 255)] as number) ^
      (t[1536 + ((c >>> 8) & 255)] as number) ^
      (t[1280 + ((c >>> 16) & 255)] as number) ^
      (t[1024 + (c >>> 24)] as number) ^
      (t[768 + (bytes[i + 4] as number)] as number) ^
      (t[512 + (bytes[i + 5] as number)] as number) ^
      (t[256 + (bytes[i + 6] as number)] as number) ^
      (t[bytes[i + 7] as number] as number);
  }
  for (; i < bytes.length; i++) c = (t[(c ^ (bytes[i] as number)) & 255] as number) ^ (c >>> 8);
  return ~c >>> 0;
}

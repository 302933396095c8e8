import { inflateRawSync } from 'node:zlib';
import { crc32 } from './crc32.ts';

/** A file in a zip, not yet unpacked. `read` throws a ZipFault when it is not what its entry says. */
export interface PackedFile {
  readonly path: string;
  readonly byteLength: number;
  readonly read: () => Uint8Array;
}

const tooLarge = 'zip64, for more than 4 GB or 65,534 files: unpack it and give the folder';

/** Why a zip, or one file of it, is refused: a few plain English words. */
export class ZipFault extends Error {
  readonly path: string;
  constructor(path: string, detail: string) {
    super(detail);
    this.name = 'ZipFault';
    this.path = path;
  }
}

/** What a zip from elsewhere may ask of us. */
export interface ZipLimits {
  readonly entries: number;
  readonly totalBytes: number;
  /** How many times larger than packed a file above `ratioFromBytes` may become. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

export const zipLimits: ZipLimits = { entries: 65_000, totalBytes: 4 * 2 ** 30, ratio: 400, ratioFromBytes: 2 ** 20 };

/**
 * The files of a zip from an unknown hand. Refused with a reason: a way out of the folder, links, the same name twice,
 * entries that lie over one another, encryption, other packings than stored and deflate, zip64, several disks, what is
 * cut off, what would unpack to more than its share. Nothing is unpacked before it is asked for, and never beyond the
 * size its entry states.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = zipLimits): readonly PackedFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(bytes, view);
  const entries = view.getUint16(end + 10, true);
  const directorySize = view.getUint32(end + 12, true);
  const directory = view.getUint32(end + 16, true);
  if (entries === 0xffff || directory === 0xffffffff) throw new ZipFault('', tooLarge);
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== entries) {
    throw new ZipFault('', 'several disks');
  }
  if (entries > limits.entries) throw new ZipFault('', 'too many files');
  if (directory + directorySize > end) throw new ZipFault('', 'cut off');

  const headers = readDirectory(bytes, view, directory, directory + directorySize, entries);
  refuseRepeats(headers);
  refuseOverlaps(headers, view, directory);
  const total = headers.reduce((sum, header) => sum + header.size, 0);
  if (total > limits.totalBytes) throw new ZipFault('', 'unpacks to too much');
  for (const { path, size, packedSize } of headers) {
    if (size > limits.ratioFromBytes && size > packedSize * limits.ratio)
      throw new ZipFault(path, 'unpacks to too much');
  }
  return headers
    .filter((header) => !header.path.endsWith('/'))
    .map((header) => ({ path: header.path, byteLength: header.size, read: () => unpack(bytes, view, header) }));
}

interface Header {
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
  readonly nameLength: number;
}

function findEnd(bytes: Uint8Array, view: DataView): number {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === bytes.length) return at;
  }
  const isZip = bytes.length >= 4 && view.getUint32(0, true) === 0x04034b50;
  throw new ZipFault('', isZip ? 'cut off' : 'not a zip');
}

function readDirectory(bytes: Uint8Array, view: DataView, start: number, end: number, count: number): Header[] {
  const headers: Header[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw new ZipFault('', 'its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => view.getUint16(at + o, true));
    if (nameLength === undefined || extraLength === undefined || commentLength === undefined) break;
    if (at + 46 + nameLength > end) throw new ZipFault('', 'its directory is damaged');
    const path = readName(bytes.subarray(at + 46, at + 46 + nameLength));
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const mode = view.getUint32(at + 38, true) >>> 16;
    const kind = mode & 0o170000;
    refuseUnsafePath(path);
    if ((flags & 0x2041) !== 0) throw new ZipFault(path, 'encrypted');
    if (kind === 0o120000) throw new ZipFault(path, 'a link');
    if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) throw new ZipFault(path, 'not a file');
    if (method !== 0 && method !== 8) throw new ZipFault(path, 'an unknown packing');
    const header = {
      path,
      method,
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      nameLength,
    };
    if ([header.packedSize, header.size, header.offset].includes(0xffffffff)) throw new ZipFault(path, tooLarge);
    if (method === 0 && header.size !== header.packedSize) throw new ZipFault(path, 'its sizes disagree');
    headers.push(header);
    at += 46 + nameLength + extraLength + commentLength;
  }
  if (at !== end) throw new ZipFault('', 'its directory is damaged');
  return headers;
}

function readName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ZipFault('', 'a name that is not UTF-8');
  }
}

function refuseUnsafePath(path: string): void {
  const steps = path.replace(/\/$/, '').split('/');
  const leadsOut =
    /^[/~\\]|^[A-Za-z]:|[\\\u0000-\u001f\u007f]/.test(path) || steps.some((s) => s === '..' || s === '.');
  if (leadsOut || steps.includes('') || path === '') throw new ZipFault(path, 'a path that leads out of the folder');
}

/** The same name twice, also in another case or normal form: which one is meant is anybody's guess. */
function refuseRepeats(headers: readonly Header[]): void {
  const seen = new Set<string>();
  for (const { path } of headers) {
    const key = path.normalize('NFC').toLowerCase();
    if (seen.has(key)) throw new ZipFault(path, 'a name that is there twice');
    seen.add(key);
  }
}

function refuseOverlaps(headers: readonly Header[], view: DataView, directory: number): void {
  let free = 0;
  for (const header of headers.toSorted((a, b) => a.offset - b.offset)) {
    const { path, offset } = header;
    if (offset < free) throw new ZipFault(path, 'data shared with another file');
    free = dataStart(view, header, directory) + header.packedSize;
    if (free > directory) throw new ZipFault(path, 'cut off');
  }
}

function dataStart(view: DataView, { path, offset, nameLength }: Header, limit: number): number {
  if (offset + 30 > limit || view.getUint32(offset, true) !== 0x04034b50) throw new ZipFault(path, 'cut off');
  if (view.getUint16(offset + 26, true) !== nameLength) throw new ZipFault(path, 'two names for one file');
  return offset + 30 + nameLength + view.getUint16(offset + 28, true);
}

function unpack(bytes: Uint8Array, view: DataView, header: Header): Uint8Array {
  const { path, size, packedSize, method, offset, nameLength } = header;
  const own = readName(bytes.subarray(offset + 30, offset + 30 + nameLength));
  if (own !== path) throw new ZipFault(path, 'two names for one file');
  const start = dataStart(view, header, bytes.length);
  const packed = bytes.subarray(start, start + packedSize);
  const data = method === 0 ? packed : inflate(packed, size, path);
  if (data.length !== size) throw new ZipFault(path, 'its size is not what it says');
  if (crc32(data) !== header.crc) throw new ZipFault(path, 'its checksum (CRC-32) is wrong');
  return data;
}

function inflate(packed: Uint8Array, size: number, path: string): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    throw new ZipFault(path, 'its packed data is damaged');
  }
}

import { deflateSync } from 'fflate';
import { mostFileBytes } from '../../core/contracts.ts';
import { crc32 } from './crc32.ts';

/** A file to go into a zip. `packed` saves work that was done before: raw deflate of `bytes`. */
export interface ZipEntry {
  /** Forward slashes; no folder entries are written. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly packing: 'store' | 'deflate';
  readonly packed?: Uint8Array;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const utf8Flag = 0x0800;
const most = 0xffffffff;
const mostEntries = 0xffff;
/** A plain file that everybody may read, as Unix writes it. */
const fileAttributes = 0o100644 * 0x10000;

/** The most that headers and directory take for one file, names included: our names are at most 255 bytes a step. */
const mostHeaderBytes = 1100;

/**
 * Whether that many files of so many bytes in all surely go into a zip that every program can open (without zip64) and that
 * we can read again as a whole.
 */
export const fitsZip = (files: number, octets: number): boolean =>
  files < mostEntries && octets + files * mostHeaderBytes <= mostFileBytes;

/**
 * A zip whose bytes follow from its entries alone: sorted by path (code units), one time for all, no extra fields, no
 * folder entries, no comment. Deflate is fflate's, written in JavaScript: the one in Node differs between processors.
 */
export function writeZip(entries: readonly ZipEntry[], modified: string): Uint8Array {
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  if (sorted.length >= mostEntries) throw new RangeError('too many files for a zip without zip64');
  const time = toDosTime(modified);
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const entry of sorted) {
    const name = new TextEncoder().encode(entry.path);
    const data = entry.packing === 'store' ? entry.bytes : (entry.packed ?? packDeflate(entry.bytes));
    const isPacked = entry.packing === 'deflate' && data.length < entry.bytes.length;
    const body = isPacked ? data : entry.bytes;
    const common = new DataView(new ArrayBuffer(26));
    common.setUint16(0, isPacked ? 20 : 10, true);
    common.setUint16(2, name.length === entry.path.length ? 0 : utf8Flag, true);
    common.setUint16(4, isPacked ? 8 : 0, true);
    common.setUint32(6, time, true);
    common.setUint32(10, crc32(entry.bytes), true);
    common.setUint32(14, body.length, true);
    common.setUint32(18, entry.bytes.length, true);
    common.setUint16(22, name.length, true);
    const fields = new Uint8Array(common.buffer);
    const local = new Uint8Array(30 + name.length);
    new DataView(local.buffer).setUint32(0, localSignature, true);
    local.set(fields, 4);
    local.set(name, 30);
    const central = new Uint8Array(46 + name.length);
    const view = new DataView(central.buffer);
    view.setUint32(0, centralSignature, true);
    view.setUint16(4, 0x0314, true);
    central.set(fields, 6);
    view.setUint32(38, fileAttributes, true);
    view.setUint32(42, offset, true);
    central.set(name, 46);
    locals.push(local, body);
    centrals.push(central);
    offset += local.length + body.length;
    if (offset > most) throw new RangeError('too large for a zip without zip64');
  }
  const directory = Buffer.concat(centrals);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, endSignature, true);
  end.setUint16(8, sorted.length, true);
  end.setUint16(10, sorted.length, true);
  end.setUint32(12, directory.length, true);
  end.setUint32(16, offset, true);
  return Buffer.concat([...locals, directory, new Uint8Array(end.buffer)]);
}

/** Raw deflate, the same on every machine. */
export const packDeflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 6 });

/** Date and time in UTC as zips hold them; they begin with 1980, and what is earlier becomes its first moment. */
export function toDosTime(moment: string): number {
  const date = new Date(moment);
  const year = Math.min(2107, Number.isNaN(date.getTime()) ? 1980 : date.getUTCFullYear());
  if (year < 1980 || Number.isNaN(date.getTime())) return (0x0021 << 16) >>> 0;
  const day = ((year - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}

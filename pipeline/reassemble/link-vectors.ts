import { mixUnit } from './units.ts';

/**
 * Vectors of text ends and text starts: their inner product says how well a start goes on where an end stops. Each is the
 * sum of learned rows, one for every feature of the text near the seam (runs that touch it, units by their place, pairs
 * nearby), so that what was never met together is still judged by what is alike. Trained by `learn/train-links.ts`.
 */
export interface LinkVectors {
  /** From the last units of a text, in reading order. */
  readonly encodeEnd: (units: readonly number[]) => Float32Array;
  /** From the first units of a text. */
  readonly encodeStart: (units: readonly number[]) => Float32Array;
}

/** So many units to either side of a seam are looked at. */
export const linkReach = 13;

/**
 * The part of the model file: magic, bits of the row number, numbers in a row, scale (a million times what one step is
 * worth), then the rows of ends and the rows of starts, two numbers (4 bit, offset 8) in a byte.
 */
export const linkMagic = 0x4b4e4c48;
export const linkHeaderBytes = 16;

/** How long the part is; 0 where there is none. */
export function measureLinkPart(bytes: Uint8Array): number {
  if (bytes.byteLength < linkHeaderBytes) return 0;
  const header = new DataView(bytes.buffer, bytes.byteOffset, linkHeaderBytes);
  if (header.getUint32(0, true) !== linkMagic) return 0;
  return linkHeaderBytes + (1 << header.getUint32(4, true)) * header.getUint32(8, true);
}

/** Reads the vectors; null where there are none. */
export function readLinkVectors(bytes: Uint8Array): LinkVectors | null {
  if (bytes.byteLength < linkHeaderBytes) return null;
  const header = new DataView(bytes.buffer, bytes.byteOffset, linkHeaderBytes);
  if (header.getUint32(0, true) !== linkMagic) return null;
  const bits = header.getUint32(4, true);
  const width = header.getUint32(8, true);
  const scale = header.getUint32(12, true) / 1e6;
  const size = ((1 << bits) * width) / 2;
  if (bytes.byteLength < linkHeaderBytes + 2 * size) return null;
  const sum = (from: number, rows: readonly number[]): Float32Array => {
    const out = new Float32Array(width);
    for (const row of rows) {
      const at = from + (row * width) / 2;
      for (let d = 0; d < width; d += 2) {
        const byte = bytes[at + d / 2] ?? 0x88;
        out[d] = (out[d] ?? 0) + ((byte & 15) - 8);
        out[d + 1] = (out[d + 1] ?? 0) + ((byte >> 4) - 8);
      }
    }
    const factor = scale / Math.sqrt(Math.max(1, rows.length));
    for (let d = 0; d < width; d++) out[d] = (out[d] ?? 0) * factor;
    return out;
  };
  return {
    encodeEnd: (units) => sum(linkHeaderBytes, listEndFeatures(units, units.length, bits)),
    encodeStart: (units) => sum(linkHeaderBytes + size, listStartFeatures(units, 0, bits)),
  };
}

/** Row numbers of the features before a place in a text. */
export function listEndFeatures(units: readonly number[], at: number, bits: number): number[] {
  const rows: number[] = [];
  const add = (hash: number): void => void rows.push(hash >>> (32 - bits));
  let run = 0x1234;
  for (let k = 1; k <= 4 && k <= at; k++) {
    run = mixUnit(run, units[at - k] ?? 0);
    add(mixUnit(run, k));
  }
  for (let k = 2; k <= 6 && k <= at; k++) add(mixUnit(mixUnit(0x77, units[at - k] ?? 0), k));
  for (let k = 2; k < linkReach && k <= at; k++)
    add(mixUnit(mixUnit(0x99, units[at - k] ?? 0), units[at - k + 1] ?? 0));
  return rows;
}

/** Row numbers of the features behind a place in a text. */
export function listStartFeatures(units: readonly number[], at: number, bits: number): number[] {
  const rows: number[] = [];
  const add = (hash: number): void => void rows.push(hash >>> (32 - bits));
  const rest = units.length - at;
  let run = 0x4321;
  for (let k = 0; k < 4 && k < rest; k++) {
    run = mixUnit(run, units[at + k] ?? 0);
    add(mixUnit(run, k));
  }
  for (let k = 1; k < 6 && k < rest; k++) add(mixUnit(mixUnit(0x55, units[at + k] ?? 0), k));
  for (let k = 0; k < linkReach - 2 && k + 1 < rest; k++)
    add(mixUnit(mixUnit(0x33, units[at + k] ?? 0), units[at + k + 1] ?? 0));
  return rows;
}

import { inflateSync } from 'node:zlib';
import { zlibSync } from 'fflate';
import { crc32 } from './zip.ts';

/**
 * Makes a drawn cover small: few colours, so a palette holds them (a tenth of the size). More than a palette holds are
 * first brought to fewer levels. A PNG of another kind comes back as it is.
 */
export function shrinkPng(png: Uint8Array): Uint8Array {
  const image = readPng(png);
  if (!image) return png;
  for (let bits = 8; bits >= 3; bits--) {
    const packed = toPalette(image, bits, bits === 3 ? 256 : 64);
    if (packed) {
      const bytes = writePng(image.width, image.height, packed);
      return bytes.length < png.length ? bytes : png;
    }
  }
  return png;
}

interface Image {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array;
}

interface Packed {
  readonly colors: readonly number[];
  readonly indexes: Uint8Array;
}

function readPng(png: Uint8Array): Image | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const data: Uint8Array[] = [];
  let header: { width: number; height: number; channels: 3 | 4 } | null = null;
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'IHDR') {
      const [depth, color, , , interlace] = png.subarray(at + 16, at + 21);
      if (depth !== 8 || (color !== 2 && color !== 6) || interlace !== 0) return null;
      header = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), channels: color === 6 ? 4 : 3 };
    }
    if (type === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  if (!header) return null;
  const { width, height, channels } = header;
  const pixels = unfilter(new Uint8Array(inflateSync(Buffer.concat(data))), width * channels, height, channels);
  return { width, height, channels, pixels };
}

/** Undoes the filters of PNG's rows (PNG specification, 9). */
function unfilter(raw: Uint8Array, stride: number, height: number, bpp: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    const from = y * (stride + 1) + 1;
    const to = y * stride;
    if (filter === 0) {
      out.set(raw.subarray(from, from + stride), to);
      continue;
    }
    for (let x = 0; x < stride; x++) {
      const left = x >= bpp ? (out[to + x - bpp] ?? 0) : 0;
      const up = y > 0 ? (out[to + x - stride] ?? 0) : 0;
      const corner = x >= bpp && y > 0 ? (out[to + x - stride - bpp] ?? 0) : 0;
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
      out[to + x] = (raw[from + x] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const p = left + up - corner;
  const a = Math.abs(p - left);
  const b = Math.abs(p - up);
  const c = Math.abs(p - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Colours by their order of appearance, each channel kept to `bits`; null when there are more than `most`. */
function toPalette(image: Image, bits: number, most: number): Packed | null {
  const { pixels, channels, width, height } = image;
  const levels = (1 << bits) - 1;
  const round = Uint8Array.from({ length: 256 }, (_, v) => Math.round((Math.round((v * levels) / 255) * 255) / levels));
  const seen = new Map<number, number>();
  const indexes = new Uint8Array(width * height);
  let last = -1;
  let lastIndex = 0;
  for (let i = 0, at = 0; i < indexes.length; i++, at += channels) {
    const key = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
    if (key !== last) {
      last = key;
      const color = ((round[key >> 16] ?? 0) << 16) | ((round[(key >> 8) & 255] ?? 0) << 8) | (round[key & 255] ?? 0);
      const index = seen.get(color) ?? seen.size;
      if (index >= most) return null;
      seen.set(color, index);
      lastIndex = index;
    }
    indexes[i] = lastIndex;
  }
  return { colors: [...seen.keys()], indexes };
}

function writePng(width: number, height: number, { colors, indexes }: Packed): Uint8Array {
  const depth = colors.length <= 2 ? 1 : colors.length <= 4 ? 2 : colors.length <= 16 ? 4 : 8;
  const perByte = 8 / depth;
  const stride = Math.ceil(width / perByte);
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = y * (stride + 1) + 1;
    for (let x = 0; x < width; x++, i++) {
      const at = row + Math.floor(x / perByte);
      rows[at] = (rows[at] ?? 0) | ((indexes[i] ?? 0) << (8 - depth * ((x % perByte) + 1)));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, 3, 0, 0, 0], 8);
  const palette = Uint8Array.from(colors.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  const parts = [
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', zlibSync(rows, { level: 6 })),
    chunk('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

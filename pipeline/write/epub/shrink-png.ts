import { inflateSync } from 'node:zlib';
import { zlibSync } from 'fflate';
import { crc32 } from './zip.ts';

/**
 * Makes a drawn cover small: it is text and rules on a plain ground, so sixteen colours hold it (a third of the bytes, and
 * a picture of four bits a pixel). A PNG of another kind than a browser draws comes back as it is.
 */
export function shrinkPng(png: Uint8Array): Uint8Array {
  const image = readPng(png);
  if (!image) return png;
  const bytes = writePng(image, choosePalette(image));
  return bytes.length < png.length ? bytes : png;
}

interface Image {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array;
  /** Rows that are the same as the row above: most of a cover. */
  readonly repeats: Uint8Array;
}

/** Colours, and the index of the nearest one for each colour of four bits a channel. */
interface Palette {
  readonly colors: readonly number[];
  readonly nearest: Uint8Array;
}

const most = 16;
const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);

function readPng(png: Uint8Array): Image | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const data: Uint8Array[] = [];
  let header: { width: number; height: number; channels: 3 | 4 } | null = null;
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === 'IHDR') {
      const [depth, color, , , interlace] = png.subarray(at + 16, at + 21);
      if (depth !== 8 || (color !== 2 && color !== 6) || interlace !== 0) return null;
      header = { width: view.getUint32(at + 8), height: view.getUint32(at + 12), channels: color === 6 ? 4 : 3 };
    }
    if (type === 'IDAT') data.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  return header ? unfilter(inflateSync(Buffer.concat(data)), header) : null;
}

/** Undoes the filters of PNG's rows (PNG specification, 9). */
function unfilter(raw: Buffer, header: { width: number; height: number; channels: 3 | 4 }): Image {
  const { width, height, channels } = header;
  const stride = width * channels;
  const out = new Uint8Array(stride * height);
  const repeats = new Uint8Array(height);
  const zeros = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    const row = raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    const to = y * stride;
    // Nothing but "as above": no need to look at pixels.
    if (filter === 2 && y > 0 && row.equals(zeros)) {
      out.copyWithin(to, to - stride, to);
      repeats[y] = 1;
    } else unfilterRow(row, filter, out, to, stride, channels);
  }
  return { width, height, channels, pixels: out, repeats };
}

/** One loop for each filter: this is where the time goes. */
function unfilterRow(row: Uint8Array, filter: number, out: Uint8Array, to: number, stride: number, bpp: number): void {
  out.set(row, to);
  const above = to - stride;
  const up = (x: number): number => (above >= 0 ? (out[above + x] as number) : 0);
  if (filter === 1) for (let x = bpp; x < stride; x++) out[to + x] = (row[x] as number) + (out[to + x - bpp] as number);
  if (filter === 2 && above >= 0)
    for (let x = 0; x < stride; x++) out[to + x] = (row[x] as number) + (out[above + x] as number);
  if (filter === 3)
    for (let x = 0; x < stride; x++)
      out[to + x] = (row[x] as number) + (((x >= bpp ? (out[to + x - bpp] as number) : 0) + up(x)) >> 1);
  if (filter === 4) {
    for (let x = 0; x < bpp; x++) out[to + x] = (row[x] as number) + up(x);
    for (let x = bpp; x < stride; x++)
      out[to + x] = (row[x] as number) + paeth(out[to + x - bpp] as number, up(x), up(x - bpp));
  }
}

function paeth(left: number, up: number, corner: number): number {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Sixteen colours at four bits a channel that stand for all; each other colour takes the nearest of them. */
function choosePalette(image: Image): Palette {
  const { pixels, channels, width, height, repeats } = image;
  const counts = new Uint32Array(1 << 12);
  for (let y = 0; y < height; y++) {
    if (repeats[y]) continue;
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      const bucket = bucketOf(pixels, at);
      counts[bucket] = (counts[bucket] as number) + 1;
    }
  }
  const used = [...counts.keys()].filter((bucket) => (counts[bucket] as number) > 0);
  const colors: number[] = [];
  const nearest = new Uint8Array(1 << 12);
  const far = new Map(used.map((bucket) => [bucket, Number.POSITIVE_INFINITY]));
  // Each next colour is the one that the colours chosen so far serve worst: often met, or far from all of them.
  for (let index = 0; index < most; index++) {
    let worst = 0;
    let next = -1;
    for (const [bucket, distance] of far) {
      const weight =
        distance === Number.POSITIVE_INFINITY
          ? (counts[bucket] as number)
          : distance * distance * Math.sqrt(counts[bucket] as number);
      if (weight > worst) {
        worst = weight;
        next = bucket;
      }
    }
    if (next < 0) break;
    colors.push(next);
    for (const [bucket, distance] of far) {
      const own = distanceOf(bucket, next);
      if (own < distance) {
        far.set(bucket, own);
        nearest[bucket] = index;
      }
    }
  }
  return { colors, nearest };
}

/** A colour at four bits a channel, rounded. */
const bucketOf = (pixels: Uint8Array, at: number): number =>
  ((fourBits[pixels[at] as number] as number) << 8) |
  ((fourBits[pixels[at + 1] as number] as number) << 4) |
  (fourBits[pixels[at + 2] as number] as number);

const fourBits = Uint8Array.from({ length: 256 }, (_, value) => Math.round((value * 15) / 255));

function distanceOf(a: number, b: number): number {
  const red = (a >> 8) - (b >> 8);
  const green = ((a >> 4) & 15) - ((b >> 4) & 15);
  const blue = (a & 15) - (b & 15);
  return red * red + green * green + blue * blue;
}

/** Four bits a pixel; a row like the one above is written as such. */
function writePng(image: Image, { colors, nearest }: Palette): Uint8Array {
  const { width, height, channels, pixels, repeats } = image;
  const stride = Math.ceil(width / 2);
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1);
    if (repeats[y]) {
      rows[row] = 2;
      continue;
    }
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      const index = nearest[bucketOf(pixels, at)] as number;
      const to = row + 1 + (x >> 1);
      rows[to] = (rows[to] as number) | (x & 1 ? index : index << 4);
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([4, 3, 0, 0, 0], 8);
  const palette = Uint8Array.from(
    colors.flatMap((color) => [color >> 8, (color >> 4) & 15, color & 15]),
    (c) => c * 17,
  );
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('PLTE', palette),
      chunk('IDAT', zlibSync(rows, { level: 2 })),
      chunk('IEND', new Uint8Array(0)),
    ]),
  );
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

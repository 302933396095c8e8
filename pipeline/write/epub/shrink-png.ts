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

/** The rows of a picture that differ from the row above them; of the others nothing is kept, and most of a cover is such. */
interface Image {
  readonly width: number;
  readonly height: number;
  /** For each row that differs: its number, and the colour of each pixel at four bits a channel. */
  readonly rows: readonly { readonly y: number; readonly buckets: Uint16Array }[];
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
  if (!header) return null;
  // In one piece, since its size is known: pieces would have to be put together.
  const chunkSize = Math.max(64, (header.width * header.channels + 1) * header.height);
  return unfilter(inflateSync(Buffer.concat(data), { chunkSize }), header);
}

/** Undoes the filters of PNG's rows (PNG specification, 9), row by row: what is given depends on the pixels alone. */
function unfilter(raw: Buffer, header: { width: number; height: number; channels: 3 | 4 }): Image {
  const { width, height, channels } = header;
  const stride = width * channels;
  const zeros = Buffer.alloc(stride);
  const rows: Image['rows'][number][] = [];
  let above = Buffer.alloc(stride);
  let row = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    const filtered = raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    // Nothing but "as above": no need to look at pixels.
    if (filter === 2 && y > 0 && filtered.equals(zeros)) continue;
    unfilterRow(filtered, filter, row, above, channels);
    if (y === 0 || !row.equals(above)) rows.push({ y, buckets: readBuckets(row, channels) });
    [above, row] = [row, above];
  }
  return { width, height, rows };
}

/** Colours at four bits a channel, rounded. Neighbours are mostly the same. */
function readBuckets(row: Uint8Array, channels: 3 | 4): Uint16Array {
  const buckets = new Uint16Array(row.length / channels);
  let [red, green, blue, bucket] = [-1, -1, -1, 0];
  for (let x = 0, at = 0; x < buckets.length; x++, at += channels) {
    if (row[at] !== red || row[at + 1] !== green || row[at + 2] !== blue) {
      [red, green, blue] = [row[at] as number, row[at + 1] as number, row[at + 2] as number];
      bucket = ((fourBits[red] as number) << 8) | ((fourBits[green] as number) << 4) | (fourBits[blue] as number);
    }
    buckets[x] = bucket;
  }
  return buckets;
}

const fourBits = Uint8Array.from({ length: 256 }, (_, value) => Math.round((value * 15) / 255));

/** One loop for each filter: this is where the time goes. */
function unfilterRow(row: Uint8Array, filter: number, out: Uint8Array, above: Uint8Array, bpp: number): void {
  const stride = row.length;
  out.set(row);
  if (filter === 1) for (let x = bpp; x < stride; x++) out[x] = (row[x] as number) + (out[x - bpp] as number);
  if (filter === 2) for (let x = 0; x < stride; x++) out[x] = (row[x] as number) + (above[x] as number);
  if (filter === 3)
    for (let x = 0; x < stride; x++)
      out[x] = (row[x] as number) + (((x >= bpp ? (out[x - bpp] as number) : 0) + (above[x] as number)) >> 1);
  if (filter === 4) {
    for (let x = 0; x < bpp; x++) out[x] = (row[x] as number) + (above[x] as number);
    for (let x = bpp; x < stride; x++)
      out[x] = (row[x] as number) + paeth(out[x - bpp] as number, above[x] as number, above[x - bpp] as number);
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
  const counts = new Uint32Array(1 << 12);
  for (const { buckets } of image.rows)
    for (let x = 0; x < buckets.length; x++) {
      const bucket = buckets[x] as number;
      counts[bucket] = (counts[bucket] as number) + 1;
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

function distanceOf(a: number, b: number): number {
  const red = (a >> 8) - (b >> 8);
  const green = ((a >> 4) & 15) - ((b >> 4) & 15);
  const blue = (a & 15) - (b & 15);
  return red * red + green * green + blue * blue;
}

/** Four bits a pixel; a row like the one above is written as such. */
function writePng({ width, height, rows }: Image, { colors, nearest }: Palette): Uint8Array {
  const stride = Math.ceil(width / 2);
  const packed = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) packed[y * (stride + 1)] = 2;
  for (const { y, buckets } of rows) {
    let to = y * (stride + 1);
    packed[to++] = 0;
    for (let x = 0; x + 1 < width; x += 2)
      packed[to++] = ((nearest[buckets[x] as number] as number) << 4) | (nearest[buckets[x + 1] as number] as number);
    if (width % 2 === 1) packed[to] = (nearest[buckets[width - 1] as number] as number) << 4;
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
      chunk('IDAT', zlibSync(packed, { level: 2 })),
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

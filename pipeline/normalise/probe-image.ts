import { probeSvg } from './probe-svg.ts';

/** What a picture says of itself in its first bytes, or why it cannot be used. */
export type Probed =
  | {
      readonly mediaType: string;
      readonly ending: string;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly bytes: Uint8Array;
    }
  | { readonly fault: ImageFault };

export type ImageFault = 'unknown' | 'truncated' | 'empty' | 'too-large' | 'script' | 'outside' | 'broken';

/** More than this nobody prints, and decoding it would fill a machine's memory. */
const maxPixels = 120_000_000;
const maxSide = 30_000;

/** Looks at a picture without decoding it: kind, size, and that its end is there. GPS and the like are left out of JPEG. */
export function probeImage(bytes: Uint8Array): Probed {
  const found = probePng(bytes) ?? probeJpeg(bytes) ?? probeGif(bytes) ?? probeWebp(bytes) ?? probeSvg(bytes);
  if (!found) return { fault: 'unknown' };
  if ('fault' in found) return found;
  const { widthPx, heightPx } = found;
  if (widthPx < 1 || heightPx < 1) return { fault: 'empty' };
  if (widthPx > maxSide || heightPx > maxSide || widthPx * heightPx > maxPixels) return { fault: 'too-large' };
  return found;
}

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, i) => bytes[i] === byte);
const wordAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function probePng(bytes: Uint8Array): Probed | null {
  if (!startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return null;
  const data = view(bytes);
  if (bytes.length < 33 || wordAt(bytes, 12) !== 'IHDR') return { fault: 'broken' };
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (wordAt(bytes, at + 4) === 'IEND')
      return {
        mediaType: 'image/png',
        ending: 'png',
        widthPx: data.getUint32(16),
        heightPx: data.getUint32(20),
        bytes,
      };
    at += 12 + data.getUint32(at);
  }
  return { fault: 'truncated' };
}

function probeGif(bytes: Uint8Array): Probed | null {
  if (!/^GIF8[79]a/.test(String.fromCharCode(...bytes.subarray(0, 6)))) return null;
  const data = view(bytes);
  if (bytes.length < 13) return { fault: 'truncated' };
  if (bytes.lastIndexOf(0x3b) < bytes.length - 16) return { fault: 'truncated' };
  return {
    mediaType: 'image/gif',
    ending: 'gif',
    widthPx: data.getUint16(6, true),
    heightPx: data.getUint16(8, true),
    bytes,
  };
}

function probeWebp(bytes: Uint8Array): Probed | null {
  if (wordAt(bytes, 0) !== 'RIFF' || wordAt(bytes, 8) !== 'WEBP') return null;
  const data = view(bytes);
  if (bytes.length < 30 || data.getUint32(4, true) + 8 > bytes.length) return { fault: 'truncated' };
  const made = (widthPx: number, heightPx: number): Probed => ({
    mediaType: 'image/webp',
    ending: 'webp',
    widthPx,
    heightPx,
    bytes,
  });
  const kind = wordAt(bytes, 12);
  const three = (at: number): number => data.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  if (kind === 'VP8X') return made(three(24) + 1, three(27) + 1);
  if (kind === 'VP8 ') return made(data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff);
  if (kind !== 'VP8L') return { fault: 'broken' };
  const bits = data.getUint32(21, true);
  return made((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
}

function probeJpeg(bytes: Uint8Array): Probed | null {
  if (!startsWith(bytes, 0xff, 0xd8, 0xff)) return null;
  const data = view(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let [size, turn] = [null as { widthPx: number; heightPx: number } | null, 1];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) break;
    const end = at + 2 + data.getUint16(at + 2);
    if (end > bytes.length) return { fault: 'truncated' };
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) size = { heightPx: data.getUint16(at + 5), widthPx: data.getUint16(at + 7) };
    // APP1 holds Exif and XMP: where and with what a picture was taken. Only which side is up is kept.
    if (marker === 0xe1) turn = readTurn(bytes.subarray(at + 4, end)) ?? turn;
    else kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (!size) return { fault: at + 4 > bytes.length ? 'truncated' : 'broken' };
  const tail = bytes.subarray(Math.max(0, bytes.length - 64));
  if (!tail.some((byte, i) => byte === 0xff && tail[i + 1] === 0xd9)) return { fault: 'truncated' };
  if (turn > 1) kept.splice(1, 0, makeTurn(turn));
  const clean = concat([...kept, bytes.subarray(at)]);
  const { widthPx, heightPx } = size;
  const sides = turn >= 5 ? { widthPx: heightPx, heightPx: widthPx } : { widthPx, heightPx };
  return { mediaType: 'image/jpeg', ending: 'jpg', ...sides, bytes: clean };
}

/** Orientation (Exif tag 0x0112) of an APP1 segment's content. */
function readTurn(content: Uint8Array): number | null {
  if (wordAt(content, 0) !== 'Exif' || content.length < 20) return null;
  const tiff = content.subarray(6);
  const data = view(tiff);
  const isLittle = tiff[0] === 0x49;
  const start = data.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return null;
  const count = data.getUint16(start, isLittle);
  for (let i = 0; i < count; i++) {
    const at = start + 2 + i * 12;
    if (at + 12 > tiff.length) return null;
    if (data.getUint16(at, isLittle) !== 0x0112) continue;
    const turn = data.getUint16(at + 8, isLittle);
    return turn >= 1 && turn <= 8 ? turn : null;
  }
  return null;
}

function makeTurn(turn: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
  const content = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([0xff, 0xe1, 0, content.length + 2, ...content]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

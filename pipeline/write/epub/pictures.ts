import type { Asset } from '../../core/edition.ts';

/** A picture as it lies in the e-book. */
export interface Picture {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What every reading system shows (EPUB 3.3, core media types). */
const coreTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml']);

/** The edition's pictures that an e-book may hold, by asset id. */
export function chooseAssets(assets: readonly Asset[]): ReadonlyMap<string, Picture> {
  const pictures = new Map<string, Picture>();
  for (const { id, mediaType, bytes } of assets) {
    if (!coreTypes.has(mediaType) || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id)) continue;
    const drawing = mediaType === 'image/svg+xml' ? toStill(bytes) : bytes;
    if (drawing) pictures.set(id, { path: `images/${id}`, mediaType, bytes: drawing });
  }
  return pictures;
}

/** Drawing programs declare the type of their files, with an address that an e-book may not have (EPUBCheck, OPF-073). */
const declaration = /<!DOCTYPE\s+svg[^>[]*>\s*/i;

/** A drawing that runs nothing, moves nothing and fetches nothing, without its declaration; null for any other. */
function toStill(bytes: Uint8Array): Uint8Array | null {
  const text = new TextDecoder().decode(bytes).replace(declaration, '');
  if (/<\s*(\w+:)?(script|foreignObject|handler|iframe|animate\w*|set)\b/i.test(text)) return null;
  if (/<!(DOCTYPE|ENTITY)/i.test(text) || /<\?xml-stylesheet/i.test(text)) return null;
  if (/\son\w+\s*=/i.test(text) || /(javascript|file):/i.test(text)) return null;
  const targets = [...text.matchAll(/(?:href|src)\s*=\s*["']([^"']*)["']|url\(\s*["']?([^"')]*)/gi)];
  if (!targets.every(([, link = '', url = '']) => /^(#|data:image\/(png|jpeg|gif);|$)/.test((link || url).trim())))
    return null;
  return new TextEncoder().encode(text);
}

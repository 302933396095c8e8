import type { Probed } from './probe-image.ts';

/** Longer drawings are charts gone wrong; they are parsed by every reading system. */
const maxCharacters = 5_000_000;

/**
 * An SVG is a program as much as a picture: refused are scripts, handlers, foreign content, declarations of entities, and
 * whatever is fetched from elsewhere. Its size comes from `width` and `height`, else from `viewBox`.
 */
export function probeSvg(bytes: Uint8Array): Probed | null {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096));
  if (!/<svg[\s>]/i.test(head) || !/^\ufeff?\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)/i.test(head)) return null;
  if (bytes.length > maxCharacters) return { fault: 'too-large' };
  const text = readUtf8(bytes);
  if (text === null) return { fault: 'broken' };
  if (!/<\/svg\s*>\s*(?:<!--[\s\S]*?-->\s*)*$/i.test(text.slice(-2000))) return { fault: 'truncated' };
  if (scripted.test(text)) return { fault: 'script' };
  if (fetches(text)) return { fault: 'outside' };
  const { widthPx, heightPx } = sizeOf(/<svg[^>]*>/i.exec(text)?.[0] ?? '');
  return { mediaType: 'image/svg+xml', ending: 'svg', widthPx, heightPx, bytes };
}

const scripted =
  /<(?:\w+:)?(?:script|foreignObject|iframe|object|embed|handler|set|animate\w*|audio|video)\b|<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet|\son\w+\s*=|(?:java|vb)script\s*:|data\s*:\s*text|&#/i;

/** A reference that leaves the file: anything but `#id` and pictures held within. */
function fetches(text: string): boolean {
  if (/@import|expression\s*\(/i.test(text)) return true;
  for (const found of text.matchAll(/(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')|url\(\s*["']?([^)"']*)/gi)) {
    const target = (found[1] ?? found[2] ?? found[3] ?? '').trim();
    if (!/^#|^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(target) && target !== '') return true;
  }
  return false;
}

function readUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** CSS pixels for one of each unit; a size in percent or none at all leaves the word to viewBox. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  pc: 16,
};

function sizeOf(tag: string): { widthPx: number; heightPx: number } {
  const length = (name: string): number | null => {
    const found = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+(?:e\\d+)?)\\s*([a-z%]*)\\s*["']`, 'i').exec(tag);
    const unit = units[found?.[2]?.toLowerCase() ?? ''];
    return found && unit !== undefined ? Number(found[1]) * unit : null;
  };
  const box = /\sviewBox\s*=\s*["']\s*([\d.eE+-]+)[\s,]+([\d.eE+-]+)[\s,]+([\d.eE+]+)[\s,]+([\d.eE+]+)/.exec(tag);
  const [boxWidth, boxHeight] = [Number(box?.[3] ?? 300), Number(box?.[4] ?? 150)];
  const [width, height] = [length('width'), length('height')];
  const ratio = boxWidth / boxHeight || 1;
  const widthPx = Math.round(width ?? (height !== null ? height * ratio : boxWidth));
  const heightPx = Math.round(height ?? (width !== null ? width / ratio : boxHeight));
  return { widthPx: Number.isFinite(widthPx) ? widthPx : 0, heightPx: Number.isFinite(heightPx) ? heightPx : 0 };
}

import { createHash } from 'node:crypto';
import { type World, WorldError } from '../core/contracts.ts';
import type { Asset } from '../core/edition.ts';
import { joinPath } from '../core/paths.ts';
import { type ImageFault, probeImage } from './probe-image.ts';
import type { FoundAsset } from './work.ts';

/** Reads pictures from below the folders of their texts, each once. */
export type AssetFinder = (url: string, folder: string | null) => Promise<FoundAsset>;

const maxBytes = 60_000_000;

/** Nothing is fetched, and nothing outside the text's own folder is opened: not by `..`, not by an absolute path. */
export function makeAssetFinder(world: World): AssetFinder {
  const known = new Map<string, Promise<FoundAsset>>();
  return async (url, folder) => {
    const path = localPath(url, world);
    if (typeof path !== 'string') return path;
    const shown = path;
    if (folder === null) return { problem: 'normalise/missing-image', path: shown };
    const key = joinPath(folder, path);
    const found = known.get(key) ?? load(key, shown, world);
    known.set(key, found);
    return found;
  };
}

/** The path that an address names inside the text's folder. */
function localPath(url: string, world: World): string | FoundAsset {
  const bare = url.replace(/[?#].*$/s, '');
  const decoded = decodeSteps(bare).replace(/\\/g, '/');
  if (/^(?:\/\/|(?:https?|ftp|wss?):)/i.test(decoded)) return { problem: 'normalise/remote-image', path: url };
  const isUnsafe = /^[a-z][a-z0-9+.-]*:/i.test(decoded) || decoded.startsWith('/') || /[\u0000-\u001f]/.test(decoded);
  if (decoded === '' || isUnsafe || decoded.split('/').includes('..'))
    return { problem: 'normalise/bad-image', path: url.slice(0, 200), detail: describeFault('outside', world) };
  return decoded;
}

/** Percent signs may hide other percent signs: `%252e%252e` is two steps up as well. */
function decodeSteps(url: string): string {
  let current = url;
  for (let i = 0; i < 3; i++) {
    try {
      const next = decodeURIComponent(current);
      if (next === current) break;
      current = next;
    } catch {
      break;
    }
  }
  return current;
}

async function load(path: string, shown: string, world: World): Promise<FoundAsset> {
  if ((await world.stat(path)) !== 'file') return { problem: 'normalise/missing-image', path: shown };
  const bad = (fault: ImageFault): FoundAsset => ({
    problem: 'normalise/bad-image',
    path: shown,
    detail: describeFault(fault, world),
  });
  try {
    const bytes = await world.readFile(path);
    if (bytes.length === 0) return bad('truncated');
    if (bytes.length > maxBytes) return bad('too-large');
    const probed = probeImage(bytes);
    if ('fault' in probed) return bad(probed.fault);
    const hash = createHash('sha256').update(probed.bytes).digest('hex').slice(0, 32);
    const { mediaType, widthPx, heightPx } = probed;
    const asset: Asset = { id: `${hash}.${probed.ending}`, mediaType, bytes: probed.bytes, widthPx, heightPx };
    return { asset };
  } catch (error) {
    if (error instanceof WorldError && error.code === 'cannot-read')
      return { problem: 'normalise/missing-image', path: shown };
    throw error;
  }
}

const faults: Readonly<Record<ImageFault, { readonly zh: string; readonly en: string }>> = {
  unknown: { zh: '不是 PNG、JPEG、GIF、WebP 或 SVG', en: 'not PNG, JPEG, GIF, WebP or SVG' },
  truncated: { zh: '文件不完整', en: 'the file is cut short' },
  empty: { zh: '宽或高为 0', en: 'it has no width or no height' },
  'too-large': { zh: '太大', en: 'it is too large' },
  script: { zh: 'SVG 中有脚本或动画', en: 'the SVG holds scripts or animation' },
  outside: { zh: '指向文稿文件夹以外', en: 'it points outside the folder of the text' },
  broken: { zh: '文件已损坏', en: 'the file is damaged' },
};

function describeFault(fault: ImageFault, world: Pick<World, 'env'>): string {
  return faults[fault][world.env.lang];
}

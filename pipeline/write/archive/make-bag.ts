import { createHash } from 'node:crypto';
import { encodeBagPath, foldPath, leadsOut } from './bag-paths.ts';

/** Labels and values of bag-info.txt, in order; empty values are left out. */
export type BagInfo = readonly (readonly [string, string])[];

const algorithms = ['sha512', 'sha256'] as const;

/**
 * A BagIt 1.0 bag (RFC 8493): every payload file in a SHA-512 and a SHA-256 manifest, every tag file in both tag
 * manifests, the total in bag-info.txt. Gives all files with paths inside the bag; their order is that of the paths.
 * Paths that could mean something outside the bag, or the same file twice, are a mistake of ours and thrown.
 */
export function makeBag(
  payload: ReadonlyMap<string, Uint8Array>,
  tags: ReadonlyMap<string, Uint8Array>,
  info: BagInfo,
): ReadonlyMap<string, Uint8Array> {
  const seen = new Set<string>();
  for (const path of [...payload.keys(), ...tags.keys()]) {
    if (leadsOut(path) || seen.has(foldPath(path))) throw new Error(`this cannot stand in a bag: ${path}`);
    seen.add(foldPath(path));
  }
  const data = new Map([...payload].map(([path, bytes]) => [`data/${path}`, bytes] as const));
  const octets = [...payload.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const lines = [...info, ['Payload-Oxum', `${octets}.${payload.size}`] as const];
  const own = new Map<string, Uint8Array>([
    ['bagit.txt', encode('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    [
      'bag-info.txt',
      encode(
        lines
          .filter(([, value]) => value !== '')
          .map(toInfoLine)
          .join(''),
      ),
    ],
    ...tags,
    ...algorithms.map((name) => [`manifest-${name}.txt`, encode(toManifest(data, name))] as const),
  ]);
  const tagManifests = algorithms.map((name) => [`tagmanifest-${name}.txt`, encode(toManifest(own, name))] as const);
  return new Map([...data, ...own, ...tagManifests].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A value may not break its line. */
const toInfoLine = ([label, value]: readonly [string, string]): string =>
  `${label}: ${value.replace(/\s+/g, ' ').trim()}\n`;

function toManifest(files: ReadonlyMap<string, Uint8Array>, algorithm: string): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${createHash(algorithm).update(bytes).digest('hex')}  ${encodeBagPath(path)}\n`)
    .join('');
}

import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Context, Made, WriteJob, Writer } from '../../core/contracts.ts';
import { makeIssue } from '../../core/issues.ts';
import { gatherContents } from './gather-contents.ts';
import { verifyZip } from './verify-bag.ts';
import { packDeflate, writeZip, type ZipEntry } from './write-zip.ts';

/** The edition as a BagIt bag in a zip: whatever was built, what it was built from, and how to see that it is whole. */
export const archiveWriter: Writer = {
  format: 'archive',
  fileName: 'archive-<version>.zip',
  mediaType: 'application/zip',
  needs: ['print', 'epub'],
  write: writeArchive,
  check: async (bytes) => (await verifyZip(bytes)).issues,
};

async function writeArchive(job: WriteJob, context: Context): Promise<Made> {
  // What needs was held back has been said; an archive without it would look whole and not be.
  if (archiveWriter.needs.some((need) => (job.made.get(need)?.artifacts.length ?? 0) === 0)) {
    return { artifacts: [], pageMap: null };
  }
  const { edition } = job.rendered;
  const zip = await packBag(await gatherContents(job, context), edition.id, edition.modified, context);
  const folder = context.settings.outDir || `output/${edition.id}`;
  const latest = await findLatest(folder, context);
  if (latest && Buffer.compare(await context.world.readFile(`${folder}/${latest.name}`), zip) === 0) {
    context.report(makeIssue('write/archive-same', { path: latest.name }));
    return { artifacts: [], pageMap: null };
  }
  const artifact = {
    format: 'archive' as const,
    path: `archive-${(latest?.version ?? 0) + 1}.zip`,
    mediaType: archiveWriter.mediaType,
    isNew: true,
    byteLength: zip.length,
    open: async function* () {
      yield zip;
    },
  };
  return { artifacts: [artifact], pageMap: null };
}

const alreadyPacked = /\.(?:pdf|epub|zip|docx|png|jpe?g|gif|webp|avif)$/i;
const worthKeepingBytes = 2 ** 20;

/** The bag as a zip, in one folder named for the edition. Large files that recur (fonts) are packed once and kept. */
export async function packBag(
  bag: ReadonlyMap<string, Uint8Array>,
  name: string,
  modified: string,
  { world, signal }: Pick<Context, 'world' | 'signal'>,
): Promise<Uint8Array> {
  const entries: ZipEntry[] = [];
  for (const [path, bytes] of bag) {
    signal.throwIfAborted();
    const entry = { path: `${name}/${path}`, bytes };
    if (alreadyPacked.test(path)) entries.push({ ...entry, packing: 'store' });
    else if (bytes.length < worthKeepingBytes) entries.push({ ...entry, packing: 'deflate' });
    else {
      // The tool's version stands for that of the packer; what was kept is unpacked before it is believed.
      const key = `archive-deflate-${world.version}-${createHash('sha256').update(bytes).digest('hex')}`;
      const kept = await world.cache.get(key);
      const packed = kept && unpacksTo(kept, bytes) ? kept : packDeflate(bytes);
      if (packed !== kept) await world.cache.put(key, packed);
      entries.push({ ...entry, packing: 'deflate', packed });
    }
  }
  return writeZip(entries, modified);
}

function unpacksTo(packed: Uint8Array, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(inflateRawSync(packed, { maxOutputLength: bytes.length }), bytes) === 0;
  } catch {
    return false;
  }
}

/** The archive with the highest number in a folder; null when there is none, or no such folder. */
async function findLatest(folder: string, { world }: Context): Promise<{ name: string; version: number } | null> {
  if ((await world.stat(folder)) !== 'folder') return null;
  const versions = (await world.listFolder(folder)).flatMap((entry) => {
    const version = /^archive-([1-9]\d{0,8})\.zip$/.exec(entry.name)?.[1];
    return version && !entry.isFolder ? [{ name: entry.name, version: Number(version) }] : [];
  });
  return versions.reduce<{ name: string; version: number } | null>(
    (best, next) => (best === null || next.version > best.version ? next : best),
    null,
  );
}

import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type { Context, Made, WriteJob, Writer } from '../../core/contracts.ts';
import type { Artifact } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { gatherContents } from './gather-contents.ts';
import { placeArchive } from './place-archive.ts';
import { verifyZip } from './verify-bag.ts';
import { fitsZip, packDeflate, writeZip, type ZipEntry } from './write-zip.ts';

/** The edition as a BagIt bag, in a zip or as a folder: whatever was built, what it was built from, and how to see that it is whole. */
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
  if (archiveWriter.needs.some((need) => (job.made.get(need)?.artifacts.length ?? 0) === 0)) return nothing;
  const { edition } = job.rendered;
  const { settings, report } = context;
  const bag = await gatherContents(job, context);
  if (bag === null) return nothing;
  const folder = settings.outDir || `output/${edition.id}`;
  const { name, isSame } = await placeArchive(folder, bag, settings.archiveForm, context);
  if (isSame) {
    report(makeIssue('write/archive-same', { path: name }));
    return nothing;
  }
  if (settings.archiveForm === 'folder') {
    return { artifacts: [...bag].map(([path, bytes]) => toArtifact(`${name}/${path}`, bytes)), pageMap: null };
  }
  const octets = [...bag.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (!fitsZip(bag.size, octets)) {
    report(makeIssue('write/archive-too-large', { files: bag.size, megabytes: Math.ceil(octets / 1e6) }));
    return nothing;
  }
  const zip = await packBag(bag, edition.id, edition.modified, context);
  return { artifacts: [toArtifact(name, zip)], pageMap: null };
}

const nothing: Made = { artifacts: [], pageMap: null };

const toArtifact = (path: string, bytes: Uint8Array): Artifact => ({
  format: 'archive',
  path,
  mediaType: path.endsWith('.zip') ? archiveWriter.mediaType : 'application/octet-stream',
  isNew: true,
  byteLength: bytes.length,
  open: async function* () {
    yield bytes;
  },
});

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

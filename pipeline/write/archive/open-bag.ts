import { type World, WorldError } from '../../core/contracts.ts';
import { type Issue, makeIssue } from '../../core/issues.ts';
import { readZip, ZipFault } from './read-zip.ts';

/** A bag's files, from a folder or a zip. Paths are relative to the bag, forward slashes. */
export interface BagFiles {
  readonly paths: readonly string[];
  readonly byteLengthOf: (path: string) => Promise<number>;
  /** Throws BagReadFault when the file is there but cannot be had. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** What was already wrong on opening: links in a folder. */
  readonly faults: readonly Issue[];
}

/** A file that is there and cannot be read; the message says why in a few plain words. */
export class BagReadFault extends Error {}

const deepestFolder = 64;

/** Opens a bag: a folder or a zip file. Gives the reason when that cannot be done. */
export async function openBag(path: string, world: World): Promise<BagFiles | { readonly fault: Issue }> {
  try {
    const kind = await world.stat(path);
    if (kind === 'none') return { fault: makeIssue('read/not-found', { path }) };
    return kind === 'folder' ? await openFolder(path, world) : openZip(await world.readFile(path), path);
  } catch (error) {
    if (!(error instanceof WorldError) || error.code !== 'cannot-read') throw error;
    return { fault: makeIssue('write/bag-unreadable', { path, detail: error.detail }) };
  }
}

/** Opens a bag that is a zip in memory; `path` is what people are shown. */
export function openZip(bytes: Uint8Array, path: string): BagFiles | { readonly fault: Issue } {
  try {
    return listZip(bytes);
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    return { fault: makeIssue('write/bag-unreadable', { path: error.path || path, detail: error.message }) };
  }
}

function listZip(bytes: Uint8Array): BagFiles {
  const all = readZip(bytes);
  // A bag in a zip lies in one folder; bags packed without it are understood too.
  const tops = new Set(all.map((file) => file.path.split('/')[0] ?? ''));
  const [top = ''] = tops;
  const prefix = tops.size === 1 && !all.some((file) => file.path === 'bagit.txt') ? `${top}/` : '';
  const files = new Map(all.map((file) => [file.path.slice(prefix.length), file]));
  const find = (path: string) => {
    const file = files.get(path);
    if (!file) throw new BagReadFault('not there');
    return file;
  };
  return {
    paths: [...files.keys()].sort(),
    byteLengthOf: async (path) => find(path).byteLength,
    read: async (path) => {
      try {
        return find(path).read();
      } catch (error) {
        if (error instanceof ZipFault) throw new BagReadFault(error.message);
        throw error;
      }
    },
    faults: [],
  };
}

async function openFolder(folder: string, world: World): Promise<BagFiles> {
  const paths: string[] = [];
  const faults: Issue[] = [];
  const walk = async (inside: string, depth: number): Promise<void> => {
    const entries = await world.listFolder(inside === '' ? folder : `${folder}/${inside}`);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      // A link may lead anywhere, and a bag that needs one is not whole.
      if (entry.isLink) faults.push(makeIssue('write/bag-unreadable', { path, detail: 'a link' }));
      else if (!entry.isFolder) paths.push(path);
      else if (depth >= deepestFolder) faults.push(makeIssue('write/bag-unreadable', { path, detail: 'too deep' }));
      else await walk(path, depth + 1);
    }
  };
  await walk('', 0);
  const known = new Set(paths);
  const ask = async <T>(path: string, question: (place: string) => Promise<T>): Promise<T> => {
    if (!known.has(path)) throw new BagReadFault('not there');
    try {
      return await question(`${folder}/${path}`);
    } catch (error) {
      if (error instanceof WorldError && error.code === 'cannot-read') throw new BagReadFault(error.detail);
      throw error;
    }
  };
  return {
    paths,
    byteLengthOf: (path) => ask(path, world.sizeOf),
    read: (path) => ask(path, world.readFile),
    faults,
  };
}

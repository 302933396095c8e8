import { readFile } from 'node:fs/promises';
import {
  type Browser,
  type FolderEntry,
  type JudgeAnswer,
  type JudgeQuestion,
  type NamedFile,
  type World,
  WorldError,
} from '../../pipeline/core/contracts.ts';
import { findResource } from '../../pipeline/world/find-resource.ts';

/** What a test may put into a world of its own. Paths use forward slashes and stand as an editor would write them. */
export interface MemoryWorldOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly input?: string | Uint8Array;
  readonly lang?: 'zh' | 'en';
  readonly sourceDateEpoch?: string;
  readonly browser?: Browser;
  /** Outside judges; none is installed when not given. */
  readonly askJudge?: (question: JudgeQuestion) => JudgeAnswer | null;
  readonly openThreads?: World['openThreads'];
  /** Resources that stand in for the package's own, by name. */
  readonly resources?: Readonly<Record<string, string | Uint8Array>>;
}

/** A World in memory: nothing touches the disk but the package's own resources, and no clock runs. */
export interface MemoryWorld extends World {
  /** Every file, those written by the code under test among them. */
  readonly files: Map<string, Uint8Array>;
}

/** Makes a World for tests. Without `browser`, asking for one fails as on a machine that has none. */
export function makeMemoryWorld(options: MemoryWorldOptions = {}): MemoryWorld {
  const files = new Map(Object.entries(options.files ?? {}).map(([path, value]) => [tidy(path), toBytes(value)]));
  const kept = new Map<string, Uint8Array>();
  const stat = async (path: string): Promise<'file' | 'folder' | 'none'> => {
    const name = tidy(path);
    if (files.has(name)) return 'file';
    const prefix = name === '.' ? '' : `${name}/`;
    return [...files.keys()].some((key) => key.startsWith(prefix)) ? 'folder' : 'none';
  };
  const writeFile = async (path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    files.set(tidy(path), Buffer.concat(parts));
  };
  return {
    files,
    version: '0.0.0-test',
    env: { lang: options.lang ?? 'en', sourceDateEpoch: options.sourceDateEpoch ?? '', cpus: 2 },
    stat,
    readFile: async (path) => {
      const bytes = files.get(tidy(path));
      if (!bytes) throw new WorldError('cannot-read', `${path}: no such file`);
      return bytes;
    },
    sizeOf: async (path) => {
      const bytes = files.get(tidy(path));
      if (!bytes) throw new WorldError('cannot-read', `${path}: no such file`);
      return bytes.length;
    },
    listFolder: async (path) => listFolder(files, tidy(path)),
    readInput: async () => toBytes(options.input ?? ''),
    writeFile,
    writeFiles: async (folder: string, group: readonly NamedFile[]) => {
      for (const file of group) await writeFile(`${folder}/${file.path}`, file.open());
    },
    resource: async (name) => {
      const own = options.resources?.[name];
      return own === undefined ? readFile(findResource(name)) : toBytes(own);
    },
    browser: async () => {
      if (!options.browser) throw new WorldError('no-browser', 'this world has no browser');
      return options.browser;
    },
    askJudge: async (question) => options.askJudge?.(question) ?? null,
    openThreads: options.openThreads ?? null,
    elapsedMs: () => 0,
    cache: {
      get: async (key) => kept.get(key) ?? null,
      put: async (key, bytes) => void kept.set(key, bytes),
    },
  };
}

function listFolder(files: ReadonlyMap<string, Uint8Array>, folder: string): readonly FolderEntry[] {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const names = new Map<string, boolean>();
  for (const path of files.keys()) {
    if (!path.startsWith(prefix)) continue;
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    names.set(name, rest.length > 0);
  }
  return [...names].map(([name, isFolder]) => ({ name, isFolder })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const toBytes = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? new TextEncoder().encode(value) : value;

const tidy = (path: string): string => path.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || '.';

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Browser, NamedFile, World } from '../core/contracts.ts';
import { mostFileBytes, WorldError } from '../core/contracts.ts';
import { askJudge } from './ask-judge.ts';
import { chooseLang } from './choose-lang.ts';
import { type DescribedFont, describeFont } from './describe-font.ts';
import { findCacheFolder, openCacheFolder } from './find-cache-folder.ts';
import { findResource, latinFonts, readVersion } from './find-resource.ts';
import { keepResults } from './keep-results.ts';
import { canOpenThreads, openThreads } from './open-threads.ts';
import { saveFiles } from './save-files.ts';
import { say } from './sayings.ts';

export interface NodeWorldOptions {
  /** True: nothing kept from earlier runs is used, and nothing is kept. */
  readonly noCache?: boolean;
  /** Language of messages; from the environment when not given. */
  readonly lang?: 'zh' | 'en';
  /** Where results are kept between runs; the user's cache folder when not given. */
  readonly cacheDir?: string;
}

/** The real World. Whoever made it closes it: that ends the browser and clears away what is unfinished. */
export interface NodeWorld extends World {
  readonly close: () => Promise<void>;
}

const mostKeptBytes = 1024 * 1024 * 1024;

/** Disk, clock, environment and browser of this machine. Paths are taken from the working folder. */
export function nodeWorld(options: NodeWorldOptions = {}): NodeWorld {
  const lang = options.lang ?? chooseLang(process.env);
  // Made when it is first wanted: a run that keeps nothing and prints nothing leaves no trace.
  let opened: string | null = null;
  const cacheFolder = (): string => {
    opened ??= openCacheFolder(options.cacheDir ?? findCacheFolder(process.env));
    return opened;
  };
  const kept = keepResults(() => join(cacheFolder(), 'results'), mostKeptBytes);
  const isKeeping = options.noCache !== true;
  const cache: World['cache'] = isKeeping ? kept.cache : { isOff: true, get: async () => null, put: async () => {} };
  const disk = { slowReads: 0 };
  let browser: Promise<Browser> | null = null;
  let isClosing = false;
  /** Done when browsers that are wanted no more have ended. */
  let released: Promise<unknown> = Promise.resolve();

  const saving = { lang, isClosing: () => isClosing };
  const writeFiles = (folder: string, files: readonly NamedFile[]) => saveFiles(resolve(folder), files, saving);
  return {
    version: readVersion(),
    env: { lang, sourceDateEpoch: process.env.SOURCE_DATE_EPOCH ?? '', cpus: availableParallelism() },
    stat: (path) => statPath(path, lang),
    readFile: (path) => readWhole(path, lang, disk),
    sizeOf: (path) =>
      stat(path).then(
        (found) => found.size,
        (error) => Promise.reject(toReadError(error, path, lang)),
      ),
    listFolder: (path) => listFolder(path, lang),
    readInput: readStandardInput,
    writeFile: (path, chunks) => writeFiles(dirname(resolve(path)), [{ path: basename(path), open: () => chunks }]),
    writeFiles,
    resource: (name) => readFile(findResource(name)),
    browser: () => {
      if (isClosing) return Promise.reject(new WorldError('aborted', say('interrupted', lang)));
      browser ??= startBrowser(cacheFolder, cache);
      return browser;
    },
    releaseBrowser: () => {
      const ending = endBrowser(browser);
      browser = null;
      released = Promise.all([released, ending]);
    },
    askJudge,
    openThreads: canOpenThreads() ? openThreads : null,
    elapsedMs: () => performance.now(),
    cache,
    close: async () => {
      isClosing = true;
      await Promise.all([released, endBrowser(browser)]);
      if (isKeeping) await kept.prune();
    },
  };
}

async function endBrowser(browser: Promise<Browser> | null): Promise<void> {
  const started = await browser?.catch(() => null);
  await started?.close();
}

/** Started when first asked for, and tried once more: a busy machine may refuse the first time. */
async function startBrowser(cacheFolder: () => string, kept: World['cache']): Promise<Browser> {
  const { launchBrowser } = await import('./browser.ts');
  const options = {
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH ?? '',
    cacheFolder: cacheFolder(),
    fonts: findFonts(),
    fontDelivery: process.platform === 'linux' ? ('index' as const) : ('served' as const),
    processes: Math.min(availableParallelism(), 4),
    kept,
  };
  return launchBrowser(options)
    .catch((error: unknown) => {
      if (error instanceof WorldError && error.code === 'no-browser' && options.executablePath !== '') throw error;
      return launchBrowser(options);
    })
    .catch((error: unknown) => {
      // A disk that refuses the browser its place is no mistake of ours.
      throw codeOf(error) === '' ? error : new WorldError('no-browser', error instanceof Error ? error.message : '');
    });
}

/** Every font that the package brings and that is installed (Traditional ones may not be). */
function findFonts(): (DescribedFont & { readonly path: string })[] {
  const whole = ['serif', 'sans'].flatMap((kind) =>
    ['sc', 'tc'].flatMap((region) => [400, 700].map((weight) => `fonts/noto-${kind}-${region}-${weight}.ttf`)),
  );
  return [...whole, ...latinFonts].flatMap((resource) => {
    try {
      const path = findResource(resource);
      return [{ ...describeFont(path), path }];
    } catch {
      return [];
    }
  });
}

async function statPath(path: string, lang: 'zh' | 'en'): Promise<'file' | 'folder' | 'none'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const code = codeOf(error);
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'].includes(code)) return 'none';
    throw toReadError(error, path, lang);
  }
}

async function readWhole(path: string, lang: 'zh' | 'en', disk: { slowReads: number }): Promise<Uint8Array> {
  try {
    const started = performance.now();
    const isQuick = disk.slowReads < mostSlowReads;
    const bytes = isQuick ? readSmallFile(path, lang) : null;
    if (performance.now() - started > slowReadMs) disk.slowReads++;
    if (bytes) return bytes;
    refuseOthers(await stat(path), path, lang);
    return await readFile(path);
  } catch (error) {
    throw toReadError(error, path, lang);
  }
}

/** A small file, read on the spot; null for one that is large or hard to tell. Nobody is waited for: what is no file may have nothing to say. */
function readSmallFile(path: string, lang: 'zh' | 'en'): Uint8Array | null {
  const file = openSync(path, openToLook);
  try {
    const found = fstatSync(file);
    refuseOthers(found, path, lang);
    // Some systems have files that are made while they are read, and say that there is nothing in them.
    if (found.size > smallFileBytes || found.size === 0) return null;
    const bytes = Buffer.allocUnsafe(found.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** Not every system has the flag. */
const openToLook = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function refuseOthers(found: { readonly size: number; isFile(): boolean }, path: string, lang: 'zh' | 'en'): void {
  if (!found.isFile()) throw new WorldError('cannot-read', say('not-a-file', lang, path));
  if (found.size > mostFileBytes)
    throw new WorldError('cannot-read', say('too-large', lang, path, String(Math.ceil(found.size / 2 ** 20))));
}

/**
 * A disk that answers at once is asked on the spot: a small file takes a hundredth of a millisecond so, and ten times as much
 * when it is asked for and waited for. One that made us wait this often is asked for many files at a time instead.
 */
const mostSlowReads = 3;
const slowReadMs = 5;
const smallFileBytes = 1 << 20;

async function listFolder(path: string, lang: 'zh' | 'en') {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return await Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        isFolder: entry.isSymbolicLink() ? await isFolderBehind(join(path, entry.name)) : entry.isDirectory(),
        isLink: entry.isSymbolicLink(),
      })),
    );
  } catch (error) {
    throw toReadError(error, path, lang);
  }
}

const isFolderBehind = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => lstat(path).then(() => false),
  );

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function toReadError(error: unknown, path: string, lang: 'zh' | 'en'): unknown {
  if (error instanceof WorldError) return error;
  const code = codeOf(error);
  if (code === '') return error;
  if (code === 'ENOENT') return new WorldError('cannot-read', say('not-there', lang, path));
  if (code === 'EACCES' || code === 'EPERM')
    return new WorldError('cannot-read', say('no-permission-to-read', lang, path));
  return new WorldError('cannot-read', say('cannot-read', lang, path, code));
}

const codeOf = (error: unknown): string =>
  error instanceof Error && !(error instanceof WorldError) && 'code' in error ? String(error.code) : '';

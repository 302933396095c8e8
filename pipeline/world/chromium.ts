import { constants, existsSync } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { WorldError } from '../core/contracts.ts';

/** A browser binary that may be used, and what it needs in its environment. */
export interface Chromium {
  readonly path: string;
  readonly origin: 'explicit' | 'packaged' | 'system';
  /** Folder with the shared libraries that the system lacks; empty when it lacks none. */
  readonly libraryPath: string;
}

/** Major versions that the output was tested with; others are refused, since their pages may differ. */
export const supportedChromium = { from: 140, to: 156 } as const;

const systemPaths: Readonly<Record<string, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const neededLibraries = ['libnss3.so', 'libnspr4.so', 'libexpat.so.1'];
const libraryFolders = [
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib64',
  '/usr/lib64',
  '/usr/lib',
  '/lib',
];
const inflate = promisify(brotliDecompress);

/**
 * Finds a browser: a path said outright (`PUPPETEER_EXECUTABLE_PATH`), the one packaged with us (Linux x64: the same
 * bytes everywhere), then one of the system. Throws WorldError `no-browser` when there is none.
 */
export async function findChromium(explicitPath: string, cacheFolder: string): Promise<Chromium> {
  if (explicitPath) {
    if (!(await canRun(explicitPath))) throw new WorldError('no-browser', `PUPPETEER_EXECUTABLE_PATH: ${explicitPath}`);
    return { path: explicitPath, origin: 'explicit', libraryPath: '' };
  }
  const packaged = findPackage();
  if (packaged) {
    const home = await unpack(packaged.folder, join(cacheFolder, `chromium-${packaged.version}`));
    const libraryPath = neededLibraries.every(isOnSystem) ? '' : join(home, 'lib');
    return { path: join(home, 'chromium'), origin: 'packaged', libraryPath };
  }
  for (const path of systemPaths[process.platform] ?? [])
    if (await exists(path)) return { path, origin: 'system', libraryPath: '' };
  throw new WorldError('no-browser', '');
}

/** The packaged browser runs on Linux x64 only. */
function findPackage(): { folder: string; version: string } | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    // The package's main file lies in build/cjs; its package.json is not exported.
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const folder = main.slice(0, main.lastIndexOf('chromium') + 'chromium'.length);
    const { version } = createRequire(import.meta.url)(join(folder, 'package.json')) as { version: string };
    return { folder, version };
  } catch {
    return null;
  }
}

/** Unpacks once into a folder of its own; a second process at the same time finds the finished one. */
async function unpack(packageFolder: string, home: string): Promise<string> {
  // Asked at once, without giving way: the browser is to be started before anything else is loaded.
  if (existsSync(join(home, 'chromium'))) return home;
  await mkdir(dirname(home), { recursive: true });
  const fresh = await mkdtemp(`${home}.new-`);
  try {
    const read = async (name: string) => inflate(await readFile(join(packageFolder, 'bin', name)));
    const [binary, libraries] = await Promise.all([read('chromium.br'), read('al2023.tar.br')]);
    await writeFile(join(fresh, 'chromium'), binary);
    await chmod(join(fresh, 'chromium'), 0o755);
    await mkdir(join(fresh, 'lib'));
    for (const file of listTar(libraries))
      await writeFile(join(fresh, 'lib', file.name.slice(file.name.lastIndexOf('/') + 1)), file.bytes);
    await rename(fresh, home).catch(async (error: unknown) => {
      if (!(await exists(join(home, 'chromium')))) throw error;
    });
  } catch (error) {
    throw new WorldError('no-browser', `${home}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return home;
}

/** Plain files of a tar archive (ustar: 512-byte headers, name at 0, size in octal at 124, type at 156). */
function* listTar(tar: Buffer): Generator<{ name: string; bytes: Buffer }> {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0;
    const type = tar[at + 156];
    if (type === 0x30 || type === 0) yield { name, bytes: tar.subarray(at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

const isOnSystem = (library: string): boolean => libraryFolders.some((folder) => existsSync(join(folder, library)));

/** A file that may be started: what cannot would fail where nobody can catch it. */
const canRun = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null);
  return (
    found?.isFile() === true &&
    (await access(path, constants.X_OK).then(
      () => true,
      () => false,
    ))
  );
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

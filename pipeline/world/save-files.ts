import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { type NamedFile, WorldError } from '../core/contracts.ts';
import { lockFolder } from './lock-folder.ts';
import { type SayingId, say } from './sayings.ts';

/** Where files are staged inside the folder that they go to: the same disk, so that renaming moves nothing. */
const stagingName = '.huibian-new';

export interface SaveOptions {
  readonly lang: 'zh' | 'en';
  /** True once the run is being ended: what is under way is given up and cleared away. */
  readonly isClosing: () => boolean;
}

/**
 * Saves files into a folder, all or none. Each is written whole under a staging folder, then all are renamed to their
 * places; what stood there before is put back if a renaming fails. One saver at a time; what a killed one left behind is
 * cleared away by the next. Links, folders and devices that stand in the way are refused, never written through.
 */
export async function saveFiles(folder: string, files: readonly NamedFile[], options: SaveOptions): Promise<void> {
  const { lang } = options;
  const firstMade = await makeFolder(folder, lang);
  let isSaved = false;
  try {
    const unlock = await lockFolder(folder, lang, options.isClosing);
    const staging = join(folder, stagingName);
    try {
      await rm(staging, { recursive: true, force: true });
      for (const file of files) {
        await refuseObstacle(folder, file.path, lang);
      }
      for (const name of newNames(files)) await refuseExisting(join(folder, name), lang);
      await stageFiles(staging, folder, files, options);
      await moveIntoPlace(staging, folder, files, lang);
      isSaved = true;
    } finally {
      await rm(staging, { recursive: true, force: true }).catch(() => {});
      await unlock();
    }
  } finally {
    if (!isSaved && firstMade) await removeEmptyFolders(folder, firstMade);
  }
}

/** Makes a folder with those above it; gives the first that was not there. */
async function makeFolder(folder: string, lang: 'zh' | 'en'): Promise<string | null> {
  try {
    return await makeFolders(folder);
  } catch (error) {
    throw toWorldError(error, folder, lang);
  }
}

/** One step at a time: Node's own recursion never ends where a system answers "not found" to every making (`/proc`). */
async function makeFolders(folder: string): Promise<string | null> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return null;
  if (found) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
  const above = dirname(folder) === folder ? null : await makeFolders(dirname(folder));
  const isMade = await mkdir(folder).then(
    () => true,
    async (error: unknown) => {
      // Another build may have made it in this moment.
      if ((await stat(folder).catch(() => null))?.isDirectory()) return false;
      throw error;
    },
  );
  return above ?? (isMade ? folder : null);
}

async function refuseObstacle(folder: string, path: string, lang: 'zh' | 'en'): Promise<void> {
  const names = path.split('/');
  const whole = join(folder, path);
  if (isAbsolute(path) || names.some((name) => name === '' || name === '.' || name === '..' || /[\\\0]/.test(name)))
    throw new WorldError('cannot-write', say('leads-out', lang, whole));
  for (let depth = 1; depth <= names.length; depth++) {
    const place = join(folder, ...names.slice(0, depth));
    const found = await lstat(place).catch(() => null);
    if (!found) return;
    const isLast = depth === names.length;
    const obstacle: SayingId | null = found.isSymbolicLink()
      ? 'is-a-link'
      : isLast && found.isDirectory()
        ? 'is-a-folder'
        : isLast && !found.isFile()
          ? 'is-special'
          : !isLast && !found.isDirectory()
            ? 'not-a-folder'
            : null;
    if (obstacle) throw new WorldError('cannot-write', say(obstacle, lang, place));
  }
}

/** What must not be there yet: new files, and the uppermost folders of those that lie in one. */
const newNames = (files: readonly NamedFile[]): ReadonlySet<string> =>
  new Set(files.flatMap(({ path, isNew }) => (isNew ? [uppermost(path)] : [])));

const uppermost = (path: string): string => path.split('/')[0] ?? path;

/** Under the lock: between choosing a name and saving, another build may have taken it. */
async function refuseExisting(place: string, lang: 'zh' | 'en'): Promise<void> {
  if (await lstat(place).catch(() => null)) throw new WorldError('cannot-write', say('is-there', lang, place));
}

async function stageFiles(
  staging: string,
  folder: string,
  files: readonly NamedFile[],
  { lang, isClosing }: SaveOptions,
): Promise<void> {
  for (const file of files) {
    const staged = join(staging, file.path);
    try {
      await mkdir(dirname(staged), { recursive: true });
      const handle = await open(staged, 'wx');
      try {
        for await (const chunk of file.open()) {
          if (isClosing()) throw new WorldError('aborted', say('interrupted', lang));
          for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw toWorldError(error, join(folder, file.path), lang);
    }
  }
}

async function moveIntoPlace(
  staging: string,
  folder: string,
  files: readonly NamedFile[],
  lang: 'zh' | 'en',
): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  const whole = newNames(files);
  try {
    for (const file of files) {
      if (whole.has(uppermost(file.path))) continue;
      const place = join(folder, file.path);
      const former = join(staging, `former-${undo.length}`);
      await mkdir(dirname(place), { recursive: true });
      const hadFormer = await keepFormer(place, former);
      await rename(join(staging, file.path), place);
      undo.push(() => (hadFormer ? rename(former, place) : rm(place, { force: true })));
    }
    // A new folder is renamed as one: at no moment is there a part of it.
    for (const name of whole) {
      await rename(join(staging, name), join(folder, name));
      undo.push(() => rm(join(folder, name), { recursive: true, force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => {});
    throw toWorldError(error, folder, lang);
  }
}

/** A second name for what stands at a place, so that the place itself is never empty while it is replaced. */
async function keepFormer(place: string, former: string): Promise<boolean> {
  if (!(await lstat(place).catch(() => null))) return false;
  await link(place, former).catch(() => copyFile(place, former, constants.COPYFILE_EXCL));
  return true;
}

async function removeEmptyFolders(folder: string, firstMade: string): Promise<void> {
  for (let at = folder; at.length >= firstMade.length && at !== dirname(at); at = dirname(at)) {
    // A folder that is not empty belongs to somebody else by now.
    if (
      !(await rmdir(at).then(
        () => true,
        () => false,
      ))
    )
      return;
  }
}

/** One clear sentence for what a disk refuses; mistakes of our own (no code) pass through as they are. */
export function toWorldError(error: unknown, path: string, lang: 'zh' | 'en'): unknown {
  if (error instanceof WorldError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  const known: Readonly<Record<string, SayingId>> = {
    ENOSPC: 'disk-full',
    EDQUOT: 'disk-full',
    EFBIG: 'disk-full',
    EACCES: 'no-permission-to-write',
    EPERM: 'no-permission-to-write',
    EROFS: 'no-permission-to-write',
    ENOTDIR: 'not-a-folder',
    EEXIST: 'not-a-folder',
    ENOENT: 'not-a-folder',
    ELOOP: 'not-a-folder',
    EISDIR: 'is-a-folder',
    ENAMETOOLONG: 'name-too-long',
  };
  return new WorldError('cannot-write', say(known[code] ?? 'cannot-write', lang, path, code));
}

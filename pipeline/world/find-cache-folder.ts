import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a user's machine keeps what may be deleted at any time. */
export function findCacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'huibian');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'huibian', 'cache');
  const home = env.HOME || homedir();
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches', 'huibian') : join(home, '.cache', 'huibian');
}

/**
 * The cache folder, made when it is missing. A user without a home of her own (some containers and services have none) gets
 * one among the temporary files, and only one that is hers alone: a browser is unpacked and started there.
 */
export function openCacheFolder(wanted: string): string {
  if (canUse(wanted)) return wanted;
  const own = join(tmpdir(), `huibian-cache-${process.getuid?.() ?? 'user'}`);
  if (canUse(own) && isPrivate(own)) return own;
  return mkdtempSync(join(tmpdir(), 'huibian-cache-'));
}

function canUse(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

function isPrivate(folder: string): boolean {
  const found = lstatSync(folder);
  if (!found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
}

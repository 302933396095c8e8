import { open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WorldError } from '../core/contracts.ts';
import { say } from './sayings.ts';

const lockName = '.huibian-lock';
const waitMs = 60_000;
const pollMs = 50;
/** Saving takes seconds: a lock as old as this was left behind, even by a machine whose processes cannot be seen. */
const staleAfterMs = 15 * 60_000;

/** Folders that this process holds or waits for: the lock file only speaks between processes. */
const queues = new Map<string, Promise<void>>();

/**
 * Waits until nobody else saves into the folder, and holds it until the function it gives is called. A lock whose process
 * is gone is taken over; one that is held for more than a minute ends in a sentence that says so.
 */
export async function lockFolder(
  folder: string,
  lang: 'zh' | 'en',
  isClosing: () => boolean,
): Promise<() => Promise<void>> {
  const before = queues.get(folder) ?? Promise.resolve();
  let leave = (): void => {};
  const mine = new Promise<void>((resolve) => {
    leave = resolve;
  });
  queues.set(
    folder,
    before.then(() => mine),
  );
  await before;
  const path = join(folder, lockName);
  try {
    await takeLock(path, folder, lang, isClosing);
  } catch (error) {
    leave();
    throw error;
  }
  return async () => {
    await rm(path, { force: true }).catch(() => {});
    leave();
  };
}

async function takeLock(path: string, folder: string, lang: 'zh' | 'en', isClosing: () => boolean): Promise<void> {
  const owner = `${process.pid} ${hostname()}\n`;
  for (let waited = 0; waited <= waitMs; waited += pollMs) {
    if (isClosing()) throw new WorldError('aborted', say('interrupted', lang));
    try {
      const handle = await open(path, 'wx');
      try {
        await handle.writeFile(owner);
        return;
      } catch (error) {
        // On a full disk the name may be had and its content not: then nothing of it stays.
        await rm(path, { force: true }).catch(() => {});
        throw error;
      } finally {
        await handle.close();
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (code !== 'EEXIST') {
        const saying = code === 'ENOSPC' ? 'disk-full' : 'no-permission-to-write';
        throw new WorldError('cannot-write', say(saying, lang, folder));
      }
    }
    if (await isLeftBehind(path)) await rm(path, { force: true }).catch(() => {});
    else await wait(pollMs);
  }
  throw new WorldError('cannot-write', say('in-use', lang, folder));
}

/** Whether whoever made the lock is gone. Within this process the queue decides, so our own number means a reused one. */
async function isLeftBehind(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found) return false;
  const ageMs = Date.now() - found.mtimeMs;
  if (ageMs > staleAfterMs) return true;
  const text = await readFile(path, 'utf8').catch(() => '');
  const [pid = '', host = ''] = text.trim().split(' ');
  // A lock without its owner's name is being written this moment, or its writer died in that moment.
  if (!/^\d+$/.test(pid)) return ageMs > 2_000;
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

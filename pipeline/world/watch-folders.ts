import { type FSWatcher, watch } from 'node:fs';

/** Editors write a file in several steps: what follows within this time is one change. */
const settleMs = 200;

/**
 * Waits until something in one of the folders changes, and has been still for a moment. Ends early, without a change, when
 * the signal is aborted.
 */
export function watchFolders(folders: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', end);
    };
    const end = (): void => {
      stop();
      resolve();
    };
    const onChange = (): void => {
      clearTimeout(timer);
      timer = setTimeout(end, settleMs);
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      for (const folder of folders) watchers.push(watch(folder, onChange).on('error', onChange));
    } catch (error) {
      stop();
      reject(error);
    }
  });
}

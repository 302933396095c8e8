import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, type Stats, statSync, utimesSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../core/contracts.ts';

export interface KeptResults {
  readonly cache: World['cache'];
  /** Removes the longest unused results when all together have grown past the bound. */
  readonly prune: () => Promise<void>;
}

const digestBytes = 32;

/**
 * Results kept between runs, one file a key. Each file carries the digest of its content, so a spoilt one is a miss. The
 * folder may be deleted at any time, two runs may use it at once, and no failure here ever fails a build.
 */
export function keepResults(folder: () => string, maxBytes: number): KeptResults {
  let wrote = false;
  const pathOf = (key: string): string => {
    const name = createHash('sha256').update(key).digest('hex');
    return join(folder(), name.slice(0, 2), name.slice(2));
  };
  return {
    cache: {
      get: async (key) => {
        const path = pathOf(key);
        // Read on the spot: hundreds of small files are asked for, and waiting for each costs more than it does.
        const whole = readIfThere(path);
        if (!whole) return null;
        const bytes = whole.subarray(digestBytes);
        if (!digest(bytes).equals(whole.subarray(0, digestBytes))) return null;
        touch(path);
        return bytes;
      },
      put: async (key, bytes) => {
        const path = pathOf(key);
        const beside = `${path}.${process.pid}.new`;
        try {
          await mkdir(join(path, '..'), { recursive: true });
          await writeFile(beside, Buffer.concat([digest(bytes), bytes]));
          await rename(beside, path);
          wrote = true;
        } catch {
          await rm(beside, { force: true }).catch(() => {});
        }
      },
    },
    prune: async () => {
      if (wrote) await pruneFolder(folder(), maxBytes);
    },
  };
}

async function pruneFolder(folder: string, maxBytes: number): Promise<void> {
  const files: { path: string; size: number; usedMs: number }[] = [];
  // Looked at on the spot: a build that is done waits for this, and waiting for each of hundreds costs more than it does.
  for (const part of listNames(folder))
    for (const name of listNames(join(folder, part))) {
      const path = join(folder, part, name);
      const found = statIfThere(path);
      if (found?.isFile()) files.push({ path, size: found.size, usedMs: found.mtimeMs });
    }
  let total = files.reduce((sum, file) => sum + file.size, 0);
  if (total <= maxBytes) return;
  // Down to four fifths, so that the next run does not have to prune again at once.
  for (const file of files.sort((a, b) => a.usedMs - b.usedMs)) {
    if (total <= maxBytes * 0.8) return;
    await rm(file.path, { force: true }).catch(() => {});
    total -= file.size;
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function statIfThere(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Says that it was used, so that it is not the first to go. */
function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Another run may have cleared it away.
  }
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

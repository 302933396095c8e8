import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Where results are kept between runs, as a World has it. */
interface Kept {
  readonly get: (key: string) => Promise<Uint8Array | null>;
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
}

/**
 * SHA-256 (hex) of a program's file. A browser has 180 MB: what was found is kept for as long as the file has this size and
 * this time. Empty when it cannot be read.
 */
export async function hashProgram(path: string, kept: Kept): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    const key = `program-sha256\n${path}\n${size}\n${mtimeMs}`;
    const known = await kept.get(key);
    if (known) return new TextDecoder().decode(known);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
    const digest = hash.digest('hex');
    await kept.put(key, new TextEncoder().encode(digest));
    return digest;
  } catch {
    return '';
  }
}

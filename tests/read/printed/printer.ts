import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredBlock, World } from '../../../pipeline/core/contracts.ts';

/** Sets pages: tells where lines stand, and prints. */
export interface Printer {
  readonly measure: (html: string) => Promise<readonly MeasuredBlock[]>;
  readonly print: (html: string, widthMm: number, heightMm: number) => Promise<Uint8Array>;
}

/**
 * A printer that starts a browser only when it must: what lies in the folder (if there is one) is not printed again.
 * `saveAgain` has another program save what lies there, and tells where.
 */
export function makePrinter(world: World, folder?: string, saveAgain?: (file: string) => string): Printer {
  const { signal } = new AbortController();
  const job = { assets: new Map(), timeoutMs: 60_000 };
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const fileOf = (kind: string, of: string): string =>
    join(folder ?? '', `${createHash('sha256').update(of).digest('hex').slice(0, 24)}.${kind}`);
  const keep = async (kind: string, of: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    if (folder === undefined) return make();
    const file = fileOf(kind, of);
    if (!existsSync(file)) writeFileSync(file, await make());
    return new Uint8Array(readFileSync(file));
  };
  return {
    measure: async (html) => {
      const found = await keep('json', html, async () => {
        const browser = await world.browser();
        const blocks = await browser.measure({ ...job, html, widthMm: 800, heightMm: 1500 }, signal);
        return new TextEncoder().encode(JSON.stringify(blocks));
      });
      return JSON.parse(new TextDecoder().decode(found)) as readonly MeasuredBlock[];
    },
    print: async (html, widthMm, heightMm) => {
      const name = `${html}\n${widthMm} ${heightMm}`;
      const bytes = await keep('pdf', name, async () =>
        (await world.browser()).print({ ...job, html, widthMm, heightMm }, signal),
      );
      return saveAgain ? new Uint8Array(readFileSync(saveAgain(fileOf('pdf', name)))) : bytes;
    },
  };
}

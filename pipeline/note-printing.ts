import type { World } from './core/contracts.ts';
import { digestProgram } from './core/keep-runs.ts';
import type { Settings } from './core/settings.ts';

/** What is known of earlier builds of an edition. */
export interface PrintingNote {
  /** It was printed before, by this state of the program, and what was printed is likely to be kept. */
  readonly isThere: boolean;
  /** Says so to the builds to come. */
  readonly keep: () => Promise<void>;
}

/** Whether this edition was printed before. Only how soon processes are started hangs on it, never what they make. */
export async function notePrinting({ id, theme, size }: Settings, world: World): Promise<PrintingNote> {
  const { cache } = world;
  const program = cache.isOff ? '' : await digestProgram(world);
  if (program === '') return { isThere: false, keep: async () => {} };
  const key = ['printed', program, id, theme, size].join('\n');
  const isThere = (await cache.get(key)) !== null;
  return { isThere, keep: async () => (isThere ? undefined : cache.put(key, new Uint8Array())) };
}

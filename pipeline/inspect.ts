import { createHash } from 'node:crypto';
import { type Stage, stages } from './core/contracts.ts';
import type { Artifact } from './core/edition.ts';

/**
 * What each stage made, as files to be looked at: `stages/1-read.json` and so on. Bytes are told by length and digest;
 * what a writer made lies in the folder itself.
 */
export function inspectStages(results: readonly (readonly [Stage, unknown])[]): Artifact[] {
  return results
    .filter(([stage]) => stage !== 'write')
    .map(([stage, value]) => {
      const bytes = new TextEncoder().encode(`${JSON.stringify(value, showSpecial, 1)}\n`);
      return {
        format: 'stage',
        path: `stages/${stages.indexOf(stage) + 1}-${stage}.json`,
        mediaType: 'application/json',
        byteLength: bytes.length,
        open: async function* () {
          yield bytes;
        },
      };
    });
}

/** Looks at the value as it is, not at what its own `toJSON` would make of it. */
function showSpecial(this: unknown, key: string): unknown {
  const value = (this as Record<string, unknown>)[key];
  if (value instanceof Uint8Array)
    return { bytes: value.length, sha256: createHash('sha256').update(value).digest('hex') };
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  return value;
}

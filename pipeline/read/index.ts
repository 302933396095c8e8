import type { Context } from '../core/contracts.ts';
import type { Reading, Source } from '../core/text.ts';

/** Reads every input: paths to files, folders or `-`, and sources already in memory. Faults are reported, not thrown. */
export async function read(
  inputs: readonly (string | Source)[],
  context: Context,
): Promise<{ readonly sources: readonly Source[]; readonly readings: readonly Reading[] }> {
  void inputs;
  void context;
  throw new Error('not built yet');
}

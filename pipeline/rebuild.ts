import type { Outcome, World } from './core/contracts.ts';
import type { Issue } from './core/issues.ts';
import { publish } from './publish.ts';
import type { PublishOptions } from './run-stage.ts';
import { type Comparison, compareRebuilt } from './write/archive/compare-rebuilt.ts';
import { openRecorded } from './write/archive/open-recorded.ts';

/** An edition made again from its archive. */
export interface Rebuilt {
  /** True when every file came out as the archive holds it, byte for byte. */
  readonly ok: boolean;
  /** Null when the archive is faulty: then `issues` tell what is wrong with it, and nothing was built. */
  readonly outcome: Outcome | null;
  readonly comparison: Comparison | null;
  readonly issues: readonly Issue[];
}

/**
 * Builds an edition from the archive alone: its originals, decisions and settings in place of the disk, no other path. What
 * comes out is compared with what the archive holds, and where they differ, with what they were made.
 */
export async function rebuild(path: string, world: World, options: PublishOptions = {}): Promise<Rebuilt> {
  const recorded = await openRecorded(path, world);
  if ('issues' in recorded) return { ok: false, outcome: null, comparison: null, issues: recorded.issues };
  const outcome = await publish(recorded.inputs, recorded.settings, recorded.world, options);
  const comparison = await compareRebuilt(recorded.madeWith, outcome.artifacts, world);
  return { ok: comparison.isSame, outcome, comparison, issues: outcome.issues };
}

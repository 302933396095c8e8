import { counts } from './acceptances.ts';
import type { World } from './core/contracts.ts';
import { type Issue, severityOf } from './core/issues.ts';
import type { Settings } from './core/settings.ts';
import type { Reading, Reassembly, Source } from './core/text.ts';
import { read } from './read/index.ts';
import { checkConservation, reassemble as reassembleReadings, reportQueries } from './reassemble/index.ts';
import { makeContext, type PublishOptions, runStage } from './run-stage.ts';

/** What comes of putting articles back together and going no further. */
export interface Reassembled {
  /** False when an error was reported (or a warning, when strict). */
  readonly ok: boolean;
  /** False when text was lost or added: then nothing may be done with the result. */
  readonly isWhole: boolean;
  readonly readings: readonly Reading[];
  readonly reassembly: Reassembly;
  readonly issues: readonly Issue[];
}

/** The first two stages alone: inputs read, their articles put back together, every character accounted for. */
export async function reassemble(
  inputs: readonly (string | Source)[],
  settings: Settings,
  world: World,
  options: PublishOptions = {},
): Promise<Reassembled> {
  const issues: Issue[] = [];
  const context = makeContext(settings, world, options, issues);
  const { readings } = await runStage(context, 'read', () => read(inputs, context));
  const reassembly = await runStage(context, 'reassemble', () => reassembleReadings(readings, context));
  reportQueries(reassembly, readings, context);
  checkConservation(reassembly, readings, context);
  const isLostOrAdded = ({ id }: Issue): boolean => id === 'reassemble/text-lost' || id === 'reassemble/text-added';
  return {
    ok: !issues.some((issue) => counts(issue, settings)),
    isWhole:
      !issues.some(isLostOrAdded) && !issues.some((issue) => severityOf(issue) === 'error' && readings.length === 0),
    readings,
    reassembly,
    issues,
  };
}

import type { Context } from '../../pipeline/core/contracts.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { parseEdition, resolveSettings } from '../../pipeline/core/settings.ts';
import { makeMemoryWorld } from './memory-world.ts';

/** A context for one stage alone; everything it reports is in `issues`. */
export interface TestContext extends Context {
  readonly issues: Issue[];
}

/** Settings as an editor writes them in edition.yaml; a fault in them fails the test. */
export function makeContext(edition: Readonly<Record<string, unknown>> = {}, sourceDateEpoch = ''): TestContext {
  const parsed = parseEdition(edition);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const issues: Issue[] = [];
  return {
    settings: resolveSettings(parsed.edition, { fallbackId: 'test' }),
    world: makeMemoryWorld({ sourceDateEpoch }),
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
    issues,
  };
}

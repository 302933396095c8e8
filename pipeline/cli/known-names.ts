import { pageSizesMm } from '../core/units.ts';
import { writers } from '../index.ts';
import type { KnownNames } from './help.ts';

/** Names that options may have, from the tables that define them. */
export function listNames(): KnownNames {
  return { formats: writers.map((writer) => writer.format), size: Object.keys(pageSizesMm) };
}

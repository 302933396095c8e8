import { formats } from '../core/settings.ts';
import { pageSizesMm } from '../core/units.ts';
import type { KnownNames } from './help.ts';

/** Names that options may have, from the lists that define them. */
export function listNames(): KnownNames {
  return { formats, size: Object.keys(pageSizesMm) };
}

import { buildEdition } from './build.ts';
import type { RunCommand } from './run-command.ts';

/** `huibian archive`: a build whose aim is the archive; what that needs is built with it. */
export const runArchive: RunCommand = (context) => buildEdition(context, { formats: ['archive'] });

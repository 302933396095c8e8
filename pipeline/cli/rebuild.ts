import { resolve, sep } from 'node:path';
import { rebuild } from '../rebuild.ts';
import { escapeText } from './escape-text.ts';
import { formatIssues } from './format-issues.ts';
import { showProgress } from './progress.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian rebuild`: builds from an archive alone, saves what came of it, and tells whether it is the same. */
export const runRebuild: RunCommand = async ({ asked, world, terminal, lang, signal }) => {
  const out = asked.text('out');
  if (out === undefined) {
    terminal.say(`${say('missingValue', lang, { name: '--out', value: 'DIR' })}\n`);
    return exitCodes.askedWrongly;
  }
  const [bag, into] = [resolve(asked.inputs[0] ?? ''), resolve(out)];
  if (into === bag || into.startsWith(`${bag}${sep}`)) {
    // What lies in a bag is listed there; anything more would make it faulty.
    terminal.say(`${say('intoItself', lang, { name: '--out', path: escapeText(out) })}\n`);
    return exitCodes.askedWrongly;
  }
  const display = showProgress(asked.text('progress') ?? 'auto', asked.has('quiet'), terminal, lang, world.elapsedMs);
  const result = await rebuild(asked.inputs[0] ?? '', world, { signal, onProgress: display.onProgress }).finally(
    display.stop,
  );
  terminal.say(formatIssues(result.issues, new Set(), { lang, hasColour: terminal.hasColour }));
  const { outcome, comparison } = result;
  if (!outcome || !comparison) return exitCodes.issues;
  await world.writeFiles(out, outcome.artifacts);
  if (!asked.has('quiet') || !result.ok) {
    for (const { path, kind } of comparison.files)
      terminal.say(`  ${escapeText(path)}  ${say(`rebuilt:${kind}`, lang)}\n`);
    for (const { name, recorded, present } of comparison.reasons) {
      const params = { name: escapeText(name), recorded: escapeText(recorded), present: escapeText(present) };
      terminal.say(`  ${say('rebuiltReason', lang, params)}\n`);
    }
    terminal.say(`${say(result.ok ? 'rebuiltSame' : 'rebuiltDiffers', lang)}\n`);
  }
  return result.ok ? exitCodes.clean : exitCodes.issues;
};

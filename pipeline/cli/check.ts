import { severityOf } from '../core/issues.ts';
import { check } from '../index.ts';
import { escapeText } from './escape-text.ts';
import { formatSize } from './format-closing.ts';
import { formatIssues } from './format-issues.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian check`: a finished edition judged again, from the files alone. Faults of it end in exit code 1. */
export const runCheck: RunCommand = async ({ asked, world, terminal, lang, signal }) => {
  const folder = asked.inputs[0] ?? '';
  const { title, files, opinions, issues } = await check(folder, world, signal);
  terminal.say(formatIssues(issues, new Set(), { lang, hasColour: terminal.hasColour }));
  const faults = issues.filter((issue) => severityOf(issue) === 'error').length;
  if (!asked.has('quiet')) {
    for (const file of files) terminal.say(`  ${escapeText(file.path)}  ${formatSize(file.byteLength)}\n`);
    for (const { judge, file, faults } of opinions) {
      const opinion = faults.length === 0 ? 'opinionSound' : 'opinionFaulty';
      const said = say(opinion, lang, { judge: escapeText(judge), count: faults.length });
      terminal.say(`  ${escapeText(file)}  ${said}\n`);
    }
    const params = { title: escapeText(title || folder), faults };
    terminal.say(`${say(faults === 0 ? 'checkedSound' : 'checkedFaulty', lang, params)}\n`);
  }
  return faults === 0 ? exitCodes.clean : exitCodes.issues;
};

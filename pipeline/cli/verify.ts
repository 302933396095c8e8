import { verify } from '../verify.ts';
import { escapeText } from './escape-text.ts';
import { formatIssues } from './format-issues.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian verify`: 0 when the bag is whole, 1 when it is not, each faulty file named. */
export const runVerify: RunCommand = async ({ asked, world, terminal, lang, signal }) => {
  const path = asked.inputs[0] ?? '';
  const { isValid, issues, checked } = await verify(path, world, { fast: asked.has('fast'), signal });
  terminal.say(formatIssues(issues, new Set(), { lang, hasColour: terminal.hasColour }));
  const sentence = say(isValid ? 'verified' : 'notVerified', lang, { path: escapeText(path), checked });
  if (!asked.has('quiet')) terminal.say(`${sentence}\n`);
  return isValid ? exitCodes.clean : exitCodes.issues;
};

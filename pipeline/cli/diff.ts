import { diff } from '../diff.ts';
import { escapeText } from './escape-text.ts';
import { formatIssues } from './format-issues.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { type SayingId, say } from './sayings.ts';

/** `huibian diff`: what a later edition changed, article by article, with the words; or as an errata sheet, or as JSON. */
export const runDiff: RunCommand = async ({ asked, world, terminal, lang }) => {
  const [before = '', after = ''] = asked.inputs;
  const result = await diff(before, after, world);
  if ('issues' in result) {
    terminal.say(formatIssues(result.issues, new Set(), { lang, hasColour: terminal.hasColour }));
    return exitCodes.issues;
  }
  if (asked.has('json')) terminal.out(`${JSON.stringify(result.diff, null, 1)}\n`);
  else if (asked.has('errata')) terminal.out(result.errata(lang));
  else terminal.out(describe(result.diff, lang));
  return exitCodes.clean;
};

type Found = Extract<Awaited<ReturnType<typeof diff>>, { diff: unknown }>['diff'];

function describe(found: Found, lang: 'zh' | 'en'): string {
  const lines: string[] = [];
  const line = (id: SayingId, params: Readonly<Record<string, string | number>>): void => {
    const shown = Object.entries(params).map(([key, value]) => [key, escapeText(String(value))] as const);
    lines.push(say(id, lang, Object.fromEntries(shown)));
  };
  if (found.isSame) line('diffSame', {});
  if (found.title) line('diffTitle', found.title);
  for (const { title } of found.added) line('diffAdded', { title });
  for (const { title } of found.removed) line('diffRemoved', { title });
  for (const { title, from, to } of found.moved) line('diffMoved', { title, from, to });
  for (const { after, changes } of found.changed) {
    line('diffChanged', { title: after.title });
    for (const change of changes ?? [])
      lines.push(
        `  ${escapeText(change.left)}[-${escapeText(change.before)}-]{+${escapeText(change.after)}+}${escapeText(change.right)}`,
      );
  }
  return lines.map((text) => `${text}\n`).join('');
}

import { plan } from '../plan.ts';
import { loadAsked } from './asked-options.ts';
import { formatIssues } from './format-issues.ts';
import { showProgress } from './progress.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian plan`: what the edition takes in paper, and what would save a sheet. Figures are of pages really printed. */
export const runPlan: RunCommand = async (context) => {
  const { asked, world, terminal, lang, signal } = context;
  const look = { lang, hasColour: terminal.hasColour };
  const { inputs, loaded } = await loadAsked(context);
  if ('issues' in loaded) {
    terminal.say(formatIssues(loaded.issues, new Set(), look));
    return exitCodes.issues;
  }
  const [copies, sheets] = [asked.number('copies'), asked.number('fit')];
  const display = showProgress(asked.text('progress') ?? 'auto', asked.has('quiet'), terminal, lang, world.elapsedMs);
  const { plan: found, issues } = await plan(inputs, loaded.settings, world, {
    signal,
    onProgress: display.onProgress,
    ...(copies === undefined ? {} : { copies }),
    ...(sheets === undefined ? {} : { sheets }),
  }).finally(display.stop);
  terminal.say(formatIssues(issues, new Set(), look));
  if (!found) return exitCodes.issues;
  terminal.out(`${say('planPages', lang, { pages: found.pages, added: found.added, sheets: found.sheets })}\n`);
  if (found.copies > 0) {
    const params = { copies: found.copies, sheets: found.sheetsForAll, reams: found.reams };
    terminal.out(`${say('planCopies', lang, params)}\n`);
  }
  for (const tried of found.tried) {
    const params = { saving: say(`saving:${tried.saving}`, lang), pages: tried.pages, sheets: tried.sheets };
    terminal.out(`  ${say('planTried', lang, params)}\n`);
  }
  if (!found.tried.some((tried) => tried.sheets < found.sheets)) terminal.out(`${say('planNoSaving', lang)}\n`);
  return exitCodes.clean;
};

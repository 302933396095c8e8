import { formatLearnedFile, learn, type Tally } from '../learn.ts';
import { loadAsked } from './asked-options.ts';
import { escapeText } from './escape-text.ts';
import { formatIssues } from './format-issues.ts';
import { showProgress } from './progress.ts';
import { exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian learn`: a model of the editor's own archive, and what it gained on articles of it that were held out. */
export const runLearn: RunCommand = async (context) => {
  const { asked, world, terminal, lang, signal } = context;
  const look = { lang, hasColour: terminal.hasColour };
  const { inputs, loaded } = await loadAsked(context, { formats: [] });
  if ('issues' in loaded) {
    terminal.say(formatIssues(loaded.issues, new Set(), look));
    return exitCodes.issues;
  }
  const how = asked.text('progress') ?? 'auto';
  const display = showProgress(how, asked.has('quiet'), terminal, lang, world.elapsedMs);
  const options = { signal, onProgress: display.onProgress, learnsWeights: asked.has('weights') };
  const { learned, issues } = await learn(inputs, loaded.settings, world, options).finally(display.stop);
  terminal.say(formatIssues(issues, new Set(), look));
  if (!learned) return exitCodes.issues;
  const path = asked.text('out') ?? `output/${loaded.settings.id}/learned.model`;
  await world.writeFile(
    path,
    (async function* () {
      yield formatLearnedFile(learned);
    })(),
  );
  const { articles, characters, before, after } = learned;
  if (!asked.has('quiet')) {
    terminal.say(`${say('learned', lang, { articles, characters, path: escapeText(path) })}\n`);
    if (before.articles > 0) terminal.say(`${say('learnedGain', lang, gainOf(before, after))}\n`);
    const helps = after.joinsRight > before.joinsRight || after.articlesRight > before.articlesRight;
    const next = before.articles === 0 || helps ? 'learnedNext' : 'learnedNothing';
    terminal.say(`${say(next, lang, { path: escapeText(path) })}\n`);
  }
  return exitCodes.clean;
};

/** What was right before and after, of the same pages. */
const gainOf = (before: Tally, after: Tally) => ({
  articles: before.articles,
  articlesBefore: before.articlesRight,
  articlesAfter: after.articlesRight,
  joins: before.joins,
  joinsBefore: before.joinsRight,
  joinsAfter: after.joinsRight,
});

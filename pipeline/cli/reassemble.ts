import { makeIssue } from '../core/issues.ts';
import {
  formatManuscripts,
  formatSeamsFile,
  joinsOf,
  type Reassembled,
  reassemble,
  seamsPathOf,
  toJson,
} from '../texts.ts';
import { loadAsked } from './asked-options.ts';
import { escapeText } from './escape-text.ts';
import { explainJoins } from './explain-joins.ts';
import { formatIssues } from './format-issues.ts';
import type { OptionName } from './options.ts';
import { showProgress } from './progress.ts';
import { type CommandContext, exitCodes, type RunCommand } from './run-command.ts';
import { saveArticles } from './save-articles.ts';
import { say } from './sayings.ts';
import { showPages } from './show-pages.ts';

/** `huibian reassemble`: articles put back together, as Markdown, as JSON, or as a folder of files to be corrected. */
export const runReassemble: RunCommand = async (context) => {
  const { asked, world, terminal, lang, signal } = context;
  const look = { lang, hasColour: terminal.hasColour };
  const [a, b] = ['--json', '--explain', '--out'].filter((name) => asked.has(name.slice(2) as OptionName));
  if (a !== undefined && b !== undefined) {
    terminal.say(`${say('exclusive', lang, { a, b })}\n`);
    return exitCodes.askedWrongly;
  }
  const { inputs, loaded } = await loadAsked(context, { formats: [] });
  if ('issues' in loaded) {
    terminal.say(formatIssues(loaded.issues, new Set(), look));
    return exitCodes.issues;
  }
  const { settings } = loaded;
  const seams = asked.text('seams');
  // Decisions that are asked for and are not there would be silently dropped; --explain is what writes the file at first.
  if (seams !== undefined && !asked.has('explain') && (await world.stat(seams)) !== 'file') {
    terminal.say(formatIssues([makeIssue('read/not-found', { path: seams })], new Set(), look));
    return exitCodes.issues;
  }
  const display = showProgress(
    asked.text('progress') ?? (terminal.isWatched ? 'auto' : 'none'),
    asked.has('quiet'),
    terminal,
    lang,
    world.elapsedMs,
  );
  const result = await reassemble(inputs, settings, world, { signal, onProgress: display.onProgress }).finally(
    display.stop,
  );
  const accepted = new Set((settings.edition.accept ?? []).map((acceptance) => acceptance.id));
  terminal.say(formatIssues(result.issues, accepted, look));
  // Nothing is given when text was lost or added: no result is better than a wrong one.
  if (!result.isWhole) return exitCodes.issues;
  await give(context, result, loaded.editionFile, settings.minConfidence);
  if (!asked.has('quiet')) terminal.say(`${summarise(result, settings.minConfidence, lang)}\n`);
  return result.ok ? exitCodes.clean : exitCodes.issues;
};

async function give(
  context: CommandContext,
  { reassembly, readings }: Reassembled,
  editionFile: string | null,
  minConfidence: number,
): Promise<void> {
  const { asked, terminal, lang } = context;
  const folder = asked.text('out');
  if (folder !== undefined) {
    await saveArticles(context, folder, reassembly.manuscripts);
    const path = editionFile === null ? folder : `${folder} --edition ${editionFile}`;
    if (!asked.has('quiet')) terminal.say(`${say('initNext', lang, { path: escapeText(path) })}\n`);
  } else if (asked.has('explain')) await explain(context, { reassembly, readings }, minConfidence);
  else if (asked.has('json')) terminal.out(`${JSON.stringify(toJson(reassembly, readings), null, 1)}\n`);
  else terminal.out(formatManuscripts(reassembly.manuscripts));
}

/**
 * Pages beside their articles and every join with its evidence on standard output, and a file beside each source (or one,
 * where one was named) in which the editor may decide.
 */
async function explain(
  { world, terminal, lang, asked }: CommandContext,
  { reassembly, readings }: Pick<Reassembled, 'reassembly' | 'readings'>,
  minConfidence: number,
): Promise<void> {
  terminal.out(showPages(reassembly, readings, { columns: terminal.columns, minConfidence, lang }));
  terminal.out(explainJoins(reassembly, readings, lang));
  const named = asked.text('seams');
  const open = readings.filter(({ kind }) => kind !== 'article');
  const files =
    named === undefined
      ? open
          .filter(({ path, folder }) => path !== '-' && folder !== undefined)
          .map((reading) => ({ path: seamsPathOf(reading), own: [reading] }))
      : [{ path: named, own: open }];
  for (const { path, own } of files) {
    const before = (await world.stat(path)) === 'file' ? new TextDecoder().decode(await world.readFile(path)) : null;
    const text = formatSeamsFile(before, own, reassembly);
    if (text === before) continue;
    await world.writeFile(
      path,
      (async function* () {
        yield new TextEncoder().encode(text);
      })(),
    );
    if (!asked.has('quiet')) terminal.say(`${say('initWrote', lang, { path: escapeText(path) })}\n`);
  }
}

/** How many articles, joins, joins to look at; and, where something went into no article, how much. */
function summarise({ reassembly }: Reassembled, minConfidence: number, lang: 'zh' | 'en'): string {
  const { manuscripts, leftovers } = reassembly;
  const joins = manuscripts.flatMap(joinsOf);
  const doubtful = joins.filter((join) => join.confidence < minConfidence).length;
  const found = say('reassembled', lang, { articles: manuscripts.length, joins: joins.length, doubtful });
  if (leftovers.length === 0) return found;
  const furniture = leftovers.filter(({ why }) => why === 'furniture').length;
  return `${found}${lang === 'zh' ? '' : ' '}${say('leftOver', lang, { pieces: leftovers.length, furniture })}`;
}

import { dirname } from 'node:path';
import { type Issue, severityOf } from '../core/issues.ts';
import type { Artifact, BuildOptions, Format, Outcome, Settings } from '../index.ts';
import { needsBrowser } from '../needs-browser.ts';
import { watchFolders } from '../world/watch-folders.ts';
import { suggest } from './args.ts';
import { loadAsked } from './asked-options.ts';
import { escapeText } from './escape-text.ts';
import { formatClosing, type SavedFile } from './format-closing.ts';
import { formatIssues, paint } from './format-issues.ts';
import { listNames } from './known-names.ts';
import { type ProgressDisplay, showProgress } from './progress.ts';
import { type Asked, type CommandContext, exitCodes, type RunCommand } from './run-command.ts';
import { say } from './sayings.ts';

/** `huibian build`: the whole way from inputs to files, told stage by stage. */
export const runBuild: RunCommand = (context) => buildEdition(context, {});

/** The same with options of its own: `archive` is a build of its formats. With --watch, again whenever an input changes. */
export async function buildEdition(context: CommandContext, extra: BuildOptions): Promise<number> {
  const { asked, terminal, lang, signal } = context;
  const refusal = refuseNames(asked, lang);
  if (refusal !== '') {
    terminal.say(`${escapeText(refusal)}\n`);
    return exitCodes.askedWrongly;
  }
  const code = await buildOnce(context, extra);
  if (!asked.has('watch')) return code;
  const folders = await listWatched(context);
  while (!signal.aborted) {
    terminal.say(`${say('watching', lang)}\n`);
    await watchFolders(folders, signal);
    if (!signal.aborted) await buildOnce(context, extra);
  }
  return code;
}

/** Folders in which a change asks for another build: those of the inputs and of the edition's settings. */
async function listWatched({ asked, world }: CommandContext): Promise<string[]> {
  const paths = [...asked.inputs, asked.text('edition') ?? ''].filter((path) => path !== '' && path !== '-');
  const folders = paths.map(async (path) => ((await world.stat(path)) === 'folder' ? path : dirname(path)));
  return [...new Set(await Promise.all(folders))];
}

async function buildOnce(context: CommandContext, extra: BuildOptions): Promise<number> {
  const { asked, world, terminal, lang, signal } = context;
  const look = { lang, hasColour: terminal.hasColour };
  const out = asked.text('out');
  const { inputs, loaded } = await loadAsked(context, { ...extra, ...(out === undefined ? {} : { outDir: out }) });
  if ('issues' in loaded) {
    terminal.say(formatIssues(loaded.issues, new Set(), look));
    return exitCodes.issues;
  }
  const display = showProgress(asked.text('progress') ?? 'auto', asked.has('quiet'), terminal, lang, world.elapsedMs);
  let outcome: Outcome;
  const switchOfArchives = (['bag', 'judge'] as const).find((name) => asked.has(name));
  if (switchOfArchives !== undefined && !loaded.settings.formats.includes('archive')) {
    terminal.say(`${say('wantsArchive', lang, { name: `--${switchOfArchives}` })}\n`);
    return exitCodes.askedWrongly;
  }
  let settings = asked.has('hand-over') && !asked.has('formats') ? addHandedOver(loaded.settings) : loaded.settings;
  try {
    const options = { signal, onProgress: display.onProgress };
    const sheets = asked.number('fit');
    if (sheets !== undefined) {
      const { plan } = await import('../plan.ts');
      const planned = await plan(inputs, settings, world, { ...options, sheets });
      // Only what planning adds is told here: the build itself says the rest.
      const missed = planned.issues.filter((issue) => issue.id === 'write/fit-failed');
      terminal.say(formatIssues(missed, new Set(), look));
      settings = planned.plan?.settings ?? settings;
    }
    // A browser comes up while the rest of the program is loaded.
    if (needsBrowser(settings)) world.browser().catch(() => {});
    const { publish } = await import('../index.ts');
    outcome = await publish(inputs, settings, world, options);
    // It goes while files are saved; another build would want it again.
    if (!asked.has('watch')) world.releaseBrowser?.();
  } finally {
    display.stop();
  }
  signal.throwIfAborted();
  const folder = out ?? `output/${outcome.editionId}`;
  const isSaved = isWorthSaving(outcome);
  if (isSaved) await world.writeFiles(folder, outcome.artifacts);
  tell(context, isSaved ? outcome : { ...outcome, artifacts: [] }, settings, display, folder);
  await handOver(context, outcome, settings);
  return outcome.ok ? exitCodes.clean : exitCodes.issues;
}

/**
 * Where nothing was understood there is nothing to report on either; and a path that is not there is a slip of the hand,
 * for which no folder is made.
 */
const isWorthSaving = ({ summary, issues, artifacts }: Outcome): boolean =>
  summary.articles > 0 && (artifacts.some(isBook) || !issues.some((issue) => issue.id === 'read/not-found'));

const isBook = ({ format }: Artifact): boolean => format !== 'report' && format !== 'stage';

/** What the hand-over folder holds is built for it, unless formats were named. */
const addHandedOver = (settings: Settings): Settings => ({
  ...settings,
  formats: [...new Set<Format>([...settings.formats, 'print', 'epub', 'booklet'])],
});

/** The same files under names for people, when asked for and when there is something to hand over. */
async function handOver(
  { asked, world, terminal, lang }: CommandContext,
  outcome: Outcome,
  settings: Settings,
): Promise<void> {
  const folder = asked.text('hand-over');
  if (folder === undefined) return;
  const { makeHandOver } = await import('../hand-over.ts');
  const files = makeHandOver(outcome, settings);
  await world.writeFiles(folder, files);
  for (const { path } of files) terminal.say(`${say('initWrote', lang, { path: escapeText(`${folder}/${path}`) })}\n`);
}

function tell(
  { asked, world, terminal, lang }: CommandContext,
  outcome: Outcome,
  settings: Settings,
  display: ProgressDisplay,
  folder: string,
): void {
  const look = { lang, hasColour: terminal.hasColour };
  const accepted = new Set((settings.edition.accept ?? []).map((acceptance) => acceptance.id));
  const isWrong = (issue: Issue): boolean => severityOf(issue) !== 'info';
  terminal.say(formatIssues(asked.has('quiet') ? outcome.issues.filter(isWrong) : outcome.issues, accepted, look));
  if (asked.has('quiet')) return;
  const files = gatherFolders(outcome.artifacts.filter(isForPeople)).map((file) => toSavedFile(file, folder, display));
  const { summary, issues } = outcome;
  // Of nothing there is nothing to count.
  if (summary.articles > 0)
    terminal.say(formatClosing({ summary, issues, accepted, files, elapsedMs: world.elapsedMs() }, look));
  const isHeld = !outcome.artifacts.some(isBook);
  const time = `${(world.elapsedMs() / 1000).toFixed(1)}`;
  const ending = isHeld ? 'heldBack' : outcome.ok ? 'done' : 'doneWithIssues';
  terminal.say(
    `${paint(say(ending, lang, { folder: escapeText(folder), time }), outcome.ok ? 'green' : 'red', look)}\n`,
  );
}

/** Files of `stages/` are for whoever asked for them, and too many for the table. */
const isForPeople = (artifact: Artifact): boolean => artifact.format !== 'stage';

type Listed = Pick<Artifact, 'path' | 'format' | 'byteLength'>;

/** Files of one folder (an archive that is none) as one line of the table. */
function gatherFolders(artifacts: readonly Artifact[]): readonly Listed[] {
  const lines = new Map<string, Listed>();
  for (const { path, format, byteLength } of artifacts) {
    const name = path.replace(/\/.*$/s, '/');
    lines.set(name, { path: name, format, byteLength: (lines.get(name)?.byteLength ?? 0) + byteLength });
  }
  return [...lines.values()];
}

function toSavedFile({ path, format, byteLength }: Listed, folder: string, display: ProgressDisplay): SavedFile {
  return {
    path: `${folder.replace(/\/+$/, '')}/${path}`,
    byteLength,
    elapsedMs: display.timings.get(format) ?? null,
  };
}

function refuseNames(asked: Asked, lang: 'zh' | 'en'): string {
  const known = listNames();
  const checks: readonly (readonly ['formats' | 'size', readonly string[]])[] = [
    ['formats', asked.list('formats') ?? []],
    ['size', asked.list('size') ?? []],
  ];
  for (const [name, values] of checks) {
    const names = known[name] ?? [];
    if (asked.has(name) && values.length === 0)
      return say('missingValue', lang, { name: `--${name}`, value: names.join(',') });
    const wrong = values.find((value) => !names.includes(value));
    if (wrong !== undefined) {
      const list = names.join(lang === 'zh' ? '\u3001' : ', ');
      return say('unknownChoice', lang, { name: `--${name}`, value: wrong, known: list }) + suggest(wrong, names, lang);
    }
  }
  return '';
}

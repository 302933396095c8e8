import { counts, findUnusedAcceptances } from './acceptances.ts';
import { compose } from './compose/index.ts';
import type { Outcome, Stage, World } from './core/contracts.ts';
import type { Summary } from './core/edition.ts';
import { type Issue, severityOf } from './core/issues.ts';
import type { Settings } from './core/settings.ts';
import type { Source } from './core/text.ts';
import { findEdits } from './find-edits.ts';
import { inspectStages } from './inspect.ts';
import { needsBrowser } from './needs-browser.ts';
import { normalise } from './normalise/index.ts';
import { notePrinting } from './note-printing.ts';
import { createPutOff } from './put-off.ts';
import { read } from './read/index.ts';
import { checkConservation, reassemble, reportQueriesInSteps } from './reassemble/index.ts';
import { render } from './render/index.ts';
import { describeArticles, describeFiles, type FileEntry, makeReport, reportArtifact, summarise } from './report.ts';
import { makeContext, type PublishOptions, runStage } from './run-stage.ts';
import { write } from './write/index.ts';

/**
 * The whole program: from what an editor handed in to finished files. Inputs are paths (files, folders, `-`) or sources
 * already in memory. Everything wrong is in the outcome's issues; it throws only when the world fails (WorldError), when
 * the signal is aborted, or for our own mistakes. Nothing is written to disk: `Outcome.artifacts` can be saved or sent.
 */
export async function publish(
  inputs: readonly (string | Source)[],
  settings: Settings,
  world: World,
  options: PublishOptions = {},
): Promise<Outcome> {
  const issues: Issue[] = [];
  const putOff = createPutOff();
  const context = makeContext(settings, world, options, issues, putOff.later);
  const stageResults: [Stage, unknown][] = [];
  const step = async <T>(stage: Stage, run: () => Promise<T> | T): Promise<T> => {
    const result = await runStage(context, stage, run);
    if (settings.inspect) stageResults.push([stage, result]);
    return result;
  };
  const inspected = () => inspectStages(stageResults);

  // The browser takes as long to start as the text takes to be read: both at once.
  if (needsBrowser(settings)) world.browser().catch(() => {});

  const { sources, readings } = await step('read', () => read(inputs, context));
  const wasPrinted = printsMuch(sources, settings) ? await notePrinting(settings, world) : null;
  // An edition that was printed before has little to print now: one process does, and others would be in its way.
  if (wasPrinted && !wasPrinted.isThere)
    world.browser().then(
      ({ prepare }) => prepare?.(),
      () => {},
    );
  const reassembly = await step('reassemble', () => reassemble(readings, context));
  const queries = createLateIssues(issues, (report) => reportQueriesInSteps(reassembly, readings, { report }));
  const { articles, assets } = await step('normalise', () => normalise(reassembly, readings, context));
  const isError = (issue: Issue): boolean => severityOf(issue) === 'error';
  // When nothing could be read it has been told why: that nothing came of it is no news.
  const composing = readings.length === 0 && issues.some(isError) ? { ...context, report: () => {} } : context;
  const edition = await step('compose', () => compose(articles, assets, composing));
  checkConservation(reassembly, readings, context);

  const edits = await findEdits(readings, world);
  const entries = await describeArticles(edition, readings, edits, context);
  const parts = { edition, readings, reassembly, issues, settings, world, articles: entries };
  // Counted when it is asked for, which is after printing: until then the browser waits for us, and not we for it.
  let counted: Summary | null = null;
  const summary = (): Summary => {
    counted ??= summarise(edition, reassembly, entries, settings);
    return counted;
  };
  const tell = (files: readonly FileEntry[]): Uint8Array => {
    queries.find();
    return makeReport({ ...parts, summary: summary(), files });
  };
  const mustHold = () => !settings.keepsGoing && issues.some(isError);
  const hold = async (): Promise<Outcome> => {
    await putOff.finish();
    const artifacts = [reportArtifact(tell([])), ...inspected()];
    return { ok: false, editionId: edition.id, artifacts, issues, summary: summary() };
  };
  if (edition.articles.length === 0 || mustHold()) return hold();

  const rendered = await step('render', () => render(edition, context));
  if (mustHold()) return hold();
  const { leftovers } = reassembly;
  const report = () => tell([]);
  const whileWaiting = (): boolean => {
    if (queries.findSome() || entries.doSome()) return true;
    // Counted now, for the end: nobody waits for it here.
    summary();
    putOff.begin();
    return false;
  };
  const made = await step('write', () =>
    write({ rendered, readings, sources, leftovers, report, whileWaiting }, context),
  );
  await putOff.finish();
  await wasPrinted?.keep();
  queries.find();
  issues.push(...findUnusedAcceptances(issues, settings));
  const files = await describeFiles(made.artifacts);
  return {
    ok: !issues.some((issue) => counts(issue, settings)),
    editionId: edition.id,
    artifacts: [...made.artifacts, reportArtifact(tell(files)), ...inspected()],
    issues,
    summary: { ...summary(), pages: made.pageMap?.pages.length ?? null },
  };
}

/** Issues that hold nothing up: found when there is time, or when they are asked for; told where they belong all the same. */
function createLateIssues(
  issues: Issue[],
  find: (report: (issue: Issue) => void) => Generator<void>,
): { readonly find: () => void; readonly findSome: () => boolean } {
  const at = issues.length;
  const found: Issue[] = [];
  const steps = find((issue) => void found.push(issue));
  let isFound = false;
  /** False when there is no more to be found. */
  const findSome = (): boolean => {
    if (isFound) return false;
    isFound = steps.next().done === true;
    if (isFound) issues.splice(at, 0, ...found);
    return !isFound;
  };
  return {
    findSome,
    find: () => {
      while (findSome());
    },
  };
}

/** Bytes of input from which on several browser processes print at once. */
const muchText = 100_000;

const printsMuch = (sources: readonly Source[], { formats }: Settings): boolean =>
  formats.some((format) => format !== 'epub') && sources.reduce((sum, { bytes }) => sum + bytes.length, 0) > muchText;

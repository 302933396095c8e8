import { compose } from './compose/index.ts';
import type { Context, Outcome, Progress, Stage, World } from './core/contracts.ts';
import { type Issue, severityOf } from './core/issues.ts';
import type { Settings } from './core/settings.ts';
import type { Source } from './core/text.ts';
import { normalise } from './normalise/index.ts';
import { read } from './read/index.ts';
import { checkConservation, reassemble } from './reassemble/index.ts';
import { render } from './render/index.ts';
import { makeReport, reportArtifact, summarise } from './report.ts';
import { write } from './write/index.ts';

export interface PublishOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: Progress) => void;
}

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
  const context: Context = {
    settings,
    world,
    signal: options.signal ?? new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: options.onProgress ?? (() => {}),
  };
  const step = <T>(stage: Stage, run: () => Promise<T> | T): Promise<T> => runStage(context, stage, run);

  // The browser takes as long to start as the text takes to be read: both at once.
  if (needsBrowser(settings)) world.browser().catch(() => {});

  const { sources, readings } = await step('read', () => read(inputs, context));
  const reassembly = await step('reassemble', () => reassemble(readings, context));
  const { articles, assets } = await step('normalise', () => normalise(reassembly, readings, context));
  const edition = await step('compose', () => compose(articles, assets, context));
  checkConservation(reassembly, readings, context);

  const summary = () => summarise(edition, reassembly, settings);
  const report = () => makeReport({ edition, readings, reassembly, issues, settings, world });
  const fails = issues.some((issue) => severityOf(issue) === 'error');
  if (edition.articles.length === 0 || (fails && !settings.keepsGoing)) {
    const held = [reportArtifact(report())];
    return { ok: false, editionId: edition.id, artifacts: held, issues, summary: summary() };
  }

  const rendered = await step('render', () => render(edition, context));
  const { leftovers } = reassembly;
  const made = await step('write', () => write({ rendered, readings, sources, leftovers, report }, context));
  const pages = made.pageMap?.pages.length ?? null;
  return {
    ok: !issues.some((issue) => counts(issue, settings)),
    editionId: edition.id,
    artifacts: [...made.artifacts, reportArtifact(report())],
    issues,
    summary: { ...summary(), pages },
  };
}

/** Whether an issue makes the run fail: errors always, warnings when strict and not accepted. */
export function counts(issue: Issue, settings: Settings): boolean {
  const severity = severityOf(issue);
  const accepted = (settings.edition.accept ?? []).some((a) => a.id === issue.id);
  return severity === 'error' || (severity === 'warning' && settings.isStrict && !accepted);
}

const needsBrowser = (settings: Settings): boolean => settings.formats.length > 0;

async function runStage<T>(context: Context, stage: Stage, run: () => Promise<T> | T): Promise<T> {
  context.signal.throwIfAborted();
  context.progress({ stage, kind: 'start', step: stage, done: 0, total: 0 });
  const result = await run();
  context.progress({ stage, kind: 'end', step: stage, done: 0, total: 0 });
  return result;
}

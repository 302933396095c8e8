import type { Context, Progress, Stage, World } from './core/contracts.ts';
import type { Issue } from './core/issues.ts';
import type { Settings } from './core/settings.ts';

/** How a run is watched and ended from outside. */
export interface PublishOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: Progress) => void;
}

/** What stages are given, made from what a caller gave; issues go into the list. */
export function makeContext(
  settings: Settings,
  world: World,
  options: PublishOptions,
  issues: Issue[],
  later?: Context['later'],
): Context {
  return {
    settings,
    world,
    signal: options.signal ?? new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: options.onProgress ?? (() => {}),
    ...(later ? { later } : {}),
  };
}

/** Runs one stage, telling its start and its end. */
export async function runStage<T>(context: Context, stage: Stage, run: () => Promise<T> | T): Promise<T> {
  context.signal.throwIfAborted();
  context.progress({ stage, kind: 'start', step: stage, done: 0, total: 0 });
  const result = await run();
  context.progress({ stage, kind: 'end', step: stage, done: 0, total: 0 });
  return result;
}

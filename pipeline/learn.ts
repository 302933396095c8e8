import type { World } from './core/contracts.ts';
import { type Issue, makeIssue } from './core/issues.ts';
import type { Settings } from './core/settings.ts';
import type { Source } from './core/text.ts';
import { type Learned, learnArchive, leastArticles } from './learn/learn-archive.ts';
import { readArticles } from './learn/read-articles.ts';
import { readFolds } from './learn/read-folds.ts';
import { read } from './read/index.ts';
import { loadKnowledge } from './reassemble/knowledge.ts';
import { makeContext, type PublishOptions, runStage } from './run-stage.ts';

export type { Learned, Tally } from './learn/learn-archive.ts';
export { formatLearnedFile } from './reassemble/learned-file.ts';

/** Learns from an archive of good articles what reassembly may know of its language; null when it is too small or faulty. */
export async function learn(
  inputs: readonly (string | Source)[],
  settings: Settings,
  world: World,
  { learnsWeights, ...options }: PublishOptions & { readonly learnsWeights: boolean },
): Promise<{ readonly learned: Learned | null; readonly issues: readonly Issue[] }> {
  const issues: Issue[] = [];
  const context = makeContext(settings, world, options, issues);
  const { readings } = await runStage(context, 'read', () => read(inputs, context));
  const articles = readArticles(readings);
  if (articles.length < leastArticles) {
    const params = { count: articles.length, least: leastArticles };
    return { learned: null, issues: [...issues, makeIssue('reassemble/too-few-articles', params)] };
  }
  const { model, weights } = await loadKnowledge(world);
  const folds = readFolds(await world.resource('model/language.bin'));
  const learned = await runStage(context, 'reassemble', () =>
    learnArchive(articles, {
      general: model,
      weights,
      folds,
      learnsWeights,
      signal: context.signal,
      onProgress: (step, done, total) => context.progress({ stage: 'reassemble', kind: 'step', step, done, total }),
    }),
  );
  return { learned, issues };
}

import { cutPages } from '../reassemble/cut.ts';
import type { WeightTable } from '../reassemble/features.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { readLanguageModel } from '../reassemble/language-model.ts';
import { solvePage } from '../reassemble/solve-page.ts';
import { readPageText } from './read-page-text.ts';
import { levels, scramblePage, type TrueArticle } from './scramble.ts';
import { type TrainingOptions, trainLanguageModel } from './train-language-model.ts';
import { isSame } from './train-weights.ts';
import { findTrueSolution } from './true-solution.ts';

/** What an editor's own archive taught, and what it was worth. */
export interface Learned {
  /** The model, trained on the archive besides `base`: the bytes of a model file. */
  readonly bytes: Uint8Array;
  /** Articles of held-out pages made from the archive that came out exactly, before and after. */
  readonly heldOut: number;
  readonly rightBefore: number;
  readonly rightAfter: number;
}

export interface ArchiveOptions {
  readonly weights: WeightTable;
  /** The model that is in use now: what the learned one is compared with. */
  readonly current: LanguageModel;
  /** Other texts to learn from besides, so that what is rare in the archive is known as well. */
  readonly base: readonly string[];
  readonly training: TrainingOptions;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Learns the language of an archive of good articles, and says what was gained on pages made from a fifth of it that was
 * held out. The model given back has learned from all of it.
 */
export function learnArchive(articles: readonly TrueArticle[], options: ArchiveOptions): Learned {
  const held = articles.filter((_, i) => i % 5 === 4);
  const rest = articles.filter((_, i) => i % 5 !== 4);
  const steps = 4;
  const train = (from: readonly TrueArticle[]): Uint8Array => {
    options.signal.throwIfAborted();
    return trainLanguageModel([...options.base, ...from.flatMap((article) => article.paragraphs)], options.training);
  };
  options.onProgress?.(0, steps);
  const trial = readLanguageModel(train(rest));
  options.onProgress?.(1, steps);
  const pages =
    held.length < 4 ? [] : [1, 2, 3, 4, 5, 6].map((seed) => scramblePage(held, seed, levels[seed % 2 === 0 ? 2 : 1]));
  const measure = (model: LanguageModel): { right: number; all: number } => {
    let right = 0;
    let all = 0;
    for (const page of pages) {
      options.signal.throwIfAborted();
      for (const part of cutPages(readPageText(page.raw))) {
        const { problem, solution } = solvePage(part, { model, weights: options.weights });
        const truth = findTrueSolution(page, problem);
        if (!truth) continue;
        all += truth.length;
        right += truth.filter((t) => solution.articles.some((found) => isSame(t, found))).length;
      }
    }
    return { right, all };
  };
  const before = measure(options.current);
  options.onProgress?.(2, steps);
  const after = trial ? measure(trial) : { right: 0, all: before.all };
  options.onProgress?.(3, steps);
  const bytes = train(articles);
  options.onProgress?.(steps, steps);
  return { bytes, heldOut: before.all, rightBefore: before.right, rightAfter: after.right };
}

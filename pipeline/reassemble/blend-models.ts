import type { LanguageModel } from './language-model.ts';

/**
 * Two models as one: what ships, and what an editor's own archive taught. Either may have met what the other has not, and a
 * run that was never met says nothing against a seam: the one that speaks for it more is believed. (Of the ways tried on
 * held-out articles this one alone was worse nowhere; to trust the archive more was better on some kinds of text, and worse
 * on others.)
 */
export function blendModels(general: LanguageModel, own: LanguageModel): LanguageModel {
  return {
    ...general,
    scoreSeam: (before, after) => {
      const [a, b] = [general.scoreSeam(before, after), own.scoreSeam(before, after)];
      return { score: Math.max(a.score, b.score), seen: Math.max(a.seen, b.seen), words: a.words };
    },
    scoreStart: (text) => (general.scoreStart(text) + own.scoreStart(text)) / 2,
    scoreEnd: (text) => (general.scoreEnd(text) + own.scoreEnd(text)) / 2,
  };
}

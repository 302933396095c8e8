import type { LanguageModel } from './language-model.ts';
import type { SeamScore } from './page-seams.ts';

/**
 * Two models as one: what ships, and what an editor's own archive taught. Either may have met what the other has not, and a
 * run that was never met says nothing against a seam: the one that speaks for it more is believed. (Of the ways tried on
 * held-out articles this one alone was worse nowhere; to trust the archive more was better on some kinds of text, and worse
 * on others.)
 */
export function blendModels(general: LanguageModel, own: LanguageModel): LanguageModel {
  const blend = (a: SeamScore, b: SeamScore): SeamScore => ({
    score: Math.max(a.score, b.score),
    seen: Math.max(a.seen, b.seen),
    words: a.words,
  });
  return {
    ...general,
    readSeams: (texts) => {
      const [a, b] = [general.readSeams(texts), own.readSeams(texts)];
      return { score: (from, to) => blend(a.score(from, to), b.score(from, to)) };
    },
    scoreSeam: (before, after) => blend(general.scoreSeam(before, after), own.scoreSeam(before, after)),
    scoreEnd: (text) => (general.scoreEnd(text) + own.scoreEnd(text)) / 2,
  };
}

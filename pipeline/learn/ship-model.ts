import type { WeightTable } from '../reassemble/features.ts';
import { emptyModel, readLanguageModel } from '../reassemble/language-model.ts';
import { makeRandom } from './random.ts';
import { levels, type ScrambledPage, scramblePage, type TrueArticle, varyOptions } from './scramble.ts';
import { ratePages, trainConfidence } from './train-confidence.ts';
import { type TrainingOptions, trainLanguageModel } from './train-language-model.ts';
import { trainPairs } from './train-pairs.ts';
import { trainWeights } from './train-weights.ts';

/** Articles by kind of text: pages are made of one kind each. */
export type Corpora = Readonly<Record<string, readonly TrueArticle[]>>;

/**
 * The recipe of what ships in `reassemble/model/`: the language model from all texts; weights and confidence with a model
 * that has not read the articles of the pages they are learned from (tenths of each kind are held out by title).
 */
export function shipModel(
  corpora: Corpora,
  start: WeightTable,
  training: TrainingOptions,
): { readonly bytes: Uint8Array; readonly weights: WeightTable } {
  const paragraphs = (keeps: (tenth: number) => boolean): string[] =>
    Object.values(corpora).flatMap((articles) =>
      articles.filter((article) => keeps(tenthOf(article.title))).flatMap((article) => article.paragraphs),
    );
  const model =
    readLanguageModel(
      trainLanguageModel(
        paragraphs((tenth) => tenth < 7),
        training,
      ),
    ) ?? emptyModel;
  const learning = makePages(corpora, 7, 10);
  const pairs = trainPairs(learning, model, start, { rounds: 25, rate: 0.4, decay: 0.00002 });
  const weights = trainWeights(learning, model, pairs, { rounds: 4, width: 24, readings: 40, decay: 0.01 });
  const confidence = trainConfidence(ratePages(makePages(corpora, 8, 4), { model, weights }));
  return {
    bytes: trainLanguageModel(
      paragraphs(() => true),
      training,
    ),
    weights: { ...weights, ...confidence },
  };
}

function makePages(corpora: Corpora, tenth: number, rounds: number): ScrambledPage[] {
  const random = makeRandom(tenth);
  const pages = Object.values(corpora).flatMap((articles) => {
    const pool = articles.filter(
      ({ title, paragraphs }) => tenthOf(title) === tenth && paragraphs.join('').length > 200,
    );
    if (pool.length < 4) return [];
    return Array.from({ length: rounds }).flatMap((_, round) =>
      ([1, 2, 3] as const).map((level) => {
        const options = round % 2 === 1 ? varyOptions(levels[level], random) : levels[level];
        return scramblePage(pool, tenth * 1000 + round * 10 + level, options);
      }),
    );
  });
  return random.shuffle(pages);
}

/** Which tenth of its kind an article belongs to: by its title, so that the same article is never on both sides. */
function tenthOf(title: string): number {
  let hash = 7;
  for (let i = 0; i < title.length; i++) hash = (Math.imul(hash, 31) + title.charCodeAt(i)) >>> 0;
  return (hash >>> 3) % 10;
}

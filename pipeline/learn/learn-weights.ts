import { readFileSync } from 'node:fs';
import type { ConfidenceTrees } from '../reassemble/confidence.ts';
import type { WeightTable } from '../reassemble/features.ts';
import { emptyModel, readLanguageModel } from '../reassemble/language-model.ts';
import type { Answers, GatherJob, Job, RateJob, TreesJob, Workshop } from './answer-job.ts';
import { readingGroups } from './count-features.ts';
import type { RatedReading } from './gather-readings.ts';
import { type Corpora, makePages, type PageRecipe } from './make-pages.ts';
import type { WorkForce } from './share-work.ts';
import type { RatedPages } from './train-confidence.ts';
import { trainPairs } from './train-pairs.ts';
import { trainReadings } from './train-readings.ts';
import { makeWeightVector } from './weight-vector.ts';

/** A place to learn at: who works, with what, who is told, and where what was finished is kept for a run that goes on later. */
export interface Bench {
  readonly force: WorkForce;
  readonly shop: Workshop;
  readonly corpora: Corpora;
  readonly tell: (what: string) => void;
  /** What was kept under a name, or else what is made now. */
  readonly keep: <T>(name: string, make: () => T | Promise<T>) => Promise<T>;
}

/**
 * The weights that ship. They start from `start-weights.json`; then each choice is learned by itself (`train-pairs.ts`), then all of
 * them together by the readings that the solver finds with them, over and over (`train-readings.ts`).
 */
export async function learnWeights(bench: Bench, start: WeightTable): Promise<WeightTable> {
  const { shop, corpora, tell } = bench;
  const sets = weightPages.map((of) => ({
    pages: makePages(corpora, of),
    model: readLanguageModel(readFileSync(shop.models[of.set])) ?? emptyModel,
  }));
  const home = trainPairs(sets, start, {
    rounds: pairRounds,
    rate: 0.3,
    decay: 0.0003,
    onRound: (round, loss, right) =>
      tell(`choices: round ${round + 1} of ${pairRounds}, loss ${loss.toFixed(3)}, right ${right.toFixed(3)}`),
  });
  const vector = makeWeightVector(readingGroups);
  const { jobs } = cutIntoShares(corpora, weightPages);
  const lists: (readonly RatedReading[])[] = [];
  let table = home;
  for (let round = 1; round <= readingRounds; round++) {
    const gather = jobs.map((job): GatherJob => ({ task: 'gather', ...job, weights: table, most: readingsKept }));
    const found = (await runAll(bench, gather, `readings, round ${round} of ${readingRounds}`)).flat();
    let [articles, wrong] = [0, 0];
    for (const page of found) {
      articles += page?.articles ?? 0;
      wrong += page?.wrong ?? 0;
      // Where all readings are as good there is nothing to choose. Features hang on the weights: lists are never mixed.
      if (page?.readings.some((reading) => reading.wrong !== page.readings[0]?.wrong)) lists.push(page.readings);
    }
    const { weights, loss } = trainReadings(lists, vector.read(table), vector.read(home), { held });
    table = vector.write(weights, home);
    tell(`round ${round}: ${articles - wrong} of ${articles} articles right before, loss ${loss.toFixed(3)} after`);
  }
  return table;
}

/** How sure the solver may be with these weights, counted on pages made for that. */
export async function learnConfidence(bench: Bench, weights: WeightTable): Promise<ConfidenceTrees> {
  const { jobs } = cutIntoShares(bench.corpora, confidencePages);
  const rate = jobs.map((job): RateJob => ({ task: 'rate', ...job, weights }));
  const rated = await bench.keep('rated', async (): Promise<PlainCases> => {
    const found: RatedPages[] = await runAll(bench, rate, 'rating pages');
    const plain = (what: keyof RatedPages): PlainCases[typeof what] =>
      found.flatMap((part) => part[what].map(({ values, right, group }) => ({ values: [...values], right, group })));
    return { joins: plain('joins'), articles: plain('articles') };
  });
  bench.tell(`rated: ${rated.articles.length} articles, ${rated.joins.length} joins`);
  const trees = (['join', 'article'] as const).map(
    (what): TreesJob => ({
      task: 'trees',
      what,
      cases: rated[`${what}s`].map(({ values, right, group }) => ({ values: Float64Array.from(values), right, group })),
    }),
  );
  const [join, article] = await runAll(bench, trees, 'trees');
  if (!join || !article) throw new Error('no trees were learned');
  return { join, article };
}

/** Measured joins and articles as they are kept between runs. */
type PlainCases = Record<keyof RatedPages, { values: number[]; right: boolean; group: number }[]>;

/** All but the last tenth, which is for measuring. */
const learningTenths: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const weightPages: readonly PageRecipe[] = [
  { set: 'known', tenths: [7, 8], rounds: 18, style: 'varied' },
  { set: 'strange', tenths: learningTenths, rounds: 18, style: 'varied' },
];
/** As many plain pages as varied ones: how sure one may be is another thing on either, and on pages without order. */
const confidencePages: readonly PageRecipe[] = (['varied', 'plain', 'any-order'] as const).flatMap((style) => [
  { set: 'known', tenths: [8], rounds: style === 'any-order' ? 12 : 25, style },
  { set: 'strange', tenths: learningTenths, rounds: style === 'any-order' ? 12 : 25, style },
]);
const pairRounds = 10;
const readingRounds = 3;
const readingsKept = 80;
/** Chosen among 0.002 and 0.02 by pages of the last tenth of each kind. */
const held = 0.02;

/** Pages in shares small enough that all threads are busy to the end. */
function cutIntoShares(corpora: Corpora, recipes: readonly PageRecipe[]) {
  let first = 0;
  const jobs: { of: PageRecipe; from: number; count: number; first: number }[] = [];
  for (const of of recipes) {
    const { length } = makePages(corpora, of);
    for (let from = 0; from < length; from += pagesInShare) {
      const count = Math.min(pagesInShare, length - from);
      jobs.push({ of, from, count, first });
      first += count;
    }
  }
  return { jobs, first };
}

const pagesInShare = 4;

/** Has jobs of one kind done, and tells every tenth of them. */
function runAll<J extends Job>(
  { force, tell }: Bench,
  jobs: readonly J[],
  what: string,
): Promise<Answers[J['task']][]> {
  let done = 0;
  return force.run<J, Answers[J['task']]>(jobs, () => {
    done++;
    if (Math.floor((done * 10) / jobs.length) > Math.floor(((done - 1) * 10) / jobs.length))
      tell(`${what}: ${done} of ${jobs.length}`);
  });
}

import { readFileSync } from 'node:fs';
import type { BoostedTrees } from '../reassemble/boosted-trees.ts';
import type { WeightTable } from '../reassemble/features.ts';
import { emptyModel, type LanguageModel, readLanguageModel } from '../reassemble/language-model.ts';
import { type GatheredReadings, gatherReadings } from './gather-readings.ts';
import { type Corpora, makePages, type PageRecipe } from './make-pages.ts';
import { readCorpora } from './read-corpora.ts';
import { readIngredients } from './read-ingredients.ts';
import type { ScrambledPage } from './scramble.ts';
import { type ModelPart, shipModel } from './ship-model.ts';
import { type RatedPages, ratePages, trainConfidence } from './train-confidence.ts';
import type { Case } from './train-trees.ts';

/** What all jobs of a run share: where the texts lie, and the models that pages are read with. */
export interface Workshop {
  readonly folder: string;
  readonly models: Readonly<Record<PageRecipe['set'], string>>;
}

/** Makes a model file. */
export interface ModelJob {
  readonly task: 'model';
  readonly part: ModelPart;
}

/** A few pages of a recipe, from the one numbered `from` on. */
interface Share {
  readonly of: PageRecipe;
  readonly from: number;
  readonly count: number;
  readonly weights: WeightTable;
}

/** Gathers readings of pages, at most so many a page. */
export interface GatherJob extends Share {
  readonly task: 'gather';
  readonly most: number;
}

/** Says of joins and articles whether they are right. `first` is the number of the first page among all that are rated. */
export interface RateJob extends Share {
  readonly task: 'rate';
  readonly first: number;
}

/** Learns how sure joins or articles may be. */
export interface TreesJob {
  readonly task: 'trees';
  readonly what: 'join' | 'article';
  readonly cases: readonly Case[];
}

/** The answer to each kind of job. */
export interface Answers {
  readonly model: Uint8Array;
  readonly gather: readonly (GatheredReadings | null)[];
  readonly rate: RatedPages;
  readonly trees: BoostedTrees;
}

export type Job = ModelJob | GatherJob | RateJob | TreesJob;

/** Does one job. The same job has the same answer, in whatever thread and after whatever else. */
export async function answerJob(job: Job, shop: Workshop): Promise<Answers[keyof Answers]> {
  if (job.task === 'model') return shipModel(openCorpora(shop), await readIngredients(), job.part);
  if (job.task === 'trees') return trainConfidence(job.cases, job.what);
  const model = openModel(shop.models[job.of.set]);
  const pages = openPages(job.of, shop).slice(job.from, job.from + job.count);
  if (job.task === 'rate') return ratePages(pages, { model, weights: job.weights }, job.first);
  return pages.map((page) => gatherReadings(page, model, job.weights, job.most));
}

const models = new Map<string, LanguageModel>();
function openModel(path: string): LanguageModel {
  const model = models.get(path) ?? readLanguageModel(readFileSync(path)) ?? emptyModel;
  models.set(path, model);
  return model;
}

let corpora: Corpora | null = null;
function openCorpora({ folder }: Workshop): Corpora {
  corpora ??= readCorpora(folder);
  return corpora;
}

const pagesMade = new Map<string, readonly ScrambledPage[]>();
function openPages(recipe: PageRecipe, shop: Workshop): readonly ScrambledPage[] {
  const key = JSON.stringify(recipe);
  const pages = pagesMade.get(key) ?? makePages(openCorpora(shop), recipe);
  pagesMade.set(key, pages);
  return pages;
}

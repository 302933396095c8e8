import type { World } from '../core/contracts.ts';
import { blendModels } from './blend-models.ts';
import type { ConfidenceTrees } from './confidence.ts';
import type { WeightTable } from './features.ts';
import { emptyModel, type LanguageModel, readLanguageModel } from './language-model.ts';
import { readLearnedFile } from './learned-file.ts';

/** All that was learned beforehand: the language model and the weights. */
export interface Knowledge {
  readonly model: LanguageModel;
  readonly weights: WeightTable;
  readonly confidence: ConfidenceTrees;
}

export interface LoadedKnowledge extends Knowledge {
  /** False: an editor named a file that `learn` did not write; what ships is used instead. */
  readonly isLearned: boolean;
}

const loaded = new WeakMap<World, Map<string, Promise<LoadedKnowledge>>>();

/** Loads what was learned, once for each World: the model at a path that an editor gave, or the one that ships. */
export function loadKnowledge(world: World, modelPath = ''): Promise<LoadedKnowledge> {
  const own = loaded.get(world) ?? new Map<string, Promise<LoadedKnowledge>>();
  loaded.set(world, own);
  const kept = own.get(modelPath);
  if (kept) return kept;
  const fresh = load(world, modelPath);
  own.set(modelPath, fresh);
  // A failure is not kept: the next run tries again.
  fresh.catch(() => own.delete(modelPath));
  return fresh;
}

async function load(world: World, modelPath: string): Promise<LoadedKnowledge> {
  const readJson = async (name: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await world.resource(name)));
  const weights = (await readJson('model/weights.json')) as WeightTable;
  const confidence = (await readJson('model/confidence.json')) as ConfidenceTrees;
  const general = readLanguageModel(await world.resource('model/language.bin')) ?? emptyModel;
  if (modelPath === '') return { model: general, weights, confidence, isLearned: true };
  const learned = readLearnedFile(await world.readFile(modelPath));
  const own = learned && readLanguageModel(learned.model);
  if (!own) return { model: general, weights, confidence, isLearned: false };
  return { model: blendModels(general, own), weights: { ...weights, ...learned.weights }, confidence, isLearned: true };
}

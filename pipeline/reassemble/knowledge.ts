import type { World } from '../core/contracts.ts';
import type { WeightTable } from './features.ts';
import { emptyModel, type LanguageModel, readLanguageModel } from './language-model.ts';

/** All that was learned beforehand: the language model and the weights. */
export interface Knowledge {
  readonly model: LanguageModel;
  readonly weights: WeightTable;
}

const loaded = new WeakMap<World, Map<string, Promise<Knowledge>>>();

/** Loads what was learned, once for each World: the model at a path that an editor gave, or the one that ships. */
export function loadKnowledge(world: World, modelPath = ''): Promise<Knowledge> {
  const own = loaded.get(world) ?? new Map<string, Promise<Knowledge>>();
  loaded.set(world, own);
  const kept = own.get(modelPath);
  if (kept) return kept;
  const fresh = load(world, modelPath);
  own.set(modelPath, fresh);
  // A failure is not kept: the next run tries again.
  fresh.catch(() => own.delete(modelPath));
  return fresh;
}

async function load(world: World, modelPath: string): Promise<Knowledge> {
  const weights = JSON.parse(new TextDecoder().decode(await world.resource('model/weights.json'))) as WeightTable;
  const bytes = await (modelPath === '' ? world.resource('model/language.bin') : world.readFile(modelPath));
  return { model: readLanguageModel(bytes) ?? emptyModel, weights };
}

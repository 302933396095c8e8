import type { World } from '../core/contracts.ts';
import type { WeightTable } from './features.ts';
import { emptyModel, type LanguageModel, readLanguageModel } from './language-model.ts';

/** All that was learned beforehand: the language model and the weights. */
export interface Knowledge {
  readonly model: LanguageModel;
  readonly weights: WeightTable;
}

const loaded = new WeakMap<World, Promise<Knowledge>>();

/** Loads what was learned, once for each World. */
export function loadKnowledge(world: World): Promise<Knowledge> {
  const kept = loaded.get(world);
  if (kept) return kept;
  const fresh = load(world);
  loaded.set(world, fresh);
  // A failure is not kept: the next run tries again.
  fresh.catch(() => loaded.delete(world));
  return fresh;
}

async function load(world: World): Promise<Knowledge> {
  const weights = JSON.parse(new TextDecoder().decode(await world.resource('model/weights.json'))) as WeightTable;
  const bytes = await world.resource('model/language.bin');
  return { model: readLanguageModel(bytes) ?? emptyModel, weights };
}

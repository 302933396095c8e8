import { broadKinds, type Corpora, tenthOf } from './make-pages.ts';
import { trainLanguageModel } from './train-language-model.ts';
import { trainLinks } from './train-links.ts';
import { trainOpenings } from './train-openings.ts';

export interface Ingredients {
  /** Pairs of code units: a traditional character and the simplified one it is read as. */
  readonly folds: Uint16Array;
  /** Dictionary words with counts. */
  readonly words: readonly (readonly [word: string, count: number])[];
  readonly onProgress?: (what: string) => void;
}

/** How large the parts of the model file are, and how long they are learned. */
export const recipe = {
  languageBytes: 9_600_000,
  links: { bits: 17, width: 32, cuts: 4_000_000 },
  openings: { bits: 17 },
} as const;

/**
 * Which texts a model reads. `all`: the one that ships. The others are what weights are learned and measured with: `known` has read the first
 * seven tenths of each kind, `broad` all of the broad kinds and nothing of the others, which it has never met.
 */
export type ModelPart = 'all' | 'known' | 'broad';

/** A model file: runs of units counted in the texts, then vectors of text ends and starts, then what sentences open with. */
export function shipModel(corpora: Corpora, ingredients: Ingredients, part: ModelPart = 'all'): Uint8Array {
  const tell = ingredients.onProgress ?? (() => {});
  const kinds = Object.entries(corpora)
    .filter(([kind]) => part !== 'broad' || broadKinds.includes(kind))
    .map(([, articles]) => articles.filter(({ title }) => part !== 'known' || tenthOf(title) < knownTenths));
  const texts = kinds.flatMap((articles) => articles.flatMap(({ paragraphs }) => paragraphs));
  const language = trainLanguageModel(texts, {
    folds: ingredients.folds,
    words: ingredients.words,
    maxBytes: recipe.languageBytes,
    onProgress: (paragraphs) => tell(`runs: ${paragraphs} paragraphs`),
  });
  const links = trainLinks(
    kinds.map((articles) => articles.map(({ paragraphs }) => paragraphs)),
    {
      folds: ingredients.folds,
      ...recipe.links,
      onProgress: (cuts, loss, right) =>
        tell(`vectors: ${cuts} cuts, loss ${loss.toFixed(3)}, right ${right.toFixed(3)}`),
    },
  );
  const openings = trainOpenings(texts, { folds: ingredients.folds, ...recipe.openings });
  const parts = [language, links, openings];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of parts) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

/** Of ten tenths of each kind: weights are learned on pages of the eighth and ninth, and the last is for measuring. */
const knownTenths = 7;

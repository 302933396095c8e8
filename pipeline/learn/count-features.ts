import { countReading } from '../reassemble/count-reading.ts';
import { featureNames, indexOf, type WeightTable } from '../reassemble/features.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { type Problem, surroundingsOf } from '../reassemble/problem.ts';
import { fillTitleFeatures, titleFeatureNames } from '../reassemble/roles.ts';
import type { SolvedArticle } from '../reassemble/solution.ts';

const groups = ['join', 'next', 'start', 'end', 'flow', 'title'] as const;
type Group = (typeof groups)[number];
const namesOf = (group: Group): readonly string[] => (group === 'title' ? titleFeatureNames : featureNames[group]);
const offsets = new Map<Group, number>();
let size = 0;
for (const group of groups) {
  offsets.set(group, size);
  size += namesOf(group).length;
}
/** How many features of single steps there are. */
export const stepCount = size;
/** Where those of the group `flow` begin and end. */
export const flowFrom = offsets.get('flow') ?? 0;
export const flowTo = flowFrom + featureNames.flow.length;

/** Names by group of all that a reading of a page is counted by, in the order of what `gatherReadings` gives. */
export const readingGroups = Object.fromEntries(
  [...groups, 'whole' as const].map((group) => [group, group === 'whole' ? featureNames.whole : namesOf(group)]),
);

/** Weights of single steps in the order in which `countFeatures` counts. */
export function toVector(table: WeightTable): Float64Array {
  return Float64Array.from(groups.flatMap((group) => namesOf(group).map((name) => table[group]?.[name] ?? 0)));
}

/** The other way round. */
export function toTable(vector: Float64Array): WeightTable {
  return Object.fromEntries(
    groups.map((group) => [
      group,
      Object.fromEntries(namesOf(group).map((name, i) => [name, vector[(offsets.get(group) ?? 0) + i] ?? 0])),
    ]),
  );
}

const flowIndex = indexOf('flow');

/** Everything that a reading of a page counts: null when the queue solver could not have read it so. */
export function countFeatures(
  problem: Problem,
  table: WeightTable,
  model: LanguageModel,
  articles: readonly SolvedArticle[],
): Float32Array | null {
  const out = new Float32Array(size);
  const scratch = new Float64Array(64);
  const around = surroundingsOf(problem.pieces, problem.byline, model);
  const titleValues = new Float64Array(titleFeatureNames.length);
  const add = (group: Group, values: Float64Array): void => {
    const at = offsets.get(group) ?? 0;
    for (let i = 0; i < namesOf(group).length; i++) out[at + i] = (out[at + i] ?? 0) + (values[i] ?? 0);
  };
  const score = countReading(problem, table, articles, {
    flow: (name, value) => {
      const at = (offsets.get('flow') ?? 0) + flowIndex[name];
      out[at] = (out[at] ?? 0) + value;
    },
    title: (index) => {
      const piece = problem.pieces[index];
      if (!piece) return;
      fillTitleFeatures(piece, around(index), titleValues);
      add('title', titleValues);
    },
    pair: (group, from, to, view) => {
      problem.pairs.fill(group, from, to, scratch, view);
      add(group, scratch);
    },
  });
  return score === null ? null : out;
}

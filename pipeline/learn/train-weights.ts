import { cutPages } from '../reassemble/cut.ts';
import { type FeatureGroup, featureNames, type WeightTable } from '../reassemble/features.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { type Problem, poseProblem, surroundingsOf } from '../reassemble/problem.ts';
import { fillTitleFeatures, titleFeatureNames } from '../reassemble/roles.ts';
import type { SolvedArticle } from '../reassemble/solution.ts';
import { countFlow, solveQueue } from '../reassemble/solve-queue.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { findTrueSolution } from './true-solution.ts';

export interface WeightTraining {
  readonly rounds: number;
  readonly width: number;
  readonly rate: number;
  readonly onRound?: (round: number, articlesRight: number, articles: number) => void;
}

type Groups = Record<FeatureGroup | 'title', Float64Array>;
const groups = ['join', 'next', 'start', 'end', 'flow', 'title'] as const;
const namesOf = (group: (typeof groups)[number]): readonly string[] =>
  group === 'title' ? titleFeatureNames : featureNames[group];

/**
 * Learns the weights of the queue solver: each page is solved with the weights as they are, and what the true reading has
 * more of than the solver's gains weight (structured perceptron with a margin, steps by feature, averaged over all pages).
 */
export function trainWeights(
  pages: readonly ScrambledPage[],
  model: LanguageModel,
  start: WeightTable,
  options: WeightTraining,
): WeightTable {
  const weights = makeGroups((group, name) => start[group]?.[name] ?? 0);
  const squares = makeGroups(() => 1);
  const sums = makeGroups(() => 0);
  let steps = 0;
  for (let round = 0; round < options.rounds; round++) {
    let right = 0;
    let all = 0;
    for (const page of pages) {
      const table = toTable(weights);
      const problem = poseProblem(
        cutPages(readPageText(page.raw)).flatMap((p) => p.pieces),
        model,
        table,
      );
      const truth = findTrueSolution(page, problem);
      if (!truth) continue;
      const wanted = countFeatures(problem, table, model, truth);
      if (!wanted) continue;
      for (const { body } of truth) {
        for (const [k, { index, mode }] of body.entries()) {
          const from = body[k - 1]?.index;
          if (from !== undefined && mode !== 'start') problem.pairs.handicap(mode, from, index, margin);
        }
      }
      const found = solveQueue(problem, table, { width: options.width }).articles;
      right += truth.filter((t) => found.some((f) => isSame(t, f))).length;
      all += truth.length;
      const got = countFeatures(problem, table, model, found);
      steps++;
      if (got) {
        for (const group of groups) {
          for (let i = 0; i < weights[group].length; i++) {
            const step = (wanted[group][i] ?? 0) - (got[group][i] ?? 0);
            if (step === 0) continue;
            squares[group][i] = (squares[group][i] ?? 0) + step * step;
            weights[group][i] = (weights[group][i] ?? 0) + (options.rate * step) / Math.sqrt(squares[group][i] ?? 1);
          }
        }
      }
      if (round > 0)
        for (const group of groups)
          for (let i = 0; i < weights[group].length; i++)
            sums[group][i] = (sums[group][i] ?? 0) + (weights[group][i] ?? 0);
      else steps = 0;
    }
    options.onRound?.(round, right, all);
  }
  if (steps === 0) return toTable(weights);
  return toTable(makeGroups((group, _, i) => (sums[group][i] ?? 0) / steps));
}

const margin = 0.5;

/** Whether two readings have the same article: title, byline, and all pieces joined in the same way. */
export function isSame(a: SolvedArticle, b: SolvedArticle): boolean {
  const line = ({ title, byline, body }: SolvedArticle): string =>
    `${title.join()}|${byline}|${body.map(({ index, mode }, k) => (k === 0 ? index : `${mode}${index}`)).join()}`;
  return line(a) === line(b);
}

function makeGroups(value: (group: (typeof groups)[number], name: string, i: number) => number): Groups {
  const made = groups.map(
    (group) => [group, Float64Array.from(namesOf(group), (name, i) => value(group, name, i))] as const,
  );
  return Object.fromEntries(made) as Groups;
}

function toTable(weights: Groups): WeightTable {
  return Object.fromEntries(
    groups.map((group) => [group, Object.fromEntries(namesOf(group).map((name, i) => [name, weights[group][i] ?? 0]))]),
  );
}

/** Everything that a reading of a page counts: null when the queue solver could not have read it so. */
export function countFeatures(
  problem: Problem,
  table: WeightTable,
  model: LanguageModel,
  articles: readonly SolvedArticle[],
): Groups | null {
  const counts = makeGroups(() => 0);
  if (!countFlow(problem, table, articles, counts.flow)) return null;
  const scratch = new Float64Array(64);
  const add = (group: (typeof groups)[number]): void => {
    for (let i = 0; i < counts[group].length; i++) counts[group][i] = (counts[group][i] ?? 0) + (scratch[i] ?? 0);
  };
  const around = surroundingsOf(problem.pieces, problem.byline, model);
  for (const { title, body } of articles) {
    for (const index of title) {
      const piece = problem.pieces[index];
      if (!piece) continue;
      const values = new Float64Array(titleFeatureNames.length);
      fillTitleFeatures(piece, around(index), values);
      scratch.set(values);
      add('title');
    }
    // The same order as the solver's: its views are found again, not made anew.
    let view = problem.pairs.topic.empty;
    for (const [k, { index, mode }] of body.entries()) {
      const from = body[k - 1]?.index ?? -1;
      if (k === 0 || mode === 'start') problem.pairs.fill('start', title[0] ?? -1, index, scratch);
      else problem.pairs.fill(mode, from, index, scratch, view);
      add(k === 0 || mode === 'start' ? 'start' : mode);
      view = problem.pairs.topic.extend(view, index);
      for (const t of title)
        if (k === 0 ? t < index : body.every((b, at) => at >= k || b.index < t) && t < index && t > from)
          view = problem.pairs.topic.extend(view, t);
    }
    const last = body.at(-1)?.index;
    if (last === undefined) continue;
    problem.pairs.fill('end', last, -1, scratch);
    add('end');
  }
  return counts;
}

import { cutPages } from '../reassemble/cut.ts';
import { featureNames, type WeightTable } from '../reassemble/features.ts';
import type { LanguageModel } from '../reassemble/language-model.ts';
import { poseProblem, surroundingsOf } from '../reassemble/problem.ts';
import { fillTitleFeatures, titleFeatureNames } from '../reassemble/roles.ts';
import type { TopicView } from '../reassemble/topic.ts';
import { makeRandom } from './random.ts';
import { readPageText } from './read-page-text.ts';
import type { ScrambledPage } from './scramble.ts';
import { findTrueSolution } from './true-solution.ts';

const groups = ['join', 'next', 'start', 'end', 'title'] as const;
type Group = (typeof groups)[number];
const namesOf = (group: Group): readonly string[] => (group === 'title' ? titleFeatureNames : featureNames[group]);

/** Pages, with the model that is to read them. */
export interface PagesToRead {
  readonly pages: readonly ScrambledPage[];
  readonly model: LanguageModel;
}

/** One choice: the candidates' features, the first of which is the truth. `fixed` adds a score that is not learned. */
interface Choice {
  readonly candidates: readonly { readonly group: Group; readonly values: Float32Array; readonly fixed: number }[];
}

/**
 * Learns the weights of roles and pairs, each piece by itself: what stands before it (or that it is a title, or opens an
 * article), and what comes behind it (or that it closes one), as choices among all that the page offers (conditional logit).
 */
export function trainPairs(
  sets: readonly PagesToRead[],
  start: WeightTable,
  options: {
    readonly rounds: number;
    readonly rate: number;
    readonly decay: number;
    readonly onRound?: (round: number, loss: number, right: number) => void;
  },
): WeightTable {
  const choices = sets.flatMap(({ pages, model }) => pages.flatMap((page, i) => listChoices(page, model, start, i)));
  const weights = Object.fromEntries(
    groups.map((g) => [g, Float64Array.from(namesOf(g), (name) => start[g]?.[name] ?? 0)]),
  ) as Record<Group, Float64Array>;
  const home = Object.fromEntries(groups.map((g) => [g, weights[g].slice()])) as Record<Group, Float64Array>;
  const squares = Object.fromEntries(groups.map((g) => [g, new Float64Array(namesOf(g).length).fill(1)])) as Record<
    Group,
    Float64Array
  >;
  const gradient = Object.fromEntries(groups.map((g) => [g, new Float64Array(namesOf(g).length)])) as Record<
    Group,
    Float64Array
  >;
  const random = makeRandom(99);
  for (let round = 0; round < options.rounds; round++) {
    let loss = 0;
    let right = 0;
    const shuffled = random.shuffle(choices);
    for (const [at, { candidates }] of shuffled.entries()) {
      const scores = candidates.map(({ group, values, fixed }) => {
        const w = weights[group];
        let sum = fixed;
        for (let k = 0; k < w.length; k++) sum += (w[k] ?? 0) * (values[k] ?? 0);
        return sum;
      });
      const top = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
      loss -= (scores[0] ?? 0) - top - Math.log(total);
      if ((scores[0] ?? 0) >= top) right++;
      for (const [c, { group, values }] of candidates.entries()) {
        const p = Math.exp((scores[c] ?? 0) - top) / total - (c === 0 ? 1 : 0);
        if (Math.abs(p) < 1e-4) continue;
        const g = gradient[group];
        for (let k = 0; k < g.length; k++) g[k] = (g[k] ?? 0) + p * (values[k] ?? 0);
      }
      if (at % 16 !== 15) continue;
      for (const group of groups) {
        const g = gradient[group];
        for (let k = 0; k < g.length; k++) {
          const slope = (g[k] ?? 0) / 16 + options.decay * ((weights[group][k] ?? 0) - (home[group][k] ?? 0));
          if (slope === 0) continue;
          squares[group][k] = (squares[group][k] ?? 0) + slope * slope;
          weights[group][k] = (weights[group][k] ?? 0) - (options.rate * slope) / Math.sqrt(squares[group][k] ?? 1);
          g[k] = 0;
        }
      }
    }
    options.onRound?.(round, loss / choices.length, right / choices.length);
  }
  const learned = Object.fromEntries(
    groups.map((g) => [g, Object.fromEntries(namesOf(g).map((name, i) => [name, weights[g][i] ?? 0]))]),
  );
  return { ...start, ...learned };
}

/** Every choice that a page's true reading made. A third of the plain ones is enough. */
function listChoices(page: ScrambledPage, model: LanguageModel, table: WeightTable, seed: number): Choice[] {
  const problem = poseProblem(
    cutPages(readPageText(page.raw)).flatMap((p) => p.pieces),
    model,
    table,
  );
  const truth = findTrueSolution(page, problem);
  if (!truth) return [];
  const { pieces, pairs } = problem;
  const random = makeRandom(seed);
  const scratch = new Float64Array(64);
  /** What each true article has spoken of up to each of its pieces, in page order: what a solver would know by then. */
  const views = new Map<number, TopicView>();
  for (const article of truth) {
    let view = pairs.topic.empty;
    for (const [k, { index }] of article.body.entries()) {
      // A title that stands further down is not known of yet.
      const from = article.body[k - 1]?.index ?? -1;
      view = pairs.topic.extend(view, index);
      for (const t of [...article.title, article.byline])
        if (t >= 0 && t < index && (k === 0 || t > from)) view = pairs.topic.extend(view, t);
      views.set(index, view);
    }
  }
  const pair = (group: 'join' | 'next' | 'start' | 'end', from: number, to: number) => {
    pairs.fill(group, from, to, scratch, views.get(from));
    return { group, values: Float32Array.from(scratch.subarray(0, featureNames[group].length)), fixed: 0 } as const;
  };
  const around = surroundingsOf(pieces, problem.byline, model);
  const titleValues = new Float64Array(titleFeatureNames.length);
  const title = (index: number) => {
    const piece = pieces[index];
    if (piece) fillTitleFeatures(piece, around(index), titleValues);
    return { group: 'title', values: Float32Array.from(titleValues), fixed: 0 } as const;
  };
  const titles = new Set(truth.flatMap((a) => a.title));
  const bylines = new Set(truth.map((a) => a.byline));
  const body = pieces.map((_, i) => i).filter((i) => !titles.has(i) && !bylines.has(i));
  const choices: Choice[] = [];
  const canBeTitle = (i: number): boolean => (pieces[i]?.text.length ?? 999) <= 180;
  const titleAbove = (i: number): number =>
    titles.has(i - 1) ? i - 1 : bylines.has(i - 1) && titles.has(i - 2) ? i - 2 : -1;
  /** Others worth comparing with: neighbours, those that end or start in mid-sentence, a few of the rest. */
  const some = (of: readonly number[], not: number, fits: (i: number) => boolean): number[] => {
    const open = random.shuffle(of.filter((i) => i !== not && fits(i))).slice(0, 24);
    const rest = random.shuffle(of.filter((i) => i !== not && !fits(i))).slice(0, 8);
    return [...open, ...rest];
  };
  for (const index of titles) {
    const others = some(
      body.filter((i) => i < index),
      -1,
      (i) => pairs.endsOpen(i),
    ).slice(0, 12);
    choices.push({
      candidates: [
        title(index),
        pair('start', -1, index),
        ...others.flatMap((i) => [pair('join', i, index), pair('next', i, index)]),
      ],
    });
  }
  for (const article of truth) {
    for (const [k, { index, mode }] of article.body.entries()) {
      const from = article.body[k - 1]?.index ?? -1;
      const plain = from === index - 1 && mode === 'next';
      if (plain && !random.chance(0.35)) continue;
      const above = titleAbove(index);
      const candidates: Choice['candidates'][number][] = [];
      const opens = k === 0 || mode === 'start';
      const stands = above >= 0 && article.title.includes(above);
      candidates.push(
        opens ? pair('start', stands ? above : -1, index) : pair(mode === 'join' ? 'join' : 'next', from, index),
      );
      if (!opens) {
        candidates.push(pair(mode === 'join' ? 'next' : 'join', from, index));
        candidates.push(pair('start', above, index));
      }
      if (canBeTitle(index)) candidates.push(title(index));
      const before = body.filter((i) => i < index || !article.title.some((t) => t < index));
      const near = index - 1 !== from && body.includes(index - 1) ? [index - 1] : [];
      for (const other of new Set([...near, ...some(before, from, (i) => pairs.endsOpen(i))])) {
        if (other === index || other === from) continue;
        candidates.push(pair('join', other, index), pair('next', other, index));
      }
      choices.push({ candidates });
    }
    for (const [k, { index }] of article.body.entries()) {
      const to = article.body[k + 1];
      if (to && to.index === index + 1 && !random.chance(0.2)) continue;
      const candidates: Choice['candidates'][number][] = [
        to ? pair(to.mode === 'join' ? 'join' : 'next', index, to.index) : pair('end', index, -1),
      ];
      if (to) candidates.push(pair('end', index, -1));
      const near = body.includes(index + 1) && to?.index !== index + 1 ? [index + 1] : [];
      const after = body.filter((i) => i > index);
      for (const other of new Set([...near, ...some(after, to?.index ?? -1, (i) => pairs.modelStart(i) < 0)])) {
        if (other === to?.index) continue;
        candidates.push(pair('join', index, other), pair('next', index, other));
      }
      choices.push({ candidates });
    }
  }
  return choices;
}

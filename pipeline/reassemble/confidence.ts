import type { Evidence } from '../core/text.ts';
import { featureNames, type WeightTable } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import { measureLength } from './roles.ts';
import { keyOfArticle, mostDoubt, type Solution, type SolvedArticle } from './solution.ts';
import type { SolvedPage } from './solve-page.ts';

/** How sure a join is, and what else could have stood there. */
export interface JoinRating {
  readonly confidence: number;
  readonly alternatives: readonly { readonly index: number; readonly confidence: number }[];
}

/** What the other ways of solving a page say (`agreementOn`). */
const agreementNames = [
  'less-order',
  'more-order',
  'no-order',
  'all-agree',
  'page-agrees',
  'all-on-page',
  'agreed-page',
  'unasked',
  'free',
] as const;

/**
 * What confidence is computed from. The scores of the solver are no probabilities: how often a join or an article with
 * such values was right was counted on pages made for that purpose (`pipeline/learn/train-confidence.ts`).
 */
export const joinConfidenceNames = [
  'bias',
  'lead',
  'lead-small',
  'ahead-behind',
  'ahead-before',
  'own',
  'paragraph',
  'ends-full',
  'open-pages',
  ...agreementNames,
] as const;
export const articleConfidenceNames = [
  'bias',
  'lead',
  'lead-small',
  'lead-end',
  'title',
  'marked',
  'byline',
  'ahead',
  'joins',
  'end',
  'pieces',
  'far-paragraphs',
  'untitled',
  ...agreementNames,
] as const;

export function fillJoinConfidence(
  solved: SolvedPage,
  from: number,
  to: number,
  mode: 'join' | 'next',
  out: Float64Array,
): void {
  const { problem, solution } = solved;
  const { pairs } = problem;
  const own = mode === 'join' ? pairs.join(from, to) : pairs.next(from, to);
  const lead = Math.min(solution.before[to] ?? 0, solution.behind[from] ?? 0);
  const behind = bestOthers(solved, from, to)[0]?.score ?? -6;
  const before = bestBefore(solved, from, to);
  const values = [
    1,
    lead / 5,
    Math.min(3, lead),
    limit(own - behind),
    limit(own - before),
    limit(own),
    mode === 'next' ? 1 : 0,
    pairs.endsOpen(from) ? 0 : 1,
    lead >= mostDoubt ? 1 : 0,
    ...agreementOn(solved, (other) => linksOf(other).has(from * 65536 + to)),
  ];
  for (const [i, value] of values.entries()) out[i] = value;
}

export function fillArticleConfidence(solved: SolvedPage, article: SolvedArticle, out: Float64Array): void {
  const { problem, solution } = solved;
  const { pairs } = problem;
  let lead = mostDoubt;
  let ahead = 12;
  let joins = 0;
  let far = 0;
  for (const index of article.title) lead = Math.min(lead, solution.before[index] ?? 0);
  if (article.byline >= 0) lead = Math.min(lead, solution.before[article.byline] ?? 0);
  for (const [k, { index, mode }] of article.body.entries()) {
    lead = Math.min(lead, solution.before[index] ?? 0);
    const from = article.body[k - 1]?.index;
    if (from === undefined) continue;
    const own = mode === 'join' ? pairs.join(from, index) : pairs.next(from, index);
    ahead = Math.min(
      ahead,
      own - bestBefore(solved, from, index),
      own - (bestOthers(solved, from, index)[0]?.score ?? -6),
    );
    if (mode === 'join') joins++;
    else if (index !== from + 1) far++;
  }
  const last = article.body.at(-1)?.index;
  const leadEnd = last === undefined ? 0 : (solution.behind[last] ?? 0);
  const first = article.title[0];
  const title = first === undefined ? -3 : Math.min(8, problem.title[first] ?? 0);
  const end = last === undefined ? -3 : limit(pairs.end(last) - (bestOthers(solved, last, -1)[0]?.score ?? -6));
  const values = [
    1,
    Math.min(lead, leadEnd) / 5,
    Math.min(3, lead, leadEnd),
    Math.min(3, leadEnd),
    title / 4,
    first !== undefined && (problem.pieces[first]?.headingDepth ?? 0) > 0 ? 1 : 0,
    article.byline >= 0 ? Math.min(1, (problem.byline[article.byline] ?? 0) / 5) : 0,
    limit(ahead) / 2,
    Math.min(4, joins),
    end / 2,
    Math.log(1 + article.body.length),
    Math.min(3, far),
    first === undefined ? 1 : 0,
    ...agreementOn(solved, (other) => keysOf(other).has(keyOfArticle(article))),
  ];
  for (const [i, value] of values.entries()) out[i] = value;
}

/** Who of the others agrees, whether all do, on how much of the page they do, and what kind of page it is. */
function agreementOn(solved: SolvedPage, agrees: (other: Solution) => boolean): number[] {
  const { others, solution } = solved;
  const each = [0, 1, 2].map((k) => (others[k] && agrees(others[k]) ? 1 : 0));
  const settled = solution.articles.filter((article) =>
    others.every((other) => keysOf(other).has(keyOfArticle(article))),
  );
  const agreed = each.every((one) => one === 1) ? 1 : 0;
  const share = others.length === 0 ? 0 : settled.length / Math.max(1, solution.articles.length);
  return [
    ...each,
    agreed,
    share,
    share > 0.999 ? 1 : 0,
    agreed * share,
    others.length === 0 ? 1 : 0,
    solution.method === 'free' ? 1 : 0,
  ];
}

const keysKept = new WeakMap<Solution, Set<string>>();
function keysOf(solution: Solution): Set<string> {
  const keys = keysKept.get(solution) ?? new Set(solution.articles.map(keyOfArticle));
  keysKept.set(solution, keys);
  return keys;
}

const linksKept = new WeakMap<Solution, Set<number>>();
function linksOf(solution: Solution): Set<number> {
  const links =
    linksKept.get(solution) ??
    new Set(
      solution.articles.flatMap(({ body }) =>
        body.slice(1).map(({ index }, k) => (body[k]?.index ?? 0) * 65536 + index),
      ),
    );
  linksKept.set(solution, links);
  return links;
}

/** Rates a join: the calibrated probability that it is right, and what else could have stood there. */
export function rateJoin(
  solved: SolvedPage,
  knowledge: Knowledge,
  from: number,
  to: number,
  mode: 'join' | 'next',
): JoinRating {
  const others = bestOthers(solved, from, to).slice(0, 2);
  if (solved.solution.before.length === 0) return { confidence: 0.5, alternatives: [] };
  const values = new Float64Array(joinConfidenceNames.length);
  fillJoinConfidence(solved, from, to, mode, values);
  const own = round(probabilityOf(knowledge.weights, 'confidence-join', joinConfidenceNames, values));
  const confidence = isTied(solved, from, to, mode) ? Math.min(own, tiedConfidence) : own;
  const total = others.reduce((sum, { score }) => sum + Math.exp(score - (others[0]?.score ?? 0)), 0);
  const alternatives = others.map(({ index, score }) => ({
    index,
    // What is left of the doubt, shared out among the next best.
    confidence: round(((1 - confidence) * Math.exp(score - (others[0]?.score ?? 0))) / (total + 1)),
  }));
  return { confidence, alternatives };
}

/** Probability that a whole article is right: title, byline and every paragraph. */
export function rateArticle(solved: SolvedPage, knowledge: Knowledge, article: SolvedArticle): number {
  if (solved.solution.method === 'as-settled') return settledConfidence;
  if (solved.solution.before.length === 0) return article.title.length > 0 ? 0.6 : 0.2;
  const values = new Float64Array(articleConfidenceNames.length);
  fillArticleConfidence(solved, article, values);
  const own = round(probabilityOf(knowledge.weights, 'confidence-article', articleConfidenceNames, values));
  const hasTie = article.body.some(({ index, mode }, k) => {
    const from = article.body[k - 1]?.index;
    return mode === 'join' && from !== undefined && isTied(solved, from, index, mode);
  });
  return hasTie ? Math.min(own, tiedConfidence) : own;
}

/**
 * Whether the words on both sides fit another place just as well: then only the order of the page has decided, and however
 * often order was right on the pages that were counted, somebody should look.
 */
function isTied(solved: SolvedPage, from: number, to: number, mode: 'join' | 'next'): boolean {
  const { pairs } = solved.problem;
  const own = mode === 'join' ? pairs.join(from, to) : pairs.next(from, to);
  const other = Math.max(bestOthers(solved, from, to)[0]?.score ?? -9, bestBefore(solved, from, to));
  return own - other < tie;
}

/** Log odds. */
const tie = 0.3;
const tiedConfidence = 0.85;

/** How many articles that a printed page settles are exact (`read/README.md`: pages as PDF). */
const settledConfidence = 0.9;

/** What spoke for a join: the clues as they were measured, not weighted. */
export function explainJoin(solved: SolvedPage, from: number, to: number, mode: 'join' | 'next'): Evidence[] {
  const values = new Float64Array(64);
  solved.problem.pairs.fill(mode, from, to, values);
  return featureNames[mode].flatMap((kind, i): Evidence[] => {
    const value = values[i] ?? 0;
    return value !== 0 && kind !== 'bias' ? [{ kind, value: Math.round(value * 1000) / 1000 }] : [];
  });
}

/** What else could follow a piece, best first: not what it has, nor titles. */
function bestOthers(solved: SolvedPage, from: number, to: number): { index: number; score: number }[] {
  const { pairs, pieces, title } = solved.problem;
  const found: { index: number; score: number }[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index === to || index === from || (title[index] ?? -9) > 0 || isBylinePlace(solved, index)) continue;
    if (Math.abs(index - from) > farthest || measureLength(piece.text.slice(0, 20)) < 1) continue;
    const score = Math.max(pairs.join(from, index), pairs.next(from, index));
    if (found.length < 3) found.push({ index, score });
    else {
      const least = found.reduce((a, b) => (a.score < b.score ? a : b));
      if (score > least.score) found[found.indexOf(least)] = { index, score };
    }
  }
  return found.sort((a, b) => b.score - a.score || a.index - b.index);
}

const isBylinePlace = ({ problem }: SolvedPage, index: number): boolean =>
  (problem.byline[index] ?? -9) > 2 && (problem.title[index - 1] ?? -9) > 0;

/** The best score of anything else before a piece. */
function bestBefore(solved: SolvedPage, from: number, to: number): number {
  const { pairs, pieces, title } = solved.problem;
  let best = -6;
  for (let index = Math.max(0, to - farthest); index < Math.min(pieces.length, to + farthest); index++) {
    if (index === to || index === from || (title[index] ?? -9) > 0) continue;
    best = Math.max(best, pairs.join(index, to), pairs.next(index, to));
  }
  return best;
}

/** On long pages only pieces this near are weighed against one another. */
const farthest = 160;

const limit = (value: number): number => Math.max(-8, Math.min(12, value));

/** A logistic of weighted values. */
export function probabilityOf(
  table: WeightTable,
  group: string,
  names: readonly string[],
  values: Float64Array,
): number {
  const weights = table[group] ?? {};
  const sum = names.reduce((total, name, i) => total + (weights[name] ?? 0) * (values[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Nothing that the text alone tells is certain. */
const round = (value: number): number => Math.max(0.001, Math.min(0.999, Math.round(value * 1000) / 1000));

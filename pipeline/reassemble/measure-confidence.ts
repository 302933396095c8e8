import { measureLength } from './characters.ts';
import { keyOfArticle, listJumps, mostDoubt, type Opinion, type Reading, type SolvedArticle } from './solution.ts';
import type { SolvedPage } from './solve-page.ts';

/** Other ways of solving a page, and what each says: of the case at hand, and of how much of the page (`agreementOn`). */
const ways = ['less-order', 'more-order', 'steps-alone', 'no-order'] as const;
const agreementNames = [
  ...ways,
  ...ways.map((way) => `page-${way}` as const),
  'page-least',
  'free',
  'articles',
  'page-marked',
  'page-signed',
  'page-unlikely',
  'page-parted',
  'page-upward',
  'page-pieces',
] as const;

/**
 * What confidence is computed from. The scores of the solver are no probabilities: how often a join or an article with such
 * values was right was counted on pages made for that purpose (`pipeline/learn/train-confidence.ts`).
 */
export const joinMeasureNames = [
  'lead',
  'ahead-behind',
  'ahead-before',
  'own',
  'paragraph',
  'ends-full',
  'rival',
  ...agreementNames,
] as const;
export const articleMeasureNames = [
  'lead',
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
  'reading-lead',
  'steps-lead',
  'likelihood',
  'rival',
  'rival-end',
  ...agreementNames,
] as const;

/** By which measure, and below which value of it, pages are counted apart: those of which not every headline is marked. */
export const parting = { measure: 'page-marked', limit: 0.999 } as const;

/** Measures of a join. */
export function measureJoin(solved: SolvedPage, from: number, to: number, mode: 'join' | 'next'): Float64Array {
  const { problem, solution } = solved;
  const { pairs } = problem;
  const own = mode === 'join' ? pairs.join(from, to) : pairs.next(from, to);
  return Float64Array.from([
    Math.min(solution.before[to] ?? 0, solution.behind[from] ?? 0),
    limit(own - (bestOthers(solved, from, to)[0]?.score ?? -6)),
    limit(own - bestBefore(solved, from, to)),
    limit(own),
    mode === 'next' ? 1 : 0,
    pairs.endsOpen(from) ? 0 : 1,
    rivalOf(solved, from, to),
    ...agreementOn(solved, (other) => linksOf(other).has(from * 65536 + to)),
  ]);
}

/** Measures of an article: title, byline and every paragraph. */
export function measureArticle(solved: SolvedPage, article: SolvedArticle): Float64Array {
  const { problem, solution } = solved;
  const { pairs } = problem;
  let lead = mostDoubt;
  let ahead = 12;
  let joins = 0;
  let far = 0;
  let rival = mostDoubt;
  for (const index of article.title) lead = Math.min(lead, solution.before[index] ?? 0);
  if (article.byline >= 0) lead = Math.min(lead, solution.before[article.byline] ?? 0);
  for (const [k, { index, mode }] of article.body.entries()) {
    lead = Math.min(lead, solution.before[index] ?? 0);
    const from = article.body[k - 1]?.index;
    rival = Math.min(rival, rivalOf(solved, from ?? -1, index));
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
  const key = keyOfArticle(article);
  return Float64Array.from([
    Math.min(lead, leadEnd),
    leadEnd,
    first === undefined ? -3 : Math.min(8, problem.title[first] ?? 0),
    first !== undefined && (problem.pieces[first]?.headingDepth ?? 0) > 0 ? 1 : 0,
    article.byline >= 0 ? Math.min(5, problem.byline[article.byline] ?? 0) : 0,
    limit(ahead),
    Math.min(4, joins),
    last === undefined ? -3 : limit(pairs.end(last) - (bestOthers(solved, last, -1)[0]?.score ?? -6)),
    article.body.length,
    Math.min(3, far),
    first === undefined ? 1 : 0,
    ...leadsOf(solved, key),
    Math.min(rival, rivalOf(solved, last ?? -1, -1)),
    rivalOf(solved, last ?? -1, -1),
    ...agreementOn(solved, (other) => keysOf(other).has(key)),
  ]);
}

/** How far what stands between two pieces (-1: nothing) is ahead of anything else by its content; below 0 where nobody asked. */
function rivalOf({ opinions }: SolvedPage, from: number, to: number): number {
  if (!opinions) return -1;
  const { before, behind } = opinions.rivals;
  return Math.min(before[to] ?? mostDoubt, behind[from] ?? mostDoubt);
}

/** By how much readings with an article are ahead of those without, by all that is known and by steps alone; its share of all. */
function leadsOf(solved: SolvedPage, key: string): [lead: number, steps: number, share: number] {
  let [withIt, without] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [stepsWith, stepsWithout] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [share, all] = [0, 0];
  for (const { keys, score, steps, part } of readingsOf(solved)) {
    all += part;
    if (keys.has(key)) {
      share += part;
      withIt = Math.max(withIt, score);
      stepsWith = Math.max(stepsWith, steps);
    } else {
      without = Math.max(without, score);
      stepsWithout = Math.max(stepsWithout, steps);
    }
  }
  const between = (a: number, b: number): number => (a === b ? 0 : Math.max(-farAhead, Math.min(farAhead, a - b)));
  return [between(withIt, without), between(stepsWith, stepsWithout), all > 0 ? share / all : 0];
}

interface KeyedReading {
  readonly keys: ReadonlySet<string>;
  readonly score: number;
  readonly steps: number;
  readonly part: number;
}

const readingsKept = new WeakMap<SolvedPage, readonly KeyedReading[]>();
function readingsOf(solved: SolvedPage): readonly KeyedReading[] {
  const kept = readingsKept.get(solved);
  if (kept) return kept;
  const readings = listOf(solved);
  const top = readings[0]?.score ?? 0;
  const keyed = readings.map(({ articles, score, steps }) => ({
    keys: new Set(articles.map(keyOfArticle)),
    score,
    steps,
    part: Math.exp(softly * (score - top)),
  }));
  readingsKept.set(solved, keyed);
  return keyed;
}

/** The readings that the order of the page leaves, also where it was not followed in the end. */
const listOf = ({ solution, opinions }: SolvedPage): readonly Reading[] =>
  solution.readings ?? opinions?.others.find((o) => o.readings)?.readings ?? [];

/** Who of the others agrees, on how much of the page each does, and what kind of page it is. */
function agreementOn(solved: SolvedPage, agrees: (other: Opinion) => boolean): number[] {
  const { solution } = solved;
  const { asked, shares } = opinionsOf(solved);
  return [
    ...asked.map((other) => (other && agrees(other) ? 1 : 0)),
    ...shares,
    Math.min(...shares),
    solution.method === 'free' ? 1 : 0,
    solution.articles.length,
    ...describePage(solved),
  ];
}

/**
 * How its headlines are marked, its articles signed, and how many lines an article could be headlines and are not; how often
 * articles leave the page's order, how many of these go on further up, and how long articles are.
 */
function describePage({ problem, solution }: SolvedPage): number[] {
  const { articles } = solution;
  const share = (has: (article: SolvedArticle) => boolean): number => articles.filter(has).length / articles.length;
  const jumps = articles.flatMap(({ body }) => listJumps(body));
  const unlikely = articles.flatMap(({ body }) =>
    body.filter(({ index }) => !Number.isNaN(problem.title[index] ?? Number.NaN)),
  );
  return [
    share(({ title }) => (problem.pieces[title[0] ?? -1]?.headingDepth ?? 0) > 0),
    share(({ byline }) => byline >= 0),
    Math.min(4, unlikely.length / articles.length),
    jumps.length / articles.length,
    jumps.filter((by) => by < 0).length / Math.max(1, jumps.length),
    problem.pieces.length / articles.length,
  ];
}

interface Opinions {
  readonly asked: readonly (Opinion | undefined)[];
  readonly shares: readonly number[];
}

const opinionsKept = new WeakMap<SolvedPage, Opinions>();
function opinionsOf(solved: SolvedPage): Opinions {
  const kept = opinionsKept.get(solved);
  if (kept) return kept;
  const { solution, opinions } = solved;
  const [less, more, free] = opinions?.others ?? [];
  const steps = listOf(solved).reduce((a, b) => (b.steps > a.steps ? b : a), noReading);
  const asked = [less, more, { articles: steps.articles }, free];
  const shares = asked.map((other) => {
    const keys = other ? keysOf(other) : new Set<string>();
    return solution.articles.filter((article) => keys.has(keyOfArticle(article))).length / solution.articles.length;
  });
  const made = { asked, shares };
  opinionsKept.set(solved, made);
  return made;
}

const noReading = { articles: [], score: Number.NEGATIVE_INFINITY, steps: Number.NEGATIVE_INFINITY } as const;

const keysKept = new WeakMap<Opinion, Set<string>>();
function keysOf(solution: Opinion): Set<string> {
  const keys = keysKept.get(solution) ?? new Set(solution.articles.map(keyOfArticle));
  keysKept.set(solution, keys);
  return keys;
}

const linksKept = new WeakMap<Opinion, Set<number>>();
function linksOf(solution: Opinion): Set<number> {
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

/** What else could follow a piece, best first: not what it has, nor titles. */
export function bestOthers(solved: SolvedPage, from: number, to: number): { index: number; score: number }[] {
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
/** A lead beyond this says no more. */
const farAhead = 30;
/** Scores are too sure of themselves: by so much is a difference taken. */
const softly = 0.4;

const limit = (value: number): number => Math.max(-8, Math.min(12, value));

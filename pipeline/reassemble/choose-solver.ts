import { fitTopic } from './fit-topic.ts';
import type { Problem } from './problem.ts';
import { listJumps, type Solution, type SolvedArticle } from './solution.ts';

/**
 * Whether a reading that trusts the page's order leaves room for a better one: not where every article stands in one piece,
 * nor where its seams fit and every title has its text.
 */
export function isDoubtful(problem: Problem, ordered: Solution): boolean {
  const { articles } = ordered;
  if (articles.every(({ body }) => listJumps(body).length === 0)) return false;
  return articles.some(({ body }) => body.length === 0) || rateSeams(problem, ordered) < goodSeam;
}

/**
 * Of two readings of a page, one that trusts its order and one that does not: the first, unless the second is clearly the
 * better by what no order has a say in. Its seams must fit better, its articles speak more of one thing each, and text must
 * go on above the place where it stops: where all of it goes on further down, the order is not lost.
 */
export function chooseSolver(problem: Problem, ordered: Solution, free: Solution): Solution {
  const jumps = free.articles.flatMap(({ body }) => listJumps(body));
  const upward = jumps.filter((by) => by < 0).length / Math.max(1, jumps.length);
  if (upward < leastUpward) return ordered;
  const seams = rateSeams(problem, free) - rateSeams(problem, ordered);
  return upward * weighReadings(problem, ordered, free) + seamWeight * seams > clearly ? free : ordered;
}

/** By how much (log odds an article) the second reading is better than the first, each article as a whole. */
function weighReadings(problem: Problem, first: Solution, second: Solution): number {
  const topic = fitTopic(problem);
  const { pairs } = problem;
  const rate = ({ articles }: Solution): number => {
    let sum = 0;
    for (const { title, body } of articles) {
      for (const [k, { index }] of body.entries())
        sum += k === 0 ? pairs.start(index, title[0] ?? -1) : scoreLink(problem, body, k);
      const last = body.at(-1);
      if (last) sum += pairs.end(last.index);
      sum += topicWeight * topic.score([topic.bundle([...title, ...body.map(({ index }) => index)])]);
    }
    return sum;
  };
  return (rate(second) - rate(first)) / Math.max(1, first.articles.length);
}

/** Mean score of the places where an article leaves the page's order, and of its end. */
function rateSeams(problem: Problem, { articles }: Solution): number {
  let sum = 0;
  let count = 0;
  for (const { body } of articles) {
    for (const [k, { index, mode }] of body.entries()) {
      const from = body[k - 1]?.index;
      if (from === undefined || (index === from + 1 && mode === 'next')) continue;
      sum += scoreLink(problem, body, k);
      count++;
    }
    const last = body.at(-1);
    if (!last) continue;
    sum += problem.pairs.end(last.index);
    count++;
  }
  return sum / Math.max(1, count);
}

function scoreLink({ pairs }: Problem, body: SolvedArticle['body'], k: number): number {
  const from = body[k - 1]?.index ?? -1;
  const to = body[k];
  if (!to) return 0;
  const { empty } = pairs.topic;
  const score = to.mode === 'join' ? pairs.join(from, to.index, empty) : pairs.next(from, to.index, empty);
  return Math.max(-mostSeam, Math.min(mostSeam, score));
}

/** Mean log odds of seams from which on nothing better is looked for. */
const goodSeam = 0.5;
/** Share of continuations above the place where the text stopped; on a page without order it is one half. */
const leastUpward = 0.25;
/** What the mean seam counts against the article as a whole, and how much of both is clear. */
const seamWeight = 2;
const clearly = 3;
/** No seam says more than this (log odds). */
const mostSeam = 10;
const topicWeight = 0.7;

import { fitTopic } from './fit-topic.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';

/**
 * Of two readings of a page, one that trusts its order and one that does not: the first, unless the second is clearly the
 * better by what nobody's order has a say in: its seams, and whether each article speaks of one thing.
 */
export function chooseSolver(problem: Problem, ordered: Solution, free: Solution): Solution {
  return weighReadings(problem, ordered, free) > clearly ? free : ordered;
}

/** Whether a reading takes the page as it stands: every article's text in one piece. */
export function isInOrder({ articles }: Solution): boolean {
  return articles.every(({ body }) =>
    body.every(({ index }, k) => k === 0 || index === (body[k - 1]?.index ?? -2) + 1),
  );
}

/** By how much (log odds an article) the second reading is better than the first. */
export function weighReadings(problem: Problem, first: Solution, second: Solution): number {
  const topic = fitTopic(problem);
  const { pairs } = problem;
  const { empty } = pairs.topic;
  const rate = ({ articles }: Solution): number => {
    let sum = 0;
    for (const { title, body } of articles) {
      const own = body.map(({ index }) => index);
      for (const [k, { index, mode }] of body.entries()) {
        const from = own[k - 1];
        if (from === undefined) sum += pairs.start(index, title[0] ?? -1);
        else
          sum += Math.max(-mostSeam, mode === 'join' ? pairs.join(from, index, empty) : pairs.next(from, index, empty));
      }
      const last = own.at(-1);
      if (last !== undefined) sum += pairs.end(last);
      sum += topicWeight * topic.score([topic.bundle([...title, ...own])]);
    }
    return sum;
  };
  return (rate(second) - rate(first)) / Math.max(1, first.articles.length);
}

/** Log odds an article from which on a reading is clearly better. */
const clearly = 3;
/** No seam speaks against a reading more than this. */
const mostSeam = 12;
const topicWeight = 0.7;

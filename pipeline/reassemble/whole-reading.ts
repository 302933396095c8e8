import type { ChainTopic } from './chain-topic.ts';
import { featureNames, type WeightTable, weightsOf } from './features.ts';
import { fitTopic } from './fit-topic.ts';
import type { Problem } from './problem.ts';
import type { SolvedArticle } from './solution.ts';

/**
 * What only a finished reading of a page tells, and no single step of it: whether each article speaks of one thing, title
 * and text alike, and whether articles are cut and go on in the same manner. Features of the group `whole`.
 */
export class WholeReading {
  private readonly problem: Problem;
  private readonly topic: ChainTopic;
  private readonly weights: Float64Array;
  /** Readings of a page share most of their articles: each is measured once. */
  private readonly kept: Map<string, ArticleMeasures>;
  private readonly scratch = new Float64Array(featureNames.whole.length);

  constructor(problem: Problem, table: WeightTable) {
    this.problem = problem;
    this.topic = fitTopic(problem);
    this.weights = weightsOf(table, 'whole');
    this.kept = measured.get(problem) ?? new Map<string, ArticleMeasures>();
    measured.set(problem, this.kept);
  }

  /** What speaks for a reading as a whole (log odds). */
  score(articles: readonly SolvedArticle[]): number {
    this.fill(articles, this.scratch);
    return this.weights.reduce((sum, weight, k) => sum + weight * (this.scratch[k] ?? 0), 0);
  }

  /** The features of a reading. */
  fill(articles: readonly SolvedArticle[], out: Float64Array): void {
    const measures = articles.map((article) => this.measure(article));
    const sum = (of: (one: ArticleMeasures) => number): number => measures.reduce((all, one) => all + of(one), 0);
    const usual = medianOf(measures.map(({ parts }) => parts));
    const late = measures.filter(({ titled }) => titled === 'late').length;
    const early = measures.filter(({ titled }) => titled === 'early').length;
    const values: Record<(typeof featureNames.whole)[number], number> = {
      topic: sum(({ topic }) => topic),
      'topic-across': sum(({ across }) => across),
      'topic-title': sum(({ heading }) => heading),
      crossings: countCrossings(measures.flatMap(({ links }) => links)),
      'odd-parts': sum(({ parts }) => Math.abs(parts - usual)),
      'uneven-parts': sum(({ uneven }) => uneven),
      'mixed-titles': Math.min(late, early),
    };
    for (const [k, name] of featureNames.whole.entries()) out[k] = values[name];
  }

  private measure(article: SolvedArticle): ArticleMeasures {
    const { title, byline, body } = article;
    const indices = body.map(({ index }) => index);
    const key = `${title.join()}|${byline}|${indices.join()}`;
    const known = this.kept.get(key);
    if (known) return known;
    const head = byline >= 0 ? [...title, byline] : title;
    const parts: number[][] = [];
    for (const [k, index] of indices.entries()) {
      const last = parts.at(-1);
      if (last && index === (indices[k - 1] ?? -9) + 1) last.push(index);
      else parts.push([index]);
    }
    const rate = (pieces: readonly number[]): number =>
      pieces.length === 0 ? 0 : this.topic.score([this.topic.bundle(pieces)]);
    const topic = rate([...head, ...indices]);
    const text = rate(indices);
    const sizes = parts.map((part) => this.measureText(part));
    const links = parts.slice(1).map((part, k) => ({ from: parts[k]?.[0] ?? 0, to: part[0] ?? 0 }));
    const first = title[0];
    const made: ArticleMeasures = {
      topic,
      across: parts.length > 1 ? text - parts.reduce((all, part) => all + rate(part), 0) : 0,
      heading: head.length > 0 && indices.length > 0 ? topic - rate(head) - text : 0,
      parts: parts.length,
      uneven: Math.min(mostUneven, spreadOf(sizes)),
      links,
      titled: first === undefined ? 'not' : first > (indices[0] ?? Number.POSITIVE_INFINITY) ? 'late' : 'early',
    };
    this.kept.set(key, made);
    return made;
  }

  private measureText(pieces: readonly number[]): number {
    return Math.log(1 + pieces.reduce((sum, index) => sum + (this.problem.pieces[index]?.text.length ?? 0), 0));
  }
}

/** A page is solved several times over, mostly with the same articles. */
const measured = new WeakMap<Problem, Map<string, ArticleMeasures>>();

interface ArticleMeasures {
  readonly topic: number;
  readonly across: number;
  readonly heading: number;
  readonly parts: number;
  readonly uneven: number;
  readonly links: readonly { readonly from: number; readonly to: number }[];
  readonly titled: 'early' | 'late' | 'not';
}

/** How often what stands first goes on behind what stands next: articles of a page go on in the order in which they began. */
function countCrossings(links: readonly { readonly from: number; readonly to: number }[]): number {
  const inOrder = [...links].sort((a, b) => a.to - b.to);
  return inOrder.filter(({ from }, k) => k > 0 && from < (inOrder[k - 1]?.from ?? 0)).length;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Sum of squares about the mean. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** A page may well cut one article unevenly: that says only so much against it. */
const mostUneven = 3;

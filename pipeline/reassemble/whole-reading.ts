import type { ChainTopic } from './chain-topic.ts';
import { featureNames, indexOf, type WeightTable, weightsOf } from './features.ts';
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
  private readonly keptFor = new WeakMap<SolvedArticle, ArticleMeasures>();
  private readonly measures: ArticleMeasures[] = [];
  private readonly parts: number[] = [];
  private readonly links: Link[] = [];
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
    let sum = 0;
    for (let k = 0; k < this.weights.length; k++) sum += (this.weights[k] ?? 0) * (this.scratch[k] ?? 0);
    return sum;
  }

  /** The features of a reading. */
  fill(articles: readonly SolvedArticle[], out: Float64Array): void {
    // Asked of hundreds of readings a page: nothing is listed but what has to be sorted.
    const { measures, parts, links } = this;
    measures.length = 0;
    parts.length = 0;
    links.length = 0;
    out.fill(0);
    let late = 0;
    let early = 0;
    for (const article of articles) {
      const one = this.measure(article);
      measures.push(one);
      insert(parts, one.parts, (count) => count);
      for (const link of one.links) insert(links, link, ({ to }) => to);
      out[W.topic] = (out[W.topic] ?? 0) + one.topic;
      out[W['topic-across']] = (out[W['topic-across']] ?? 0) + one.across;
      out[W['topic-title']] = (out[W['topic-title']] ?? 0) + one.heading;
      out[W['uneven-parts']] = (out[W['uneven-parts']] ?? 0) + one.uneven;
      if (one.titled === 'late') late++;
      if (one.titled === 'early') early++;
    }
    const usual = parts[parts.length >> 1] ?? 0;
    let odd = 0;
    for (const one of measures) odd += Math.abs(one.parts - usual);
    out[W['odd-parts']] = odd;
    out[W.crossings] = countCrossings(links);
    out[W['mixed-titles']] = Math.min(late, early);
  }

  private measure(article: SolvedArticle): ArticleMeasures {
    const made = this.keptFor.get(article) ?? this.measureAnew(article);
    this.keptFor.set(article, made);
    return made;
  }

  private measureAnew(article: SolvedArticle): ArticleMeasures {
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
    const rate = (pieces: readonly number[]): number => (pieces.length === 0 ? 0 : this.topic.scorePieces(pieces));
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
  readonly links: readonly Link[];
  readonly titled: 'early' | 'late' | 'not';
}

/**
 * How often what stands first goes on behind what stands next, of links in the order of where text goes on: articles of a page
 * go on in the order in which they began.
 */
function countCrossings(links: readonly Link[]): number {
  let count = 0;
  for (let k = 1; k < links.length; k++) if ((links[k]?.from ?? 0) < (links[k - 1]?.from ?? 0)) count++;
  return count;
}

/** Puts one more among things in order. */
function insert<T>(sorted: T[], one: T, placeOf: (of: T) => number): void {
  let at = sorted.length;
  for (; at > 0; at--) {
    const before = sorted[at - 1];
    if (before === undefined || placeOf(before) <= placeOf(one)) break;
    sorted[at] = before;
  }
  sorted[at] = one;
}

/** Where a part of an article begins, and where the next one does. */
interface Link {
  readonly from: number;
  readonly to: number;
}

const W = indexOf('whole');

/** Sum of squares about the mean. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** A page may well cut one article unevenly: that says only so much against it. */
const mostUneven = 2;

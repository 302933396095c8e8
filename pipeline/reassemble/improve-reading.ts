import { chooseReading } from './choose-reading.ts';
import { ReadingCounter } from './count-reading.ts';
import type { WeightTable } from './features.ts';
import { applyMove, type Chain, type ChainMove, MoveLister } from './list-moves.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import type { Reading, Solution, SolvedArticle } from './solution.ts';
import { WholeReading } from './whole-reading.ts';

/**
 * Changes the reading that a beam has left bit by bit, two articles at a time, so that it gains as a whole: a beam drops what
 * only a finished reading shows to be the better one. The same is tried from other readings of the page; what was weighed on
 * the way counts as a rival of what is chosen in the end.
 */
export function improveReading(
  problem: Problem,
  table: WeightTable,
  solution: Solution,
  options: { readonly others: readonly Solution[]; readonly pins: PairPins },
): Solution {
  const improver = new ReadingImprover(problem, table, options.pins);
  for (const { articles } of [solution, ...options.others]) improver.improve(articles, 0);
  // From the best so far also over worse ones.
  const best = improver.found.reduce<Reading | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined);
  if (best) improver.improve(best.articles, patience);
  const found = improver.found.sort((a, b) => b.score - a.score).slice(0, mostKept);
  return chooseReading(problem, [...(solution.readings ?? []), ...found]);
}

/** Readings that were weighed on the way and are kept. */
const mostKept = 60;

/** The articles that chains make under the page's headlines, each made once. */
interface Articles {
  /** Headlines (and bylines) by the piece of text that stands below. */
  readonly heads: ReadonlyMap<number, SolvedArticle>;
  /** Headlines without text. */
  readonly bare: readonly SolvedArticle[];
  readonly made: Map<string, SolvedArticle | null>;
  /** The same by the chain itself: a change leaves all chains but two as they are. */
  readonly ofChain: WeakMap<Chain, SolvedArticle | null>;
}

class ReadingImprover {
  /** All readings that were weighed. */
  readonly found: Reading[] = [];
  private readonly problem: Problem;
  private readonly whole: WholeReading;
  private readonly counter: ReadingCounter;
  private readonly weighed = new Map<string, Reading | null>();
  private readonly links: Float64Array;
  private readingsLeft: number;

  constructor(problem: Problem, table: WeightTable, pins: PairPins) {
    this.problem = problem;
    this.whole = new WholeReading(problem, table);
    this.counter = new ReadingCounter(problem, table, pins);
    const n = problem.pieces.length;
    this.links = new Float64Array((n + 1) ** 2);
    this.readingsLeft = Math.ceil(mostPieces / Math.max(1, n));
  }

  /** Changes a reading as long as it gains, and for so many changes more: a better one may lie behind worse ones. */
  improve(articles: readonly SolvedArticle[], patience: number): void {
    const known = this.readArticles(articles);
    if (!known) return;
    let chains: readonly Chain[] = articles.flatMap(({ body }) => (body.length > 0 ? [chainOf(body)] : []));
    let best = this.weigh([...known.bare, ...articles.filter(({ body }) => body.length > 0)]);
    // The first piece of text under a headline scores as such.
    this.links.fill(Number.NaN);
    const lister = new MoveLister((from, to) => this.scoreLink(from, to, known), mostLost);
    const been = new Set<Reading>();
    let top = best?.score ?? 0;
    for (let since = 0; best && since <= patience; ) {
      been.add(best);
      const next = this.findNext(best, lister.list(chains), chains, known, been);
      if (!next) return;
      best = next.reading;
      chains = next.chains;
      since = best.score > top + leastGain ? 0 : since + 1;
      top = Math.max(top, best.score);
    }
  }

  /** The best of all changes of a reading that are worth weighing; not to where it has `been`. */
  private findNext(
    best: Reading,
    moves: readonly ChainMove[],
    chains: readonly Chain[],
    known: Articles,
    been: ReadonlySet<Reading>,
  ): Changed | null {
    const worth: { gain: number; list: SolvedArticle[]; chains: Chain[]; whole: number }[] = [];
    for (const move of moves.slice(0, mostMeasured)) {
      const next = applyMove(chains, move);
      const list = this.listArticles(next, known);
      if (!list) continue;
      const whole = this.whole.score(list);
      const all = move.gain + whole - (best.score - best.steps);
      if (all > -mostLost) worth.push({ gain: all, list, chains: next, whole });
    }
    worth.sort((a, b) => b.gain - a.gain);
    this.counter.remember(best.articles);
    let better: Changed | null = null;
    for (const one of worth.slice(0, mostWeighed)) {
      const reading = this.weigh(one.list, one.whole);
      if (reading && !been.has(reading) && reading.score > (better?.reading.score ?? Number.NEGATIVE_INFINITY))
        better = { reading, chains: one.chains.filter(({ length }) => length > 0) };
    }
    return better;
  }

  /** What stands above which piece; null where a headline is not followed by its text, as the queue reads a page. */
  private readArticles(articles: readonly SolvedArticle[]): Articles | null {
    const isText = new Set(articles.flatMap(({ body }) => chainOf(body)));
    const heads = new Map<number, SolvedArticle>();
    for (const article of articles) {
      const { title, byline, body } = article;
      if (title.length === 0 || body.length === 0) continue;
      let below = Math.max(byline, ...title) + 1;
      while (below < this.problem.pieces.length && !isText.has(below)) below++;
      if (!body.some(({ index }) => index === below)) return null;
      heads.set(below, article);
    }
    const made = new Map(articles.map((article) => [chainOf(article.body).join(), article]));
    return { heads, bare: articles.filter(({ body }) => body.length === 0), made, ofChain: new WeakMap() };
  }

  private listArticles(chains: readonly Chain[], known: Articles): SolvedArticle[] | null {
    const list = [...known.bare];
    for (const chain of chains) {
      if (chain.length === 0) continue;
      let article = known.ofChain.get(chain);
      if (article === undefined) {
        const key = chain.join();
        article = known.made.get(key);
        if (article === undefined) {
          article = this.makeArticle(chain, known);
          known.made.set(key, article);
        }
        known.ofChain.set(chain, article);
      }
      if (!article) return null;
      list.push(article);
    }
    return list;
  }

  /** Null where a chain would stand under two headlines. */
  private makeArticle(chain: Chain, { heads }: Articles): SolvedArticle | null {
    const { pairs } = this.problem;
    const over = chain.flatMap((index) => heads.get(index) ?? []);
    if (over.length > 1) return null;
    const body = chain.map((index, k): SolvedArticle['body'][number] => {
      const from = chain[k - 1];
      if (from === undefined) return { index, mode: 'start' };
      return { index, mode: pairs.join(from, index) >= pairs.next(from, index) ? 'join' : 'next' };
    });
    return { title: over[0]?.title ?? [], byline: over[0]?.byline ?? -1, body };
  }

  /** What a link is worth whatever the order of the page. */
  private scoreLink(from: number, to: number, { heads }: Articles): number {
    const key = (from + 1) * (this.problem.pieces.length + 1) + to + 1;
    const kept = this.links[key] ?? Number.NaN;
    if (!Number.isNaN(kept)) return kept;
    const { pairs } = this.problem;
    let score = 0;
    if (from >= 0) score = to < 0 ? pairs.end(from) : pairs.best(from, to);
    else if (to >= 0) score = pairs.start(to, heads.get(to)?.title[0] ?? -1);
    this.links[key] = score;
    return score;
  }

  /** A reading with its score, also by the order of the page; null where it cannot be, or enough were weighed. */
  private weigh(articles: readonly SolvedArticle[], whole = this.whole.score(articles)): Reading | null {
    const key = articles.map(keyOf).sort().join(';');
    const known = this.weighed.get(key);
    if (known !== undefined) return known;
    if (this.readingsLeft <= 0) return null;
    this.readingsLeft--;
    const steps = this.counter.count(articles);
    const reading = steps === null ? null : { articles, steps, score: steps + whole };
    this.weighed.set(key, reading);
    if (reading) this.found.push(reading);
    return reading;
  }
}

interface Changed {
  readonly reading: Reading;
  readonly chains: readonly Chain[];
}

const chainOf = (body: SolvedArticle['body']): Chain => body.map(({ index }) => index);

function keyOf(article: SolvedArticle): string {
  const known = keys.get(article);
  if (known !== undefined) return known;
  const { title, body } = article;
  const key = `${title[0]}:${body.map(({ index, mode }) => (mode === 'join' ? -index : index)).join()}`;
  keys.set(article, key);
  return key;
}

/** Readings of a page share most of their articles. */
const keys = new WeakMap<SolvedArticle, string>();

/** A change that loses so much (log odds) by what its links and its articles are worth is not weighed by the page's order. */
const mostLost = 8;
/** Changes of a reading that are measured as articles, and that are weighed by the page's order as well. */
const mostMeasured = 400;
const mostWeighed = 30;
/** So many changes in a row may bring nothing better. */
const patience = 6;
/** Pieces in all the readings of a page that are weighed: long pages take no more time than short ones. */
const mostPieces = 60_000;
/** Sums of the same numbers in another order differ. */
const leastGain = 1e-6;

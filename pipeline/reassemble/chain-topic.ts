import type { PageTerms } from './page-terms.ts';

/** Terms of some pieces taken together: by number, and in how many of the pieces each stands. */
export interface Bundle {
  readonly terms: Int32Array;
  readonly counts: Int32Array;
  /** Sum of the counts; the same with each term by how rare it is. */
  readonly size: number;
  readonly weight: number;
}

/** No terms at all. */
export const nothing: Bundle = { terms: new Int32Array(0), counts: new Int32Array(0), size: 0, weight: 0 };

/**
 * How well pieces speak of one thing, as a whole: the log likelihood of their terms under one source of their own against
 * the page's (a Dirichlet compound multinomial). It does not ask for their order. A term counts once a piece: words come in
 * bursts; and by how rare it is anywhere: what every text has tells little, even where it is the likelier in one. Sums are far too sure of themselves, as terms overlap and depend on one another: who asks scales them down.
 */
export class ChainTopic {
  /** For each piece, its terms that stand in other pieces too. */
  private readonly terms: readonly Int32Array[];
  /** What each term counts; what a piece's terms count together. */
  private readonly weights: readonly number[];
  private readonly heft: Float64Array;
  private readonly often: readonly number[];
  private readonly total: number;
  /** For each term, what its first, second, ... piece in one chain adds, summed; from `offset[term]`. */
  private readonly gains: Float64Array;
  private readonly offset: Int32Array;
  /** What so many terms together cost. */
  private readonly costs: Float64Array;
  /** For each term, where in `gains` its next piece is; between questions, at its `offset`. */
  private readonly next: Int32Array;
  private readonly added: Bundle[] = [];
  private gained = 0;
  private size = 0;
  private weight = 0;

  constructor(page: PageTerms) {
    const numbers = new Map<number, number>();
    const often: number[] = [];
    const weights: number[] = [];
    for (const [term, count] of page.spread.entries()) {
      if (count < 2) continue;
      numbers.set(term, often.length);
      often.push(count);
      weights.push(page.weights[term] ?? 0);
    }
    this.often = often;
    this.weights = weights;
    this.terms = page.terms.map((own) => Int32Array.from([...own].flatMap((term) => numbers.get(term) ?? [])));
    this.heft = Float64Array.from(this.terms, (own) => own.reduce((sum, term) => sum + (weights[term] ?? 0), 0));
    this.total = often.reduce((a, b) => a + b, 0);
    this.offset = new Int32Array(often.length + 1);
    for (const [term, count] of often.entries()) this.offset[term + 1] = (this.offset[term] ?? 0) + count + 1;
    this.gains = new Float64Array(this.offset[often.length] ?? 0);
    this.costs = new Float64Array(this.total + 1);
    this.next = this.offset.slice(0, often.length);
    this.suppose(400);
  }

  /**
   * Takes from runs of pieces known to belong together how much an article's words differ from the page's: on a page whose
   * articles all speak of the same things, nothing can be made of them.
   */
  fit(runs: readonly (readonly number[])[]): void {
    const together = runs.filter((run) => run.length > 1).map((run) => this.bundle(run));
    const apart = runs.filter((run) => run.length > 1).flatMap((run) => run.map((piece) => this.bundle([piece])));
    let best = Number.NEGATIVE_INFINITY;
    let chosen = 400;
    for (const spread of spreads) {
      this.suppose(spread);
      let sum = 0;
      for (const bundle of together) sum += this.score([bundle]);
      for (const bundle of apart) sum -= this.score([bundle]);
      if (sum > best) {
        best = sum;
        chosen = spread;
      }
    }
    this.suppose(chosen * wholeArticle);
  }

  bundle(pieces: readonly number[]): Bundle {
    const counts = new Map<number, number>();
    for (const piece of pieces)
      for (const term of this.terms[piece] ?? []) counts.set(term, (counts.get(term) ?? 0) + 1);
    const own = Int32Array.from(counts.values());
    const size = own.reduce((a, b) => a + b, 0);
    const weight = pieces.reduce((sum, piece) => sum + (this.heft[piece] ?? 0), 0);
    return { terms: Int32Array.from(counts.keys()), counts: own, size, weight };
  }

  /** The log likelihood of these pieces as one chain; of pieces that have nothing to do with one another below 0. */
  score(bundles: readonly Bundle[]): number {
    for (const bundle of bundles) this.add(bundle);
    const score = this.sum();
    this.clear();
    return score;
  }

  /** The same for single pieces. */
  scorePieces(pieces: readonly number[]): number {
    const { next, gains, offset } = this;
    let gained = 0;
    let size = 0;
    let weight = 0;
    for (const piece of pieces) {
      const own = this.terms[piece] ?? noTerms;
      size += own.length;
      weight += this.heft[piece] ?? 0;
      for (let k = 0; k < own.length; k++) {
        const term = own[k] ?? 0;
        const before = next[term] ?? 0;
        gained += (gains[before + 1] ?? 0) - (gains[before] ?? 0);
        next[term] = before + 1;
      }
    }
    for (const piece of pieces) {
      const own = this.terms[piece] ?? noTerms;
      for (let k = 0; k < own.length; k++) next[own[k] ?? 0] = offset[own[k] ?? 0] ?? 0;
    }
    return gained - this.costOf(size, weight);
  }

  /** Adds to the chain that is being weighed; `clear` comes after. */
  add(bundle: Bundle): void {
    const { next, gains } = this;
    const { terms, counts } = bundle;
    let { gained } = this;
    for (let k = 0; k < terms.length; k++) {
      const term = terms[k] ?? 0;
      const before = next[term] ?? 0;
      const after = before + (counts[k] ?? 0);
      gained += (gains[after] ?? 0) - (gains[before] ?? 0);
      next[term] = after;
    }
    this.gained = gained;
    this.size += bundle.size;
    this.weight += bundle.weight;
    this.added.push(bundle);
  }

  /** The log likelihood of what was added. */
  sum(): number {
    return this.gained - this.costOf(this.size, this.weight);
  }

  /** What so many terms cost that count so much together. */
  private costOf(size: number, weight: number): number {
    return size === 0 ? 0 : ((this.costs[size] ?? 0) * weight) / size;
  }

  /** Nothing is being weighed. */
  clear(): void {
    const { next, offset, added } = this;
    for (const { terms } of added)
      for (let k = 0; k < terms.length; k++) {
        const term = terms[k] ?? 0;
        next[term] = offset[term] ?? 0;
      }
    added.length = 0;
    this.gained = 0;
    this.size = 0;
    this.weight = 0;
  }

  private suppose(spread: number): void {
    for (const [term, count] of this.often.entries()) {
      const share = count / Math.max(1, this.total);
      const weight = this.weights[term] ?? 0;
      const at = this.offset[term] ?? 0;
      for (let k = 0; k < count; k++)
        this.gains[at + k + 1] = (this.gains[at + k] ?? 0) + weight * Math.log((k + spread * share) / share);
    }
    for (let k = 0; k < this.total; k++) this.costs[k + 1] = (this.costs[k] ?? 0) + Math.log(k + spread);
  }
}

const noTerms = new Int32Array(0);
/** Paragraphs that stand together are more of one kind than a whole article. */
const wholeArticle = 3;
/** The larger, the less an article's words differ from the page's. */
const spreads: readonly number[] = [100, 200, 400, 800, 1600, 3200, 6400];

import { Affinity } from './affinity.ts';
import { PageTerms, type TermCounts, weighCount } from './page-terms.ts';

/** What an article has spoken of so far: the pieces that it holds. */
export interface TopicView {
  readonly key: number;
  readonly pieces: readonly number[];
  readonly size: number;
  /** The title that heads it; -1 while none is known. */
  readonly head: number;
  /** Square of the length of the article's vector. */
  readonly square: number;
  /** What was found for each piece so far; NaN where nothing was asked. */
  known: Float64Array | null;
  near: Float64Array | null;
}

/** Terms of a piece that stand elsewhere on the page too: how often in it, and how often elsewhere. */
interface Telling {
  readonly terms: Int32Array;
  readonly counts: Int32Array;
  readonly elsewhere: Int32Array;
  /** What each counts, by how rare it is anywhere; the squares of these together. */
  readonly weights: Float64Array;
  readonly squares: number;
}

/**
 * How well a piece fits an article by what both speak of: the log likelihood of the piece's terms with the article's own
 * against the page's. Only terms that stand elsewhere on the page count; a term found nowhere else tells nothing.
 */
export class Topic {
  readonly page: PageTerms;
  private readonly total: number;
  private readonly views = new Map<number, TopicView>();
  private readonly telling: (Telling | undefined)[] = [];
  readonly empty: TopicView;
  private readonly affinity: Affinity;
  /** For each title, how strongly every piece speaks of what only this title (and its byline) names. */
  private readonly heads: (Float64Array | undefined)[] = [];
  /** The strongest and the second strongest of these for every piece. */
  private readonly strongest: Float64Array;
  private readonly second: Float64Array;
  /** 1 for the pieces of the article that was asked for last. */
  private readonly isHeld: Uint8Array;
  private held: TopicView;
  /** How often each term stands in the article that was counted last. */
  private readonly inCounted: Int32Array;
  private counted: TopicView;

  /** `heads` are the page's titles, each with its byline: lists of pieces, the title first. */
  constructor(
    terms: readonly TermCounts[],
    rarityOf: (term: number) => number,
    heads: readonly (readonly number[])[] = [],
  ) {
    this.page = new PageTerms(terms, rarityOf);
    this.strongest = new Float64Array(terms.length);
    this.second = new Float64Array(terms.length);
    this.readHeads(heads);
    this.affinity = new Affinity(this.page);
    this.total = Math.max(
      1,
      this.page.sizes.reduce((a, b) => a + b, 0),
    );
    this.empty = { key: 0x1234567, pieces: [], size: 0, head: -1, square: 0, known: null, near: null };
    this.isHeld = new Uint8Array(terms.length);
    this.held = this.empty;
    this.inCounted = new Int32Array(this.page.rarity.length);
    this.counted = this.empty;
  }

  /** The terms of a piece that stand elsewhere on the page, and how often. */
  private tellingOf(piece: number): Telling {
    const kept = this.telling[piece];
    if (kept) return kept;
    const { spread, often } = this.page;
    const own = this.page.terms[piece] ?? new Int32Array(0);
    const counts = this.page.counts[piece] ?? new Int32Array(0);
    const found: number[] = [];
    const inPiece: number[] = [];
    const elsewhere: number[] = [];
    for (let k = 0; k < own.length; k++) {
      const term = own[k] ?? 0;
      const others = (spread[term] ?? 0) - 1;
      if (others === 0 || others > mostPostings) continue;
      found.push(term);
      inPiece.push(counts[k] ?? 0);
      elsewhere.push((often[term] ?? 0) - (counts[k] ?? 0));
    }
    const weights = Float64Array.from(found, (term) => this.page.weights[term] ?? 0);
    const made = {
      weights,
      squares: weights.reduce((sum, weight) => sum + weight ** 2, 0),
      terms: Int32Array.from(found),
      counts: Int32Array.from(inPiece),
      elsewhere: Int32Array.from(elsewhere),
    };
    this.telling[piece] = made;
    return made;
  }

  /** An article with one more piece. Articles of the same pieces are one view. */
  extend(view: TopicView, piece: number): TopicView {
    const key = (Math.imul(view.key ^ (piece + 0x9e37), 0x85ebca6b) ^ (view.key >>> 13)) | 0;
    const known = this.views.get(key);
    if (known) return known;
    // Only the latest pieces count: an article that has swallowed others must not fit everything.
    const pieces = [...view.pieces, piece].slice(-latest);
    let size = 0;
    let square = 0;
    for (const a of pieces) {
      size += this.page.sizes[a] ?? 0;
      let row = 0;
      for (const b of pieces) row += this.affinity.dot(a, b);
      square += row;
    }
    const made: TopicView = {
      key,
      pieces: view.pieces.includes(piece) ? [...new Set(pieces)] : pieces,
      size,
      head: view.head >= 0 ? view.head : this.heads[piece] ? piece : -1,
      square,
      known: null,
      near: null,
    };
    this.views.set(key, made);
    return made;
  }

  private readHeads(heads: readonly (readonly number[])[]): void {
    const { terms, counts, rarity, pieceCount } = this.page;
    const nobody = -1;
    const several = -2;
    const owners = new Int32Array(rarity.length).fill(nobody);
    for (const [h, own] of heads.entries())
      for (const piece of own)
        for (const term of terms[piece] ?? []) {
          const owner = owners[term] ?? nobody;
          owners[term] = owner === nobody || owner === h ? h : several;
        }
    const named = heads.map(() => new Float64Array(pieceCount));
    for (const [piece, own] of terms.entries())
      for (let k = 0; k < own.length; k++) {
        const term = own[k] ?? 0;
        const row = named[owners[term] ?? nobody];
        if (row) row[piece] = (row[piece] ?? 0) + weighCount(counts[piece]?.[k] ?? 0) * (rarity[term] ?? 0);
      }
    for (const [h, own] of heads.entries()) {
      const row = named[h];
      const title = own[0];
      if (!row || title === undefined) continue;
      this.heads[title] = row;
      for (const [piece, value] of row.entries()) {
        if (value > (this.strongest[piece] ?? 0)) {
          this.second[piece] = this.strongest[piece] ?? 0;
          this.strongest[piece] = value;
        } else if (value > (this.second[piece] ?? 0)) this.second[piece] = value;
      }
    }
  }

  /**
   * Whether a piece speaks of what only this article's title and byline name (a place, a person, an office), more than of
   * what another's do: from -2 to 2; 0 while the article has no title.
   */
  named(view: TopicView, piece: number): number {
    if (view.head < 0) return 0;
    const own = this.heads[view.head]?.[piece] ?? 0;
    const strongest = this.strongest[piece] ?? 0;
    const other = own >= strongest ? (this.second[piece] ?? 0) : strongest;
    return Math.max(-2, Math.min(2, own - other));
  }

  /** Cosine of an article and a piece. */
  near(view: TopicView, piece: number): number {
    if (view.square <= 0) return 0;
    view.near ??= new Float64Array(this.page.pieceCount).fill(Number.NaN);
    const kept = view.near[piece] ?? Number.NaN;
    if (!Number.isNaN(kept)) return kept;
    let sum = 0;
    for (const own of view.pieces) sum += this.affinity.dot(own, piece);
    const lengths = view.square * this.affinity.dot(piece, piece);
    const value = lengths > 0 ? sum / Math.sqrt(lengths) : 0;
    view.near[piece] = value;
    return value;
  }

  /** Cosine of two pieces. */
  between(a: number, b: number): number {
    return this.affinity.between(a, b);
  }

  /** How well a piece fits, as log likelihood scaled down by the root of what its terms count; at most four either way. */
  fit(view: TopicView, piece: number): number {
    if (view.size === 0) return 0;
    view.known ??= new Float64Array(this.page.pieceCount).fill(Number.NaN);
    const kept = view.known[piece] ?? Number.NaN;
    if (!Number.isNaN(kept)) return kept;
    const sum = this.counted === view ? this.sumCounted(view, piece) : this.sumHeld(view, piece);
    // Words come in bursts: ten of them tell less than ten times what one tells.
    const value = Math.max(-4, Math.min(4, sum / Math.sqrt(this.tellingOf(piece).squares + 4)));
    view.known[piece] = value;
    return value;
  }

  /** Makes ready to be asked of many pieces with one article. */
  count(view: TopicView): void {
    if (this.counted === view) return;
    for (const piece of this.counted.pieces) for (const term of this.page.terms[piece] ?? []) this.inCounted[term] = 0;
    for (const piece of view.pieces) {
      const terms = this.page.terms[piece] ?? new Int32Array(0);
      const counts = this.page.counts[piece] ?? new Int32Array(0);
      for (let k = 0; k < terms.length; k++) {
        const term = terms[k] ?? 0;
        this.inCounted[term] = (this.inCounted[term] ?? 0) + (counts[k] ?? 0);
      }
    }
    this.counted = view;
  }

  private sumCounted(view: TopicView, piece: number): number {
    const { inCounted } = this;
    const { terms, counts, elsewhere, weights } = this.tellingOf(piece);
    // What the piece itself says of its terms is no news of them.
    const isOwn = view.pieces.includes(piece);
    let sum = 0;
    for (let k = 0; k < terms.length; k++) {
      const inView = (inCounted[terms[k] ?? 0] ?? 0) - (isOwn ? (counts[k] ?? 0) : 0);
      sum += (weights[k] ?? 0) * this.tell(inView, view.size, elsewhere[k] ?? 0);
    }
    return sum;
  }

  private sumHeld(view: TopicView, piece: number): number {
    this.hold(view);
    const { isHeld } = this;
    const { from, places, placeCounts } = this.page;
    const { terms, elsewhere, weights } = this.tellingOf(piece);
    const wasHeld = isHeld[piece] ?? 0;
    isHeld[piece] = 0;
    let sum = 0;
    for (let k = 0; k < terms.length; k++) {
      const term = terms[k] ?? 0;
      const end = from[term + 1] ?? 0;
      let inView = 0;
      for (let at = from[term] ?? 0; at < end; at++) if (isHeld[places[at] ?? 0] === 1) inView += placeCounts[at] ?? 0;
      sum += (weights[k] ?? 0) * this.tell(inView, view.size, elsewhere[k] ?? 0);
    }
    isHeld[piece] = wasHeld;
    return sum;
  }

  /** What one term says for an article in which it stands so often. */
  private tell(inView: number, size: number, elsewhere: number): number {
    return inView === 0 ? absent : Math.log(1 - mixture + (mixture * inView * this.total) / (size * elsewhere));
  }

  private hold(view: TopicView): void {
    if (this.held === view) return;
    for (const piece of this.held.pieces) this.isHeld[piece] = 0;
    for (const piece of view.pieces) this.isHeld[piece] = 1;
    this.held = view;
  }
}

/** Share of an article's words that are its own. */
const mixture = 0.35;
const absent = Math.log(1 - mixture);
/** So many pieces are remembered. */
const latest = 12;
/** A term that stands in more pieces than this tells pieces apart no more. */
const mostPostings = 40;

import { Affinity, type TermCounts } from './affinity.ts';

interface Telling {
  readonly elsewhere: number;
  readonly pieces: readonly number[];
  readonly counts: readonly number[];
}

/** What an article has spoken of so far: the pieces that it holds. */
export interface TopicView {
  readonly key: number;
  readonly pieces: ReadonlySet<number>;
  readonly size: number;
  readonly known: Float64Array;
  readonly near: Float64Array;
  /** The title that heads it; -1 while none is known. */
  readonly head: number;
  /** Square of the length of the article's vector. */
  readonly square: number;
}

/**
 * How well a piece fits an article by what both speak of: the log likelihood of the piece's terms with the article's own
 * against the page's. Only terms that stand elsewhere on the page count; a term found nowhere else tells nothing.
 */
export class Topic {
  private readonly terms: readonly TermCounts[];
  private readonly sizes: readonly number[];
  private readonly postings: ReadonlyMap<number, readonly { readonly piece: number; readonly count: number }[]>;
  private readonly total: number;
  private readonly views = new Map<number, TopicView>();
  private readonly count: number;
  private readonly telling: (readonly Telling[] | undefined)[] = [];
  readonly empty: TopicView;

  private readonly affinity: Affinity;

  /** For each title, how strongly every piece speaks of what only this title (and its byline) names. */
  private readonly heads = new Map<number, Float64Array>();
  /** The strongest and the second strongest of these for every piece. */
  private readonly strongest: Float64Array;
  private readonly second: Float64Array;

  /** `heads` are the page's titles, each with its byline: lists of pieces, the title first. */
  constructor(
    terms: readonly TermCounts[],
    rarityOf: (term: number) => number,
    heads: readonly (readonly number[])[] = [],
  ) {
    this.terms = terms;
    this.strongest = new Float64Array(terms.length);
    this.second = new Float64Array(terms.length);
    this.readHeads(heads, rarityOf);
    this.affinity = new Affinity(terms, rarityOf);
    this.count = terms.length;
    const postings = new Map<number, { piece: number; count: number }[]>();
    this.sizes = terms.map((counts) => [...counts.values()].reduce((a, b) => a + b, 0));
    for (const [piece, counts] of terms.entries()) {
      for (const [term, count] of counts) {
        const list = postings.get(term);
        if (list) list.push({ piece, count });
        else postings.set(term, [{ piece, count }]);
      }
    }
    this.postings = postings;
    this.total = Math.max(
      1,
      this.sizes.reduce((a, b) => a + b, 0),
    );
    this.empty = {
      key: 0x1234567,
      pieces: new Set(),
      size: 0,
      known: new Float64Array(0),
      near: new Float64Array(0),
      head: -1,
      square: 0,
    };
  }

  /** The terms of a piece that stand elsewhere on the page, and where. */
  private tellingOf(piece: number): readonly Telling[] {
    const kept = this.telling[piece];
    if (kept) return kept;
    const found: Telling[] = [];
    for (const term of this.terms[piece]?.keys() ?? []) {
      const list = (this.postings.get(term) ?? []).filter((posting) => posting.piece !== piece);
      if (list.length === 0 || list.length > mostPostings) continue;
      found.push({
        elsewhere: list.reduce((sum, { count }) => sum + count, 0),
        pieces: list.map((posting) => posting.piece),
        counts: list.map((posting) => posting.count),
      });
    }
    this.telling[piece] = found;
    return found;
  }

  /** An article with one more piece. Articles of the same pieces are one view. */
  extend(view: TopicView, piece: number): TopicView {
    const key = (Math.imul(view.key ^ (piece + 0x9e37), 0x85ebca6b) ^ (view.key >>> 13)) | 0;
    const known = this.views.get(key);
    if (known) return known;
    // Only the latest pieces count: an article that has swallowed others must not fit everything.
    const pieces = [...view.pieces, piece].slice(-latest);
    const made: TopicView = {
      key,
      pieces: new Set(pieces),
      size: pieces.reduce((sum, index) => sum + (this.sizes[index] ?? 0), 0),
      known: new Float64Array(this.count).fill(Number.NaN),
      near: new Float64Array(this.count).fill(Number.NaN),
      head: view.head >= 0 ? view.head : this.heads.has(piece) ? piece : -1,
      square: pieces.reduce((sum, a) => sum + pieces.reduce((row, b) => row + this.affinity.dot(a, b), 0), 0),
    };
    this.views.set(key, made);
    return made;
  }

  private readHeads(heads: readonly (readonly number[])[], rarityOf: (term: number) => number): void {
    const owners = new Map<number, number>();
    for (const [h, own] of heads.entries())
      for (const term of new Set(own.flatMap((piece) => [...(this.terms[piece]?.keys() ?? [])])))
        owners.set(term, owners.has(term) ? -1 : h);
    const named = heads.map(() => new Float64Array(this.terms.length));
    for (const [piece, counts] of this.terms.entries())
      for (const [term, count] of counts) {
        const row = named[owners.get(term) ?? -1];
        if (row) row[piece] = (row[piece] ?? 0) + (1 + Math.log(count)) * rarityOf(term) ** 2;
      }
    for (const [h, own] of heads.entries()) {
      const row = named[h];
      const title = own[0];
      if (!row || title === undefined) continue;
      this.heads.set(title, row);
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
    const own = this.heads.get(view.head)?.[piece] ?? 0;
    const strongest = this.strongest[piece] ?? 0;
    const other = own >= strongest ? (this.second[piece] ?? 0) : strongest;
    return Math.max(-2, Math.min(2, own - other));
  }

  /** Cosine of an article and a piece. */
  near(view: TopicView, piece: number): number {
    if (view.square <= 0) return 0;
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

  /** How well a piece fits, as log likelihood scaled down by the root of its terms; at most four either way. */
  fit(view: TopicView, piece: number): number {
    if (view.size === 0) return 0;
    const kept = view.known[piece] ?? Number.NaN;
    if (!Number.isNaN(kept)) return kept;
    let sum = 0;
    const telling = this.tellingOf(piece);
    for (const { elsewhere, pieces, counts } of telling) {
      let inView = 0;
      for (let k = 0; k < pieces.length; k++) if (view.pieces.has(pieces[k] ?? -1)) inView += counts[k] ?? 0;
      sum += inView === 0 ? absent : Math.log(1 - mixture + (mixture * inView * this.total) / (view.size * elsewhere));
    }
    const counted = telling.length;
    // Words come in bursts: ten of them tell less than ten times what one tells.
    const value = Math.max(-4, Math.min(4, sum / Math.sqrt(counted + 4)));
    view.known[piece] = value;
    return value;
  }
}

/** Share of an article's words that are its own. */
const mixture = 0.35;
const absent = Math.log(1 - mixture);
/** So many pieces are remembered. */
const latest = 12;
/** A term that stands in more pieces than this tells pieces apart no more. */
const mostPostings = 40;

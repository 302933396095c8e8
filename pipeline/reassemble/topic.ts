import type { TermCounts } from './affinity.ts';

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

  constructor(terms: readonly TermCounts[]) {
    this.terms = terms;
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
    this.empty = { key: 0x1234567, pieces: new Set(), size: 0, known: new Float64Array(0) };
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
    const made = {
      key,
      pieces: new Set(pieces),
      size: pieces.reduce((sum, index) => sum + (this.sizes[index] ?? 0), 0),
      known: new Float64Array(this.count).fill(Number.NaN),
    };
    this.views.set(key, made);
    return made;
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
const latest = 6;
/** A term that stands in more pieces than this tells pieces apart no more. */
const mostPostings = 40;

/** One article as the solver sees it. All numbers are indices into the problem's pieces. */
export interface SolvedArticle {
  readonly title: readonly number[];
  readonly byline: number;
  readonly body: readonly { readonly index: number; readonly mode: 'join' | 'next' | 'start' }[];
}

/** A whole page put together: every piece of the problem is in exactly one article. */
export interface Solution {
  readonly articles: readonly SolvedArticle[];
  readonly score: number;
  readonly method: 'queue' | 'free' | 'as-found' | 'as-settled';
  /**
   * For each piece, how far (log odds) the best reading found is ahead of the best one that puts another piece before it
   * (`before`) or behind it (`behind`); at most `mostDoubt`. Empty where nothing was weighed.
   */
  readonly before: Float64Array;
  readonly behind: Float64Array;
  /** All readings that were left, best first, this one among them; missing where there was no choice of readings. */
  readonly readings?: readonly Reading[];
}

/** What somebody else makes of a page. */
export type Opinion = Pick<Solution, 'articles' | 'readings'>;

/** A reading of a page: its score (log odds), and what of it is the score of its steps alone. */
export interface Reading {
  readonly articles: readonly SolvedArticle[];
  readonly score: number;
  readonly steps: number;
}

/** A lead beyond this says no more. */
export const mostDoubt = 20;

/** An article as one key: title, byline and all pieces, each with what it is behind the one before it. */
export const keyOfArticle = ({ title, byline, body }: SolvedArticle): string =>
  `${title.join()}|${byline}|${body.map(({ index, mode }, k) => (k === 0 ? index : `${mode}${index}`)).join()}`;

/** Where a body leaves the page's order: how far text goes on from where it stops, in pieces; negative: above. */
export function listJumps(body: SolvedArticle['body']): number[] {
  return body.flatMap(({ index }, k) => {
    const from = body[k - 1]?.index;
    return from === undefined || index === from + 1 ? [] : [index - from];
  });
}

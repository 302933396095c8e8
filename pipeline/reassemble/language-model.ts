/** What is known of the language beforehand: how likely text goes on across a seam, starts and ends. */
export interface LanguageModel {
  /**
   * `score`: how much likelier `after` is behind `before` than anywhere (natural log); `seen`: the longest run across the
   * seam that the model knows; `words`: how much better the two sides read as words together than apart.
   */
  readonly scoreSeam: (before: string, after: string, spaced: boolean) => SeamScore;
  /** How much likelier a paragraph opens with this text than it stands anywhere. */
  readonly scoreStart: (text: string) => number;
  /** How much likelier a paragraph ends with this text than it stands anywhere. */
  readonly scoreEnd: (text: string) => number;
}

export interface SeamScore {
  readonly score: number;
  readonly seen: number;
  readonly words: number;
}

/** A model that knows nothing: every question is answered with 0. */
export const emptyModel: LanguageModel = {
  scoreSeam: () => ({ score: 0, seen: 0, words: 0 }),
  scoreStart: () => 0,
  scoreEnd: () => 0,
};

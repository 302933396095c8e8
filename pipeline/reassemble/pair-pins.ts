/** Joins and continuations that must or must not be (an editor's pins): indices of the problem's pieces. */
export interface PairPins {
  /** For a piece, the piece that must stand right before it, and how. */
  readonly must: ReadonlyMap<number, { readonly from: number; readonly mode: 'join' | 'next' }>;
  /** Pairs `from * count + to` that may not follow one another. */
  readonly never: ReadonlySet<number>;
  /** For a piece that opens a body, the title it stands under. */
  readonly under: ReadonlyMap<number, number>;
}

export const noPairPins: PairPins = { must: new Map(), never: new Set(), under: new Map() };

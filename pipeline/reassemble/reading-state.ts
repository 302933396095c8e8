import type { SolvedArticle } from './solution.ts';
import type { TopicView } from './topic.ts';

/** An article as far as a partial reading of the page has come with it. */
export interface OpenArticle {
  /** Indices of the headline's lines; empty while no title is known. */
  readonly title: readonly number[];
  readonly byline: number;
  readonly last: number;
  /** What it has spoken of. */
  readonly view: TopicView;
  /** In how many places it stands so far. */
  readonly fragments: number;
  /** Articles behind it in the queue have gone on before it did. */
  readonly passed: boolean;
}

/** What a piece is taken for. */
export type StepKind =
  | 'title'
  | 'more-title'
  | 'byline'
  | 'same-join'
  | 'same-next'
  | 'resume-join'
  | 'resume-next'
  | 'start';

/** A partial reading of a page, from its top to some piece. */
export interface ReadingState {
  readonly score: number;
  /** Score plus the best that may still come for what stands open. */
  readonly hope: number;
  readonly chains: readonly OpenArticle[];
  /** The chain that the last piece went to; -1 at the start and right behind a title. */
  readonly current: number;
  /** Suspended chains, first in first out. */
  readonly queue: readonly number[];
  /** The ends of the suspended chains, in the order of the queue, then of the current one (`codeEnd`). */
  readonly ends: readonly number[];
  readonly pending: readonly number[];
  readonly pendingByline: number;
  /** Since the last new article an old one has gone on: a band is being finished. */
  readonly resumed: boolean;
  /** How many articles of one fragment were passed: where most go on, one that does not is rare. */
  readonly passes: number;
  readonly parent: ReadingState | null;
  /** How the last piece was taken; null at the start. */
  readonly kind: StepKind | null;
}

/** An open end as one number: the last piece, whether it stops in mid-sentence, whether its article has no title. */
export const codeEnd = (last: number, isOpen: boolean, isUntitled: boolean): number =>
  last * 4 + (isOpen ? 2 : 0) + (isUntitled ? 1 : 0);
export const lastOf = (end: number): number => end >> 2;
export const isOpenEnd = (end: number): boolean => (end & 2) !== 0;
export const isUntitledEnd = (end: number): boolean => (end & 1) !== 0;

/** Nothing is read yet. */
export const firstState: ReadingState = {
  score: 0,
  hope: 0,
  chains: [],
  current: -1,
  queue: [],
  ends: [],
  pending: [],
  pendingByline: -1,
  resumed: false,
  passes: 0,
  parent: null,
  kind: null,
};

/** The articles of a reading that has come to the page's end. */
export function articlesOf(state: ReadingState): SolvedArticle[] {
  const states: ReadingState[] = [];
  for (let s: ReadingState | null = state; s?.kind; s = s.parent) states.push(s);
  states.reverse();
  interface Open {
    title: readonly number[];
    byline: number;
    body: { index: number; mode: 'join' | 'next' | 'start' }[];
  }
  const articles: Open[] = state.chains.map(({ title, byline }) => ({ title, byline, body: [] }));
  for (const [index, { kind, current }] of states.entries()) {
    const mode = kind ? bodyModes[kind] : undefined;
    // Chains are only ever added at the end, so their numbers stay good.
    if (mode) articles[current]?.body.push({ index, mode });
  }
  if (state.pending.length > 0) articles.push({ title: state.pending, byline: state.pendingByline, body: [] });
  return articles;
}

const bodyModes: { readonly [K in StepKind]?: 'join' | 'next' | 'start' } = {
  'same-join': 'join',
  'same-next': 'next',
  'resume-join': 'join',
  'resume-next': 'next',
  start: 'start',
};

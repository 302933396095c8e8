import { indexOf, type PairGroup, type WeightTable, weightsOf } from './features.ts';
import { makeOutlook } from './outlook.ts';
import type { Problem } from './problem.ts';
import { mostDoubt, type Solution, type SolvedArticle } from './solution.ts';
import type { TopicView } from './topic.ts';

/** How far behind the best (log odds) a partial reading may be and still be kept. */
const lead = 30;

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

interface Chain {
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

type Action =
  | { readonly kind: 'title'; readonly more: boolean }
  | { readonly kind: 'byline' }
  | { readonly kind: 'same'; readonly mode: 'join' | 'next' }
  | { readonly kind: 'resume'; readonly chain: number; readonly mode: 'join' | 'next' }
  | { readonly kind: 'start' };

interface State {
  readonly score: number;
  /** Score plus the best that may still come for what stands open. */
  readonly hope: number;
  readonly chains: readonly Chain[];
  /** The chain that the last piece went to; -1 at the start and right behind a title. */
  readonly current: number;
  /** Suspended chains, first in first out. */
  readonly queue: readonly number[];
  readonly pending: readonly number[];
  readonly pendingByline: number;
  /** Since the last new article an old one has gone on: a band is being finished. */
  readonly resumed: boolean;
  /** How many articles of one fragment were passed: where most go on, one that does not is rare. */
  readonly passes: number;
  readonly parent: State | null;
  readonly action: Action | null;
}

const F = indexOf('flow');
export type FlowName = keyof typeof F;
/** Adds the weight of a flow feature (and, when learning, counts the feature). */
type Sink = (name: FlowName, value: number) => number;
/** Is told all that makes up a reading's score. For learning. */
export interface Counter {
  readonly flow: (name: FlowName, value: number) => void;
  readonly title: (index: number) => void;
  readonly pair: (group: PairGroup, from: number, to: number, view: TopicView) => void;
}

/**
 * Puts a page together from top to bottom. Articles that a column's end suspends queue up, and continuations take from the
 * front: that one prior covers bands, first halves without titles, grids of columns, and pages in good order. A beam of
 * partial readings is kept; each is judged by its score and by the best that its open ends can still hope for.
 */
export function solveQueue(
  problem: Problem,
  table: WeightTable,
  options: { readonly width?: number; readonly pins?: PairPins } = {},
): Solution {
  const finished = listReadings(problem, table, options);
  const n = problem.pieces.length;
  const articles = finished[0]?.articles ?? [];
  const score = finished[0]?.score ?? 0;
  const rivals = finished.slice(1).map((rival) => ({ lead: score - rival.score, links: linksOf(rival.articles, n) }));
  return { articles, score, method: 'queue', ...weighRivals(linksOf(articles, n), rivals, n) };
}

/** The readings of a page that were left at its end, best first. */
export function listReadings(
  problem: Problem,
  table: WeightTable,
  options: { readonly width?: number; readonly pins?: PairPins } = {},
): { readonly articles: SolvedArticle[]; readonly score: number }[] {
  // Long pages have more to remember and more to compare: the time for a page is bounded.
  const width = options.width ?? Math.round(Math.max(30, Math.min(120, 12_000 / Math.max(1, problem.pieces.length))));
  const step = makeStepper(problem, table, options.pins ?? noPairPins);
  let beam: State[] = [step.first];
  for (let index = 0; index < problem.pieces.length; index++) {
    const found = new Map<string, State>();
    for (const state of beam) {
      for (const next of step.expand(state, index)) {
        const key = keyOf(next);
        const known = found.get(key);
        if (!known || next.hope > known.hope) found.set(key, next);
      }
    }
    beam = keepBest([...found.values()], width);
  }
  return beam
    .map((state) => ({ state, score: state.score + step.finish(state) }))
    .sort((a, b) => b.score - a.score)
    .map(({ state, score }) => ({ articles: articlesOf(state, problem.pieces.length), score }));
}

/** What stands before each piece: another piece (and how it goes on), a title's role, a byline's, or nothing. */
function linksOf(articles: readonly SolvedArticle[], n: number): { before: Int32Array; behind: Int32Array } {
  const before = new Int32Array(n).fill(-9);
  const behind = new Int32Array(n).fill(-9);
  for (const article of articles) {
    for (const [k, index] of article.title.entries()) before[index] = k === 0 ? -2 : -3;
    if (article.byline >= 0) before[article.byline] = -4;
    for (const [k, { index, mode }] of article.body.entries()) {
      const from = article.body[k - 1]?.index;
      // A first piece is told apart by the title that it stands under.
      before[index] = from === undefined ? -10 - (article.title[0] ?? -1) : from * 2 + (mode === 'join' ? 1 : 0);
      behind[index] = article.body[k + 1]?.index ?? -1;
    }
  }
  return { before, behind };
}

function weighRivals(
  best: { before: Int32Array; behind: Int32Array },
  rivals: readonly { lead: number; links: { before: Int32Array; behind: Int32Array } }[],
  n: number,
): Pick<Solution, 'before' | 'behind'> {
  const before = new Float64Array(n).fill(mostDoubt);
  const behind = new Float64Array(n).fill(mostDoubt);
  for (const { lead, links } of rivals) {
    for (let i = 0; i < n; i++) {
      if (links.before[i] !== best.before[i]) before[i] = Math.min(before[i] ?? mostDoubt, lead);
      if (links.behind[i] !== best.behind[i]) behind[i] = Math.min(behind[i] ?? mostDoubt, lead);
    }
  }
  return { before, behind };
}

/** Tells what the score of a given reading is made of. False where the queue solver could not have read the page so. */
export function countReading(
  problem: Problem,
  table: WeightTable,
  articles: readonly SolvedArticle[],
  counter: Counter,
): boolean {
  const steps = actionsOf(articles);
  const step = makeStepper(problem, table, noPairPins, counter);
  let state = step.first;
  for (let index = 0; index < problem.pieces.length; index++) {
    const wanted = steps.get(index);
    const next = wanted ? step.follow(state, index, wanted) : null;
    if (!next) return false;
    state = next;
  }
  step.finish(state);
  return true;
}

/**
 * The readings that go on. Those with as many articles still without a title compete with one another: whether first halves
 * stand without titles is only seen when the titles come.
 */
function keepBest(states: State[], width: number): State[] {
  states.sort((a, b) => b.hope - a.hope);
  const least = (states[0]?.hope ?? 0) - lead;
  const counts = new Map<number, number>();
  const kept: State[] = [];
  for (const state of states) {
    if (state.hope < least) break;
    let untitled = 0;
    for (const chain of state.chains) if (chain.title.length === 0) untitled++;
    const count = counts.get(untitled) ?? 0;
    if (count >= width / 3) continue;
    counts.set(untitled, count + 1);
    kept.push(state);
    if (kept.length >= width * 1.5) break;
  }
  return kept;
}

const keyOf = (state: State): string => {
  let key = `${state.current < 0 ? 'x' : (state.chains[state.current]?.last ?? 0)}${state.resumed ? 'r' : ''}|${state.pending.join('+')}`;
  for (const c of state.queue) {
    const chain = state.chains[c];
    if (chain) key += `,${chain.last}${chain.title.length > 0 ? '' : 'u'}`;
  }
  const current = state.chains[state.current];
  return current && current.title.length === 0 ? `${key}u` : key;
};

/** What a piece goes on from, in a given solution. */
type Wanted =
  | { readonly role: 'title' | 'more' | 'byline' }
  | { readonly role: 'body'; readonly from: number; readonly mode: 'join' | 'next' | 'start' };

function actionsOf(articles: readonly SolvedArticle[]): Map<number, Wanted> {
  const wanted = new Map<number, Wanted>();
  for (const article of articles) {
    for (const [k, index] of article.title.entries()) wanted.set(index, { role: k === 0 ? 'title' : 'more' });
    if (article.byline >= 0) wanted.set(article.byline, { role: 'byline' });
    let from = -1;
    for (const { index, mode } of article.body) {
      wanted.set(index, { role: 'body', from, mode: from < 0 ? 'start' : mode });
      from = index;
    }
  }
  return wanted;
}

function makeStepper(problem: Problem, table: WeightTable, pins: PairPins, count?: Counter) {
  const { pieces, pairs } = problem;
  const weights = weightsOf(table, 'flow');
  const n = pieces.length;
  const hopes = count ? null : makeOutlook(problem, table, pins);
  const flow: Sink = (name, value) => {
    count?.flow(name, value);
    return (weights[F[name]] ?? 0) * value;
  };
  const first: State = {
    score: 0,
    hope: 0,
    chains: [],
    current: -1,
    queue: [],
    pending: [],
    pendingByline: -1,
    resumed: false,
    passes: 0,
    parent: null,
    action: null,
  };

  const hopeOf = (state: Omit<State, 'hope'>, index: number): number => {
    if (!hopes) return 0;
    const open: number[] = [];
    const titled: number[] = [];
    for (const c of state.current >= 0 ? [...state.queue, state.current] : state.queue) {
      const chain = state.chains[c];
      if (chain) (chain.title.length > 0 ? titled : open).push(chain.last);
    }
    const untitled = open.length;
    open.push(...titled);
    return state.score + hopes.after(index, open, untitled);
  };
  const settle = (state: Omit<State, 'hope'>, index: number): State => ({ ...state, hope: hopeOf(state, index) });
  const suspended = (state: State): readonly number[] =>
    state.current >= 0 ? [...state.queue, state.current] : state.queue;
  const isOpen = (state: State, c: number): boolean => pairs.endsOpen(state.chains[c]?.last ?? 0);
  const pairScore = (mode: 'join' | 'next', { last: from, view }: Chain, to: number): number => {
    const must = pins.must.get(to);
    if (must) return must.from === from && must.mode === mode ? pinned : Number.NEGATIVE_INFINITY;
    if (pins.never.has(from * n + to)) return Number.NEGATIVE_INFINITY;
    return mode === 'join' ? pairs.join(from, to, view) : pairs.next(from, to, view);
  };

  /** What it costs that the column leaves the current chain. */
  const leave = (state: State): number => {
    if (state.current < 0) return 0;
    return isOpen(state, state.current) ? flow('break-open', 1) : flow('break-clean', 1);
  };

  const takeTitle = (state: State, index: number, more: boolean): State => {
    let score = state.score + (problem.title[index] ?? 0);
    if (more) {
      score += flow('title-more', 1);
      if (pieces[index]?.blankBefore) score += flow('title-more-gap', 1);
      const pending = [...state.pending, index];
      return settle({ ...state, score, pending, parent: state, action: { kind: 'title', more } }, index);
    }
    score += flow('title', 1);
    if (state.current >= 0 && isOpen(state, state.current)) score += flow('break-open', 1);
    let chains = state.chains;
    if (state.pending.length > 0) {
      // A title without text of its own yet: it stands alone.
      score += flow('title-without-text', 1);
      chains = [
        ...chains,
        {
          title: state.pending,
          byline: state.pendingByline,
          last: -1,
          view: pairs.topic.empty,
          fragments: 0,
          passed: false,
        },
      ];
    }
    return settle(
      {
        score,
        chains,
        current: -1,
        queue: suspended(state),
        pending: [index],
        pendingByline: -1,
        resumed: state.resumed,
        passes: state.passes,
        parent: state,
        action: { kind: 'title', more },
      },
      index,
    );
  };

  const takeByline = (state: State, index: number): State =>
    settle(
      {
        ...state,
        score: state.score + flow('byline-fit', problem.byline[index] ?? 0) + flow('byline', 1),
        pendingByline: index,
        parent: state,
        action: { kind: 'byline' },
      },
      index,
    );

  const takeSame = (state: State, index: number, mode: 'join' | 'next'): State | null => {
    const chain = state.chains[state.current];
    if (!chain) return null;
    const score = state.score + pairScore(mode, chain, index) + flow('same', 1);
    if (score === Number.NEGATIVE_INFINITY) return null;
    const longer = { ...chain, last: index, view: pairs.topic.extend(chain.view, index) };
    const chains = state.chains.map((c, i) => (i === state.current ? longer : c));
    return settle({ ...state, score, chains, parent: state, action: { kind: 'same', mode } }, index);
  };

  /** A byline names places and offices that the article speaks of: it counts as its title does. */
  const extendByHead = (view: TopicView, { pending, pendingByline }: State): TopicView =>
    [...pending, pendingByline].reduce((all, index) => (index >= 0 ? pairs.topic.extend(all, index) : all), view);

  /** Text that stands right behind a title but is not taken for its byline, though it could be. */
  const refuseByline = (state: State, index: number): number =>
    state.pending.length > 0 && state.pendingByline < 0 && state.pending.at(-1) === index - 1
      ? flow('not-byline', Math.max(0, Math.min(3, (problem.byline[index] ?? 0) / 2)))
      : 0;

  const takeResume = (state: State, index: number, c: number, mode: 'join' | 'next'): State | null => {
    const chain = state.chains[c];
    if (!chain || chain.last < 0) return null;
    const titled = state.pending.length > 0;
    if (titled && chain.title.length > 0) return null;
    const under = pins.under.get(index);
    if (titled && under !== undefined && !state.pending.includes(under)) return null;
    let score = state.score + pairScore(mode, chain, index) + leave(state) + refuseByline(state, index);
    if (score === Number.NEGATIVE_INFINITY) return null;
    const place = state.queue.indexOf(c);
    let open = 0;
    let passes = state.passes;
    const passed = new Set<number>();
    for (let k = 0; k < place; k++) {
      const skipped = state.queue[k] ?? 0;
      const other = state.chains[skipped];
      // An untitled chain waits for a title; a titled one for its text: only what could have gone on here is skipped.
      if (!other || other.last < 0 || (titled && other.title.length > 0)) continue;
      if (isOpen(state, skipped)) open++;
      else if (!other.passed) {
        passed.add(skipped);
        if (other.fragments > 1) score += flow('pass-continued', 1);
        else {
          score += flow(passes === 0 ? 'pass-first' : passes === 1 ? 'pass-second' : 'pass-more', 1);
          passes++;
        }
      }
    }
    if (chain.passed) score += flow('resume-passed', 1);
    score += flow('resume', 1) + flow('skip-open', open);
    if (open === 0) score += flow('resume-front', 1);
    if (place === state.queue.length - 1 && state.queue.length > 1) score += flow('resume-back', 1);
    if (titled) score += open === 0 ? flow('adopt', 1) + flow('adopt-front', 1) : flow('adopt', 1);
    else if (chain.title.length === 0) score += flow('untitled-resumed', 1);
    if (!state.resumed) score += flow('resume-after-start', 1);
    let view = pairs.topic.extend(chain.view, index);
    if (titled) {
      score += flow('adopt-near', pairs.topic.near(chain.view, state.pending[0] ?? -1));
      if (state.pendingByline >= 0)
        score += flow('adopt-near-byline', pairs.topic.near(chain.view, state.pendingByline));
      view = extendByHead(view, state);
    }
    const chains = state.chains.map((old, i) =>
      i === c
        ? {
            title: titled ? state.pending : old.title,
            byline: titled ? state.pendingByline : old.byline,
            last: index,
            view,
            fragments: old.fragments + 1,
            passed: false,
          }
        : passed.has(i)
          ? { ...old, passed: true }
          : old,
    );
    // What was skipped keeps its place; the chain left behind goes to the end.
    const queue = state.queue.filter((k) => k !== c);
    if (state.current >= 0) queue.push(state.current);
    return settle(
      {
        score,
        chains,
        current: c,
        queue,
        pending: [],
        pendingByline: -1,
        resumed: true,
        passes,
        parent: state,
        action: { kind: 'resume', chain: c, mode },
      },
      index,
    );
  };

  const takeStart = (state: State, index: number): State | null => {
    const titled = state.pending.length > 0;
    const under = pins.under.get(index);
    if (pins.must.has(index)) return null;
    if (under !== undefined && !state.pending.includes(under)) return null;
    let score = state.score + leave(state) + refuseByline(state, index);
    score += pairs.start(index, titled ? (state.pending[0] ?? -1) : -1);
    const waiting = state.queue.filter((c) => isOpen(state, c) && (state.chains[c]?.last ?? -1) >= 0);
    if (state.resumed && waiting.length > 0) score += flow('start-open-waiting', Math.min(3, waiting.length));
    if (!titled) {
      score += flow('start-untitled', 1);
      if (state.chains.some((chain) => chain.title.length > 0)) score += flow('start-untitled-after-title', 1);
      if (state.resumed) score += flow('start-untitled-after-resume', 1);
    } else if (waiting.some((c) => state.chains[c]?.title.length === 0)) score += flow('adopt-none-waiting', 1);
    const view = extendByHead(pairs.topic.extend(pairs.topic.empty, index), state);
    const own = { title: state.pending, byline: state.pendingByline, last: index, view, fragments: 1, passed: false };
    const chains = [...state.chains, own];
    return settle(
      {
        score,
        chains,
        current: chains.length - 1,
        queue: suspended(state),
        pending: [],
        pendingByline: -1,
        resumed: false,
        passes: state.passes,
        parent: state,
        action: { kind: 'start' },
      },
      index,
    );
  };

  const expand = (state: State, index: number): State[] => {
    const out: State[] = [];
    const title = problem.title[index] ?? Number.NaN;
    const byline = problem.byline[index] ?? -9;
    const behindTitle = state.pending.length > 0 && state.pending.at(-1) === index - 1 && state.pendingByline < 0;
    if (!Number.isNaN(title)) {
      out.push(takeTitle(state, index, false));
      if (behindTitle && state.pending.length < 3) out.push(takeTitle(state, index, true));
    }
    if (behindTitle && byline > -4) out.push(takeByline(state, index));
    if (title > certain || (byline >= certain && behindTitle)) return out;
    if (state.pending.length === 0 && state.current >= 0) {
      for (const mode of modesFor(state.chains[state.current], index)) {
        const next = takeSame(state, index, mode);
        if (next) out.push(next);
      }
    }
    for (const { chain, mode } of bestToResume(state, index)) {
      const next = takeResume(state, index, chain, mode);
      if (next) out.push(next);
    }
    const start = takeStart(state, index);
    if (start) out.push(start);
    return out;
  };

  /** Where one of join and next paragraph is far likelier, the other is not tried. */
  const modesFor = (chain: Chain | undefined, index: number): readonly ('join' | 'next')[] => {
    if (!chain) return [];
    const ahead = pairScore('join', chain, index) - pairScore('next', chain, index);
    return ahead > 5 ? ['join'] : ahead < -5 ? ['next'] : ['join', 'next'];
  };

  /** The waiting chains worth trying: those at the front, and those that fit best. */
  const bestToResume = (state: State, index: number): { chain: number; mode: 'join' | 'next' }[] => {
    const titled = state.pending.length > 0;
    const found: { chain: number; mode: 'join' | 'next'; score: number; place: number }[] = [];
    for (const [place, c] of state.queue.entries()) {
      const chain = state.chains[c];
      if (!chain || chain.last < 0 || (titled && chain.title.length > 0)) continue;
      if (pins.must.has(index) && pins.must.get(index)?.from !== chain.last) continue;
      const join = pairs.join(chain.last, index);
      const next = pairs.next(chain.last, index);
      found.push({ chain: c, mode: join >= next ? 'join' : 'next', score: Math.max(join, next), place });
    }
    if (found.length <= 5) return found;
    const front = found.filter((f) => isOpen(state, f.chain)).slice(0, 2);
    const fit = [...found].sort((a, b) => b.score - a.score).slice(0, 4);
    return [...new Set([...front, ...fit])];
  };

  const finish = (state: State): number => {
    let score = 0;
    for (const chain of state.chains) {
      if (chain.last < 0) continue;
      score += pairs.end(chain.last);
      count?.pair('end', chain.last, -1, chain.view);
      if (chain.title.length === 0) {
        score += flow('no-title', 1);
        if (pairs.endsOpen(chain.last)) score += flow('no-title-open', 1);
      } else if (pairs.endsOpen(chain.last)) score += flow('page-end-open', 1);
    }
    if (state.pending.length > 0) score += flow('title-without-text', 1);
    return score;
  };

  const follow = (state: State, index: number, wanted: Wanted): State | null => {
    if (wanted.role === 'title' || wanted.role === 'more') {
      count?.title(index);
      return takeTitle(state, index, wanted.role === 'more' && state.pending.length > 0);
    }
    if (wanted.role === 'byline') return takeByline(state, index);
    if (wanted.role !== 'body' || wanted.mode === 'start' || wanted.from < 0) {
      count?.pair('start', state.pending[0] ?? -1, index, pairs.topic.empty);
      return takeStart(state, index);
    }
    const current = state.chains[state.current];
    if (state.pending.length === 0 && current?.last === wanted.from) {
      count?.pair(wanted.mode, wanted.from, index, current.view);
      return takeSame(state, index, wanted.mode);
    }
    const waiting = state.queue.find((c) => state.chains[c]?.last === wanted.from);
    const chain = state.chains[waiting ?? -1];
    if (waiting === undefined || !chain) return null;
    count?.pair(wanted.mode, wanted.from, index, chain.view);
    return takeResume(state, index, waiting, wanted.mode);
  };

  return { first, expand, finish, follow };
}

/** Log odds beyond which nothing else is tried. */
const certain = 12;
/** Score of a join that an editor pinned. */
const pinned = 40;

function articlesOf(state: State, count: number): SolvedArticle[] {
  const actions: { action: Action; state: State }[] = [];
  for (let s: State | null = state; s?.action; s = s.parent) actions.push({ action: s.action, state: s });
  actions.reverse();
  interface Open {
    title: readonly number[];
    byline: number;
    body: { index: number; mode: 'join' | 'next' | 'start' }[];
  }
  const chains: Open[] = [];
  for (const [index, { action, state: after }] of actions.entries()) {
    if (index >= count) break;
    // Chains are only ever added at the end, so their numbers stay good.
    while (chains.length < after.chains.length) chains.push({ title: [], byline: -1, body: [] });
    const chain = chains[after.current];
    if (action.kind === 'same') chain?.body.push({ index, mode: action.mode });
    if (action.kind === 'resume') chain?.body.push({ index, mode: action.mode });
    if (action.kind === 'start') chain?.body.push({ index, mode: 'start' });
  }
  for (const [c, chain] of state.chains.entries()) {
    const open = chains[c];
    if (open) {
      open.title = chain.title;
      open.byline = chain.byline;
    }
  }
  if (state.pending.length > 0) chains.push({ title: state.pending, byline: state.pendingByline, body: [] });
  return chains;
}

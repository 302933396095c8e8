import { Candidates } from './candidates.ts';
import type { WeightTable } from './features.ts';
import { type NewEnd, Outlook } from './outlook.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { firstState, type OpenArticle, type ReadingState, type StepKind } from './reading-state.ts';
import { certain, ReadingSteps } from './reading-steps.ts';

/** How far behind the best (log odds) a partial reading may be and still be kept. */
const lead = 30;
/** Where one of join and next paragraph is this much likelier, the other is not tried. */
const clearly = 5;

const kinds: readonly StepKind[] = [
  'title',
  'more-title',
  'byline',
  'same-join',
  'same-next',
  'resume-join',
  'resume-next',
  'start',
];
const numberOf = Object.fromEntries(kinds.map((kind, i) => [kind, i])) as Readonly<Record<StepKind, number>>;

/**
 * Reads a page from top to bottom with a beam of partial readings. Every way of taking the next piece is weighed first; only
 * what stays in the beam is made into a reading of its own.
 */
export class ReadingBeam {
  readonly steps: ReadingSteps;
  private readonly problem: Problem;
  private readonly pins: PairPins;
  private readonly outlook: Outlook;
  private readonly found = new Candidates();
  private readonly openLasts: number[] = [];
  private readonly openTitled: number[] = [];
  /** Waiting chains that could go on with the next piece, in the order of the queue. */
  private readonly waiting: number[] = [];
  private readonly fits: number[] = [];
  private readonly modes: ('join' | 'next')[] = [];
  private parent = 0;

  constructor(problem: Problem, table: WeightTable, pins: PairPins) {
    this.problem = problem;
    this.pins = pins;
    this.steps = new ReadingSteps(problem, table, pins);
    this.outlook = new Outlook(problem, table, pins);
  }

  /** The readings left at the page's end, most hopeful first. */
  read(width: number): ReadingState[] {
    let beam: ReadingState[] = [firstState];
    for (let index = 0; index < this.problem.pieces.length; index++) {
      this.found.clear();
      this.outlook.moveTo(index);
      for (const [parent, state] of beam.entries()) {
        this.parent = parent;
        this.expand(state, index);
      }
      beam = this.keepBest(beam, index, width);
    }
    return beam;
  }

  /**
   * The readings that go on. Those with as many articles still without a title compete with one another: whether first halves
   * stand without titles is only seen when the titles come.
   */
  private keepBest(beam: readonly ReadingState[], index: number, width: number): ReadingState[] {
    const { found, steps } = this;
    const counts: number[] = [];
    const kept: ReadingState[] = [];
    for (const at of found.listFrom(found.mostHope - lead)) {
      const untitled = found.untitled[at] ?? 0;
      const count = counts[untitled] ?? 0;
      if (count >= width / 3) continue;
      counts[untitled] = count + 1;
      const state = beam[found.parent[at] ?? 0] ?? firstState;
      const kind = kinds[found.kind[at] ?? 0] ?? 'start';
      const [chain, score, hope] = [found.chain[at] ?? -1, found.score[at] ?? 0, found.hope[at] ?? 0];
      kept.push(steps.take(state, index, kind, chain, score, hope));
      if (kept.length >= width * 1.5) break;
    }
    return kept;
  }

  private expand(state: ReadingState, index: number): void {
    const { steps, problem, openLasts, openTitled } = this;
    const { chains, queue, current, pending } = state;
    const title = problem.title[index] ?? Number.NaN;
    const byline = problem.byline[index] ?? -9;
    const behindTitle = pending.length > 0 && pending.at(-1) === index - 1 && state.pendingByline < 0;
    openLasts.length = 0;
    openTitled.length = 0;
    for (const c of queue) this.open(chains[c]);
    if (current >= 0) this.open(chains[current]);
    this.outlook.regard(openLasts, openTitled, openLasts.length);
    const isByline = behindTitle && byline > -4;
    if (!Number.isNaN(title) || isByline) {
      const rest = this.outlook.rate(-1, 'none');
      if (!Number.isNaN(title)) {
        this.add(state, index, 'title', -1, steps.scoreTitle(state, index), rest);
        if (behindTitle && pending.length < 3)
          this.add(state, index, 'more-title', -1, steps.scoreMoreTitle(state, index), rest);
      }
      if (isByline) this.add(state, index, 'byline', -1, steps.scoreByline(state, index), rest);
    }
    if (title > certain || (byline >= certain && behindTitle)) return;
    if (pending.length === 0 && current >= 0) this.expandSame(state, index);
    this.expandResumed(state, index);
    const score = steps.scoreStart(state, index);
    if (score !== Number.NEGATIVE_INFINITY)
      this.add(state, index, 'start', -1, score, this.outlook.rate(-1, pending.length > 0 ? 'titled' : 'untitled'));
  }

  private open(chain: OpenArticle | undefined): void {
    this.openLasts.push(chain?.last ?? -1);
    this.openTitled.push(chain && chain.title.length > 0 ? 1 : 0);
  }

  private expandSame(state: ReadingState, index: number): void {
    const { steps, outlook, openLasts } = this;
    const chain = state.chains[state.current];
    if (!chain) return;
    const join = steps.scorePair('join', chain, index);
    const next = steps.scorePair('next', chain, index);
    const joined = next - join > clearly ? Number.NEGATIVE_INFINITY : steps.scoreSame(state, join);
    const followed = join - next > clearly ? Number.NEGATIVE_INFINITY : steps.scoreSame(state, next);
    if (joined === Number.NEGATIVE_INFINITY && followed === Number.NEGATIVE_INFINITY) return;
    const rest = outlook.rate(openLasts.length - 1, endOf(chain));
    if (joined !== Number.NEGATIVE_INFINITY) this.add(state, index, 'same-join', -1, joined, rest);
    if (followed !== Number.NEGATIVE_INFINITY) this.add(state, index, 'same-next', -1, followed, rest);
  }

  /** The waiting chains worth trying: those at the front, and those that fit best. */
  private expandResumed(state: ReadingState, index: number): void {
    const { problem, steps, outlook, waiting, fits, modes } = this;
    const { pairs } = problem;
    const { chains, queue } = state;
    const titled = state.pending.length > 0;
    const must = this.pins.must.get(index);
    waiting.length = 0;
    for (const [place, c] of queue.entries()) {
      const chain = chains[c];
      if (!chain || chain.last < 0 || (titled && chain.title.length > 0)) continue;
      if (must && must.from !== chain.last) continue;
      const join = pairs.join(chain.last, index);
      const next = pairs.next(chain.last, index);
      fits[place] = Math.max(join, next);
      modes[place] = join >= next ? 'join' : 'next';
      waiting.push(place);
    }
    for (const place of waiting.length <= mostTried ? waiting : this.listBest(state)) {
      const c = queue[place] ?? -1;
      const mode = modes[place] ?? 'next';
      const score = steps.scoreResume(state, index, c, mode);
      if (score === Number.NEGATIVE_INFINITY) continue;
      const rest = outlook.rate(place, titled ? 'titled' : endOf(chains[c]));
      this.add(state, index, mode === 'join' ? 'resume-join' : 'resume-next', c, score, rest);
    }
  }

  /** Places in the queue: the first two that stop in mid-sentence, then the four that fit best. */
  private listBest({ chains, queue }: ReadingState): number[] {
    const { waiting, fits, problem } = this;
    const best = waiting
      .filter((place) => problem.pairs.endsOpen(chains[queue[place] ?? -1]?.last ?? 0))
      .slice(0, frontTried);
    const sorted = [...waiting].sort((a, b) => (fits[b] ?? 0) - (fits[a] ?? 0));
    for (const place of sorted.slice(0, fitTried)) if (!best.includes(place)) best.push(place);
    return best;
  }

  private add(state: ReadingState, index: number, kind: StepKind, c: number, score: number, rest: number): void {
    const { chains, queue, current, pending } = state;
    const isBody = kind !== 'title' && kind !== 'more-title' && kind !== 'byline';
    const leaves = kind === 'title' || kind === 'start' || kind === 'resume-join' || kind === 'resume-next';
    const resumed = kind === 'resume-join' || kind === 'resume-next' || (kind !== 'start' && state.resumed);
    const hasTitle =
      pending.length > 0 ||
      (kind !== 'start' &&
        (chains[kind === 'resume-join' || kind === 'resume-next' ? c : current]?.title.length ?? 0) > 0);
    const isUntitled = isBody && !hasTitle;
    // The key: readings with the same one differ no more in what may follow.
    let h = isBody ? index + 1 : 0;
    let g = resumed ? 1 : 0;
    const mix = (value: number): void => {
      h = Math.imul(h ^ value, 0x85ebca6b);
      h ^= h >>> 15;
      g = Math.imul(g ^ value, 0xc2b2ae35);
      g ^= g >>> 13;
    };
    mix(resumed ? 2 : 1);
    if (kind === 'more-title' || kind === 'byline') for (const line of pending) mix(line);
    if (kind === 'title' || kind === 'more-title') mix(index);
    mix(-1);
    let untitled = isUntitled ? 1 : 0;
    let lastUntitled = 0;
    const wait = (chain: OpenArticle | undefined): void => {
      lastUntitled = chain && chain.title.length === 0 ? 1 : 0;
      untitled += lastUntitled;
      mix((chain?.last ?? -1) * 2 + lastUntitled);
    };
    for (const k of queue) if (k !== c) wait(chains[k]);
    if (leaves && current >= 0) wait(chains[current]);
    mix(isUntitled ? -3 : -2);
    this.found.add(h, g, this.parent, numberOf[kind], c, untitled, score, score + rest);
  }
}

const endOf = (chain: OpenArticle | undefined): NewEnd => (chain && chain.title.length > 0 ? 'titled' : 'untitled');

/** So many waiting chains are all tried; of more, so many from the front and so many that fit best. */
const mostTried = 5;
const frontTried = 2;
const fitTried = 4;

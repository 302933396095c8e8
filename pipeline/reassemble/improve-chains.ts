import { type Chain, findWorthwhile, type Objective } from './chain-objective.ts';
import { mostDoubt } from './solution.ts';

/** For blocks: how much would be lost, at least, with something else before or behind. */
export interface Leads {
  readonly before: Float64Array;
  readonly behind: Float64Array;
}

/** What changes are weighed for: to be made, or to tell how much each would lose. */
interface Rivals {
  readonly leads: Leads;
  /** What stands before and behind each block now. */
  readonly before: Int32Array;
  readonly behind: Int32Array;
}

/** Changes chains as long as they gain: tails are swapped, runs of blocks moved. The same chains always end the same. */
export class ChainImprover {
  chains: Chain[];
  private readonly objective: Objective;
  private orders: number[] = [];
  private topics: number[] = [];
  /** What chains speak of without some of their blocks, as far as it was asked for since they changed. */
  private readonly rests: (Float64Array[] | undefined)[] = [];
  /** When each chain last changed, and when each pair of them was last gone through. */
  private changed: number[] = [];
  private clock = 0;
  private left: number;
  private readonly worth: Uint8Array;
  private rivals: Rivals | null = null;

  /** At most so many changes are weighed: what bounds the time. */
  constructor(drafts: readonly Chain[], objective: Objective, trials: number) {
    this.objective = objective;
    this.left = trials;
    this.chains = [];
    this.worth = findWorthwhile(objective);
    for (const chain of drafts) this.add(chain);
  }

  get score(): number {
    let sum = 0;
    for (let c = 0; c < this.chains.length; c++) sum += (this.orders[c] ?? 0) + (this.topics[c] ?? 0);
    return sum;
  }

  /** Changes what gains until nothing does. */
  improve(): void {
    this.rearrange();
    for (let round = 0; round < mostRounds && this.left > 0; round++) {
      const demoted = this.demote();
      if (!this.promote() && !demoted) break;
      this.rearrange();
    }
  }

  private rearrange(): void {
    const gone = new Map<number, number>();
    for (let again = true; again && this.left > 0; ) {
      again = false;
      // A place for an article of its own.
      if (!this.chains.some(isNothing)) this.add({ head: -1, blocks: [] });
      for (let a = 0; a < this.chains.length && this.left > 0; a++) {
        for (let b = a; b < this.chains.length && this.left > 0; b++) {
          const since = gone.get(a * 4096 + b) ?? -1;
          if ((this.changed[a] ?? 0) <= since && (this.changed[b] ?? 0) <= since) continue;
          gone.set(a * 4096 + b, this.clock);
          if (this.tryPair(a, b)) again = true;
        }
      }
    }
    const kept = this.chains.filter((chain) => !isNothing(chain));
    this.chains = [];
    for (const chain of kept) this.add(chain);
  }

  /** What every other arrangement within one change of this would lose. */
  weighRivals(trials: number): Leads {
    this.left = trials;
    const { count } = this.objective;
    const leads = { before: new Float64Array(count).fill(mostDoubt), behind: new Float64Array(count).fill(mostDoubt) };
    const before = new Int32Array(count);
    const behind = new Int32Array(count);
    for (const chain of this.chains)
      eachLink(chain, (block, above, below) => {
        before[block] = above;
        behind[block] = below;
      });
    this.rivals = { leads, before, behind };
    this.add({ head: -1, blocks: [] });
    for (let a = 0; a < this.chains.length && this.left > 0; a++)
      for (let b = a; b < this.chains.length && this.left > 0; b++) this.tryPair(a, b);
    this.rivals = null;
    this.chains = this.chains.filter((chain) => !isNothing(chain));
    return leads;
  }

  /** Whether a change that gains so much is worth being built. */
  private isAsked(gain: number): boolean {
    return this.rivals ? -gain < mostDoubt : gain > 1e-6;
  }

  /** Hears of a change of one chain or two, and says whether it was made. */
  private hear(gain: number, a: number, newA: Chain, b: number, newB: Chain | null): boolean {
    if (this.rivals) {
      this.doubt(gain, newA, this.rivals);
      if (newB) this.doubt(gain, newB, this.rivals);
      return false;
    }
    this.put(a, newA);
    if (newB) this.put(b, newB);
    return true;
  }

  private doubt(gain: number, chain: Chain, { leads, before, behind }: Rivals): void {
    const lead = Math.max(0, -gain);
    eachLink(chain, (block, above, below) => {
      if (above !== before[block] && lead < (leads.before[block] ?? 0)) leads.before[block] = lead;
      if (below !== behind[block] && lead < (leads.behind[block] ?? 0)) leads.behind[block] = lead;
    });
  }

  /** Takes heads for body text where that is better, with what stood under them. */
  private demote(): boolean {
    let any = false;
    for (let a = 0; a < this.chains.length; a++) {
      const own = this.chains[a];
      const lines = this.objective.asBlocks[own?.head ?? -1] ?? [];
      if (!own || lines.length === 0) continue;
      const run = [...lines, ...own.blocks];
      const whole = { head: -1, blocks: run };
      let most = this.orderOf(whole) + this.topicOf(whole) - (this.orders[a] ?? 0) - (this.topics[a] ?? 0);
      let made: readonly [number, Chain] = [-1, whole];
      for (let b = 0; b < this.chains.length; b++) {
        const into = this.chains[b];
        if (a === b || !into || isNothing(into)) continue;
        let topics: number | null = null;
        for (let j = 0; j <= into.blocks.length; j++) {
          this.left--;
          const filled = { head: into.head, blocks: [...into.blocks.slice(0, j), ...run, ...into.blocks.slice(j)] };
          const seams = this.orderOf(filled) - (this.orders[a] ?? 0) - (this.orders[b] ?? 0);
          if (seams < -mostTopic) continue;
          topics ??= this.topicOf(filled) - (this.topics[a] ?? 0) - (this.topics[b] ?? 0);
          if (seams + topics <= most) continue;
          most = seams + topics;
          made = [b, filled];
        }
      }
      if (most <= 1e-6) continue;
      any = true;
      const [b, chain] = made;
      this.put(a, b < 0 ? chain : { head: -1, blocks: [] });
      if (b >= 0) this.put(b, chain);
    }
    return any;
  }

  /** Takes body text for heads where that is better: of what follows, or of nothing yet. */
  private promote(): boolean {
    let any = false;
    for (const [head, lines] of this.objective.asBlocks.entries()) {
      const first = lines[0];
      const a = first === undefined ? -1 : this.chains.findIndex(({ blocks }) => blocks.includes(first));
      const own = this.chains[a];
      if (!own || first === undefined) continue;
      const at = own.blocks.indexOf(first);
      const less = new Set(lines);
      const above = own.blocks.slice(0, at);
      const below = own.blocks.slice(at).filter((block) => !less.has(block));
      const ways = [
        [
          { head: own.head, blocks: above.filter((block) => !less.has(block)) },
          { head, blocks: below },
        ],
        [
          { head: own.head, blocks: own.blocks.filter((block) => !less.has(block)) },
          { head, blocks: [] },
        ],
      ] as const;
      // The byline may have gone elsewhere.
      if (lines.some((line) => !own.blocks.includes(line))) continue;
      let most = 1e-6;
      let made: readonly [Chain, Chain] | null = null;
      for (const [rest, chain] of ways) {
        this.left--;
        const gain =
          this.orderOf(rest) +
          this.topicOf(rest) +
          this.orderOf(chain) +
          this.topicOf(chain) -
          (this.orders[a] ?? 0) -
          (this.topics[a] ?? 0);
        if (gain <= most) continue;
        most = gain;
        made = [rest, chain];
      }
      if (!made) continue;
      any = true;
      this.put(a, made[0]);
      this.add(made[1]);
    }
    return any;
  }

  private add(chain: Chain): void {
    this.chains.push(chain);
    this.put(this.chains.length - 1, chain);
  }

  private put(c: number, chain: Chain): void {
    this.clock++;
    this.chains[c] = chain;
    this.orders[c] = this.orderOf(chain);
    this.topics[c] = this.topicOf(chain);
    this.changed[c] = this.clock;
    this.rests[c] = undefined;
  }

  private topicOf(chain: Chain): number {
    return chain.blocks.length > 0 ? this.objective.topicOf(chain) : 0;
  }

  private orderOf({ head, blocks }: Chain): number {
    const { count, links, ends, opens, under, alone } = this.objective;
    const first = blocks[0];
    if (first === undefined) return head < 0 ? 0 : (alone[head] ?? 0);
    let sum = head < 0 ? (opens[first] ?? 0) : (under[head * count + first] ?? 0);
    for (let k = 1; k < blocks.length; k++) sum += links[(blocks[k - 1] ?? 0) * count + (blocks[k] ?? 0)] ?? 0;
    return sum + (ends[blocks.at(-1) ?? 0] ?? 0);
  }

  /** Whether it is worth trying that one block goes on another; ends and heads always are. */
  private isWorth(from: number | undefined, to: number | undefined): boolean {
    return from === undefined || to === undefined || this.worth[from * this.objective.count + to] === 1;
  }

  /** What it is worth that `after` stands behind `before` in a chain with this head; undefined: at its start, at its end. */
  private seam(head: number, before: number | undefined, after: number | undefined): number {
    const { count, links, ends, opens, under, alone } = this.objective;
    if (before !== undefined) return after === undefined ? (ends[before] ?? 0) : (links[before * count + after] ?? 0);
    if (after !== undefined) return head < 0 ? (opens[after] ?? 0) : (under[head * count + after] ?? 0);
    return head < 0 ? 0 : (alone[head] ?? 0);
  }

  private tryPair(a: number, b: number): boolean {
    if (a === b) return this.tryMoves(a, a);
    const swapped = this.trySwaps(a, b);
    const moved = this.tryMoves(a, b);
    return this.tryMoves(b, a) || moved || swapped;
  }

  /** Swaps the tails of two chains. */
  private trySwaps(a: number, b: number): boolean {
    const one = this.chains[a];
    const two = this.chains[b];
    if (!one || !two) return false;
    const mine = one.blocks;
    const theirs = two.blocks;
    // What is spoken of, for every place at which one is cut and the other goes on.
    const oneTopics: (Float64Array | undefined)[] = [];
    const twoTopics: (Float64Array | undefined)[] = [];
    const old = (this.topics[a] ?? 0) + (this.topics[b] ?? 0);
    for (let i = 0; i <= mine.length; i++) {
      for (let j = 0; j <= theirs.length; j++) {
        if (i === mine.length && j === theirs.length) continue;
        const [p, q, r, s] = [mine[i - 1], mine[i], theirs[j - 1], theirs[j]];
        if (!this.isWorth(p, s) && !this.isWorth(r, q)) continue;
        this.left--;
        const seams =
          this.seam(one.head, p, s) + this.seam(two.head, r, q) - this.seam(one.head, p, q) - this.seam(two.head, r, s);
        // What is spoken of can make up for a bad seam, but not for any.
        if (seams < -mostTopic) continue;
        // Later places ask for shorter tails of the other.
        oneTopics[i] ??= this.sweepTails(one.head, mine.slice(0, i), theirs.slice(j));
        twoTopics[j] ??= this.sweepTails(two.head, theirs.slice(0, j), mine.slice(i));
        const topics = (oneTopics[i]?.[theirs.length - j] ?? 0) + (twoTopics[j]?.[mine.length - i] ?? 0) - old;
        const gain = seams + topics;
        if (!this.isAsked(gain)) continue;
        const first = { head: one.head, blocks: [...mine.slice(0, i), ...theirs.slice(j)] };
        const second = { head: two.head, blocks: [...theirs.slice(0, j), ...mine.slice(i)] };
        // What was made has other tails: the rest is tried when this pair's turn comes again.
        if (this.hear(gain, a, first, b, second)) return true;
      }
    }
    return false;
  }

  /** What blocks under a head speak of with the last none, one, two ... of others. */
  private sweepTails(head: number, blocks: readonly number[], others: readonly number[]): Float64Array {
    const scores = this.objective.sweepTopics({ head, blocks }, [...others].reverse());
    if (blocks.length === 0) scores[0] = 0;
    return scores;
  }

  /** Moves a run of blocks of one chain to another place, there or in another. */
  private tryMoves(a: number, b: number): boolean {
    for (let i = 0; i < (this.chains[a]?.blocks.length ?? 0); i++) if (this.tryRuns(a, b, i)) return true;
    return false;
  }

  /** What a chain speaks of without what stands from here up to its last none, one, two ... blocks. */
  private sweepRests(c: number, i: number): Float64Array {
    const kept = this.rests[c] ?? [];
    this.rests[c] = kept;
    const { head, blocks } = this.chains[c] ?? { head: -1, blocks: [] };
    kept[i] ??= this.sweepTails(head, blocks.slice(0, i), blocks.slice(i));
    return kept[i];
  }

  private tryRuns(a: number, b: number, i: number): boolean {
    const one = this.chains[a];
    const two = this.chains[b];
    if (!one || !two) return false;
    const above = one.blocks.slice(0, i);
    const old = (this.topics[a] ?? 0) + (this.topics[b] ?? 0);
    // What is spoken of does not ask where in a chain a run stands.
    let less: Float64Array | undefined;
    let more: Float64Array | undefined;
    const lengths = this.lengthsFrom(a, i);
    const longest = lengths.at(-1) ?? 0;
    for (const length of lengths) {
      const run = one.blocks.slice(i, i + length);
      const below = one.blocks.slice(i + length);
      const into = a === b ? [...above, ...below] : two.blocks;
      const [first, last] = [run[0], run.at(-1)];
      const [p, q] = [above.at(-1), below[0]];
      const out = this.seam(one.head, p, q) - this.seam(one.head, p, first) - this.seam(one.head, last, q);
      for (let j = 0; j <= into.length; j++) {
        if (a === b && j === i) continue;
        const [x, y] = [into[j - 1], into[j]];
        if (!this.isWorth(x, first) && !this.isWorth(last, y)) continue;
        this.left--;
        const seams = out + this.seam(two.head, x, first) + this.seam(two.head, last, y) - this.seam(two.head, x, y);
        if (seams < -mostTopic) continue;
        let topics = 0;
        if (a !== b) {
          less ??= this.sweepRests(a, i);
          more ??= this.objective.sweepTopics(two, one.blocks.slice(i, i + longest));
          topics = (less[below.length] ?? 0) + (more[length] ?? 0) - old;
        }
        const gain = seams + topics;
        if (!this.isAsked(gain)) continue;
        const filled = { head: two.head, blocks: [...into.slice(0, j), ...run, ...into.slice(j)] };
        const rest = { head: one.head, blocks: [...above, ...below] };
        if (a === b ? this.hear(gain, a, filled, a, null) : this.hear(gain, a, rest, b, filled)) return true;
      }
    }
    return false;
  }

  /** How long a run from here may be: a few blocks, or up to where the page does not go on as the chain does. */
  private lengthsFrom(c: number, i: number): number[] {
    const blocks = this.chains[c]?.blocks ?? [];
    const lengths: number[] = [];
    for (let length = 1; length <= longestRun && i + length <= blocks.length; length++) lengths.push(length);
    let breaks = 0;
    for (let k = i + 1; k <= blocks.length && breaks < mostStretches; k++) {
      const next = blocks[k];
      if (next !== undefined && next === (blocks[k - 1] ?? -1) + 1 && this.objective.follows[next] === 1) continue;
      breaks++;
      if (k - i > longestRun) lengths.push(k - i);
    }
    return lengths;
  }
}

const isNothing = (chain: Chain): boolean => chain.head < 0 && chain.blocks.length === 0;
/** A run of at most so many blocks is moved as one. */
const longestRun = 3;
/** And so many stretches of the page. */
const mostStretches = 2;
const mostTopic = 25;
/** So often are roles looked at again. */
const mostRounds = 4;

/** Calls with what stands before and behind each block; heads count from -2 down. */
function eachLink({ head, blocks }: Chain, tell: (block: number, before: number, behind: number) => void): void {
  for (let k = 0; k < blocks.length; k++) tell(blocks[k] ?? 0, blocks[k - 1] ?? -2 - head, blocks[k + 1] ?? -1);
}

import type { Chain, Objective } from './chain-objective.ts';
import { nothing } from './chain-topic.ts';
import { fitTopic } from './fit-topic.ts';
import type { Leads } from './improve-chains.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import { mostDoubt, type Solution, type SolvedArticle } from './solution.ts';

interface Title {
  readonly title: readonly number[];
  readonly byline: number;
  readonly score: number;
  /** Taken for a title to begin with; taken for nothing else. */
  readonly likely: boolean;
  readonly certain: boolean;
}

/** The page as blocks of pieces that stay together, with every score that is asked for. */
export interface FreeView extends Objective {
  readonly problem: Problem;
  readonly blocks: readonly (readonly number[])[];
  /** How the pieces of a block go on; by the later piece. */
  readonly modes: ReadonlyMap<number, 'join' | 'next'>;
  readonly modeOf: (from: number, to: number) => 'join' | 'next';
  readonly titles: readonly Title[];
  /** Within blocks: how sure it is that a piece follows the one above it. */
  readonly doubts: ReadonlyMap<number, number>;
}

/**
 * Looks at a page as blocks: pieces that follow one another, as long as it is likelier by so much (log odds) that they belong
 * together than that they do not, and no break is wanted between them.
 */
export function makeFreeView(
  problem: Problem,
  pins: PairPins,
  keepFrom: number,
  isBreak: (piece: number) => boolean = () => false,
): FreeView {
  const topic = fitTopic(problem);
  const { pieces, pairs } = problem;
  const n = pieces.length;
  const mustFrom = new Map([...pins.must].map(([to, { from }]) => [from, to]));
  const titles = listTitles(problem, pins);
  const held = new Set(titles.flatMap(({ title, byline, certain }) => (certain ? [...title, byline] : [])));
  const apart = new Set(titles.flatMap(({ title, byline }) => [...title, byline]));
  const empty = pairs.topic.empty;
  const hasPins = pins.must.size + pins.never.size + pins.under.size > 0;
  const linkScore = (from: number, to: number, mode: 'join' | 'next'): number => {
    if (!hasPins) return mode === 'join' ? pairs.join(from, to, empty) : pairs.next(from, to, empty);
    const must = pins.must.get(to);
    if (must) return must.from === from && must.mode === mode ? pinned : never;
    if (mustFrom.has(from) || pins.never.has(from * n + to) || pins.under.has(to)) return never;
    return mode === 'join' ? pairs.join(from, to, empty) : pairs.next(from, to, empty);
  };
  const isBody = (i: number): boolean => i >= 0 && i < n && !apart.has(i);
  const gainOf = (near: readonly number[], far: readonly number[]): number => {
    const a = topic.bundle(near);
    const b = topic.bundle(far);
    return topicWeight * (topic.score([a, b]) - topic.score([a]) - topic.score([b]));
  };
  // Blocks: pieces that follow one another, as long as nothing speaks against it.
  const blocks: number[][] = [];
  const doubts = new Map<number, number>();
  const modes = new Map<number, 'join' | 'next'>();
  for (let i = 0; i < n; i++) {
    if (held.has(i)) continue;
    const last = blocks.at(-1);
    const above = last?.at(-1) ?? -1;
    if (last && above === i - 1 && !isBreak(i) && isBody(i) && isBody(above) && !pairs.endsOpen(above)) {
      const near = last.slice(-nearAbove);
      const ahead = [i];
      while (ahead.length < nearBelow && isBody(i + ahead.length) && !pairs.endsOpen(ahead.at(-1) ?? 0))
        ahead.push(i + ahead.length);
      const gain = gainOf(near, ahead);
      const lead = linkScore(above, i, 'next') - Math.max(0, linkScore(above, i, 'join')) + gain;
      if (lead > keepFrom) {
        last.push(i);
        doubts.set(i, Math.min(mostDoubt, lead));
        modes.set(i, 'next');
        continue;
      }
    }
    blocks.push([i]);
  }
  const modeOf = (from: number, to: number): 'join' | 'next' =>
    linkScore(from, to, 'join') >= linkScore(from, to, 'next') ? 'join' : 'next';
  const count = blocks.length;
  const links = new Float64Array(count * count);
  const firsts = blocks.map((block) => block[0] ?? 0);
  const lasts = blocks.map((block) => block.at(-1) ?? 0);
  for (let a = 0; a < count; a++)
    for (let b = 0; b < count; b++) {
      const from = lasts[a] ?? 0;
      const to = firsts[b] ?? 0;
      links[a * count + b] = a === b ? never : Math.max(linkScore(from, to, 'join'), linkScore(from, to, 'next'));
    }
  const ends = Float64Array.from(lasts, (last) => (mustFrom.has(last) ? never : pairs.end(last)));
  const opens = Float64Array.from(firsts, (first) =>
    pins.must.has(first) || pins.under.has(first) ? never : pairs.start(first, -1) + noTitle,
  );
  const under = new Float64Array(titles.length * count);
  for (const [h, head] of titles.entries())
    for (let b = 0; b < count; b++) {
      const first = firsts[b] ?? 0;
      const wanted = pins.under.get(first);
      const title = head.title[0] ?? 0;
      const below = (head.byline >= 0 ? head.byline : (head.title.at(-1) ?? 0)) === first - 1;
      under[h * count + b] =
        pins.must.has(first) || (wanted !== undefined && !head.title.includes(wanted))
          ? never
          : head.score +
            (wanted !== undefined ? pinned : pairs.start(first, title) + (below ? textBelow : textElsewhere));
    }
  const blockOf = new Map(blocks.flatMap((block, b) => block.map((i) => [i, b] as const)));
  const blockTopics = blocks.map((block) => topic.bundle(block));
  const titleTopics = titles.map((head) => topic.bundle(head.title));
  const sweepTopics = (chain: Chain, more: readonly number[]): Float64Array => {
    const scores = new Float64Array(more.length + 1);
    const title = titleTopics[chain.head];
    if (title) topic.add(title);
    for (const block of chain.blocks) topic.add(blockTopics[block] ?? nothing);
    scores[0] = topicWeight * topic.sum();
    for (let k = 0; k < more.length; k++) {
      topic.add(blockTopics[more[k] ?? 0] ?? nothing);
      scores[k + 1] = topicWeight * topic.sum();
    }
    topic.clear();
    return scores;
  };
  const topicOf = (chain: Chain): number => sweepTopics(chain, [])[0] ?? 0;
  return {
    problem,
    blocks,
    titles,
    modes,
    modeOf,
    doubts,
    count,
    heads: titles.length,
    asBlocks: titles.map(({ title, byline, certain }) =>
      certain ? [] : [...title, byline].flatMap((i) => (blockOf.get(i) === undefined ? [] : [blockOf.get(i) ?? 0])),
    ),
    follows: Uint8Array.from(blocks, (block, b) => (block[0] === (blocks[b - 1]?.at(-1) ?? -9) + 1 ? 1 : 0)),
    links,
    ends,
    opens,
    under,
    alone: Float64Array.from(titles, ({ score }, head) => score + titleAlone + topicOf({ head, blocks: [] })),
    topicOf,
    sweepTopics,
  };
}

/** Every line that may be a title, with the byline below it. */
function listTitles(problem: Problem, pins: PairPins): Title[] {
  const titles: Title[] = [];
  const mustFrom = new Set([...pins.must.values()].map(({ from }) => from));
  for (let i = 0; i < problem.pieces.length; i++) {
    const score = problem.title[i] ?? Number.NaN;
    if (!(score > leastTitle) || pins.must.has(i) || mustFrom.has(i) || pins.under.has(i)) continue;
    const below = problem.byline[i + 1] ?? -9;
    const isByline =
      below > leastByline &&
      !pins.must.has(i + 1) &&
      !mustFrom.has(i + 1) &&
      !pins.under.has(i + 1) &&
      !((problem.title[i + 1] ?? -9) > below);
    titles.push({
      title: [i],
      byline: isByline ? i + 1 : -1,
      score: score + titleBias + (isByline ? below + bylineBonus : 0),
      likely: score > 0,
      certain: score > certain,
    });
    if (isByline) i++;
  }
  return titles;
}

/** Every likely title and every block by itself. */
export function takeApart(view: FreeView): Chain[] {
  const taken = new Set(view.titles.flatMap(({ likely }, h) => (likely ? (view.asBlocks[h] ?? []) : [])));
  return [
    ...view.titles.flatMap(({ likely }, head) => (likely ? [{ head, blocks: [] }] : [])),
    ...view.blocks.flatMap((_, b) => (taken.has(b) ? [] : [{ head: -1, blocks: [b] }])),
  ];
}

/** A chain as an article. */
export function toArticle(chain: Chain, view: FreeView): SolvedArticle {
  const head = view.titles[chain.head];
  const body: { index: number; mode: 'join' | 'next' | 'start' }[] = [];
  for (const block of chain.blocks)
    for (const index of view.blocks[block] ?? []) {
      const from = body.at(-1)?.index;
      body.push({ index, mode: from === undefined ? 'start' : (view.modes.get(index) ?? view.modeOf(from, index)) });
    }
  return { title: head?.title ?? [], byline: head?.byline ?? -1, body };
}

/** For each piece, how far ahead what stands before and behind it is: within blocks, and between them. */
export function spreadLeads(leads: Leads, view: FreeView): Pick<Solution, 'before' | 'behind'> {
  const n = view.problem.pieces.length;
  const before = new Float64Array(n).fill(mostDoubt);
  const behind = new Float64Array(n).fill(mostDoubt);
  for (const [index, lead] of view.doubts) {
    before[index] = Math.min(before[index] ?? mostDoubt, lead);
    behind[index - 1] = Math.min(behind[index - 1] ?? mostDoubt, lead);
  }
  for (const [b, block] of view.blocks.entries()) {
    const first = block[0] ?? 0;
    const last = block.at(-1) ?? 0;
    before[first] = Math.min(before[first] ?? mostDoubt, leads.before[b] ?? 0);
    behind[last] = Math.min(behind[last] ?? mostDoubt, leads.behind[b] ?? 0);
  }
  return { before, behind };
}

/** How much what articles speak of weighs against their seams. */
const topicWeight = 0.7;
/** Log odds: a title with its text right below it, with its text elsewhere, with none; text without title. */
const textBelow = 2.5;
const textElsewhere = -1.5;
const titleAlone = -6;
const noTitle = -9;
/** So many pieces above and below are asked whether they speak of one thing. */
const nearAbove = 4;
const nearBelow = 3;
/** What a line gains that is taken for a title, or for a byline below one. */
const titleBias = -0.7;
const bylineBonus = 2;
/** Log odds below which a line is not tried as a title, or as a byline, and beyond which a title is nothing else. */
const leastTitle = -3.4;
const leastByline = -2;
const certain = 6;
const pinned = 40;
const never = -1e6;
/** Log odds from which on pieces that follow one another are kept together at first. */
export const together = 1.5;

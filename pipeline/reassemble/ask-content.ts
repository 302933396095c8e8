import { makeFreeView, spreadLeads, takeApart, toArticle, together } from './free-view.ts';
import { ChainImprover } from './improve-chains.ts';
import { mergeChains } from './merge-chains.ts';
import type { PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import type { Opinion, Solution, SolvedArticle } from './solution.ts';

/** For each piece of a page, how much would be lost (log odds) if something else stood before it, or behind it. */
export type Rivals = Pick<Solution, 'before' | 'behind'>;

/**
 * What the text says of a page that was put together, whatever the order of its blocks: how it would put the page together by
 * itself, roughly, and how far every link of the given articles is ahead of the best change that does without it.
 */
export function askContent(
  problem: Problem,
  articles: readonly SolvedArticle[],
  pins: PairPins,
): { readonly opinion: Opinion; readonly rivals: Rivals } {
  const goesOn = new Set(
    articles.flatMap(({ body }) =>
      body.flatMap(({ index, mode }, k) => (mode === 'next' && body[k - 1]?.index === index - 1 ? [index] : [])),
    ),
  );
  // Blocks end where the articles do.
  const view = makeFreeView(problem, pins, together, (piece) => !goesOn.has(piece));
  const rough = new ChainImprover(mergeChains(takeApart(view), view), view, mostTrials);
  rough.improve();
  const opinion: Opinion = { articles: rough.chains.map((chain) => toArticle(chain, view)) };
  const blockOf = new Map(view.blocks.map((block, b) => [block[0] ?? -1, b]));
  const given = articles.map(({ title, body }) => ({
    head: view.titles.findIndex((one) => one.title[0] === title[0]),
    blocks: body.flatMap(({ index }) => blockOf.get(index) ?? []),
  }));
  return { opinion, rivals: spreadLeads(new ChainImprover(given, view, mostTrials).weighRivals(mostTrials), view) };
}

/** So many changes are weighed on a page at most, for either. */
const mostTrials = 60_000;

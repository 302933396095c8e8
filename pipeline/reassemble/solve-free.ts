import type { Chain } from './chain-objective.ts';
import { type FreeView, makeFreeView, spreadLeads, takeApart, toArticle, together } from './free-view.ts';
import { ChainImprover } from './improve-chains.ts';
import { linkChains } from './link-chains.ts';
import { mergeChains } from './merge-chains.ts';
import { noPairPins, type PairPins } from './pair-pins.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';

export interface FreeOptions {
  readonly pins?: PairPins;
  /** How many changes are tried at most: what bounds the time. */
  readonly trials?: number;
}

/**
 * Puts a page together whose blocks stand in any order. Pieces that follow one another on the page and clearly belong
 * together are kept together; what goes on where is first settled as an assignment over all of them at once, then changed
 * bit by bit as long as the whole gains: by its seams, and by whether each article speaks of one thing.
 */
export function solveFree(problem: Problem, options: FreeOptions = {}): Solution {
  const n = problem.pieces.length;
  if (n === 0)
    return { articles: [], score: 0, method: 'free', before: new Float64Array(0), behind: new Float64Array(0) };
  const pins = options.pins ?? noPairPins;
  const trials = options.trials ?? mostTrials;
  const coarse = makeFreeView(problem, pins, together);
  const singles = takeApart(coarse);
  const found = [mergeChains, linkChains].map((start) => {
    const improver = new ChainImprover(start(singles, coarse), coarse, trials);
    improver.improve();
    return improver;
  });
  const first = found.reduce((a, b) => (b.score > a.score ? b : a));
  // What was kept together is looked at again, piece by piece.
  const view = makeFreeView(problem, pins, surelyTogether);
  const best = new ChainImprover(
    first.chains.map((chain) => recut(chain, coarse, view)),
    view,
    trials,
  );
  best.improve();
  const { chains, score } = best;
  const articles = chains.map((chain) => toArticle(chain, view));
  return { articles, score, method: 'free', ...spreadLeads(best.weighRivals(trials), view) };
}

/** A chain of one view in the blocks of another that has them smaller. */
function recut(chain: Chain, coarse: FreeView, fine: FreeView): Chain {
  const blockOf = new Map(fine.blocks.map((block, b) => [block[0] ?? -1, b]));
  return {
    head: chain.head,
    blocks: chain.blocks.flatMap((block) => (coarse.blocks[block] ?? []).flatMap((index) => blockOf.get(index) ?? [])),
  };
}

/** So many changes are tried on a page at most. */
const mostTrials = 120_000;
/** Pieces that follow one another are kept together from here on (log odds) when looked at again. */
const surelyTogether = 6;

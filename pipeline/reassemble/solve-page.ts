import { askOthers, type Opinions, tryTrusts } from './ask-others.ts';
import { chooseSolver, isDoubtful } from './choose-solver.ts';
import type { Page, Piece } from './cut.ts';
import { findDuplicates } from './find-duplicates.ts';
import { improveReading } from './improve-reading.ts';
import type { Knowledge } from './knowledge.ts';
import { noPairPins } from './pair-pins.ts';
import type { Pins } from './pins.ts';
import { type Problem, poseProblem } from './problem.ts';
import { setTitlesDown } from './set-titles-down.ts';
import type { Solution } from './solution.ts';
import { solveFree } from './solve-free.ts';
import { solveQueue } from './solve-queue.ts';
import { takeSettled } from './take-settled.ts';

/** A page, as a problem and its best solution. */
export interface SolvedPage {
  readonly problem: Problem;
  readonly solution: Solution;
  /** What else is said of it; nothing where nothing had to be solved. */
  readonly opinions: Opinions | null;
}

/** Beyond this many pieces a "page" is no page: it is taken in the order in which it stands. */
const mostPieces = 1500;

/** With more pieces than this every pair of them is too many to weigh: the order of the page is trusted. */
const mostFreePieces = 450;

/** Poses a page as a problem and solves it. */
export function solvePage(page: Page, knowledge: Pick<Knowledge, 'model' | 'weights'>, pins?: Pins): SolvedPage {
  const pose = (pieces: readonly Piece[]): Problem =>
    poseProblem(pieces, knowledge.model, knowledge.weights, pins?.roles);
  const rate = (of: Problem): number =>
    solveQueue(of, knowledge.weights, { pins: pins?.pairsFor(of.pieces) ?? noPairPins }).score;
  let { pieces } = page;
  let problem = pose(pieces);
  if (problem.pieces.length <= mostFreePieces) {
    const isSettled = (pins?.roles.notTitle.size ?? 0) > 0;
    for (const twins of isSettled ? [] : findDuplicates(problem.pieces)) {
      const [withoutFirst, withoutSecond] = twins.map((twin) => {
        const rest = pieces.map((piece): Piece => (piece === twin ? { ...piece, aside: 'duplicate' } : piece));
        return { rest, problem: pose(rest) };
      });
      if (!withoutFirst || !withoutSecond) continue;
      const better = rate(withoutFirst.problem) > rate(withoutSecond.problem) ? withoutFirst : withoutSecond;
      pieces = better.rest;
      problem = better.problem;
    }
    const moved = setTitlesDown(problem);
    if (moved) {
      const stays = new Set(moved);
      const other = pose([...moved, ...pieces.filter((piece) => !stays.has(piece))]);
      if (rate(other) > rate(problem)) problem = other;
    }
  }
  return solveProblem(problem, page, knowledge, pins);
}

function solveProblem(
  problem: Problem,
  page: Page,
  knowledge: Pick<Knowledge, 'model' | 'weights'>,
  pins: Pins | undefined,
): SolvedPage {
  if (problem.pieces.length > mostPieces || page.reading.kind === 'markdown')
    return { problem, solution: takeAsFound(problem), opinions: null };
  const settled = takeSettled(problem, pins);
  if (settled) return { problem, solution: settled, opinions: null };
  const pairPins = pins?.pairsFor(problem.pieces) ?? noPairPins;
  const { weights } = knowledge;
  const read = solveQueue(problem, weights, { pins: pairPins });
  const isShort = problem.pieces.length <= mostFreePieces;
  const trusts = isShort ? tryTrusts(problem, weights, pairPins) : [];
  // Whether the blocks stand in any order is only worth asking where their order does not make good sense; and of the reading as
  // it was found, since changes make some sense of what has none.
  const free = isShort && isDoubtful(problem, read) ? solveFree(problem, { pins: pairPins }) : null;
  const isFree = free !== null && chooseSolver(problem, read, free) === free;
  const ordered = isShort ? improveReading(problem, weights, read, { others: trusts, pins: pairPins }) : read;
  const solution = isFree ? free : ordered;
  // Without a single title there is nothing to tell articles apart by: the text stays in its order, as one.
  if (!solution.articles.some(({ title }) => title.length > 0))
    return { problem, solution: takeAsFound(problem), opinions: null };
  const opinions = isShort
    ? askOthers(problem, { pins: pairPins, solution, rejected: isFree ? ordered : null, trusts })
    : null;
  return { problem, solution, opinions };
}

/** Articles in the order of the page: a title opens one, and what follows is its text. */
function takeAsFound(problem: Problem): Solution {
  interface Open {
    title: number[];
    byline: number;
    body: { index: number; mode: 'next' | 'start' }[];
  }
  const articles: Open[] = [];
  const titled = problem.pieces.some((piece, i) => piece.headingDepth > 0 && (problem.title[i] ?? Number.NaN) > 0);
  for (const [index, piece] of problem.pieces.entries()) {
    const last = articles.at(-1);
    const isTitle = titled && piece.headingDepth > 0 && (problem.title[index] ?? Number.NaN) > 0;
    if (isTitle) articles.push({ title: [index], byline: -1, body: [] });
    else if (
      last &&
      last.body.length === 0 &&
      last.byline < 0 &&
      last.title[0] === index - 1 &&
      (problem.byline[index] ?? -9) > 0
    )
      last.byline = index;
    else if (last) last.body.push({ index, mode: last.body.length === 0 ? 'start' : 'next' });
    else articles.push({ title: [], byline: -1, body: [{ index, mode: 'start' }] });
  }
  const none = new Float64Array(0);
  return { articles, score: 0, method: 'as-found', before: none, behind: none };
}

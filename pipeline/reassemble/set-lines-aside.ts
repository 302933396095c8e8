import type { Page, Piece } from './cut.ts';
import { findLinesAbove, type LinesAbove } from './find-lines-above.ts';
import { findSignatures, type Signature } from './find-signatures.ts';
import type { PagePins } from './pins.ts';

/** A page without the lines of which no solver is asked, and those lines. */
export interface SetAside extends LinesAbove {
  readonly rest: Page;
  readonly signatures: readonly Signature[];
}

/** Takes off a page what says by its words and its place what it is: what stands above headlines, then signatures below articles. */
export function setLinesAside(page: Page, pins: PagePins): SetAside {
  const above = findLinesAbove(page, pins);
  const unnamed = without(page, [...above.sectionNames, ...above.leadIns.map(({ piece }) => piece)]);
  const signatures = findSignatures(unnamed, pins);
  const signed = signatures.map(({ piece }) => piece);
  return { rest: without(unnamed, signed), signatures, ...above };
}

function without(page: Page, taken: readonly Piece[]): Page {
  if (taken.length === 0) return page;
  const gone = new Set(taken);
  return { ...page, pieces: page.pieces.filter((piece) => !gone.has(piece)) };
}

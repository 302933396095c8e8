import type { Page, Piece } from './cut.ts';
import { findSectionNames } from './find-section-names.ts';
import { findSignatures, type Signature } from './find-signatures.ts';
import type { PagePins } from './pins.ts';

/** A page without the lines of which no solver is asked, and those lines. */
export interface SetAside {
  readonly rest: Page;
  readonly signatures: readonly Signature[];
  readonly sectionNames: readonly Piece[];
}

/** Takes off a page what says by its words and its place what it is: names of sections, then signatures below articles. */
export function setLinesAside(page: Page, pins: PagePins): SetAside {
  const sectionNames = findSectionNames(page, pins);
  const unnamed = without(page, sectionNames);
  const signatures = findSignatures(unnamed, pins);
  const signed = signatures.map(({ piece }) => piece);
  return { rest: without(unnamed, signed), signatures, sectionNames };
}

function without(page: Page, taken: readonly Piece[]): Page {
  if (taken.length === 0) return page;
  const gone = new Set(taken);
  return { ...page, pieces: page.pieces.filter((piece) => !gone.has(piece)) };
}

import type { Page, Piece } from './cut.ts';
import { findLinesAbove, isShortName, type LineAbove } from './find-lines-above.ts';
import { findSignatures, type Signature } from './find-signatures.ts';
import { keepOrder } from './keep-order.ts';
import type { PagePins } from './pins.ts';

/** A page without the lines of which no solver is asked, and those lines. */
export interface SetAside {
  readonly rest: Page;
  readonly signatures: readonly Signature[];
  readonly sectionNames: readonly Piece[];
  /** What leads in to headlines. */
  readonly leadIns: readonly LineAbove[];
}

/** Takes off a page what says by its words and its place what it is: what stands above headlines, and signatures below articles. */
export function setLinesAside(page: Page, pins: PagePins): SetAside {
  const { named, placed } = findLinesAbove(page, pins);
  if (placed.length > named.length) {
    const aside = takeOff(page, pins, placed);
    // On a page that was cut they may be the beginnings of sentences that go on elsewhere.
    if (keepOrder(aside.rest)) return aside;
  }
  return takeOff(page, pins, named);
}

function takeOff(page: Page, pins: PagePins, above: readonly LineAbove[]): SetAside {
  const unnamed = without(
    page,
    above.map(({ piece }) => piece),
  );
  const signatures = findSignatures(unnamed, pins);
  return {
    rest: without(
      unnamed,
      signatures.map(({ piece }) => piece),
    ),
    signatures,
    sectionNames: above.filter(isShortName).map(({ piece }) => piece),
    leadIns: above.filter((line) => !isShortName(line)),
  };
}

function without(page: Page, taken: readonly Piece[]): Page {
  if (taken.length === 0) return page;
  const gone = new Set(taken);
  return { ...page, pieces: page.pieces.filter((piece) => !gone.has(piece)) };
}

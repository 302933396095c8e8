import type { Page, Piece } from './cut.ts';
import { isFurniture } from './is-furniture.ts';
import type { PagePins } from './pins.ts';

/** What stands on a page, furniture left out, to be asked line by line what it is. */
export interface OpenPieces {
  readonly kept: readonly Piece[];
  /** How many headlines are marked as such. */
  readonly headlines: number;
  /** Whether an editor said what it is, or what it goes on with; a byline excepted. */
  readonly isSettled: (piece: Piece) => boolean;
}

/** Null where a page's reader settled what everything is, and for what is no page. */
export function listOpenPieces({ pieces, reading }: Page, pins: PagePins): OpenPieces | null {
  if (reading.kind !== 'page' || pieces.some(({ settled }) => settled !== undefined)) return null;
  const settled = new Set([...pins.title, ...pins.notTitle, ...pins.furniture]);
  for (const { from, to } of pins.must) settled.add(from).add(to);
  const kept = pieces.filter((piece) => piece.aside === undefined && !isFurniture(piece, 1));
  const headlines = kept.filter(({ headingDepth }) => headingDepth > 0).length;
  return { kept, headlines, isSettled: ({ index }) => settled.has(index) };
}

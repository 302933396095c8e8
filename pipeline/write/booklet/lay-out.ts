import type { BookletSettings } from '../../core/settings.ts';
import { type Imposition, imposePages, spineWidthMm } from './impose-pages.ts';
import { blockOf, type PlacedSide, placeSides, type SizeMm, scaleToFit } from './place-sides.ts';
import { type BookletOptions, officePaperMm, resolveBooklet } from './resolve-booklet.ts';

/** A booklet as numbers: everything but the drawing. */
export interface LaidOut {
  readonly options: BookletOptions;
  readonly imposition: Imposition;
  readonly sides: readonly PlacedSide[];
  /** 1 unless scaling was asked for and is needed. */
  readonly scale: number;
  /** The first side whose pages do not stand on its sheet, and what it would have to hold; null when all do. */
  readonly misfit: { readonly sheet: SizeMm; readonly needed: SizeMm } | null;
}

/** From a page count and a page size to places on sheets. */
export function layOut(pageCount: number, page: SizeMm, settings: BookletSettings, bleedMm: number): LaidOut {
  const spineMm = spineOf(settings, pageCount);
  const options = resolveBooklet(settings, page, spineMm);
  const imposition = imposePages(pageCount, options);
  const sides = placeSides(imposition, options.method, { ...options, bleedMm, spineMm });
  const needs = ({ side }: PlacedSide): SizeMm =>
    blockOf(page, side.columns, side.rows, side.part === 'cover' ? spineMm : 0);
  const crowded = sides.find((side) => options.scale !== 'fit' && scaleToFit(side.sheet, needs(side)) < 1);
  return {
    options,
    imposition,
    sides,
    scale: Math.min(1, ...sides.flatMap((side) => side.slots.map((slot) => slot.scale))),
    misfit: crowded ? { sheet: crowded.sheet, needed: needs(crowded) } : null,
  };
}

/** Only a glued book has a back; a stapled one is a fold. */
const spineOf = (settings: BookletSettings, pageCount: number): number =>
  settings.cover === 'separate' && settings.method === 'perfect'
    ? spineWidthMm(pageCount - 4, settings.paper ?? officePaperMm)
    : 0;

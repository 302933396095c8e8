import type { BookletSettings } from '../../core/settings.ts';
import { pageSizesMm } from '../../core/units.ts';
import type { Mark } from './draw-side.ts';
import type { ImpositionOptions } from './impose-pages.ts';
import { blockOf, orientSheet, type SizeMm, scaleToFit, turnOf } from './place-sides.ts';

/** Every choice made: nothing is left open for those who place and draw. */
export interface BookletOptions extends ImpositionOptions {
  readonly flip: 'short' | 'long';
  readonly page: SizeMm;
  readonly sheet: SizeMm;
  readonly coverSheet: SizeMm;
  readonly fill: 'blank' | 'notes';
  readonly paperMm: number;
  readonly creepMm: number;
  readonly scale: 'none' | 'fit';
  readonly marks: readonly Mark[];
  readonly hasSlug: boolean;
}

/** Office paper of 80 g is about a tenth of a millimetre thick. */
export const officePaperMm = 0.1;

/** Sheets to choose from when none is named, smallest first. */
const commonSheets = ['a6', 'a5', 'a4', 'a3'] as const;

/** Settings with every default (CONTRACTS 7). `spineMm` is what the cover's sheet must hold besides its two pages. */
export function resolveBooklet(settings: BookletSettings, page: SizeMm, spineMm: number): BookletOptions {
  const perSide = settings.perSide ?? 2;
  const block = blockOf(page, 2, perSide / 2, 0);
  const cover = blockOf(page, 2, 1, spineMm);
  const sheet = orientSheet(namedSheet(settings.sheet) ?? smallestSheet(block), block);
  const flip = settings.flip ?? 'short';
  return {
    method: settings.method ?? 'saddle',
    perSide,
    binding: settings.binding ?? 'left',
    flip,
    turn: turnOf(flip, sheet),
    printing: settings.printing ?? 'duplex',
    signature: settings.signature ?? 0,
    blanks: settings.blanks ?? 'before-last',
    cover: settings.cover ?? 'with-body',
    page,
    sheet,
    coverSheet: orientSheet(namedSheet(settings.coverSheet) ?? smallestSheet(cover), cover),
    fill: settings.fill ?? 'blank',
    paperMm: settings.paper ?? officePaperMm,
    creepMm: settings.creep ?? 0,
    scale: settings.scale ?? 'none',
    marks: settings.marks ?? [],
    hasSlug: settings.slug ?? false,
  };
}

const namedSheet = (name: string | undefined): SizeMm | undefined => (name ? pageSizesMm[name] : undefined);

/** The smallest common sheet that holds the block at full size; a block larger than all is its own sheet. */
function smallestSheet(block: SizeMm): SizeMm {
  const sheets = commonSheets.flatMap((name) => pageSizesMm[name] ?? []);
  return sheets.find((sheet) => scaleToFit(orientSheet(sheet, block), block) === 1) ?? block;
}

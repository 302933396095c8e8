import type { Settings } from '../../core/settings.ts';
import { pageSizesMm } from '../../core/units.ts';

/** Paper that a booklet takes. */
export interface SheetCount {
  /** Pages of the finished edition, as printed. */
  readonly pages: number;
  /** Pages added to fill the last sheet. */
  readonly added: number;
  /** Sheets a copy. */
  readonly sheets: number;
}

/** Sheets of a ream, as paper is sold. */
export const sheetsPerReam = 500;

/** How many sheets one copy takes; the same arithmetic as imposition does, without laying anything out. */
export function countSheets(pages: number, settings: Settings): SheetCount {
  const { method = 'saddle', perSide = 2, cover = 'with-body' } = settings.edition.booklet ?? {};
  const isSeparate = cover === 'separate' && pages > 4;
  const body = isSeparate ? pages - 4 : pages;
  const unit = method === 'saddle' ? 4 : 2;
  const added = (unit - (body % unit)) % unit;
  const sheets = Math.ceil((body + added) / (2 * perSide)) + (isSeparate ? 1 : 0);
  return { pages, added, sheets };
}

/** Sheets and reams for so many copies; a ream begun is a ream bought. */
export function countReams(sheets: number, copies: number): { readonly sheets: number; readonly reams: number } {
  return { sheets: sheets * copies, reams: Math.ceil((sheets * copies) / sheetsPerReam) };
}

/** The number in what an editor wrote of copies (`300`, `300 copies`, Chinese or full-width); 1 when there is none. */
export function readCopies(text: string): number {
  const digits = /\d+/.exec(text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1'))?.[0];
  return Math.max(1, Number(digits ?? 1));
}

/** Name of a paper size as people say it: `A4`; millimetres for one that has none. */
export function nameSheet(widthMm: number, heightMm: number): string {
  const [short, long] = [Math.min(widthMm, heightMm), Math.max(widthMm, heightMm)];
  const found = Object.entries(pageSizesMm).find(
    ([, size]) => Math.abs(size.widthMm - short) < 1 && Math.abs(size.heightMm - long) < 1,
  );
  return found ? found[0].toUpperCase() : `${Math.round(short)}×${Math.round(long)} mm`;
}

import type { PlacedGlyph, PlacedPage } from './pdf-glyphs.ts';

/**
 * Pages of two columns as twice as many pages of one, in reading order: the rules of lines and pages hold for a column as
 * they do for a page. What goes over both columns (openings) belongs to the first.
 */
export function splitColumns(pages: readonly PlacedPage[], gapFromPt: (page: number) => number): readonly PlacedPage[] {
  return pages.flatMap((page) => {
    const from = gapFromPt(page.number);
    const isRight = (glyph: PlacedGlyph): boolean => glyph.xPt > from;
    const across = new Set(page.glyphs.filter((g) => reaches(g, from)).map(({ block }) => block));
    return [false, true].map((side, i) => ({
      ...page,
      number: 2 * page.number - 1 + i,
      glyphs: page.glyphs.filter((g) => (isRight(g) && !across.has(g.block)) === side),
    }));
  });
}

/** Half an em of white behind a mark may reach into the gap; a character in it is one of an opening. */
const reaches = ({ xPt, widthPt, sizePt, block }: PlacedGlyph, from: number): boolean =>
  block >= 0 && xPt < from + sizePt && xPt + widthPt > from + 0.75 * sizePt;

import type { PlacedGlyph, PlacedPage } from './pdf-glyphs.ts';
import { isHan } from './set-lines.ts';

/** Where the cell of an upright character begins above its base line, in ems: the faces' own vertical origin. */
const originEm = 0.88;

/**
 * Pages whose lines run down, turned so that these run across, first line on top: the rules of lines and pages are then the
 * same as for horizontal pages. Every glyph is put on the middle of its line, since Han characters have no other base line
 * to share with turned Latin ones and upright numbers; a number that stands upright is one character, as wide as all
 * others. Left-hand and right-hand pages begin at one height.
 */
export function turnPages(pages: readonly PlacedPage[], pitchPt: number): readonly PlacedPage[] {
  const turned = pages.map((page) => ({
    ...page,
    widthPt: page.heightPt,
    heightPt: page.widthPt,
    glyphs: turnGlyphs(page, pitchPt),
  }));
  const firstOf = (side: number): number =>
    Math.min(
      ...turned
        .filter(({ number }) => number % 2 === side)
        .flatMap(({ glyphs, blocks }) =>
          glyphs
            .filter(({ block, character }) => isHan(character) && blocks[block]?.roles[1] === 'Art')
            .map(({ baselinePt }) => baselinePt),
        ),
    );
  const first = [firstOf(0), firstOf(1)];
  const moveUp = (number: number): number => (first[number % 2] ?? 0) - Math.min(...first);
  return turned.map((page) => ({
    ...page,
    glyphs: page.glyphs.map((glyph) => ({ ...glyph, baselinePt: glyph.baselinePt - moveUp(page.number) })),
  }));
}

function turnGlyphs({ glyphs, widthPt: pageWidthPt }: PlacedPage, pitchPt: number): PlacedGlyph[] {
  const middles = listMiddles(glyphs);
  const turned: PlacedGlyph[] = [];
  let isAfterNumber = false;
  for (const glyph of glyphs) {
    const { character, xPt, widthPt, sizePt, baselinePt, isTurned } = glyph;
    const isUpright = isTurned !== true && /^\d$/.test(character);
    const before = turned.at(-1);
    if (isUpright && isAfterNumber && before && Math.abs(before.xPt + originEm * sizePt - baselinePt) < 0.1) {
      turned[turned.length - 1] = { ...before, character: before.character + widen(character) };
      continue;
    }
    isAfterNumber = isUpright;
    const own = isTurned ? xPt + 0.38 * sizePt : xPt + widthPt / 2;
    const middle = middles.find((x) => Math.abs(x - own) < pitchPt / 2) ?? own;
    turned.push({
      ...glyph,
      ...(isUpright ? { character: widen(character), widthPt: sizePt } : {}),
      xPt: isTurned ? baselinePt : baselinePt - originEm * sizePt,
      baselinePt: pageWidthPt - middle,
    });
  }
  return turned;
}

const widen = (digit: string): string => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);

/** The middles of the lines of a page that have Han characters, those of body type first. */
function listMiddles(glyphs: readonly PlacedGlyph[]): readonly number[] {
  const counts = new Map<number, { middle: number; count: number }>();
  for (const { character, xPt, widthPt, block } of glyphs) {
    if (block < 0 || !isHan(character)) continue;
    const middle = xPt + widthPt / 2;
    const key = Math.round(middle);
    const known = counts.get(key) ?? { middle, count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ middle }) => middle);
}

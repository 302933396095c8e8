import type { Glyph } from './pdf-page.ts';

/**
 * Lines that run over a gutter, parted there: what stands before it ends exactly where other lines of the page end, and what
 * stands behind it begins where others begin. A space parts words. `spaced`: lines before which the page puts
 * one; so does it before the first of their parts.
 *
 *     stretched  as  far  as  here. │ The next column      the gutter is no wider than the
 *     this line ends where others   │ begins where others  room between the words before it
 */
export function partAtEdges(lines: readonly (readonly Glyph[])[], spaced: Set<readonly Glyph[]>): (readonly Glyph[])[] {
  const shown = lines.map((line) => line.filter(isShown));
  const starts = countPlaces(shown.map((line) => line[0]?.leftPt));
  const ends = countPlaces(shown.map((line) => line.at(-1)?.rightPt));
  const usual = shown.map((line) => line[0]?.sizePt ?? 0).sort((a, b) => a - b)[Math.floor(shown.length / 2)] ?? 0;
  return lines.flatMap((line) => {
    const parts: Glyph[][] = [[]];
    let last: Glyph | undefined;
    let hasSpace = false;
    for (const glyph of line) {
      if (!isShown(glyph)) hasSpace = true;
      else {
        const isOver =
          last !== undefined &&
          !hasSpace &&
          isKnown(starts, glyph.leftPt, glyph.sizePt > leastHead * usual ? fewestUnderHead : fewest) &&
          (glyph.sizePt > leastHead * usual
            ? glyph.leftPt - last.rightPt > leastHeadGutterEm * glyph.sizePt
            : glyph.leftPt - last.rightPt > leastGutterEm * glyph.sizePt && isKnown(ends, last.rightPt, fewest));
        if (isOver) parts.push([]);
        last = glyph;
        hasSpace = false;
      }
      parts.at(-1)?.push(glyph);
    }
    if (parts.length === 1) return [line];
    if (spaced.has(line) && parts[0]) spaced.add(parts[0]);
    return parts;
  });
}

const isShown = (glyph: Glyph): boolean => glyph.text.trim() !== '';

const leastGutterEm = 0.6;
/** A headline, larger than what most lines are by this much, ends where it will: the next one beside it begins where a column does. */
const leastHead = 1.25;
const leastHeadGutterEm = 0.33;

/** Places are told apart by this much. */
const stepPt = 0.25;
const fewest = 4;
const fewestUnderHead = 2;

function countPlaces(places: readonly (number | undefined)[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const place of places) {
    if (place === undefined) continue;
    const step = Math.round(place / stepPt);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return counts;
}

const isKnown = (counts: ReadonlyMap<number, number>, place: number, least: number): boolean => {
  const step = Math.round(place / stepPt);
  return [-1, 0, 1].reduce((sum, off) => sum + (counts.get(step + off) ?? 0), 0) >= least;
};

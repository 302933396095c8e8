import type { Area, Glyph, PdfPage } from './pdf-page.ts';

/** Text on one base line without a wide gap: a line of a column, or a part of one. */
export interface Line extends Area {
  readonly text: string;
  readonly baselinePt: number;
  readonly sizePt: number;
  readonly isBold: boolean;
}

/** A gap as wide as this may be the room between two columns; behind a space it may still be one of a stretched line. */
const widestGapEm = 0.75;
const widestSpaceEm = 1.25;

/** Glyphs put together to lines: same base line, near each other, no vertical rule between. */
export function findLines(page: PdfPage): Line[] {
  const walls = page.rules.filter((rule) => rule.bottomPt - rule.topPt > rule.rightPt - rule.leftPt);
  return groupByBaseline(page.glyphs).flatMap((row) => {
    const lines: Glyph[][] = [];
    let wordGap = 0;
    for (const glyph of row) {
      const last = lines.at(-1)?.at(-1);
      if (!last || isApart(last, glyph, walls, wordGap)) {
        lines.push([glyph]);
        wordGap = 0;
      } else {
        lines.at(-1)?.push(glyph);
        if (last.text === ' ') wordGap = Math.max(wordGap, glyph.leftPt - last.rightPt);
      }
    }
    return lines.map(makeLine).filter((line) => line.text !== '');
  });
}

/** Rows of glyphs from the top down. Spaces take no part: they are put back as room when lines are made. */
function groupByBaseline(glyphs: readonly Glyph[]): Glyph[][] {
  const rows: Glyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.baselinePt - b.baselinePt)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.baselinePt - glyph.baselinePt) < 0.25 * Math.min(first.sizePt, glyph.sizePt))
      row.push(glyph);
    else rows.push([glyph]);
  }
  return rows.map((row) => row.sort((a, b) => a.leftPt - b.leftPt));
}

/** `wordGap` is the widest room behind a space so far: justified lines stretch all their spaces alike. */
function isApart(left: Glyph, right: Glyph, walls: readonly Area[], wordGap: number): boolean {
  const gap = right.leftPt - left.rightPt;
  const size = Math.max(left.sizePt, right.sizePt);
  const widest = left.text === ' ' ? Math.max(widestSpaceEm * size, 1.6 * wordGap) : widestGapEm * size;
  if (gap > widest) return true;
  const ratio = left.sizePt / right.sizePt;
  if (gap > 0.3 * size && (ratio > 1.3 || ratio < 0.77)) return true;
  return walls.some(
    (wall) =>
      wall.leftPt >= left.rightPt - 1 &&
      wall.rightPt <= right.leftPt + 1 &&
      wall.topPt < left.baselinePt &&
      wall.bottomPt > left.baselinePt - 2,
  );
}

const latin = /[A-Za-z0-9\u00c0-\u024f]/;

function makeLine(glyphs: readonly Glyph[]): Line {
  let text = '';
  let last: Glyph | null = null;
  const shown = glyphs.filter((glyph) => glyph.text.trim() !== '');
  for (const glyph of glyphs) {
    // Some files set words apart by room alone.
    const isWide = last !== null && glyph.leftPt - last.rightPt > 0.18 * glyph.sizePt;
    if (isWide && latin.test(text.at(-1) ?? '') && latin.test(glyph.text)) text += ' ';
    if (!isTwice(last, glyph)) text += glyph.text;
    last = glyph;
  }
  const sizePt = shown.reduce((most, glyph) => Math.max(most, glyph.sizePt), 0);
  const baselinePt = shown[0]?.baselinePt ?? 0;
  return {
    text: text.replace(/[^\S\u3000]+/g, ' ').trim(),
    leftPt: shown.reduce((least, glyph) => Math.min(least, glyph.leftPt), Number.POSITIVE_INFINITY),
    rightPt: shown.reduce((most, glyph) => Math.max(most, glyph.rightPt), Number.NEGATIVE_INFINITY),
    topPt: baselinePt - 0.88 * sizePt,
    bottomPt: baselinePt + 0.12 * sizePt,
    baselinePt,
    sizePt,
    isBold: shown.filter((glyph) => glyph.isBold).length * 2 > shown.length,
  };
}

/** The same glyph drawn again a hair aside looks bold, and is one. */
const isTwice = (last: Glyph | null, glyph: Glyph): boolean =>
  last !== null &&
  last.text === glyph.text &&
  glyph.text.trim() !== '' &&
  Math.abs(last.leftPt - glyph.leftPt) < 0.12 * glyph.sizePt;

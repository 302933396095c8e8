import type { Glyph } from './pdf-page.ts';

/** Glyphs on one base line, from left to right; spaces take no part. */
export interface Row {
  readonly baselinePt: number;
  readonly shown: readonly Glyph[];
  /** Whether the page puts a space before each of them. */
  readonly spaced: readonly boolean[];
}

/** The room between two neighbours of a row. */
export interface Gap {
  readonly left: Glyph;
  readonly right: Glyph;
}

/** Less room than this is never a gutter; more than `widest` is never the room between two words (in ems). */
const leastGapEm = 0.6;
const widestGapEm = 3;
/** Room that parts two headlines whose words are parted by room. */
const leastHeadGapEm = 0.45;
/** In narrow columns two words may be driven apart as far as this. */
const widestSpaceEm = 9;
/** Where no other line tells: room as wide as this parts columns; behind a space it may still be one of a stretched line. */
const loneGapEm = 0.75;
const loneSpaceEm = 1.25;

/**
 * Whether the room between two neighbours parts columns. A gutter goes on above or below, with lines that begin at the same
 * edge behind it; the rooms between the words of stretched lines stand over words. `hasSpace`: the page puts a space there;
 * `wordsHaveSpaces`: it does so between all its words.
 *
 *     taken  by  the   │  office is open    the gutter is open in the rows around
 *     government  of   │  on all days of
 */
export function isGutter(
  gap: Gap,
  at: number,
  rows: readonly Row[],
  hasSpace: boolean,
  wordsHaveSpaces: boolean,
): boolean {
  const { left, right } = gap;
  const widthPt = right.leftPt - left.rightPt;
  const sizePt = Math.max(left.sizePt, right.sizePt);
  const ratio = left.sizePt / right.sizePt;
  if (widthPt > 0.3 * sizePt && (ratio > 1.3 || ratio < 0.77)) return true;
  const own = rows[at];
  if (own && !hasSpace && isNarrow(left.text) && isNarrow(right.text)) {
    // Where words are parted by spaces, room without one parts columns; where by room, room unlike that between the words near by.
    const usual = wordsHaveSpaces ? 0 : measureWordRoom(gap, own);
    if (wordsHaveSpaces ? isLoneGap(gap, own) : usual > 0 && widthPt > Math.max(leastHeadGapEm * sizePt, 1.7 * usual))
      return true;
  }
  if (widthPt < leastGapEm * sizePt) return false;
  if (widthPt > (hasSpace ? widestSpaceEm : widestGapEm) * sizePt) return true;
  const above = look(gap, at, -1, rows, sizePt);
  const below = look(gap, at, 1, rows, sizePt);
  // Words are parted by a space, and lines of Han are not stretched between two characters only.
  const isTold = wordsHaveSpaces || (isWide(left.text) && isWide(right.text));
  if (!hasSpace && isTold && own && isLoneGap(gap, own)) return true;
  const isAlone = above.length + below.length === 0;
  if (isAlone) return widthPt > (hasSpace ? loneSpaceEm : loneGapEm) * sizePt;
  if ([above, below].some((side) => goesOn(side))) return true;
  const all = [...above, ...below];
  const open = all.filter((view) => view !== 'blocked').length;
  const aligned = all.filter((view) => view === 'aligned').length;
  return open >= 3 && aligned >= 2 && open >= 3 * (all.length - open);
}

const isNarrow = (text: string): boolean => /^[!-~\u00a1-\u024f\u2018-\u201d]/u.test(text);

/** The widest room between words near by, as far as they are parted by room: 0 if there are too few of them. */
function measureWordRoom({ left, right }: Gap, { shown }: Row): number {
  const at = shown.indexOf(right);
  const rooms: number[] = [];
  for (const step of [-1, 1]) {
    let found = 0;
    for (let i = at + step; i > 0 && i < shown.length && found < 2; i += step) {
      const [a, b] = [shown[i - 1], shown[i]];
      if (!a || !b || b.sizePt !== (step < 0 ? left : right).sizePt) break;
      const room = b.leftPt - a.rightPt;
      if (room > widestGapEm * b.sizePt) break;
      if (room < 0.15 * b.sizePt) continue;
      rooms.push(room);
      found++;
    }
  }
  return rooms.length < 2 ? 0 : Math.max(...rooms);
}

const isWide = (text: string): boolean => /[\p{Script=Han}\u3001-\u303f\uff00-\uffef]/u.test(text);

/** Whether no other room near by is like it: lines of Han are stretched evenly. */
function isLoneGap({ left, right }: Gap, { shown, spaced }: Row): boolean {
  const at = shown.indexOf(right);
  const least = 0.4 * (right.leftPt - left.rightPt);
  let alike = 0;
  for (let i = Math.max(1, at - nearBy); i <= Math.min(shown.length - 1, at + nearBy); i++) {
    const [a, b] = [shown[i - 1], shown[i]];
    const room = a && b ? b.leftPt - a.rightPt : 0;
    if (i !== at && !spaced[i] && room > least && room < widestGapEm * right.sizePt) alike++;
  }
  return alike < 2;
}

/** Characters on each side among which a line would be seen to be stretched. */
const nearBy = 4;

type View = 'blocked' | 'open' | 'aligned';

/** A side on which the gutter is seen to go on at once. */
function goesOn(side: readonly View[]): boolean {
  const first = side.slice(0, 4);
  const aligned = first.filter((view) => view === 'aligned').length;
  return first.length >= 2 && !first.includes('blocked') && aligned >= Math.min(2, first.length - 1);
}

const mostRows = 6;

/** What stands over or under a gap, row by row: something in its middle, or text on both sides of it. */
function look({ left, right }: Gap, at: number, step: 1 | -1, rows: readonly Row[], sizePt: number): View[] {
  const views: View[] = [];
  const own = rows[at];
  if (!own) return views;
  const from = left.rightPt + 0.3 * (right.leftPt - left.rightPt);
  const to = right.leftPt - 0.3 * (right.leftPt - left.rightPt);
  for (let i = at + step; views.length < mostRows; i += step) {
    const row = rows[i];
    if (!row || Math.abs(row.baselinePt - own.baselinePt) > 9 * sizePt) break;
    let [before, behind]: [Glyph | null, Glyph | null] = [null, null];
    let isBlocked = false;
    for (const glyph of row.shown) {
      if (glyph.rightPt <= from) before = glyph;
      else if (glyph.leftPt >= to) {
        behind = glyph;
        break;
      } else {
        isBlocked = true;
        // A headline over both columns says nothing of what stands below it.
        if (glyph.sizePt > 1.2 * sizePt) isBlocked = false;
        else break;
      }
    }
    if (isBlocked) views.push('blocked');
    else if (behind && Math.abs(behind.leftPt - right.leftPt) < 0.8) views.push('aligned');
    else if (before && behind && from - before.rightPt < 4 * sizePt && behind.leftPt - to < 4 * sizePt)
      views.push('open');
  }
  return views;
}

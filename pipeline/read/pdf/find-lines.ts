import { groupByBaseline } from './group-by-baseline.ts';
import { partAtEdges } from './part-at-edges.ts';
import type { Area, Glyph, PdfPage } from './pdf-page.ts';
import { type BareSpace, isBareSpace, measureApart, measureBareSpace } from './read-bare-spaces.ts';
import { isGutter, type Row } from './weigh-gap.ts';

/** Text on one base line without a wide gap: a line of a column, or a part of one. */
export interface Line extends Area {
  readonly text: string;
  readonly baselinePt: number;
  readonly sizePt: number;
  readonly isBold: boolean;
  /** Its letters are slanted. */
  readonly isSlanted?: boolean;
  /** Where its last character's place ends: a mark of full width stands in the left half of it. */
  readonly farPt: number;
  /** How wide that is which cannot be parted at its start: a word, or a character with the marks that cling to it. */
  readonly firstPt: number;
  /** The page puts no space between it and what stands before it on its base line. */
  readonly isTight?: boolean;
  /** It stands by itself above a headline, and belongs to it. */
  readonly isKicker?: boolean;
  /** It is a block of text that runs another way than the page. */
  readonly runsOtherwise?: 'turned' | 'askew';
}

/** Glyphs put together to lines: same base line, near each other, nothing between that parts columns. */
export function findLines(page: PdfPage): Line[] {
  const walls = page.rules.filter((rule) => rule.bottomPt - rule.topPt > rule.rightPt - rule.leftPt);
  const drawn = new Map(page.glyphs.map((glyph, i) => [glyph, i]));
  const groups = groupByBaseline(page.glyphs).map((group) => dropSpacesAtEnds(group, page.glyphs, drawn));
  const rows = groups.map(makeRow);
  const wordsHaveSpaces = haveSpaces(rows);
  const spaced = new Set<readonly Glyph[]>();
  const found = groups.flatMap((group, at) => {
    const lines: Glyph[][] = [];
    let last: Glyph | null = null;
    let hasSpace = false;
    for (const glyph of group) {
      if (glyph.text.trim() === '') {
        hasSpace = true;
        lines.at(-1)?.push(glyph);
        continue;
      }
      const isApart: boolean =
        last === null ||
        (glyph.leftPt - last.rightPt > leastLeap * Math.max(glyph.sizePt, last.sizePt) &&
          isGutter({ left: last, right: glyph }, at, rows, hasSpace, wordsHaveSpaces)) ||
        (glyph.leftPt > last.rightPt && hasWall(walls, last, glyph));
      if (isApart) {
        const line = [glyph];
        lines.push(line);
        if (hasSpace || last === null) spaced.add(line);
      } else lines.at(-1)?.push(glyph);
      last = glyph;
      hasSpace = false;
    }
    return lines;
  });
  const parted = partAtEdges(found, spaced);
  const bare = measureBareSpace(parted);
  return parted
    .map((line) => ({ ...makeLine(line, bare), ...(spaced.has(line) ? {} : { isTight: true }) }))
    .filter((line) => line.text !== '');
}

/**
 * A row without the spaces at which lines were broken, which some files keep: what is drawn behind such a space stands
 * elsewhere, and what stands behind it is another column's. They would bridge a gutter.
 */
function dropSpacesAtEnds(
  group: readonly Glyph[],
  glyphs: readonly Glyph[],
  drawn: ReadonlyMap<Glyph, number>,
): readonly Glyph[] {
  return group.filter((glyph, i) => {
    if (glyph.text.trim() !== '') return true;
    const at = drawn.get(glyph) ?? 0;
    const [before, behind, beside] = [glyphs[at - 1], glyphs[at + 1], group[i + 1]];
    const isBehind = before !== undefined && isNextTo(before, glyph);
    const goesOn = behind !== undefined && Math.abs(behind.baselinePt - glyph.baselinePt) < 0.25 * glyph.sizePt;
    const isBridge = beside !== undefined && beside.leftPt - glyph.rightPt > leastLeap * glyph.sizePt;
    return !isBehind || !isBridge || (goesOn && behind === beside);
  });
}

const isNextTo = (before: Glyph, glyph: Glyph): boolean =>
  Math.abs(before.baselinePt - glyph.baselinePt) < 0.05 * glyph.sizePt &&
  Math.abs(glyph.leftPt - before.rightPt) < 0.1 * glyph.sizePt;

function makeRow(group: readonly Glyph[]): Row {
  const shown: Glyph[] = [];
  const spaced: boolean[] = [];
  let hasSpace = false;
  for (const glyph of group) {
    if (glyph.text.trim() === '') hasSpace = true;
    else {
      shown.push(glyph);
      spaced.push(hasSpace);
      hasSpace = false;
    }
  }
  return { baselinePt: group[0]?.baselinePt ?? 0, shown, spaced };
}

/** Some files put no spaces between words, only room. */
function haveSpaces(rows: readonly Row[]): boolean {
  let [spaced, bare] = [0, 0];
  for (const row of rows) {
    for (const [i, glyph] of row.shown.entries()) {
      const before = row.shown[i - 1];
      if (!before || !latin.test(before.text) || !latin.test(glyph.text)) continue;
      const room = (glyph.leftPt - before.rightPt) / glyph.sizePt;
      if (room > 0.18 && row.spaced[i]) spaced++;
      else if (room > 0.18 && room < 0.6) bare++;
    }
  }
  return spaced >= bare;
}

/** Less room than this (in ems) is never looked at. */
const leastLeap = 0.3;

const hasWall = (walls: readonly Area[], left: Glyph, right: Glyph): boolean =>
  walls.some(
    (wall) =>
      wall.leftPt >= left.rightPt - 1 &&
      wall.rightPt <= right.leftPt + 1 &&
      wall.topPt < left.baselinePt &&
      wall.bottomPt > left.baselinePt - 2,
  );

const latin = /[A-Za-z0-9\u00c0-\u024f]/;

function makeLine(glyphs: readonly Glyph[], bare: BareSpace): Line {
  let text = '';
  let last: Glyph | null = null;
  let space = '';
  const shown = glyphs.filter((glyph) => glyph.text.trim() !== '');
  const apart = measureApart(glyphs);
  for (const glyph of glyphs) {
    if (glyph.text.trim() === '') {
      space ||= glyph.text;
      continue;
    }
    const room = last === null ? 0 : glyph.leftPt - last.rightPt;
    // A space without room is a place at which a word could have been cut.
    if (space !== '' && room > 0.05 * glyph.sizePt + 2 * apart.lettersPt) text += space;
    // Some files set words apart by room alone.
    else if (last !== null && isBareSpace(last, glyph, apart, bare)) text += ' ';
    if (!isTwice(last, glyph)) text += glyph.text;
    last = glyph;
    space = '';
  }
  const sizePt = shown.reduce((most, glyph) => Math.max(most, glyph.sizePt), 0);
  const baselinePt = shown[0]?.baselinePt ?? 0;
  const farPt = shown.reduce((most, glyph) => Math.max(most, glyph.rightPt), Number.NEGATIVE_INFINITY);
  const end = shown.at(-1);
  return {
    text: text.replace(/[^\S\u3000]+/g, ' ').trim(),
    leftPt: shown.reduce((least, glyph) => Math.min(least, glyph.leftPt), Number.POSITIVE_INFINITY),
    rightPt: halfFilled.test(end?.text ?? '') && isFullWidth(end) ? end.leftPt + (end.rightPt - end.leftPt) / 2 : farPt,
    farPt,
    topPt: baselinePt - 0.88 * sizePt,
    bottomPt: baselinePt + 0.12 * sizePt,
    baselinePt,
    sizePt,
    isBold: shown.filter((glyph) => glyph.isBold).length * 2 > shown.length,
    firstPt: measureFirst(glyphs),
    ...(shown.filter((glyph) => glyph.isSlanted).length * 2 > shown.length ? { isSlanted: true } : {}),
  };
}

/** Marks of full width with nothing in their right half: a setter may give them that half only. */
const halfFilled =
  /^[\u3001\u3002\uff0c\uff1a\uff1b\uff09\uff3d\uff5d\u300b\u300d\u300f\u3011\u3009\u3015\u201d\u2019]$/;
const isFullWidth = (glyph: Glyph | undefined): glyph is Glyph =>
  glyph !== undefined && glyph.rightPt - glyph.leftPt > 0.9 * glyph.sizePt;

const opens = /[\u2018\u201c\uff08\uff3b\uff5b\u3014\u300a\u300c\u300e\u3010\u3008([{<#$+@\u00a3\u00a5\uffe5]/;
const clings =
  /[\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\u201d\u2019\uff09\uff3d\uff5d\u300b\u300d\u300f\u3011\u3009\u3015\u2026\u00b7\uff05\u2014!%),.:;?\]}\u2010-]/;
const narrow = /^[\u2500!-~\u00a1-\u024f\u2018-\u201d\u2030-\u205e\u20a0-\u218f\u2200-\u22ff\ufb00-\ufb06]+$/;

/** The width of a line's first word, or first Han character, with the marks that may not be parted from it. */
function measureFirst(glyphs: readonly Glyph[]): number {
  const first = glyphs.findIndex((glyph) => glyph.text.trim() !== '');
  const start = glyphs[first];
  if (!start) return 0;
  let end = start;
  let hasCore = !opens.test(start.text);
  for (const glyph of glyphs.slice(first + 1)) {
    if (glyph.text.trim() === '') continue;
    if (glyph.leftPt - end.rightPt > 0.1 * glyph.sizePt) break;
    // A line may be broken behind a hyphen, before letters.
    const isBreak = /[-\u2010]$/.test(end.text) && !/[0-9]/.test(glyph.text);
    const isWord = narrow.test(end.text) && narrow.test(glyph.text) && !isBreak;
    if (hasCore && !isWord && !clings.test(glyph.text)) break;
    if (!opens.test(glyph.text)) hasCore = true;
    end = glyph;
  }
  return end.rightPt - start.leftPt;
}

/** Whether a line could have been broken somewhere: one that could not may reach out of its column. */
export const isBreakable = (line: Pick<Line, 'text'>): boolean => /\s|\p{Script=Han}/u.test(line.text);

/** The same glyph drawn again a hair aside looks bold, and is one. */
const isTwice = (last: Glyph | null, glyph: Glyph): boolean =>
  last !== null &&
  last.text === glyph.text &&
  glyph.text.trim() !== '' &&
  Math.abs(last.leftPt - glyph.leftPt) < 0.12 * glyph.sizePt;

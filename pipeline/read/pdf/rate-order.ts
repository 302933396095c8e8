import type { Line } from './find-lines.ts';
import { isFinished } from './is-finished.ts';
import type { Area } from './pdf-page.ts';
import { isJump, isJumpIn } from './read-jump.ts';
import { isHead, overlaps, type PageMeasure } from './region-item.ts';

/** What is asked to rate an order. */
export interface OrderFacts {
  readonly measure: PageMeasure;
  /** The left edge of the column of each line. */
  readonly edges: ReadonlyMap<Line, number>;
  /** The right edge of the column of each line. */
  readonly rights: ReadonlyMap<Line, number>;
  /** Lines with no other of their column right above them, and right below. */
  readonly tops: ReadonlySet<Line>;
  readonly feet: ReadonlySet<Line>;
  /** Lines set otherwise right below a sentence's end: who wrote it. */
  readonly signatures: ReadonlySet<Line>;
  /** The line of its column right above a line, where there is one. */
  readonly above: ReadonlyMap<Line, Line>;
  readonly pictures: readonly Area[];
}

/** How well all lines of an order follow one another; text seldom stands above the headline that it is read after. */
export function rateOrder(lines: readonly Line[], facts: OrderFacts): { rating: number; isFaultless: boolean } {
  const { measure } = facts;
  let [rating, isFaultless] = [0, true];
  const held = new Set(lines);
  let headTop = Number.NEGATIVE_INFINITY;
  /** A line that says where text comes from, with no headline before it. */
  let bare: Line | undefined;
  for (const [i, line] of lines.entries()) {
    const last = lines[i - 1];
    const step = rateStep(last, line, facts);
    rating += step;
    if (step < 0) isFaultless = false;
    // What stands right above in the column is read right before it.
    const above = facts.above.get(line);
    if (above && last && last !== above && held.has(above)) [rating, isFaultless] = [rating - tornPenalty, false];
    if (isJumpIn(line.text)) bare = last && isHeadLine(last, measure) ? undefined : line;
    else if (bare && isHeadLine(line, measure)) {
      // A headline read after what began right below its height is the headline of that.
      const gap = bare.topPt - line.bottomPt;
      if (gap > -1 && gap < 2 * line.sizePt) [rating, isFaultless] = [rating - 2.5, false];
      bare = undefined;
    }
    if (isHeadLine(line, measure)) {
      headTop = last && isHeadLine(last, measure) ? Math.min(headTop, line.topPt) : line.topPt;
    } else if (last && line.topPt < last.topPt && line.topPt < headTop - 2 * measure.bodyPt) rating -= 0.6;
  }
  return { rating, isFaultless };
}

/** What an order loses where it tears a column apart. */
const tornPenalty = 1.8;

/**
 * How well one line follows another: sentences that break off go on, headlines stand over text, paragraphs begin where the one
 * before has ended. Nothing is said of lines right below one another in running text.
 *
 *     the last words of a │ column go on here        speaks for this order
 *     the last words of a │ Headline                 speaks against it
 */
export function rateStep(last: Line | undefined, next: Line | undefined, facts: OrderFacts): number {
  if (!last || !next) return 0;
  const { measure, edges, pictures } = facts;
  const { bodyPt, indents } = measure;
  const isBelow = next.topPt > last.topPt && next.topPt - last.bottomPt < 2 * bodyPt && overlaps(last, next);
  const [fromHead, toHead] = [isHeadLine(last, measure), isHeadLine(next, measure)];
  // A headline may stand over the middle of its columns; the line that says where the text comes from opens the first.
  const isUnder = next.topPt > last.topPt && next.topPt - last.bottomPt < 2 * last.sizePt;
  if (fromHead && isJumpIn(next.text) && isUnder && !isJumpIn(last.text)) return 0;
  if (fromHead && toHead) return isBelow || areParts(last, next) || isOver(last, next) ? 0 : -2;
  const isBody = (line: Line): boolean => Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt;
  if (toHead) {
    if (isJump(last.text)) return 0;
    if (facts.signatures.has(last)) return 0.5;
    if (isFinished(last.text) && !/[\uff1a\uff1b:;]$/.test(last.text)) return 0.5;
    // A byline with nothing below it, or a sentence that breaks off.
    return isBody(last) ? (last.text.length > 6 ? -2 : -0.3) : -1.5;
  }
  if (startsInside.test(next.text) && (fromHead || isFinished(last.text))) return isBelow && !fromHead ? 0 : -2;
  if (fromHead) {
    const filledPt = pictures
      .filter((area) => area.topPt > last.bottomPt - 2 && area.bottomPt < next.topPt + 2)
      .reduce((most, area) => Math.max(most, area.bottomPt - area.topPt + 4 * bodyPt), 0);
    const isNear = next.topPt - last.bottomPt < 4 * last.sizePt + filledPt && next.bottomPt > last.topPt - bodyPt;
    return isNear ? 0.5 : -1.5;
  }
  // Two lines on one row are two columns, unless they are parts of a byline; columns of a single line may well follow one another.
  const isShort = facts.tops.has(last) && facts.feet.has(last) && facts.tops.has(next);
  if (isLevel(last, next) && !(isShort && isBody(last) && isBody(next) && last.rightPt < next.leftPt))
    return isBody(last) && isBody(next) ? (isFinished(last.text) ? -1.5 : -0.5) : 0;
  if (isBelow || !isBody(last)) return 0;
  // A new row without a headline: text comes from the columns above it at best.
  if (next.topPt > last.bottomPt && next.rightPt < last.leftPt) return -1.5;
  // A sentence does not go on in another size.
  if (!isBody(next)) return isFinished(last.text) || isJump(next.text) || last.text.length < 7 ? 0 : -1.5;
  const isIndented = next.leftPt - (edges.get(next) ?? next.leftPt) > 0.7 * next.sizePt;
  if (!isFinished(last.text)) return isIndented ? -2 : 1;
  if (isIndented) return 0.5;
  // A sentence may well end where its line does, and the next goes on with its paragraph: in the same weight.
  return indents.length > 0 && !(reachesEdge(last, facts) && last.isBold === next.isBold) ? -1 : 0;
}

const reachesEdge = (line: Line, { rights }: OrderFacts): boolean =>
  line.farPt > (rights.get(line) ?? line.farPt) - 0.3 * line.sizePt;

/** The edges of the columns in which lines stand: where those right above and below them begin and end. */
export function findColumnEdges(
  lines: readonly Line[],
  { bodyPt, indents }: PageMeasure,
): { readonly edges: ReadonlyMap<Line, number>; readonly rights: ReadonlyMap<Line, number> } {
  const edges = new Map<Line, number>();
  const rights = new Map<Line, number>();
  const most = Math.max(0, ...indents) + 0.6;
  const near = 3 * bodyPt;
  const sorted = [...lines].sort((a, b) => a.topPt - b.topPt);
  for (const [i, line] of sorted.entries()) {
    let [left, right] = [line.leftPt, line.farPt];
    for (const step of [-1, 1]) {
      for (let at = i + step; ; at += step) {
        const other = sorted[at];
        if (!other || Math.abs(other.topPt - line.topPt) > near) break;
        const isSame = overlaps(line, other) && Math.abs(other.sizePt - line.sizePt) < 0.05 * line.sizePt;
        if (isSame && other.leftPt < left && line.leftPt - other.leftPt < most) left = other.leftPt;
        if (isSame && Math.abs(other.leftPt - line.leftPt) < most) right = Math.max(right, other.farPt);
      }
    }
    edges.set(line, left);
    rights.set(line, right);
  }
  return { edges, rights };
}

/** The lines with which columns begin and end, and those that stand below a text as who wrote it. */
export function findColumnEnds(
  lines: readonly Line[],
  { bodyPt }: PageMeasure,
  rights: ReadonlyMap<Line, number>,
): Pick<OrderFacts, 'tops' | 'feet' | 'signatures'> {
  const [tops, feet] = [new Set(lines), new Set(lines)];
  const signatures = new Set<Line>();
  const isBody = (line: Line): boolean => Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt;
  const sorted = [...lines].sort((a, b) => a.topPt - b.topPt);
  for (const [i, line] of sorted.entries()) {
    for (let at = i + 1; ; at++) {
      const other = sorted[at];
      if (!other || other.topPt - line.bottomPt > 1.2 * bodyPt) break;
      if (other.topPt < line.bottomPt - 1) continue;
      // It may stand at the right, below a last line of a few words.
      const column = { ...line, rightPt: rights.get(line) ?? line.rightPt };
      if (!overlaps(column, other)) continue;
      const isSmall = other.sizePt < 1.05 * bodyPt && !isBody(other) && other.text.length < 60;
      if (isSmall && isBody(line) && isFinished(line.text) && !isFinished(other.text)) signatures.add(other);
      if (!overlaps(line, other)) continue;
      if (Math.abs(other.sizePt - line.sizePt) > 0.05 * line.sizePt) continue;
      feet.delete(line);
      tops.delete(other);
    }
  }
  return { tops, feet, signatures };
}

/** What no paragraph begins with. */
const startsInside = /^[a-z\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\uff09\u300b\u300d\u300f\u201d]/;

/** A line that belongs to the headline below it, wherever that begins. */
const isOver = (last: Line, next: Line): boolean =>
  last.isKicker === true && next.topPt - last.bottomPt < next.sizePt && next.topPt > last.topPt;

/** Parts of one headline with some room between. */
const areParts = (last: Line, next: Line): boolean =>
  isLevel(last, next) && next.leftPt > last.rightPt && next.leftPt - last.rightPt < 4 * last.sizePt;

const isHeadLine = (line: Line, measure: PageMeasure): boolean => isHead({ ...line, line }, measure);

const isLevel = (a: Line, b: Line): boolean =>
  Math.abs(a.baselinePt - b.baselinePt) < 0.3 * Math.min(a.sizePt, b.sizePt) && !overlaps(a, b);

import type { Line } from './find-lines.ts';
import { isFinished } from './is-finished.ts';
import type { Area } from './pdf-page.ts';
import { overlaps, type PageMeasure } from './region-item.ts';

/**
 * Quotes from the text, set large into its columns: they say again what stands on the page, and text that breaks off above
 * them goes on below.
 *
 *     to be seen in all the
 *     ───────────────────
 *     “Nobody asked us.”        no headline
 *     ───────────────────
 *     towns along the river
 */
export function findQuotes(lines: readonly Line[], rules: readonly Area[], measure: PageMeasure): Line[][] {
  const { bodyPt } = measure;
  const body = lines.filter((line) => Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt);
  const large = lines.filter(({ sizePt }) => sizePt > 1.12 * bodyPt && sizePt < 3 * bodyPt);
  if (large.length === 0) return [];
  const pieces = new Set(joinNeighbours(body).flatMap(cutPieces));
  const groups = groupLines(large);
  const quotes = groups.filter((group) => {
    const text = group.map((line) => line.text).join('');
    const isSentence = /[.\u3002]["\u201d\u300d\u2019]?$/.test(text);
    if (fold(text).length < (isSentence ? shortestSentence : shortest)) return false;
    const own = cutPieces(text);
    const said = own.filter((piece) => pieces.has(piece)).length;
    const isSaid = own.length > 2 && said > leastSaid * own.length;
    const isSpoken = /^["\u201c\u300c\u2018].*["\u201d\u300d\u2019]$/.test(text);
    const area = areaOf(group);
    const isRuled = isBetweenRules(area, rules, bodyPt);
    if (isSaid) return isSentence || isSpoken || ((isRuled || isFinished(text)) && breaksText(area, body, measure));
    return (isSpoken || isRuled) && breaksText(area, body, measure);
  });
  return [...quotes, ...findParted(groups, quotes, pieces)];
}

/** Quotes of which a column's end left a part at the top of the next: the text holds what runs over the gap. */
function findParted(
  groups: readonly Line[][],
  quotes: readonly Line[][],
  pieces: ReadonlySet<string>,
): readonly Line[][] {
  const parts = new Set<Line[]>();
  const textOf = (group: readonly Line[]): string => group.map((line) => line.text).join('');
  for (const first of groups) {
    if (isFinished(textOf(first))) continue;
    for (const second of groups) {
      const isAlike = Math.abs((first[0]?.sizePt ?? 0) - (second[0]?.sizePt ?? 0)) < 0.1;
      if (first === second || quotes.includes(second) || !isAlike || !isFinished(textOf(second))) continue;
      const length = pieceLength(textOf(first));
      if (length !== pieceLength(textOf(second))) continue;
      // Pieces of which each stands in both.
      const over = cutPieces(fold(textOf(first)).slice(1 - length) + fold(textOf(second)).slice(0, length - 1));
      if (over.length > 2 && over.filter((piece) => pieces.has(piece)).length > leastSaid * over.length)
        for (const part of [first, second]) if (!quotes.includes(part)) parts.add(part);
    }
  }
  return [...parts];
}

/** A headline may be as short as that, a quote is not (in letters). */
const shortest = 10;
const shortestSentence = 7;
/** The share of its pieces that the text must hold: the ends of lines part some. */
const leastSaid = 0.3;

const fold = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Lines, each with the start of the one below it: what is said may run over a line's end. */
function joinNeighbours(lines: readonly Line[]): string[] {
  const sorted = [...lines].sort((a, b) => a.topPt - b.topPt);
  return sorted.map((line, i) => {
    for (let at = i + 1; ; at++) {
      const next = sorted[at];
      if (!next || next.topPt - line.bottomPt > 1.2 * line.sizePt) return line.text;
      if (next.topPt > line.bottomPt - 1 && overlaps(line, next)) return line.text + next.text.slice(0, 24);
    }
  });
}

const pieceLength = (text: string): number => (/\p{Script=Han}/u.test(text) ? 6 : 14);

/** All stretches of some length of a text: of six Han characters, or of fourteen letters. */
function cutPieces(text: string): string[] {
  const folded = fold(text);
  const length = pieceLength(folded);
  return Array.from({ length: Math.max(0, folded.length - length + 1) }, (_, i) => folded.slice(i, i + length));
}

/** Lines of one size right below one another. */
export function groupLines(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  for (const line of [...lines].sort((a, b) => a.topPt - b.topPt)) {
    const own = groups.find((group) => {
      const last = group.at(-1);
      return (
        last !== undefined &&
        Math.abs(last.sizePt - line.sizePt) < 0.05 * line.sizePt &&
        overlaps(last, line) &&
        line.topPt - last.bottomPt < 0.9 * line.sizePt &&
        line.topPt > last.topPt
      );
    });
    if (own) own.push(line);
    else groups.push([line]);
  }
  return groups;
}

const areaOf = (lines: readonly Line[]): Area => ({
  leftPt: Math.min(...lines.map((line) => line.leftPt)),
  rightPt: Math.max(...lines.map((line) => line.rightPt)),
  topPt: Math.min(...lines.map((line) => line.topPt)),
  bottomPt: Math.max(...lines.map((line) => line.bottomPt)),
});

/** Whether the text above an area breaks off, and goes on below it without an indent. */
function breaksText(area: Area, body: readonly Line[], { bodyPt, indents }: PageMeasure): boolean {
  const near = 4 * bodyPt;
  const above = body
    .filter((line) => overlaps(line, area) && line.bottomPt < area.topPt + 2 && area.topPt - line.bottomPt < near)
    .sort((a, b) => b.bottomPt - a.bottomPt)[0];
  const below = body
    .filter((line) => overlaps(line, area) && line.topPt > area.bottomPt - 2 && line.topPt - area.bottomPt < near)
    .sort((a, b) => a.topPt - b.topPt)[0];
  if (!above || !below || isFinished(above.text)) return false;
  // It stands in one column, as they do.
  if (area.leftPt < above.leftPt - 3 * bodyPt || area.rightPt > above.rightPt + 3 * bodyPt) return false;
  const indent = below.leftPt - above.leftPt;
  return Math.abs(indent) < 0.7 * bodyPt || !indents.some((usual) => Math.abs(usual - indent) < 1);
}

/** Rules right above and right below an area. */
function isBetweenRules(area: Area, rules: readonly Area[], bodyPt: number): boolean {
  const flat = rules.filter((rule) => rule.rightPt - rule.leftPt > rule.bottomPt - rule.topPt && overlaps(rule, area));
  const isNear = (gap: number): boolean => gap > -2 && gap < 1.5 * bodyPt;
  return (
    flat.some((rule) => isNear(area.topPt - rule.bottomPt)) && flat.some((rule) => isNear(rule.topPt - area.bottomPt))
  );
}

import type { Hints } from '../../core/text.ts';
import { isBreakable, type Line } from './find-lines.ts';
import { isFinished } from './is-finished.ts';
import { joinLines, measureNeed } from './join-lines.ts';
import { joinRows } from './join-rows.ts';
import { endsThin } from './measure-page.ts';
import { type Edges, narrowEdges } from './narrow-edges.ts';
import type { Column } from './order-regions.ts';
import type { Area } from './pdf-page.ts';
import { isJump } from './read-jump.ts';
import { headRatio, overlaps, type PageMeasure } from './region-item.ts';

/** A paragraph, a headline, or the part of one that stands in one column. */
export interface PdfBlock extends Area {
  readonly page: number;
  readonly text: string;
  readonly sizePt: number;
  readonly isBold: boolean;
  readonly isSlanted?: boolean;
  readonly isIndented: boolean;
  /** It is the first of a column: it may go on from the one before. */
  readonly opensColumn: boolean;
  /** What stands right above it in its column, around which text runs. */
  readonly under?: Area;
  /** Width of its first word, and what room its last line leaves. */
  readonly firstPt: number;
  readonly roomPt: number;
  /** Its last line reaches to the edge to which all lines are stretched. */
  readonly isAtEdge: boolean;
  /** A sentence ends with it, before the edge to which all other lines are stretched: no word follows it. */
  readonly isShort?: boolean;
  /** A line that stands at the right edge by itself: who wrote what stands above it. */
  readonly isSignature?: boolean;
  readonly kind: 'head' | 'subhead' | 'body';
  /** Stands by an article without being its text. */
  readonly aside?: NonNullable<Hints['aside']>;
  /** What it is in an article that is whole and stands in order. */
  readonly settled?: NonNullable<Hints['settled']>;
}

/**
 * The lines of a column as blocks. A block ends where the size or the weight changes, where there is more room than between
 * lines (unless something stands in it), before an indent, and after a line on which the next word would have had room.
 */
export function makeBlocks(column: Column, measure: PageMeasure, obstacles: readonly Area[], page: number): PdfBlock[] {
  const rows = joinRows(column.lines, measure);
  const isBody = (line: Line): boolean => Math.abs(line.sizePt - measure.bodyPt) < 0.05 * measure.bodyPt;
  const body = rows.filter(isBody);
  const edges = findEdges(body.length > 0 ? body : rows, column.widthPt, measure, obstacles);
  const narrowed = narrowEdges(rows, edges, obstacles);
  const edgesOf = (line: Line): Edges => narrowed.get(line) ?? edges;
  const isIndented = (line: Line): boolean => line.leftPt - edgesOf(line).left > 0.7 * line.sizePt;
  const isCentred = (line: Line): boolean => {
    const edges = edgesOf(line);
    const [left, right] = [line.leftPt - edges.left, edges.right - line.rightPt];
    return left > 0.9 * line.sizePt && Math.abs(left - right) < 0.7 * line.sizePt;
  };
  const groups: Line[][] = [];
  for (const line of rows) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    // A byline under a headline may run over two centred lines.
    const isUnderHead = group?.length === 1 && (groups.at(-2)?.[0]?.sizePt ?? 0) >= headRatio * measure.bodyPt;
    if (group && last && goesOn(last, line, isUnderHead)) group.push(line);
    else groups.push([line]);
  }
  return joinSignatures(groups.map(toBlock), measure);

  function goesOn(last: Line, line: Line, isUnderHead: boolean): boolean {
    if (Math.abs(last.sizePt - line.sizePt) > 0.05 * last.sizePt || last.isBold !== line.isBold) return false;
    if (last.isSlanted !== line.isSlanted) return false;
    if (last.isKicker !== line.isKicker) return false;
    const gap = line.topPt - last.bottomPt;
    if (!isBody(line)) return gap < Math.max(0.9 * line.sizePt, measure.gapPt + 0.2 * line.sizePt);
    const isFar = gap > measure.gapPt + 0.35 * measure.bodyPt;
    if (isCentred(line) && (isCentred(last) || isUnderHead)) return !isFar;
    // What begins far in under a full line, and ends at the edge, is a signature; so is the line below it.
    if (
      isIndented(line) &&
      isIndented(last) &&
      Math.max(line.leftPt, last.leftPt) - edgesOf(line).left > 2.6 * line.sizePt
    )
      return !isFar && isAtEdge(line, edgesOf(line).right) && isAtEdge(last, edgesOf(last).right);
    if (isIndented(line) || (isFar && !isFilled(last, line, obstacles))) return false;
    return isLineFull(last, line, edgesOf(last), measure);
  }

  function toBlock(lines: readonly Line[], at: number): PdfBlock {
    const [first, last] = [lines[0], lines.at(-1)];
    const { right, isJustified, isStretched } = last ? edgesOf(last) : edges;
    const sizePt = first?.sizePt ?? measure.bodyPt;
    const texts = lines.map((line) => line.text);
    // A centred byline breaks where its name begins.
    const isOther = Math.abs(sizePt - measure.bodyPt) > 0.05 * measure.bodyPt;
    const isSigned =
      sizePt < headRatio * measure.bodyPt &&
      lines.length > 1 &&
      !/[ \u3000]\p{Script=Han}{1,2}$/u.test(texts.at(-2) ?? '') &&
      lines.every((line, i) => i === 0 || isOther || isCentred(line)) &&
      isNameOnly(texts.at(-1) ?? '');
    const { habits } = measure;
    const text = isSigned ? `${joinLines(texts.slice(0, -1), habits)} ${texts.at(-1)}` : joinLines(texts, habits);
    const isBold = first?.isBold ?? false;
    const isHead = (sizePt >= headRatio * measure.bodyPt && text.length <= longestHead) || first?.isKicker === true;
    const isSubhead = !isHead && isBold && text.length <= 60 && lines.length <= 3 && !/[.!\u3002\uff01]$/.test(text);
    const isSignature =
      !isHead &&
      first !== undefined &&
      lines.length < 5 &&
      lines.every((line) => isAtEdge(line, right) && isIndented(line)) &&
      Math.max(...lines.map((line) => line.leftPt)) - edges.left > 2.6 * sizePt &&
      !isCentred(first) &&
      !isFinished(text) &&
      !isJump(text);
    const under = at === 0 && first ? findAbove(first, obstacles) : undefined;
    return {
      page,
      text,
      ...(under ? { under } : {}),
      ...(isStretched && last && isRunning(last) && isFinished(last.text) && !isAtEdge(last, right)
        ? { isShort: true }
        : {}),
      ...(isSignature ? { isSignature } : {}),
      leftPt: Math.min(...lines.map((line) => line.leftPt)),
      rightPt: Math.max(...lines.map((line) => line.rightPt)),
      topPt: Math.min(...lines.map((line) => line.topPt)),
      bottomPt: Math.max(...lines.map((line) => line.bottomPt)),
      sizePt,
      isBold,
      ...(first?.isSlanted ? { isSlanted: true } : {}),
      isIndented: first !== undefined && isIndented(first),
      opensColumn: at === 0,
      firstPt: first?.firstPt ?? 0,
      roomPt: last === undefined ? 0 : measureRoom(last, right),
      isAtEdge: last !== undefined && isJustified && isAtEdge(last, right),
      kind: isHead ? 'head' : isSubhead ? 'subhead' : 'body',
    };
  }
}

const longestHead = 160;

/** The first line of a signature may be as wide as the column: no sentence, right above what stands at the edge. */
function joinSignatures(blocks: readonly PdfBlock[], { habits }: PageMeasure): PdfBlock[] {
  const joined: PdfBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    const isFirst =
      block.isSignature &&
      last?.kind === 'body' &&
      !last.isSignature &&
      last.bottomPt - last.topPt < 1.5 * last.sizePt &&
      last.roomPt < 0.6 * last.sizePt &&
      block.topPt - last.bottomPt < block.sizePt &&
      Math.abs(last.sizePt - block.sizePt) < 0.05 * block.sizePt &&
      !/[,.;!?\uff0c\u3002\uff1b\uff01\uff1f]/.test(last.text) &&
      isFinished(joined.at(-2)?.text ?? '');
    if (!isFirst || !last) joined.push(block);
    else {
      const text = joinLines([last.text, block.text], habits);
      joined[joined.length - 1] = { ...block, text, leftPt: last.leftPt, topPt: last.topPt, firstPt: last.firstPt };
    }
  }
  return joined;
}

/** Where a column's text begins and ends; lines elsewhere on the page tell where too few of its own do. */
function findEdges(lines: readonly Line[], widthPt: number, measure: PageMeasure, obstacles: readonly Area[]): Edges {
  const size = measure.bodyPt;
  const ownLeft = lines.reduce((least, line) => Math.min(least, line.leftPt), Number.POSITIVE_INFINITY);
  // Where no line is followed by another at the same edge, all may be indented: the column's edge is an indent left of them.
  const isSure = lines.some((line, i) => {
    const next = lines[i + 1];
    return next && line.leftPt - ownLeft < 1 && next.leftPt - ownLeft < 1 && next.topPt - line.bottomPt < 2 * size;
  });
  const isEven = lines.every((line) => line.leftPt - ownLeft < 1);
  const beside = findBeside(lines, ownLeft, widthPt, obstacles);
  const left =
    beside !== undefined
      ? beside
      : isSure || !isEven
        ? ownLeft
        : (measure.lefts.find((edge) => measure.indents.some((indent) => Math.abs(ownLeft - edge - indent) < 0.6)) ??
          ownLeft);
  const clear = lines.filter((line) => !endsThin.test(line.text) && isBreakable(line));
  const most = (all: readonly Line[]): number =>
    all.reduce((r, line) => Math.max(r, line.rightPt), Number.NEGATIVE_INFINITY);
  const ownRight = clear.length > 0 ? Math.max(most(clear), most(lines)) : most(lines);
  const reach = Math.max(ownRight - left, 6 * size);
  // A single line does not tell how far it could have reached; others that begin at its edge do.
  const column = lines.length > 1 ? undefined : measure.ends.find((other) => Math.abs(other.left - left) < 0.6);
  const alike = column?.rights ?? [];
  const near = alike.find((edge) => edge > ownRight - 0.2 * size && edge - left < 2.2 * reach) ?? ownRight;
  // Columns side by side are as wide as one another, unless most lines of one are seen to end at its edge.
  const own = lines.filter((line) => [line.rightPt, line.farPt].some((end) => Math.abs(ownRight - end) < 0.08 * size));
  const endsAlike = own.length >= fewestFull && own.length >= 0.6 * lines.length;
  // Several lines reach nearly as far as their column does, ragged as they may be.
  const isOtherWidth = lines.length >= fewestFull && ownRight - left < leastReach * widthPt;
  const right = endsAlike || isOtherWidth ? ownRight : Math.max(ownRight, widthPt > 0 ? left + widthPt : near);
  // Stretched lines end at the edge exactly, ragged ones near it at best.
  const full = lines.filter((line) => Math.abs(measureRoom(line, right)) < 0.07 * line.sizePt).length;
  const isSeen = full >= 3 && full >= 0.5 * lines.length;
  const uneven = lines.filter((line) => narrow.test(line.text));
  const stretched = uneven.filter((line) => Math.abs(measureRoom(line, right)) < 0.07 * line.sizePt).length;
  const isStretched =
    uneven.length < fewestUneven
      ? measure.stretched.some((edge) => Math.abs(edge - left) < 0.6)
      : stretched >= 3 && stretched >= 0.6 * uneven.length;
  const isJustified = lines.length < fewest ? measure.isJustified : full >= 0.5 * lines.length;
  return { left, right, isSeen, isJustified, isStretched: isStretched && isJustified };
}

/** The left edge of a column all lines of which stand behind a picture: with the picture it is as wide as the columns beside it. */
function findBeside(
  lines: readonly Line[],
  ownLeft: number,
  widthPt: number,
  obstacles: readonly Area[],
): number | undefined {
  const [first] = lines;
  if (!first || widthPt === 0) return undefined;
  const ownRight = Math.max(...lines.map((line) => line.farPt));
  return obstacles.find(
    (area) =>
      area.rightPt < ownLeft + 1 &&
      ownLeft - area.rightPt < 2 * first.sizePt &&
      area.topPt < first.bottomPt &&
      area.bottomPt > first.topPt &&
      Math.abs(ownRight - area.leftPt - widthPt) < 0.5 * first.sizePt,
  )?.leftPt;
}

/** What makes lines of Han end elsewhere than others, unless they are stretched. */
const narrow = /[ -~]/;
const fewestUneven = 6;

/** So many lines that end at one place show a column's edge. */
const fewestFull = 5;
const leastReach = 0.9;

/** So many lines tell by themselves whether they are stretched. */
const fewest = 8;

const isAtEdge = (line: Line, right: number): boolean => measureRoom(line, right) < 0.3 * line.sizePt;

/** Room behind a line; behind a mark of full width as if it took all of its place, or half of it, as it fits. */
const measureRoom = (line: Line, right: number): number =>
  line.farPt - right < 0.1 * line.sizePt ? right - line.farPt : right - line.rightPt;

/** Whether a line ends because the column does: it reaches its edge, or the next word had no room on it. */
function isLineFull(last: Line, next: Line, edges: Edges, measure: PageMeasure): boolean {
  const room = measureRoom(last, edges.right);
  if (edges.isJustified && isAtEdge(last, edges.right)) return true;
  if (edges.isStretched && isRunning(last) && isFinished(last.text)) return false;
  // Words are stretched to the edge; lines of Han may be left as they fall.
  if (edges.isSeen && / /.test(last.text) && /[A-Za-z]\S?$/.test(last.text) && /^\S?[A-Za-z]/.test(next.text))
    return false;
  return measureNeed(last.text, next.text, next.firstPt, measure) > room;
}

/** What stands right above a line. */
const findAbove = (line: Line, obstacles: readonly Area[]): Area | undefined =>
  obstacles.find(
    (area) => area.bottomPt < line.topPt + 2 && line.topPt - area.bottomPt < 3 * line.sizePt && overlaps(area, line),
  );

/** A line of running text, which is stretched where others are; a name in bold may be left as it falls. */
const isRunning = (line: Line): boolean => isBreakable(line) && !line.isBold;

/** Whether something stands between two lines that text runs around: a picture with its caption. */
const isFilled = (last: Line, line: Line, obstacles: readonly Area[]): boolean =>
  obstacles.some(
    (area) =>
      area.topPt > last.bottomPt - 2 &&
      area.bottomPt < line.topPt + 2 &&
      Math.min(area.rightPt, line.rightPt) > Math.max(area.leftPt, line.leftPt),
  );

const isNameOnly = (text: string): boolean =>
  /^\p{Script=Han}{2,4}$|^\p{Script=Han}[ \u3000]\p{Script=Han}$/u.test(text);

import { cutAcross } from './cut-across.ts';
import { cutAtHeads, cutDown } from './cut-down.ts';
import { cutUnderHeads } from './cut-under-heads.ts';
import { isBreakable, type Line } from './find-lines.ts';
import type { Area, PdfPage } from './pdf-page.ts';
import { contains, extent, type Item, isHead, overlaps, type PageMeasure } from './region-item.ts';
import { runInColumns } from './run-in-columns.ts';

/** A stretch of one column, lines from top to bottom. Columns of one region follow one another. */
export interface Column {
  readonly lines: readonly Line[];
  /** Columns with the same number stand side by side under the same heads. */
  readonly region: number;
  /** How wide the columns are that stand side by side with it; 0: not known. */
  readonly widthPt: number;
}

/**
 * The columns of a page in reading order, by cutting it along its white room: first from top to bottom where that runs the
 * whole way, else from side to side, above and below whatever spans columns.
 *
 *     ┌ head ───────────┐ ┌ head ─┐
 *     │ col 1 │ col 2   │ │ col   │      head, col 1, col 2; then head, col
 *     └───────┴─────────┘ └───────┘
 *
 * What stands in a frame is a page within the page: it is ordered by itself, and takes its place as one.
 */
export function orderRegions(lines: readonly Line[], page: PdfPage, measure: PageMeasure): Column[] {
  const columns: Column[] = [];
  let region = 0;
  const frames = outermost(page.frames.filter((frame) => holdsSome(frame, lines)));
  const inside = new Map<Area, Line[]>(frames.map((frame) => [frame, []]));
  const items: Item[] = [];
  for (const line of lines) {
    const frame = frames.find((f) => contains(f, line));
    if (frame) inside.get(frame)?.push(line);
    else items.push({ ...line, line });
  }
  for (const [frame, held] of inside) items.push({ ...frame, frame: held });

  let widthPt = 0;
  let headCentre = Number.NaN;
  const emit = (held: readonly Item[]): void => {
    const { from, to } = extent(held, 'leftPt', 'rightPt');
    if (held.length > 0 && held.every((item) => isHead(item, measure))) headCentre = (from + to) / 2;
    const own: Line[] = [];
    const flush = (): void => {
      if (own.length > 0) columns.push({ lines: own.splice(0), region, widthPt });
    };
    for (const item of [...held].sort(byPlace)) {
      if (item.line) own.push(item.line);
      else {
        flush();
        region++;
        const outer = widthPt;
        widthPt = 0;
        split(
          (item.frame ?? []).map((line) => ({ ...line, line })),
          0,
        );
        widthPt = outer;
        region++;
      }
    }
    flush();
  };
  const split = (held: readonly Item[], depth: number): void => {
    if (held.length < 2 || depth > 40) {
      emit(held);
      return;
    }
    const rows = cutAtHeads(held, page, measure);
    if (rows.length > 1 && !runInColumns(held, rows, page, measure)) {
      for (const row of rows) {
        region++;
        split(row, depth + 1);
      }
      return;
    }
    const stories = cutUnderHeads(held, page, measure);
    if (stories.length > 0) {
      for (const { heads, rest } of stories) {
        region++;
        emit(heads);
        split(rest, depth + 1);
      }
      return;
    }
    const across = cutAcross(held, page, measure);
    const top = across.length > 1 ? findTop(held, across, measure, headCentre) : [];
    if (top.length > 0) {
      // A short head or byline centred over columns stands within the middle one, and belongs above all.
      region++;
      emit(top);
      split(
        held.filter((item) => !top.includes(item)),
        depth,
      );
      return;
    }
    if (across.length > 1) {
      const outer = widthPt;
      widthPt = measureColumns(across, measure);
      for (const part of across) split(part, depth + 1);
      widthPt = outer;
      return;
    }
    const down = cutDown(held, page, measure);
    if (down.length > 1) {
      for (const part of down) {
        region++;
        split(part, depth + 1);
      }
      return;
    }
    emit(held);
  };
  split(items, 0);
  return columns;
}

/**
 * The one line at the top that belongs above all columns: a headline with nothing beside it, a byline under the middle of
 * the headline before it, or a line centred over the whole.
 */
function findTop(
  held: readonly Item[],
  parts: readonly Item[][],
  measure: PageMeasure,
  headCentre: number,
): readonly Item[] {
  const [first] = [...held].sort((a, b) => a.topPt - b.topPt);
  const signature = held.find((item) => isOverColumns(item, parts, measure));
  if (signature && isHead(signature, measure))
    return held.filter((item) => isHead(item, measure) && item.topPt <= signature.topPt && overlaps(item, signature));
  if (signature) {
    const heads = held.filter((item) => isHead(item, measure) && item.bottomPt < signature.topPt + 2);
    const near = heads.filter((item) => signature.topPt - item.bottomPt < 4 * measure.bodyPt || heads.length === 1);
    return near.length > 0 ? near : [signature];
  }
  if (!first?.line) return [];
  const others = held.filter((item) => item !== first);
  if (others.some((item) => item.topPt < first.bottomPt)) return [];
  if (isHead(first, measure)) return [first];
  const centre = (first.leftPt + first.rightPt) / 2;
  const { from, to } = extent(others, 'leftPt', 'rightPt');
  const isCentred = [headCentre, (from + to) / 2].some((c) => Math.abs(centre - c) < measure.bodyPt * 1.5);
  const own = parts.find((part) => part.includes(first))?.filter((item) => item !== first) ?? [];
  const isInset = own.length === 0 || first.leftPt - extent(own, 'leftPt', 'rightPt').from > measure.bodyPt * 0.9;
  // Set otherwise than running text (a byline): it belongs to all that stands below it.
  if (Math.abs(first.line.sizePt - measure.bodyPt) > 0.05 * measure.bodyPt) return findRun(first, others);
  return isCentred && isInset ? [first] : [];
}

/**
 * A line set otherwise than running text, right above the tops of two columns or more: a byline over columns beside which
 * another column may begin higher up.
 */
function isOverColumns(item: Item, parts: readonly Item[][], measure: PageMeasure): boolean {
  const { line } = item;
  if (!line || Math.abs(line.sizePt - measure.bodyPt) < 0.05 * measure.bodyPt) return false;
  const tops = parts.flatMap((part) => {
    const rest = part.filter((other) => other !== item);
    const opener = rest.reduce<Item | undefined>(
      (top, other) => (top && top.topPt <= other.topPt ? top : other),
      undefined,
    );
    return opener && !isHead(opener, measure) ? [opener.topPt] : [];
  });
  const below = tops.filter((top) => top >= item.bottomPt - 1 && top - item.bottomPt < 2 * measure.bodyPt);
  // Its own headline may stand above it, and nothing else.
  const isAlone = parts.every(
    (part) => !part.includes(item) || part.every((other) => other.topPt >= item.topPt - 1 || isHead(other, measure)),
  );
  return isAlone && below.length >= 2 && Math.max(...below) - Math.min(...below) < measure.bodyPt;
}

/** A line with those right below it that are set alike: a byline of several lines. */
function findRun(first: Item, others: readonly Item[]): readonly Item[] {
  const run = [first];
  for (const item of [...others].sort((a, b) => a.topPt - b.topPt)) {
    const last = run.at(-1) ?? first;
    const isAlike =
      item.line && first.line && Math.abs(item.line.sizePt - first.line.sizePt) < 0.03 * first.line.sizePt;
    if (!isAlike || !overlaps(item, first) || item.topPt - last.bottomPt > 0.9 * (first.bottomPt - first.topPt)) break;
    run.push(item);
  }
  return run;
}

/** The width of columns side by side where they stand in equal distances; 0 where they do not. */
function measureColumns(parts: readonly Item[][], measure: PageMeasure): number {
  const lefts = parts.map((part) => extent(part, 'leftPt', 'rightPt').from);
  const steps = lefts.slice(1).map((left, i) => left - (lefts[i] ?? 0));
  const [step = 0] = steps;
  if (steps.some((other) => Math.abs(other - step) > 1)) return 0;
  const widths = parts.map((part) => {
    const text = part.filter((item) => !item.line || (isBreakable(item.line) && !isHead(item, measure)));
    return text.length === 0 ? 0 : extent(text, 'leftPt', 'rightPt').to - extent(part, 'leftPt', 'rightPt').from;
  });
  const widest = Math.max(...widths);
  // A part much narrower than another is one column beside several.
  if (widths.some((width) => width < 0.6 * widest)) return 0;
  return widest < step - 0.3 * measure.bodyPt ? widest : 0;
}

const byPlace = (a: Item, b: Item): number => {
  const isSameRow =
    a.line && b.line && Math.abs(a.line.baselinePt - b.line.baselinePt) < 0.3 * Math.min(a.line.sizePt, b.line.sizePt);
  return isSameRow ? a.leftPt - b.leftPt : a.topPt - b.topPt;
};

const holdsSome = (frame: Area, lines: readonly Line[]): boolean => {
  const held = lines.filter((line) => contains(frame, line)).length;
  return held > 0 && held < lines.length;
};

function outermost(frames: readonly Area[]): Area[] {
  return frames.filter(
    (frame, i) => !frames.some((other, j) => i !== j && contains(other, frame) && (!contains(frame, other) || j < i)),
  );
}

import { assignColumns } from './assign-columns.ts';
import type { Line } from './find-lines.ts';
import type { Area, PdfPage } from './pdf-page.ts';

/** A stretch of one column, lines from top to bottom. Columns of one region follow one another. */
export interface Column {
  readonly lines: readonly Line[];
  /** Columns with the same number stand side by side under the same heads. */
  readonly region: number;
}

/** What is usual on a page, measured over its running text. */
export interface PageMeasure {
  readonly bodyPt: number;
  /** Room between the bottom of a line and the top of the next. */
  readonly gapPt: number;
  /** Words that stand whole on the page, lower case; and whether Han and Latin have a space between. */
  readonly words: ReadonlySet<string>;
  readonly borders: 'spaced' | 'tight';
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

  let headCentre = Number.NaN;
  const emit = (held: readonly Item[]): void => {
    const { from, to } = extent(held, 'leftPt', 'rightPt');
    if (held.length > 0 && held.every((item) => isHead(item, measure))) headCentre = (from + to) / 2;
    const own: Line[] = [];
    const flush = (): void => {
      if (own.length > 0) columns.push({ lines: own.splice(0), region });
    };
    for (const item of [...held].sort(byPlace)) {
      if (item.line) own.push(item.line);
      else {
        flush();
        region++;
        split(
          (item.frame ?? []).map((line) => ({ ...line, line })),
          0,
        );
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
    if (rows.length > 1) {
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
    const top = across.length > 1 ? findTop(held, across, measure, headCentre) : null;
    if (top) {
      // A short head or byline centred over columns stands within the middle one, and belongs above all.
      region++;
      emit([top]);
      split(
        held.filter((item) => item !== top),
        depth,
      );
      return;
    }
    if (across.length > 1) {
      for (const part of across) split(part, depth + 1);
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
  const { top, middle, bottom } = takeFurniture(items, page, measure);
  emit(top);
  region++;
  split(middle, 0);
  region++;
  emit(bottom);
  return columns;
}

/** Running heads and feet: one short row at the very top or bottom, set off by room or by a rule. */
function takeFurniture(
  items: readonly Item[],
  page: PdfPage,
  measure: PageMeasure,
): { readonly top: Item[]; readonly middle: Item[]; readonly bottom: Item[] } {
  const isFurniture = (row: readonly Item[], rest: readonly Item[], gapPt: number, ruleFrom: number): boolean => {
    const words = row.reduce((n, item) => n + (item.line?.text.length ?? 1000), 0);
    const isSmall = row.every((item) => (item.line?.sizePt ?? 99) < 1.2 * measure.bodyPt);
    const width = extent(items, 'leftPt', 'rightPt');
    const isRuled = hasRuleBetween(page.rules, ruleFrom, ruleFrom + gapPt, width, measure);
    return rest.length > 2 && isSmall && words <= 80 && (isRuled || gapPt > measure.gapPt + measure.bodyPt);
  };
  const rowAt = (edge: number, side: 'topPt' | 'bottomPt'): Item[] =>
    items.filter((item) => Math.abs(item[side] - edge) < 0.5 * measure.bodyPt);
  const height = extent(items, 'topPt', 'bottomPt');
  const head = rowAt(height.from, 'topPt');
  const foot = rowAt(height.to, 'bottomPt');
  const below = items.filter((item) => !head.includes(item));
  const headBottom = Math.max(...head.map((item) => item.bottomPt));
  const isHead = isFurniture(head, below, extent(below, 'topPt', 'bottomPt').from - headBottom, headBottom);
  const above = items.filter((item) => !foot.includes(item));
  const aboveBottom = extent(above, 'topPt', 'bottomPt').to;
  const isFoot = isFurniture(foot, above, Math.min(...foot.map((item) => item.topPt)) - aboveBottom, aboveBottom);
  const top = isHead ? head : [];
  const bottom = isFoot ? foot.filter((item) => !top.includes(item)) : [];
  return { top, middle: items.filter((item) => !top.includes(item) && !bottom.includes(item)), bottom };
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
): Item | null {
  const [first] = [...held].sort((a, b) => a.topPt - b.topPt);
  if (!first?.line) return null;
  const others = held.filter((item) => item !== first);
  if (others.some((item) => item.topPt < first.bottomPt)) return null;
  if (isHead(first, measure)) return first;
  const centre = (first.leftPt + first.rightPt) / 2;
  const { from, to } = extent(others, 'leftPt', 'rightPt');
  const isCentred = [headCentre, (from + to) / 2].some((c) => Math.abs(centre - c) < measure.bodyPt * 1.5);
  const own = parts.find((part) => part.includes(first))?.filter((item) => item !== first) ?? [];
  const isInset = own.length === 0 || first.leftPt - extent(own, 'leftPt', 'rightPt').from > measure.bodyPt * 0.9;
  const isOther = Math.abs(first.line.sizePt - measure.bodyPt) > 0.05 * measure.bodyPt;
  return isCentred && (isInset || isOther) ? first : null;
}

const isHead = (item: Item, measure: PageMeasure): boolean =>
  item.line !== undefined && item.line.sizePt >= 1.2 * measure.bodyPt;

interface Item extends Area {
  readonly line?: Line;
  readonly frame?: readonly Line[];
}

const byPlace = (a: Item, b: Item): number => {
  const isSameRow =
    a.line && b.line && Math.abs(a.line.baselinePt - b.line.baselinePt) < 0.3 * Math.min(a.line.sizePt, b.line.sizePt);
  return isSameRow ? a.leftPt - b.leftPt : a.topPt - b.topPt;
};

const contains = (frame: Area, area: Area): boolean =>
  area.leftPt >= frame.leftPt - 2 &&
  area.rightPt <= frame.rightPt + 2 &&
  area.topPt >= frame.topPt - 2 &&
  area.bottomPt <= frame.bottomPt + 2;

const holdsSome = (frame: Area, lines: readonly Line[]): boolean => {
  const held = lines.filter((line) => contains(frame, line)).length;
  return held > 0 && held < lines.length;
};

function outermost(frames: readonly Area[]): Area[] {
  return frames.filter(
    (frame, i) => !frames.some((other, j) => i !== j && contains(other, frame) && (!contains(frame, other) || j < i)),
  );
}

/** Side by side: parts between which white room (or a rule) runs from top to bottom. */
function cutAcross(held: readonly Item[], page: PdfPage, measure: PageMeasure, leastRows = 3): Item[][] {
  const height = extent(held, 'topPt', 'bottomPt');
  const rows = new Set(held.map((item) => Math.round(item.bottomPt / (measure.bodyPt * 0.6)))).size;
  // One or two lines with a gap are a byline or a heading, not columns.
  if (rows < leastRows) return [[...held]];
  const parts: Item[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const item of [...held].sort((a, b) => a.leftPt - b.leftPt)) {
    const gap = item.leftPt - right;
    const hasRule = gap > 0.5 && hasWall(page.rules, right, item.leftPt, height);
    if (parts.length === 0 || gap >= 0.8 * measure.bodyPt || hasRule) parts.push([]);
    parts.at(-1)?.push(item);
    right = Math.max(right, item.rightPt);
  }
  return parts;
}

function hasWall(
  rules: readonly Area[],
  leftPt: number,
  rightPt: number,
  height: { from: number; to: number },
): boolean {
  const covered = rules
    .filter(
      (rule) =>
        rule.leftPt >= leftPt - 1 &&
        rule.rightPt <= rightPt + 1 &&
        rule.bottomPt - rule.topPt > rule.rightPt - rule.leftPt,
    )
    .reduce(
      (sum, rule) => sum + Math.max(0, Math.min(rule.bottomPt, height.to) - Math.max(rule.topPt, height.from)),
      0,
    );
  return covered >= 0.6 * (height.to - height.from);
}

/** One below another: parts between which white room runs from side to side, wider than between lines, or holds a rule. */
function cutDown(held: readonly Item[], page: PdfPage, measure: PageMeasure): Item[][] {
  const clean = cutAtGaps(held, page, measure, measure.gapPt + 0.35 * measure.bodyPt);
  if (clean.length > 1) return mergeStrips(clean, page, measure);
  // Something spans columns with no more room than between lines: any white row beside a change of size will do.
  const rough = cutAtGaps(held, page, measure, 0.05 * measure.bodyPt);
  const strips = mergeStrips(rough, page, measure);
  return strips.some((strip) => cutAcross(strip, page, measure).length > 1) ? strips : [[...held]];
}

function cutAtGaps(held: readonly Item[], page: PdfPage, measure: PageMeasure, leastPt: number): Item[][] {
  const width = extent(held, 'leftPt', 'rightPt');
  const strips: Item[][] = [];
  let bottom = Number.NEGATIVE_INFINITY;
  for (const item of [...held].sort((a, b) => a.topPt - b.topPt)) {
    const gap = item.topPt - bottom;
    if (
      strips.length === 0 ||
      gap >= leastPt ||
      (gap > 0 && hasRuleBetween(page.rules, bottom, item.topPt, width, measure))
    )
      strips.push([]);
    strips.at(-1)?.push(item);
    bottom = Math.max(bottom, item.bottomPt);
  }
  return strips;
}

function hasRuleBetween(
  rules: readonly Area[],
  topPt: number,
  bottomPt: number,
  width: { from: number; to: number },
  measure: PageMeasure,
): boolean {
  return rules.some(
    (rule) =>
      rule.topPt >= topPt - 1 &&
      rule.bottomPt <= bottomPt + 1 &&
      rule.rightPt > width.from &&
      rule.leftPt < width.to &&
      Math.min(rule.rightPt, width.to) - Math.max(rule.leftPt, width.from) > 4 * measure.bodyPt,
  );
}

/** White rows that run through columns by chance are no borders: strips that fall into columns together go together. */
function mergeStrips(strips: readonly Item[][], page: PdfPage, measure: PageMeasure): Item[][] {
  const merged: Item[][] = [];
  for (const strip of strips) {
    const last = merged.at(-1);
    const union = last ? [...last, ...strip] : strip;
    const isSame =
      last &&
      !opensWithHead(strip, measure) &&
      !isRuled(last, strip, page, measure) &&
      cutAcross(union, page, measure, 2).length > 1;
    if (isSame) merged[merged.length - 1] = union;
    else merged.push([...strip]);
  }
  return merged;
}

/**
 * A row that opens with headlines only: each with the columns it stands over. A short headline is centred over them, so that
 * white room between columns may run up past it.
 */
function cutUnderHeads(
  held: readonly Item[],
  page: PdfPage,
  measure: PageMeasure,
): { readonly heads: Item[]; readonly rest: Item[] }[] {
  const top = extent(held, 'topPt', 'bottomPt').from;
  const first = held.filter((item) => item.topPt < top + measure.bodyPt);
  if (!first.every((item) => isHead(item, measure))) return [];
  const heads = first.map((item) => [item]);
  const lines = held.filter((item) => isHead(item, measure) && !first.includes(item)).sort((a, b) => a.topPt - b.topPt);
  for (const item of lines) {
    const over = heads.find((head) =>
      head.some((h) => overlaps(h, item) && item.topPt - h.bottomPt < item.bottomPt - item.topPt),
    );
    over?.push(item);
  }
  const taken = new Set(heads.flat());
  const rest = held.filter((item) => !taken.has(item));
  if (rest.length === 0) return [];
  const columns = cutAcross(rest, page, measure, 2).map((items) => ({ items, ...box(items) }));
  if (columns.length < 2 || columns.length < heads.length) return [];
  const sorted = heads.map((items) => ({ items, ...box(items) })).sort((a, b) => a.leftPt - b.leftPt);
  return assignColumns(sorted, columns).map((group, i) => ({
    heads: sorted[i]?.items ?? [],
    rest: group.flatMap((column) => column.items),
  }));
}

const overlaps = (a: Area, b: Area): boolean => Math.min(a.rightPt, b.rightPt) > Math.max(a.leftPt, b.leftPt);

function box(items: readonly Item[]): Area {
  const [x, y] = [extent(items, 'leftPt', 'rightPt'), extent(items, 'topPt', 'bottomPt')];
  return { leftPt: x.from, rightPt: x.to, topPt: y.from, bottomPt: y.to };
}

/** Rows of articles: below white room from side to side nothing but headlines (or frames) stands at the top. */
function cutAtHeads(held: readonly Item[], page: PdfPage, measure: PageMeasure): Item[][] {
  const rows: Item[][] = [];
  for (const strip of cutAtGaps(held, page, measure, measure.gapPt + 0.35 * measure.bodyPt)) {
    const top = extent(strip, 'topPt', 'bottomPt').from;
    const opens = strip
      .filter((item) => item.topPt < top + measure.bodyPt)
      .every((item) => !item.line || isHead(item, measure));
    const last = rows.at(-1);
    // A headline under a headline belongs to it.
    if (!last || (opens && !last.every((item) => isHead(item, measure)))) rows.push([...strip]);
    else last.push(...strip);
  }
  return rows;
}

function opensWithHead(strip: readonly Item[], measure: PageMeasure): boolean {
  const top = Math.min(...strip.map((item) => item.topPt));
  return strip.some(
    (item) => item.topPt < top + measure.bodyPt && (item.line ? item.line.sizePt >= 1.2 * measure.bodyPt : true),
  );
}

function isRuled(above: readonly Item[], below: readonly Item[], page: PdfPage, measure: PageMeasure): boolean {
  const from = Math.max(...above.map((item) => item.bottomPt));
  const to = Math.min(...below.map((item) => item.topPt));
  return hasRuleBetween(page.rules, from, to, extent([...above, ...below], 'leftPt', 'rightPt'), measure);
}

function extent(held: readonly Item[], from: keyof Area, to: keyof Area): { from: number; to: number } {
  return { from: Math.min(...held.map((item) => item[from])), to: Math.max(...held.map((item) => item[to])) };
}

import { cutAcross } from './cut-across.ts';
import { cutAroundBoxes } from './cut-around-boxes.ts';
import { cutAtHeads, cutDown } from './cut-down.ts';
import { cutUnderHeads } from './cut-under-heads.ts';
import { isBreakable, type Line } from './find-lines.ts';
import { findLinesAbove } from './find-lines-above.ts';
import { findTop } from './find-top.ts';
import type { Area, PdfPage } from './pdf-page.ts';
import { findColumnEdges, findColumnEnds, rateOrder } from './rate-order.ts';
import { contains, extent, type Item, isHead, type PageMeasure } from './region-item.ts';

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
  const frames = outermost(page.frames.filter((frame) => holdsSome(frame, lines)));
  const inside = new Map<Area, Line[]>(frames.map((frame) => [frame, []]));
  const items: Item[] = [];
  for (const line of lines) {
    const frame = frames.find((f) => contains(f, line));
    if (frame) inside.get(frame)?.push(line);
    else items.push({ ...line, line });
  }
  for (const [frame, held] of inside) items.push({ ...frame, frame: held });

  const columns = findColumnEdges(lines, measure);
  const facts = {
    measure,
    ...columns,
    ...findColumnEnds(lines, measure, columns.rights),
    above: findLinesAbove(lines, page.rules, measure),
    pictures: page.pictures,
  };
  const insideOf = new Map(items.map((item) => [item, (item.frame ?? []).map((line): Item => ({ ...line, line }))]));
  const ids = new Map([...items, ...[...insideOf.values()].flat()].map((item, i) => [item, i]));
  const known = new Map<string, Ordered>();
  let tries = 0;

  const emit = (held: readonly Item[], place: Setting): Ordered => {
    const { from, to } = extent(held, 'leftPt', 'rightPt');
    const isHeads = held.length > 0 && held.every((item) => isHead(item, measure));
    const strips: Strip[] = [];
    const own: Line[] = [];
    const flush = (): void => {
      if (own.length > 0) strips.push({ lines: own.splice(0), region: place.region, widthPt: place.widthPt });
    };
    for (const item of [...held].sort(byPlace)) {
      if (item.line) own.push(item.line);
      else {
        flush();
        strips.push(...split(insideOf.get(item) ?? [], 0, { ...place, region: {}, widthPt: 0, isWhole: true }).strips);
      }
    }
    flush();
    return { strips, headCentre: isHeads ? (from + to) / 2 : place.headCentre };
  };

  /** Parts one after another. */
  const join = (parts: readonly ((place: Setting) => Ordered)[], place: Setting): Ordered => {
    const strips: Strip[] = [];
    let { headCentre } = place;
    for (const order of parts) {
      const next = order({ ...place, headCentre, isWhole: false });
      strips.push(...next.strips);
      headCentre = next.headCentre;
    }
    return { strips, headCentre };
  };

  const inOwnRegion =
    (held: readonly Item[], depth: number) =>
    (place: Setting): Ordered =>
      split(held, depth, { ...place, region: {} });

  const split = (held: readonly Item[], depth: number, place: Setting): Ordered => {
    if (held.length < 2 || depth > 40) return emit(held, place);
    const key = `${place.isWhole}/${place.widthPt}/${Math.round(place.headCentre)}/${held.map((item) => ids.get(item)).join()}`;
    const seen = known.get(key);
    if (seen) return seen;
    const ordered = choose(held, depth, place);
    known.set(key, ordered);
    return ordered;
  };

  /** How well an order goes on; a page, or a frame, with headlines opens with one. */
  const rate = ({ strips }: Ordered, { isWhole }: Setting): { rating: number; isFaultless: boolean } => {
    const [opener] = strips[0]?.lines ?? [];
    const isSound = !isWhole || !opener || isHead({ ...opener, line: opener }, measure);
    const lines = strips.flatMap((strip) => strip.lines);
    const { rating, isFaultless } = rateOrder(lines, facts);
    return isSound ? { rating, isFaultless } : { rating: rating - 2, isFaultless: false };
  };

  /** The first way to cut, unless another gives an order in which more sentences go on. */
  const choose = (held: readonly Item[], depth: number, place: Setting): Ordered => {
    const ways = listWays(held, depth, { ...place, isWhole: false });
    const [first, ...rest] = ways;
    if (!first) return emit(held, place);
    let best = first();
    if (rest.length === 0 || tries > mostTries || !held.some((item) => !item.line || isHead(item, measure)))
      return best;
    let { rating, isFaultless } = rate(best, place);
    for (const way of rest) {
      // Nothing is gained by other orders of what goes on everywhere.
      if (isFaultless) break;
      tries++;
      const other = way();
      const rated = rate(other, place);
      if (rated.rating <= rating + leastGain) continue;
      best = other;
      ({ rating, isFaultless } = rated);
    }
    return best;
  };

  const listWays = (held: readonly Item[], depth: number, place: Setting): (() => Ordered)[] => {
    const ways: (() => Ordered)[] = [];
    const inRows = (parts: readonly Item[][]) => (): Ordered =>
      join(
        parts.map((part) => inOwnRegion(part, depth + 1)),
        place,
      );
    const mixed = cutAtHeads(held, page, measure);
    const rows = measure.indents.length > 0 ? mixed : cutAtHeads(held, page, measure, 'clean');
    if (rows.length > 1) ways.push(inRows(rows));
    const stories = rows.length > 1 ? [] : cutUnderHeads(held, page, measure);
    if (stories.length > 0) {
      ways.push(() =>
        join(
          stories.map(({ heads, rest }) => (own: Setting): Ordered => {
            const region = {};
            return join([(p) => emit(heads, { ...p, region }), (p) => split(rest, depth + 1, { ...p, region })], own);
          }),
          place,
        ),
      );
    }
    const across = cutAcross(held, page, measure);
    if (across.length > 1) {
      const top = findTop(held, across, page.pictures, measure, place.headCentre);
      if (top.length > 0) {
        // A short head or byline centred over columns stands within the middle one, and belongs above all.
        const rest = held.filter((item) => !top.includes(item));
        const region = {};
        ways.push(() =>
          join([(p) => emit(top, { ...p, region }), (p) => split(rest, depth + 1, { ...p, region })], place),
        );
      }
      const widthPt = measureColumns(across, measure);
      ways.push(() => ({
        ...join(
          across.map((part) => (p: Setting) => split(part, depth + 1, { ...p, widthPt })),
          place,
        ),
      }));
      // Short headlines part no columns: what stands at one side of a gutter may have rows that the other has not.
      if (across.length > 2 && across.length <= mostRows)
        for (let at = 1; at < across.length; at++)
          ways.push(inRows([across.slice(0, at).flat(), across.slice(at).flat()]));
    } else {
      const down = cutDown(held, page, measure);
      if (down.length > 1) ways.push(inRows(down));
    }
    const around = cutAroundBoxes(held, page, measure);
    if (around.length > 1) ways.push(inRows(around));
    if (mixed.length > rows.length) ways.push(inRows(mixed));
    // Some rows may be rows, where others only happen to stand level.
    if (mixed.length > 2 && mixed.length <= mostRows)
      for (let at = 1; at < mixed.length; at++) ways.push(inRows([mixed.slice(0, at).flat(), mixed.slice(at).flat()]));
    return ways;
  };

  const { strips } = split(items, 0, { region: {}, widthPt: 0, headCentre: Number.NaN, isWhole: true });
  const regions = new Map<object, number>();
  return strips.map(({ lines: own, region, widthPt }) => {
    if (!regions.has(region)) regions.set(region, regions.size);
    return { lines: own, region: regions.get(region) ?? 0, widthPt };
  });
}

/** A column, or a stretch of it, under the heads that its region stands for. */
interface Strip {
  readonly lines: readonly Line[];
  readonly region: object;
  readonly widthPt: number;
}

/** Where a part of a page stands. */
interface Setting {
  readonly region: object;
  readonly widthPt: number;
  /** The middle of the headline above it. */
  readonly headCentre: number;
  /** It is a page, or all that stands in a frame. */
  readonly isWhole: boolean;
}

interface Ordered {
  readonly strips: readonly Strip[];
  readonly headCentre: number;
}

/** So many ways are tried on a page; then the first is as good as any. */
const mostTries = 600;
const mostRows = 10;
/** What an order must gain over the one that the page's white room suggests first. */
const leastGain = 1;

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

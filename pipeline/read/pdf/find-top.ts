import type { Area } from './pdf-page.ts';
import { extent, type Item, isHead, overlaps, type PageMeasure } from './region-item.ts';

/**
 * The one line at the top that belongs above all columns: a headline with nothing beside it, a byline under the middle of
 * the headline before it, or a line centred over the whole.
 */
export function findTop(
  held: readonly Item[],
  parts: readonly Item[][],
  pictures: readonly Area[],
  measure: PageMeasure,
  headCentre: number,
): readonly Item[] {
  const [first] = [...held].sort((a, b) => a.topPt - b.topPt);
  const signature = held.find((item) => isOverColumns(item, parts, pictures, measure));
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
  // A picture beside it belongs to what stands there.
  const { from: left, to: right } = extent(held, 'leftPt', 'rightPt');
  const isBeside = (area: Area): boolean =>
    area.topPt < first.bottomPt && area.bottomPt > first.topPt && area.leftPt < right && area.rightPt > left;
  if (pictures.some((area) => isBeside(area) && !overlaps(area, first))) return [];
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
function isOverColumns(item: Item, parts: readonly Item[][], pictures: readonly Area[], measure: PageMeasure): boolean {
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
  // A picture with its caption may stand between.
  const filled = (top: number): number =>
    pictures
      .filter((area) => area.topPt > item.bottomPt - 2 && area.bottomPt < top + 2 && overlaps(area, item))
      .reduce((most, area) => Math.max(most, area.bottomPt - area.topPt + 3 * measure.bodyPt), 0);
  const below = tops.filter(
    (top) => top >= item.bottomPt - 1 && top - item.bottomPt < 2 * measure.bodyPt + filled(top),
  );
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

import { cutAcross } from './cut-across.ts';
import type { Area, PdfPage } from './pdf-page.ts';
import { extent, hasRuleBetween, headRatio, type Item, isHead, overlaps, type PageMeasure } from './region-item.ts';

/** One below another: parts between which white room runs from side to side, wider than between lines, or holds a rule. */
export function cutDown(held: readonly Item[], page: PdfPage, measure: PageMeasure): Item[][] {
  const clean = cutAtGaps(held, page, measure, measure.gapPt + 0.35 * measure.bodyPt);
  if (clean.length > 1) return mergeStrips(clean, page, measure);
  // Something spans columns with no more room than between lines: any white row beside a change of size will do.
  const rough = cutAtGaps(held, page, measure, 0.05 * measure.bodyPt);
  const strips = mergeStrips(rough, page, measure);
  return strips.some((strip) => cutAcross(strip, page, measure).length > 1) ? strips : [[...held]];
}

/**
 * Rows of articles: below white room from side to side stands nothing but headlines (or frames), or a rule runs across, or a
 * headline stands at the top beside what goes on under another.
 */
export function cutAtHeads(
  held: readonly Item[],
  page: PdfPage,
  measure: PageMeasure,
  tops: 'clean' | 'mixed' = 'mixed',
): Item[][] {
  const rows: Item[][] = [];
  const leastPt = measure.gapPt + 0.35 * measure.bodyPt;
  for (const strip of cutAtGaps(held, page, measure, leastPt)) {
    const last = rows.at(-1);
    // A headline under a headline belongs to it.
    const isOpen = last !== undefined && !last.every((item) => isHead(item, measure));
    if (!last || (isOpen && opensRow(last, strip, held, page, measure, tops))) rows.push([...strip]);
    else last.push(...strip);
  }
  return rows;
}

function opensRow(
  above: readonly Item[],
  strip: readonly Item[],
  held: readonly Item[],
  page: PdfPage,
  measure: PageMeasure,
  tops: 'clean' | 'mixed',
): boolean {
  const top = extent(strip, 'topPt', 'bottomPt').from;
  const first = strip.filter((item) => item.topPt < top + measure.bodyPt);
  const heads = first.filter((item) => !item.line || isHead(item, measure));
  const bottom = extent(above, 'topPt', 'bottomPt').to;
  // A picture leaves room in its own column only.
  const isEmpty = !page.pictures.some(
    (area) => area.topPt < top + measure.bodyPt && area.bottomPt > top && !first.some((item) => overlaps(item, area)),
  );
  if (heads.length === first.length && isEmpty) return true;
  if (isRuledAcross(page.rules, bottom, top, extent(held, 'leftPt', 'rightPt'))) return true;
  // Where paragraphs stand apart, a headline and a paragraph may stand level by chance.
  return tops === 'mixed' && heads.length > 0 && isEmpty && top - bottom > measure.gapPt + 0.8 * measure.bodyPt;
}

/** Whether rules between two heights reach, all together, from side to side. */
function isRuledAcross(
  rules: readonly Area[],
  topPt: number,
  bottomPt: number,
  width: { from: number; to: number },
): boolean {
  const covered = rules
    .filter((rule) => rule.topPt >= topPt - 1 && rule.bottomPt <= bottomPt + 1)
    .reduce((sum, rule) => sum + Math.max(0, Math.min(rule.rightPt, width.to) - Math.max(rule.leftPt, width.from)), 0);
  return covered > 0.8 * (width.to - width.from);
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

/** White rows that run through columns by chance are no borders: strips that fall into columns together go together. */
function mergeStrips(strips: readonly Item[][], page: PdfPage, measure: PageMeasure): Item[][] {
  const merged: Item[][] = [];
  for (const strip of strips) {
    const last = merged.at(-1);
    const union = last ? [...last, ...strip] : strip;
    const isSame =
      last &&
      !isLoneLine(last, strip) &&
      !opensWithHead(strip, measure) &&
      !isRuled(last, strip, page, measure) &&
      cutAcross(union, page, measure, 2).length > 1;
    if (isSame) merged[merged.length - 1] = union;
    else merged.push([...strip]);
  }
  return merged;
}

/** A line or two set otherwise than what stands below: a byline over columns, of which one may begin behind it by chance. */
function isLoneLine(above: readonly Item[], below: readonly Item[]): boolean {
  const [line, next] = [above[0]?.line, below[0]?.line];
  return (
    line !== undefined &&
    next !== undefined &&
    above.length <= 2 &&
    Math.abs(line.sizePt - next.sizePt) > 0.05 * next.sizePt
  );
}

function opensWithHead(strip: readonly Item[], measure: PageMeasure): boolean {
  const top = Math.min(...strip.map((item) => item.topPt));
  return strip.some(
    (item) => item.topPt < top + measure.bodyPt && (item.line ? item.line.sizePt >= headRatio * measure.bodyPt : true),
  );
}

function isRuled(above: readonly Item[], below: readonly Item[], page: PdfPage, measure: PageMeasure): boolean {
  const from = Math.max(...above.map((item) => item.bottomPt));
  const to = Math.min(...below.map((item) => item.topPt));
  return hasRuleBetween(page.rules, from, to, extent(below, 'leftPt', 'rightPt'), measure);
}

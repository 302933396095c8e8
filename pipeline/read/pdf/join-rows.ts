import type { Line } from './find-lines.ts';
import type { PageMeasure } from './region-item.ts';

/** Parts of a line with a wide gap between (office and name in a byline) are one line again. */
export function joinRows(lines: readonly Line[], { bodyPt }: PageMeasure): Line[] {
  const rows: Line[] = [];
  // Characters of running text between which a line was stretched: no space was set there.
  const isStretched = (last: Line, line: Line): boolean =>
    line.isTight === true &&
    Math.abs(line.sizePt - bodyPt) < 0.05 * bodyPt &&
    (isWide.test(last.text.at(-1) ?? '') || isWide.test(line.text));
  for (const line of lines) {
    const last = rows.at(-1);
    const isSame = last && Math.abs(last.baselinePt - line.baselinePt) < 0.3 * Math.min(last.sizePt, line.sizePt);
    if (!last || !isSame) rows.push(line);
    else {
      rows[rows.length - 1] = {
        ...last,
        text: `${last.text}${isStretched(last, line) ? '' : ' '}${line.text}`,
        rightPt: Math.max(last.rightPt, line.rightPt),
        farPt: Math.max(last.farPt, line.farPt),
        topPt: Math.min(last.topPt, line.topPt),
        bottomPt: Math.max(last.bottomPt, line.bottomPt),
        sizePt: Math.max(last.sizePt, line.sizePt),
        isBold: last.isBold && line.isBold,
      };
    }
  }
  return rows;
}

const isWide = /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

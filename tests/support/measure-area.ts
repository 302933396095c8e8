import type { Area } from './find-faults.ts';
import type { PlacedPage } from './pdf-glyphs.ts';
import { isHan, toBlocks } from './set-lines.ts';

/** The type area of pages of another kind, from the pages themselves; its measure and pitch are what was promised. */
export function measureArea(pages: readonly PlacedPage[], emPt: number, measureEm: number, pitchPt: number): Area {
  const body = toBlocks(pages, () => 0).filter(
    (b) => b.roles.join('>') === 'Document>Art>P' && Math.abs((b.lines[0]?.em ?? 0) - emPt) < 0.05,
  );
  const lines = body.flatMap((block) => block.lines.filter(({ text }) => isHan(text[0] ?? '')));
  const left = (side: number): number =>
    Math.min(...lines.filter(({ page }) => page % 2 === side).map((line) => line.glyphs[0]?.xPt ?? 0));
  const [even, odd] = [left(0), left(1)];
  const baselines = body.flatMap((block) => block.lines.map(({ baselinePt }) => baselinePt));
  const firstPt = Math.min(...baselines);
  const last = Math.max(...baselines);
  const leftPt = (page: number): number => (page % 2 === 0 ? even : odd);
  return {
    leftPt,
    widthPt: measureEm * emPt,
    em: emPt,
    pitchPt,
    firstPt,
    lines: Math.round((last - firstPt) / pitchPt) + 1,
  };
}

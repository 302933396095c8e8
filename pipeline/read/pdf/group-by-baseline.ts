import type { Glyph } from './pdf-page.ts';

/**
 * Rows of glyphs from the top down, each from left to right by their middles: an opening mark of full width, set on half of
 * its place, begins left of the mark before it. Columns beside one another may stand a little higher or lower; what follows
 * within a line stays with it, whatever other columns do (figures on their side stand off the line that they are in).
 *
 *     column one   │ column two         one row, if they stand as good as level
 */
export function groupByBaseline(glyphs: readonly Glyph[]): Glyph[][] {
  const rows: { glyphs: Glyph[]; baselinePt: number; sizePt: number }[] = [];
  for (const run of levelRuns(findRuns(glyphs))) {
    const row = rows.at(-1);
    if (row && Math.abs(row.baselinePt - run.baselinePt) < mostOffEm * Math.min(row.sizePt, run.sizePt))
      row.glyphs.push(...run.glyphs);
    else rows.push({ ...run, glyphs: [...run.glyphs] });
  }
  return rows.map((row) => row.glyphs.sort((a, b) => a.leftPt + a.rightPt - b.leftPt - b.rightPt));
}

/** Glyphs of one line stand off its base line by less than this (in ems). */
const mostOffEm = 0.25;

/** Glyphs on one and the same base line that follow one another. */
interface Run {
  readonly glyphs: readonly Glyph[];
  readonly baselinePt: number;
  readonly sizePt: number;
  readonly leftPt: number;
  readonly rightPt: number;
}

/** What is set on one base line but for what setters round, parted where there is more room than within a line (in ems). */
const roundedEm = 0.02;
const widestRoomEm = 0.6;

function findRuns(glyphs: readonly Glyph[]): Run[] {
  const levels: Glyph[][] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.baselinePt - b.baselinePt)) {
    const level = levels.at(-1);
    const first = level?.[0];
    if (level && first && glyph.baselinePt - first.baselinePt < roundedEm * glyph.sizePt) level.push(glyph);
    else levels.push([glyph]);
  }
  return levels.flatMap((level) => {
    const runs: Glyph[][] = [];
    let right = Number.NEGATIVE_INFINITY;
    for (const glyph of level.sort((a, b) => a.leftPt - b.leftPt)) {
      if (runs.length === 0 || glyph.leftPt - right > widestRoomEm * glyph.sizePt) runs.push([]);
      runs.at(-1)?.push(glyph);
      right = Math.max(right, glyph.rightPt);
    }
    return runs.map(toRun);
  });
}

function toRun(glyphs: readonly Glyph[]): Run {
  const [first] = glyphs;
  return {
    glyphs,
    baselinePt: first?.baselinePt ?? 0,
    sizePt: first?.sizePt ?? 0,
    leftPt: Math.min(...glyphs.map((glyph) => glyph.leftPt)),
    rightPt: Math.max(...glyphs.map((glyph) => glyph.rightPt)),
  };
}

/** Runs that follow one another nearly level get one base line: that of the longest of them. */
function levelRuns(runs: readonly Run[]): Run[] {
  const groups = new Map<Run, Run[]>();
  const sorted = [...runs].sort((a, b) => a.baselinePt - b.baselinePt);
  for (const [i, run] of sorted.entries()) {
    for (let at = i + 1; at < sorted.length; at++) {
      const other = sorted[at];
      if (!other || other.baselinePt - run.baselinePt >= mostOffEm * run.sizePt) break;
      const isLevel = other.baselinePt - run.baselinePt < mostOffEm * other.sizePt;
      const roomPt = Math.max(run.leftPt, other.leftPt) - Math.min(run.rightPt, other.rightPt);
      if (!isLevel || roomPt > widestRoomEm * Math.min(run.sizePt, other.sizePt)) continue;
      const [own, others] = [groups.get(run) ?? [run], groups.get(other) ?? [other]];
      if (own === others) continue;
      own.push(...others);
      for (const member of own) groups.set(member, own);
    }
  }
  const main = (run: Run): Run =>
    (groups.get(run) ?? [run]).reduce((longest, other) =>
      other.glyphs.length > longest.glyphs.length ? other : longest,
    );
  return sorted
    .map((run) => ({ ...run, baselinePt: main(run).baselinePt }))
    .sort((a, b) => a.baselinePt - b.baselinePt);
}

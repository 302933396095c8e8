import { findLines, type Line } from './find-lines.ts';
import { groupLines } from './find-quotes.ts';
import { type Habits, joinLines, readHabits } from './join-lines.ts';
import { markStacks } from './mark-stacks.ts';
import type { Area, Glyph, PdfPage } from './pdf-page.ts';
import { placeInitials } from './place-initials.ts';

/** A page as its text runs: lines from left to right, one below the other. */
export interface TurnedPage {
  readonly page: PdfPage;
  /** Text that runs another way than most of the page: each block of it as one line, where it stands. */
  readonly others: readonly Line[];
  /** From a place on the turned page to where it is looked at. */
  readonly turnBack: (area: Area) => Area;
}

type Run = 'right' | NonNullable<Glyph['runs']>;

/**
 * Turns a page by the way in which most of its text runs. Chinese lines that stand upright, read from right to left, lie when
 * the page is turned by a quarter: what is known of lines, columns and headlines holds for them too.
 *
 *     四 一      一二三
 *     五 二      四五六
 *     六 三
 */
export function turnPage(shown: PdfPage): TurnedPage {
  const glyphs = markStacks(shown.glyphs);
  const classes = new Map<Run, Glyph[]>();
  for (const glyph of glyphs) {
    const run = glyph.runs ?? 'right';
    const own = classes.get(run);
    if (own) own.push(glyph);
    else classes.set(run, [glyph]);
  }
  const [main = 'right'] = [...classes].sort((a, b) => b[1].length - a[1].length).map(([run]) => run);
  const turned = turnTo(main, shown, classes.get(main) ?? []);
  const page = { ...turned, ...placeInitials(turned.glyphs) };
  const { back, area: turn } = turns[main](shown);
  const others: Line[] = [];
  for (const [run, own] of classes) {
    if (run === main) continue;
    if (run === 'askew') {
      others.push(toAskewLine(own, turn));
      continue;
    }
    const lines = findLines(turnTo(run, shown, own));
    const habits = readHabits(lines);
    const turnOther = turns[run](shown);
    for (const group of groupLines(lines)) others.push(toOneLine(group, habits, (area) => turn(turnOther.back(area))));
  }
  return { page, others, turnBack: back };
}

function turnTo(run: Run, shown: PdfPage, glyphs: readonly Glyph[]): PdfPage {
  if (run === 'right' || run === 'askew') return { ...shown, glyphs };
  const { area, glyph } = turns[run](shown);
  const isAside = run !== 'left';
  return {
    ...shown,
    widthPt: isAside ? shown.heightPt : shown.widthPt,
    heightPt: isAside ? shown.widthPt : shown.heightPt,
    glyphs: glyphs.map(glyph),
    rules: shown.rules.map(area),
    frames: shown.frames.map(area),
    labels: shown.labels.map(area),
    pictures: shown.pictures.map(area),
    initials: shown.initials.map(area),
  };
}

interface Turn {
  readonly area: (area: Area) => Area;
  readonly back: (area: Area) => Area;
  readonly glyph: (glyph: Glyph) => Glyph;
}

/** How far above the middle of a character's place its base line would lie, in ems; a place reaches .88 above it. */
const middleEm = 0.38;
const aboveEm = 0.88;

const asItIs: Turn = { area: (area) => area, back: (area) => area, glyph: (glyph) => glyph };

/** For each way in which text runs: how a page is turned so that it runs to the right. A rotated glyph is kept by its origin. */
const turns: Readonly<Record<Run, (page: Pick<PdfPage, 'widthPt' | 'heightPt'>) => Turn>> = {
  right: () => asItIs,
  askew: () => asItIs,
  down: ({ widthPt: w }) => ({
    area: (a) => ({ leftPt: a.topPt, rightPt: a.bottomPt, topPt: w - a.rightPt, bottomPt: w - a.leftPt }),
    back: (a) => ({ leftPt: w - a.bottomPt, rightPt: w - a.topPt, topPt: a.leftPt, bottomPt: a.rightPt }),
    glyph: (g) => {
      const top = g.isUpright ? g.baselinePt - aboveEm * g.sizePt : g.baselinePt;
      const long = g.isUpright ? g.sizePt : g.rightPt - g.leftPt;
      const baselinePt = g.isUpright ? w - (g.leftPt + g.rightPt) / 2 + middleEm * g.sizePt : w - g.leftPt;
      return { ...g, leftPt: top, rightPt: top + long, baselinePt };
    },
  }),
  up: ({ heightPt: h }) => ({
    area: (a) => ({ leftPt: h - a.bottomPt, rightPt: h - a.topPt, topPt: a.leftPt, bottomPt: a.rightPt }),
    back: (a) => ({ leftPt: a.topPt, rightPt: a.bottomPt, topPt: h - a.rightPt, bottomPt: h - a.leftPt }),
    glyph: (g) => ({
      ...g,
      leftPt: h - g.baselinePt,
      rightPt: h - g.baselinePt + g.rightPt - g.leftPt,
      baselinePt: g.leftPt,
    }),
  }),
  left: ({ widthPt: w, heightPt: h }) => {
    const area = (a: Area): Area => ({
      leftPt: w - a.rightPt,
      rightPt: w - a.leftPt,
      topPt: h - a.bottomPt,
      bottomPt: h - a.topPt,
    });
    return {
      area,
      back: area,
      glyph: (g) => ({
        ...g,
        leftPt: w - g.leftPt,
        rightPt: w - g.leftPt + g.rightPt - g.leftPt,
        baselinePt: h - g.baselinePt,
      }),
    };
  },
};

/** A word across the page (a draft's mark): all of it as one line, wherever it stands. */
function toAskewLine(glyphs: readonly Glyph[], turn: (area: Area) => Area): Line {
  const area = turn({
    leftPt: Math.min(...glyphs.map((glyph) => glyph.leftPt)),
    rightPt: Math.max(...glyphs.map((glyph) => glyph.rightPt)),
    topPt: Math.min(...glyphs.map((glyph) => glyph.baselinePt - glyph.sizePt)),
    bottomPt: Math.max(...glyphs.map((glyph) => glyph.baselinePt)),
  });
  const text = glyphs
    .map((glyph) => glyph.text)
    .join('')
    .trim();
  const sizePt = glyphs[0]?.sizePt ?? 0;
  const { rightPt: farPt, bottomPt: baselinePt } = area;
  return { ...area, text, baselinePt, sizePt, isBold: false, farPt, firstPt: 0, runsOtherwise: 'askew' };
}

/** Lines that run another way, as one. */
function toOneLine(group: readonly Line[], habits: Habits, turn: (area: Area) => Area): Line {
  const [first] = group;
  const area = turn({
    leftPt: Math.min(...group.map((line) => line.leftPt)),
    rightPt: Math.max(...group.map((line) => line.rightPt)),
    topPt: Math.min(...group.map((line) => line.topPt)),
    bottomPt: Math.max(...group.map((line) => line.bottomPt)),
  });
  const text = joinLines(
    group.map((line) => line.text),
    habits,
  );
  return {
    ...area,
    text,
    baselinePt: area.bottomPt,
    sizePt: first?.sizePt ?? 0,
    isBold: group.every((line) => line.isBold),
    farPt: area.rightPt,
    firstPt: area.rightPt - area.leftPt,
    runsOtherwise: 'turned',
  };
}

import type { Glyph } from './pdf-page.ts';

/**
 * Says of each glyph that stands below the one before it in its line, not behind it, that its text runs down. Glyphs come in
 * the order in which the page draws them; figures set side by side in one place of such a line are one glyph.
 */
export function markStacks(glyphs: readonly Glyph[]): Glyph[] {
  const links = glyphs.map((glyph, i) => linkOf(glyphs[i - 1], glyph));
  const marked: Glyph[] = [];
  let before: Glyph['runs'];
  for (const [i, glyph] of glyphs.entries()) {
    if (glyph.runs !== undefined) {
      marked.push(glyph);
      before = glyph.runs;
      continue;
    }
    const [from, to] = [links[i], links[i + 1]];
    const isBeside = from === 'behind' || to === 'behind';
    // One character above or below another may be the end of a paragraph, and the start of the next.
    const isStacked =
      (from === 'below' && links[i - 1] !== 'behind') ||
      (to === 'below' && links[i + 2] !== 'behind') ||
      (from === 'below' && to === 'below');
    // A character by itself goes with what was drawn before it.
    const isDown = isStacked ? !isBeside : !isBeside && before === 'down' && isNear(marked.at(-1), glyph);
    before = isDown ? 'down' : undefined;
    marked.push(isDown ? { ...glyph, runs: 'down', isUpright: true } : glyph);
  }
  return marked.some(({ runs }) => runs === 'down') ? joinFigures(marked) : marked;
}

type Link = 'below' | 'behind' | 'none';

function linkOf(last: Glyph | undefined, glyph: Glyph): Link {
  if (!last || last.runs !== undefined || glyph.runs !== undefined) return 'none';
  const size = Math.max(last.sizePt, glyph.sizePt);
  const down = glyph.baselinePt - last.baselinePt;
  const middle = Math.abs(glyph.leftPt + glyph.rightPt - last.leftPt - last.rightPt) / 2;
  if (middle < 0.3 * size && down > 0.6 * size && down < 2.2 * size && isWide(last) && isWide(glyph)) return 'below';
  const room = glyph.leftPt - last.rightPt;
  return Math.abs(down) < 0.3 * size && room > -0.6 * size && room < 1.5 * size ? 'behind' : 'none';
}

const isWide = ({ leftPt, rightPt, sizePt }: Glyph): boolean => rightPt - leftPt > 0.8 * sizePt;

const isNear = (last: Glyph | undefined, glyph: Glyph): boolean =>
  last !== undefined && Math.abs(last.sizePt - glyph.sizePt) < 0.1 * glyph.sizePt && isWide(glyph);

const mostFigures = 4;

/** Two or three figures side by side, no wider than a character, between characters that stand above or below them. */
function joinFigures(glyphs: readonly Glyph[]): Glyph[] {
  const joined: Glyph[] = [];
  for (let i = 0; i < glyphs.length; i++) {
    const glyph = glyphs[i];
    if (!glyph) continue;
    const run: Glyph[] = [];
    for (let at = i; at < glyphs.length && run.length < mostFigures; at++) {
      const next = glyphs[at];
      const last = run.at(-1);
      const isNext = next && next.runs === undefined && /^[0-9A-Za-z%!?]$/.test(next.text);
      if (!isNext || (last && linkOf(last, next) !== 'behind')) break;
      run.push(next);
    }
    const around = [glyphs[i - 1], glyphs[i + run.length]].find((other) => other?.runs === 'down' && other.isUpright);
    const [first, last] = [run[0], run.at(-1)];
    if (
      !around ||
      !first ||
      !last ||
      last.rightPt - first.leftPt > 1.3 * around.sizePt ||
      !isAligned(first, last, around)
    ) {
      joined.push(glyph);
      continue;
    }
    joined.push({
      ...around,
      text: run.map(({ text }) => text).join(''),
      leftPt: first.leftPt,
      rightPt: last.rightPt,
      baselinePt: first.baselinePt,
    });
    i += run.length - 1;
  }
  return joined;
}

const isAligned = (first: Glyph, last: Glyph, around: Glyph): boolean =>
  Math.abs(first.leftPt + last.rightPt - around.leftPt - around.rightPt) < 0.6 * around.sizePt &&
  Math.abs(first.baselinePt - around.baselinePt) < 2.5 * around.sizePt;

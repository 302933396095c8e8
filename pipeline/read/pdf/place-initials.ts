import type { Area, Glyph } from './pdf-page.ts';

/**
 * Initials as high as several lines, put back before the first of the lines beside them, as large as these. Where an initial
 * stood, lines are narrowed.
 *
 *     ███ irst line of the text      First line of the text
 *      █  and the second beside      and the second beside
 */
export function placeInitials(glyphs: readonly Glyph[]): {
  readonly glyphs: readonly Glyph[];
  readonly initials: Area[];
} {
  const bodyPt = findBodySize(glyphs);
  const initials: Area[] = [];
  const placed = new Map<Glyph, Glyph>();
  const large = glyphs.filter(({ sizePt, text }) => sizePt > leastRatio * bodyPt && text.trim() !== '');
  for (const initial of large) {
    const isAlone = !large.some((other) => other !== initial && isNeighbour(initial, other) && !isMark(other.text));
    if (!isAlone || !/^\p{L}$/u.test(initial.text)) continue;
    const marks = large.filter((other) => other !== initial && isNeighbour(initial, other));
    const leftPt = Math.min(initial.leftPt, ...marks.map((mark) => mark.leftPt));
    const beside = findBeside({ ...initial, leftPt }, glyphs, bodyPt);
    const [first] = beside;
    const last = beside.at(-1);
    if (!first || !last || beside.length < 2) continue;
    const isLatin = /[A-Za-z]/.test(initial.text);
    const isWord = isLatin && standsAlone(initial, first, glyphs);
    const rightPt = first.leftPt - (isWord ? 0.25 * bodyPt : 0);
    const all = [...marks, initial].sort((a, b) => a.leftPt - b.leftPt);
    for (const [i, part] of all.entries()) {
      const width = (rightPt - leftPt) / all.length;
      const box = { leftPt: leftPt + i * width, rightPt: leftPt + (i + 1) * width };
      placed.set(part, { ...part, ...box, baselinePt: first.baselinePt, sizePt: first.sizePt, isBold: first.isBold });
    }
    initials.push({
      leftPt,
      rightPt: Math.min(...beside.map((glyph) => glyph.leftPt)) - 0.01,
      topPt: first.baselinePt + 0.2 * bodyPt,
      bottomPt: last.baselinePt,
    });
  }
  return { glyphs: placed.size === 0 ? glyphs : glyphs.map((glyph) => placed.get(glyph) ?? glyph), initials };
}

/** An initial is at least so much larger than the text. */
const leastRatio = 1.8;

function findBodySize(glyphs: readonly Glyph[]): number {
  const counts = new Map<number, number>();
  for (const { sizePt } of glyphs) {
    const size = Math.round(sizePt * 4) / 4;
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

const isMark = (text: string): boolean => /^[\p{P}\p{S}]$/u.test(text);

/** Whether two large letters are of one line: a headline beside an initial is set in another size. */
const isNeighbour = (a: Glyph, b: Glyph): boolean =>
  Math.abs(a.sizePt - b.sizePt) < 0.1 * a.sizePt &&
  Math.abs(a.baselinePt - b.baselinePt) < 0.5 * a.sizePt &&
  b.leftPt < a.rightPt + 1.2 * a.sizePt &&
  b.rightPt > a.leftPt - 1.2 * a.sizePt;

/** The first glyphs of the lines that stand right of an initial, from its top to its foot. */
function findBeside(initial: Glyph, glyphs: readonly Glyph[], bodyPt: number): Glyph[] {
  const height = { from: initial.baselinePt - 0.92 * initial.sizePt, to: initial.baselinePt + 0.4 * bodyPt };
  const near = glyphs.filter(
    (glyph) =>
      glyph.text.trim() !== '' &&
      Math.abs(glyph.sizePt - bodyPt) < 0.16 * bodyPt &&
      glyph.baselinePt > height.from &&
      glyph.baselinePt < height.to &&
      glyph.leftPt > initial.rightPt - 0.3 * bodyPt &&
      glyph.leftPt < initial.rightPt + 1.3 * bodyPt,
  );
  const rows: Glyph[] = [];
  for (const glyph of near.sort((a, b) => a.baselinePt - b.baselinePt || a.leftPt - b.leftPt)) {
    const last = rows.at(-1);
    if (!last || glyph.baselinePt - last.baselinePt > 0.5 * bodyPt) rows.push(glyph);
  }
  const [first] = rows;
  // The lines begin at one edge, and the first as high as the initial does.
  const isEven = first && rows.every((glyph) => Math.abs(glyph.leftPt - first.leftPt) < 0.6 * bodyPt);
  return isEven && first.baselinePt - 0.8 * first.sizePt - height.from < 0.45 * initial.sizePt ? rows : [];
}

/** Whether an initial is a word of its own ("A", "I"): the letters behind it are one, or the whole is none that is met. */
function standsAlone(initial: Glyph, first: Glyph, glyphs: readonly Glyph[]): boolean {
  if (!/^[AIO]$/.test(initial.text)) return false;
  const from = glyphs.indexOf(first);
  const behind =
    /^[A-Za-z\u2019']+/.exec(
      glyphs
        .slice(from, from + 30)
        .map(({ text }) => text)
        .join(''),
    )?.[0] ?? '';
  if (behind === '' || /^[\u2019']/.test(behind)) return false;
  const words = countWords(glyphs);
  // Its letters are found once where they stand behind the initial.
  return !words.has((initial.text + behind).toLowerCase()) && (words.get(behind.toLowerCase()) ?? 0) > 1;
}

/** How often each word is met; the rest of a line and the start of the next are two. */
function countWords(glyphs: readonly Glyph[]): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  let word = '';
  let last: Glyph | undefined;
  for (const glyph of [...glyphs, undefined]) {
    const goesOn =
      glyph &&
      last &&
      /^[a-z]+$/i.test(glyph.text) &&
      Math.abs(glyph.baselinePt - last.baselinePt) < 0.3 * glyph.sizePt &&
      glyph.leftPt - last.rightPt < 0.15 * glyph.sizePt;
    if (!goesOn) {
      if (word !== '') words.set(word, (words.get(word) ?? 0) + 1);
      word = '';
    }
    if (glyph && /^[a-z]+$/i.test(glyph.text)) word += glyph.text.toLowerCase();
    last = glyph;
  }
  return words;
}

import type { Glyph } from './pdf-page.ts';

/** What is set apart in a line, neighbour by neighbour: letters, and characters of full width. */
export interface Apart {
  /** How far letters stand apart within words. */
  readonly lettersPt: number;
  /** How far Han characters stand apart: stretched lines part them all alike. */
  readonly hanPt: number;
}

const latin = /^[A-Za-z0-9\u00c0-\u024f]/;
const han = /^\p{Script=Han}/u;
const narrow = /^[!-~\u00a1-\u024f\u2010-\u2026]/;

/** How far the characters of a line stand apart, where they are set so: the room between most neighbours. */
export function measureApart(glyphs: readonly Glyph[]): Apart {
  const letters: number[] = [];
  const hans: number[] = [];
  for (const [i, glyph] of glyphs.entries()) {
    const last = glyphs[i - 1];
    if (!last) continue;
    const room = glyph.leftPt - last.rightPt;
    if (latin.test(last.text) && latin.test(glyph.text)) letters.push(room);
    else if (han.test(last.text) && han.test(glyph.text)) hans.push(room);
  }
  const middle = (rooms: number[]): number => rooms.sort((a, b) => a - b)[Math.floor(rooms.length / 2)] ?? 0;
  const hanPt = Math.max(0, middle(hans));
  // Few letters between Han stand no further apart than these, and than any two of them.
  const lettersPt = letters.length === 0 ? 0 : letters.length < 4 ? Math.min(hanPt, ...letters) : middle(letters);
  return { lettersPt: Math.max(0, lettersPt), hanPt };
}

/** What stands for a space on a page that draws none. */
export interface BareSpace {
  /** How wide it is, in ems, beyond what lines are stretched by; 0: the page draws spaces, or too little is seen. */
  readonly em: number;
  /** Room as wide between Han and letters stands for one too. */
  readonly isBesideHan: boolean;
}

/** Looks for spaces that are room alone: what parts words, and the two names of a byline, on pages that draw no spaces. */
export function measureBareSpace(lines: readonly (readonly Glyph[])[]): BareSpace {
  const rooms: { readonly em: number; readonly isLoose: boolean }[] = [];
  const borders: number[] = [];
  for (const line of lines) {
    if (line.some(({ text }) => text.trim() === '')) return { em: 0, isBesideHan: false };
    const apart = measureApart(line);
    for (const [i, glyph] of line.entries()) {
      const last = line[i - 1];
      if (!last) continue;
      const isWord = narrow.test(last.text) && narrow.test(glyph.text);
      const em = (glyph.leftPt - last.rightPt - (isWord ? apart.lettersPt : apart.hanPt)) / glyph.sizePt;
      // Lines that were stretched tell less exactly.
      const isLoose = !line.some(({ text }) => han.test(text)) || apart.hanPt > 0.005 * glyph.sizePt;
      const isTold = isWord || (han.test(last.text) && han.test(glyph.text));
      if (isTold && em > leastSpaceEm && em < widestSpaceEm) rooms.push({ em, isLoose });
      else if (isBorder(last, glyph) && !isLoose) borders.push(em);
    }
  }
  const exact = rooms.filter(({ isLoose }) => !isLoose);
  const told = (exact.length > 0 ? exact : rooms).map(({ em }) => em).sort((a, b) => a - b);
  // Stretched lines of words have wider ones: what is meant is the narrowest that is usual.
  const em = told[Math.floor(told.length / (exact.length > 0 ? 2 : 5))] ?? 0;
  // Setters put a quarter or an eighth of an em between Han and letters of their own accord: a hair tells it from a space.
  const near = (place: number): number => borders.filter((room) => Math.abs(room - place) < hairEm).length;
  const isTold = [0.125, 0.25].every((own) => Math.abs(em - own) >= 1.5 * hairEm && near(em) > near(own));
  return { em, isBesideHan: em > 0 && isTold };
}

const isBorder = (last: Glyph, glyph: Glyph): boolean =>
  (han.test(last.text) && latin.test(glyph.text)) || (latin.test(last.text) && han.test(glyph.text));

/** Setters place glyphs more exactly than this. */
const hairEm = 0.003;

/** Whether room between two neighbours stands for a space. */
export function isBareSpace(last: Glyph, glyph: Glyph, { lettersPt, hanPt }: Apart, bare: BareSpace): boolean {
  const room = glyph.leftPt - last.rightPt;
  if (latin.test(last.text) && latin.test(glyph.text)) return room - lettersPt > leastSpaceEm * glyph.sizePt;
  if (bare.em === 0) return false;
  const beyondEm = (room - hanPt) / glyph.sizePt;
  if (beyondEm < leastSpaceEm) return false;
  const [isHan, nextIsHan] = [han.test(last.text), han.test(glyph.text)];
  if (isHan && nextIsHan) return beyondEm < widestSpaceEm;
  const [isNarrow, nextIsNarrow] = [narrow.test(last.text), narrow.test(glyph.text)];
  if (isNarrow && nextIsNarrow) return true;
  return (
    bare.isBesideHan && Math.abs(beyondEm - bare.em) < 0.04 && ((isHan && nextIsNarrow) || (nextIsHan && isNarrow))
  );
}

const leastSpaceEm = 0.18;
const widestSpaceEm = 0.6;

import { type PlacedGlyph, type PlacedPage, toLines } from './pdf-glyphs.ts';

/** One set line of a block, in the size of its block: ruby, superscripts and list marks are left aside. */
export interface SetLine {
  readonly page: number;
  readonly glyphs: readonly PlacedGlyph[];
  readonly text: string;
  readonly baselinePt: number;
  /** One em of its block, in points. */
  readonly em: number;
  /** How far each character stands from the next beyond what the font asks: what makes the line even. */
  readonly stretchPt: number;
}

/** A paragraph, heading, cell … put together again over its pages. */
export interface SetBlock {
  readonly role: string;
  readonly roles: readonly string[];
  readonly lang: string;
  readonly lines: readonly SetLine[];
  /** Glyphs of other sizes in it: ruby, superscripts, subscripts. */
  readonly small: readonly PlacedGlyph[];
}

/** Everything that stands in the structure of the file, in reading order, as blocks of lines. */
export function toBlocks(pages: readonly PlacedPage[], areaLeftPt: (page: PlacedPage) => number): readonly SetBlock[] {
  const blocks: { role: string; roles: readonly string[]; lang: string; lines: SetLine[]; small: PlacedGlyph[] }[] = [];
  for (const page of pages) {
    const byBlock = new Map<number, PlacedGlyph[]>();
    for (const glyph of page.glyphs)
      if (glyph.block >= 0) byBlock.set(glyph.block, [...(byBlock.get(glyph.block) ?? []), glyph]);
    let isFirst = true;
    for (const [index, glyphs] of byBlock) {
      const { roles, lang } = page.blocks[index] ?? { roles: [], lang: '' };
      const em = commonSize(glyphs);
      const isMain = ({ sizePt }: PlacedGlyph): boolean => Math.abs(sizePt - em) < 0.15 * em;
      const lines = toLines(glyphs.filter(isMain)).map((line) => makeLine(line.glyphs, page.number, em));
      const small = glyphs.filter((glyph) => !isMain(glyph));
      const role = roles.at(-1) ?? '';
      // Notes at the foot of the page before stand between the two halves.
      const last = blocks.findLast((one) => !one.roles.includes('LI') || roles.includes('LI'));
      const start = lines[0]?.glyphs[0]?.xPt ?? 0;
      // What goes on from the page before stands first on its page, in the same role, without an indent.
      const goesOn =
        isFirst &&
        last !== undefined &&
        last.roles.join() === roles.join() &&
        role === 'P' &&
        last.lines.at(-1)?.page === page.number - 1 &&
        start < areaLeftPt(page) + 0.75 * em;
      if (goesOn) {
        last.lines.push(...lines);
        last.small.push(...small);
      } else blocks.push({ role, roles, lang, lines: [...lines], small });
      isFirst = false;
    }
  }
  return blocks;
}

export const isHan = (character: string): boolean => /^\p{Script=Han}$/u.test(character);
export const isLatin = (character: string): boolean => /^[A-Za-z0-9]$/.test(character);

function makeLine(glyphs: readonly PlacedGlyph[], page: number, em: number): SetLine {
  const advances: number[] = [];
  glyphs.forEach((glyph, i) => {
    const next = glyphs[i + 1];
    if (next && isHan(glyph.character) && isHan(next.character)) advances.push(next.xPt - glyph.xPt - glyph.widthPt);
  });
  advances.sort((a, b) => a - b);
  return {
    page,
    glyphs,
    text: glyphs.map(({ character }) => character).join(''),
    baselinePt: glyphs[0]?.baselinePt ?? 0,
    em,
    stretchPt: advances[Math.floor(advances.length / 2)] ?? Number.NaN,
  };
}

/** The size of the text proper: the largest that many glyphs have. There may be more letters of ruby than characters. */
function commonSize(glyphs: readonly PlacedGlyph[]): number {
  const counts = new Map<number, number>();
  for (const { sizePt } of glyphs) {
    const size = Math.round(sizePt * 10) / 10;
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  const many = [...counts].filter(([, count]) => count > 0.15 * glyphs.length).map(([size]) => size);
  return Math.max(...many);
}

import type { FontFace } from '../core/edition.ts';

/** What faces of Latin letters alone are for. */
export type LatinKind = NonNullable<FontFace['latin']>;

/** The whole face that letters stand among. */
export type Neighbour = 'serif' | 'sans';

interface LatinFace extends FontFace {
  readonly latin: LatinKind;
  /** Those of code stand among both. */
  readonly beside: Neighbour | 'both';
  /** Its size, in hundredths of the size of its neighbour. */
  readonly sizePercent: number;
}

/** Names by which styles ask for them; letters are asked for with their neighbour (families.ts). */
export const letterFamilies: Readonly<Record<Neighbour, string>> = { serif: 'Letters', sans: 'Letters Sans' };
export const leaningFamilies: Readonly<Record<Neighbour, string>> = { serif: 'Leaning', sans: 'Leaning Sans' };
const codeFamily = 'Even';

/**
 * Letters that whole fonts lack, italics, code. Weights and sizes were chosen by the files' own outlines: those whose small
 * letters are as tall and whose stems are as thick as those of the Latin in the whole face (in thousandths of an em: Song
 * 516/82, bold 536/135; Hei 543/92, bold 560/147). So what is bold here comes from semibold files.
 */
const faces: readonly LatinFace[] = [
  makeFace('letters', 'serif', 400, 108, 'SourceSerif4-Light', 'source-serif-4-300'),
  makeFace('letters', 'serif', 700, 108, 'SourceSerif4-SemiBold', 'source-serif-4-600'),
  makeFace('letters', 'sans', 400, 112, 'SourceSans3-Regular', 'source-sans-3-400'),
  makeFace('letters', 'sans', 700, 114, 'SourceSans3-SemiBold', 'source-sans-3-600'),
  makeFace('italic', 'serif', 400, 102, 'SourceSerif4-Italic', 'source-serif-4-400-italic'),
  makeFace('italic', 'serif', 700, 105, 'SourceSerif4-SemiBoldItalic', 'source-serif-4-600-italic'),
  makeFace('italic', 'sans', 700, 113, 'SourceSans3-BoldItalic', 'source-sans-3-700-italic'),
  makeFace('code', 'both', 400, 100, 'SourceCodePro-Regular', 'source-code-pro-400'),
  makeFace('code', 'both', 700, 100, 'SourceCodePro-Bold', 'source-code-pro-700'),
];

function makeFace(
  latin: LatinKind,
  beside: LatinFace['beside'],
  weight: 400 | 700,
  sizePercent: number,
  postscriptName: string,
  file: string,
): LatinFace {
  const family = file.startsWith('source-serif')
    ? 'Source Serif 4'
    : file.startsWith('source-sans')
      ? 'Source Sans 3'
      : 'Source Code Pro';
  const resource = `fonts/${file}.ttf`;
  return { family, weight, postscriptName, resource, license: 'OFL-1.1', latin, beside, sizePercent };
}

/** The faces of some kinds that stand among those that are used. */
export function latinFacesOf(kinds: readonly LatinKind[], neighbours: readonly Neighbour[]): readonly FontFace[] {
  return faces
    .filter(({ latin, beside }) => kinds.includes(latin) && (beside === 'both' || neighbours.includes(beside)))
    .map(({ beside: _, ...face }) => face);
}

/** Accents and special letters of the Latin alphabet but those of pinyin, which whole fonts have. */
const lettersRange =
  'U+100,U+102-112,U+114-11A,U+11C-12A,U+12C-143,U+145-147,U+149-14C,U+14E-16A,U+16C-1CD,U+1CF,U+1D1,U+1D3,U+1D5,U+1D7,' +
  'U+1D9,U+1DB,U+1DD-1F8,U+1FA-2AF,U+1E00-1E3E,U+1E40-1EFF';

/**
 * The rules that make them known to the browser. All are as high as the em, like Han characters: what a font says of its
 * height is held against ruby in the line below.
 */
export function makeLatinRules(): string {
  return faces
    .map(({ latin, beside, weight, sizePercent, postscriptName }) => {
      const neighbour = beside === 'both' ? 'serif' : beside;
      const names = { letters: letterFamilies[neighbour], italic: leaningFamilies[neighbour], code: codeFamily };
      const style = latin === 'italic' ? 'font-style:italic;' : '';
      const range = latin === 'letters' ? `;unicode-range:${lettersRange}` : '';
      // What is asked of the size is asked of heights too.
      const high = `ascent-override:${hundredths(88 / sizePercent)}%;descent-override:${hundredths(12 / sizePercent)}%`;
      return `@font-face{font-family:"${names[latin]}";${style}font-weight:${weight};src:local("${postscriptName}");size-adjust:${sizePercent}%;${high}${range}}`;
    })
    .join('\n');
}

/**
 * Reading systems have no such faces: letters that Chinese faces lack come from the faces that they have, since the browser
 * would put these together of a letter and an accent as wide as a Han character.
 */
export function makeScreenLatinRules(): string {
  const rule = (neighbour: Neighbour, weight: 400 | 700): string => {
    const sources = onDevices[neighbour][weight].map((name) => `local("${name}")`).join(',');
    return `@font-face{font-family:"${letterFamilies[neighbour]}";font-weight:${weight};src:${sources};unicode-range:${lettersRange}}`;
  };
  return [rule('serif', 400), rule('serif', 700), rule('sans', 400), rule('sans', 700)].join('\n');
}

/** By full or PostScript name, as systems differ in which they know: of Apple, Windows, Android, Linux. */
const onDevices: Readonly<Record<Neighbour, Readonly<Record<400 | 700, readonly string[]>>>> = {
  serif: {
    400: ['Georgia', 'Times New Roman', 'NotoSerif', 'Noto Serif', 'DejaVu Serif'],
    700: ['Georgia Bold', 'Georgia-Bold', 'Times New Roman Bold', 'NotoSerif-Bold', 'DejaVuSerif-Bold'],
  },
  sans: {
    400: ['Helvetica Neue', 'Arial', 'Roboto', 'Noto Sans', 'DejaVu Sans'],
    700: ['HelveticaNeue-Bold', 'Arial Bold', 'Arial-BoldMT', 'Roboto-Bold', 'NotoSans-Bold', 'DejaVuSans-Bold'],
  },
};

const hundredths = (share: number): number => Math.round(share * 10_000) / 100;

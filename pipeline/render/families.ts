import type { FontFace } from '../core/edition.ts';

/** The kinds of face a token may name. */
export type FaceKind = 'serif' | 'sans';

interface Family {
  readonly name: string;
  /** Resource names are `fonts/<file>-<weight>.ttf`. */
  readonly file: string;
  /** PostScript names are `<postscript>-Regular` and `-Bold`. */
  readonly postscript: string;
}

/** Families by script. Traditional text has one family: its headings are in the bold of the same. */
const families: Readonly<Record<'simplified' | 'traditional', Readonly<Record<FaceKind, Family>>>> = {
  simplified: {
    serif: { name: 'Noto Serif SC', file: 'noto-serif-sc', postscript: 'NotoSerifSC' },
    sans: { name: 'Noto Sans SC', file: 'noto-sans-sc', postscript: 'NotoSansSC' },
  },
  traditional: {
    serif: { name: 'Noto Serif TC', file: 'noto-serif-tc', postscript: 'NotoSerifTC' },
    sans: { name: 'Noto Serif TC', file: 'noto-serif-tc', postscript: 'NotoSerifTC' },
  },
};

const license = 'OFL-1.1';

/** What reading systems have, by kind, when no font comes along with the book. */
const common: Readonly<Record<'simplified' | 'traditional', Readonly<Record<FaceKind, string>>>> = {
  simplified: {
    serif: '"Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif',
    sans: '"PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif',
  },
  traditional: {
    serif: '"Songti TC", "Noto Serif CJK TC", "Source Han Serif TC", PMingLiU, serif',
    sans: '"PingFang TC", "Noto Sans CJK TC", "Source Han Sans TC", "Microsoft JhengHei", sans-serif',
  },
};

/** Which shapes a language is written in: the Simplified face draws many Traditional characters otherwise. */
const scriptOf = (lang: string): 'simplified' | 'traditional' =>
  /^zh-(TW|HK|MO|Hant)/i.test(lang) ? 'traditional' : 'simplified';

/**
 * The packaged faces that are used: body and titles always, the second family only where something is set in it. Each is
 * a file of 15 MB that somebody has to open.
 */
export function fontsOf(lang: string, kinds: readonly FaceKind[]): readonly FontFace[] {
  const used = new Map(kinds.map((kind) => [families[scriptOf(lang)][kind].file, families[scriptOf(lang)][kind]]));
  return [...used.values()].flatMap((family) =>
    ([400, 700] as const).map(
      (weight): FontFace => ({
        family: family.name,
        weight,
        postscriptName: `${family.postscript}-${weight === 700 ? 'Bold' : 'Regular'}`,
        resource: `fonts/${family.file}-${weight}.ttf`,
        license,
      }),
    ),
  );
}

/** The value of a `--face-…` token as a list of families: packaged fonts alone in print, the reader's own after them. */
export function familyOf(kind: FaceKind, lang: string, medium: 'print' | 'screen'): string {
  const packaged = `"${families[scriptOf(lang)][kind].name}"`;
  return medium === 'print' ? packaged : `${packaged}, ${common[scriptOf(lang)][kind]}`;
}

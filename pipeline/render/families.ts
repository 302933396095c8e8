import type { FontFace } from '../core/edition.ts';
import { type LatinKind, latinFacesOf, leaningFamilies, letterFamilies, type Neighbour } from './latin-faces.ts';

/** The kinds of face a token may name. */
export type FaceKind = 'serif' | 'sans';

interface Family {
  readonly name: string;
  /** Resource names are `fonts/<file>-<weight>.ttf`. */
  readonly file: string;
  /** PostScript names are `<postscript>-Regular` and `-Bold`. */
  readonly postscript: string;
  /** What its Latin letters look like. */
  readonly letters: Neighbour;
}

const license = 'OFL-1.1';

/** Families by script. Traditional text has one family: its headings are in the bold of the same. */
const families: Readonly<Record<'simplified' | 'traditional', Readonly<Record<FaceKind, Family>>>> = {
  simplified: {
    serif: { name: 'Noto Serif SC', file: 'noto-serif-sc', postscript: 'NotoSerifSC', letters: 'serif' },
    sans: { name: 'Noto Sans SC', file: 'noto-sans-sc', postscript: 'NotoSansSC', letters: 'sans' },
  },
  traditional: {
    serif: { name: 'Noto Serif TC', file: 'noto-serif-tc', postscript: 'NotoSerifTC', letters: 'serif' },
    sans: { name: 'Noto Serif TC', file: 'noto-serif-tc', postscript: 'NotoSerifTC', letters: 'serif' },
  },
};

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
export type Script = keyof typeof families;

export const scriptOf = (lang: string): Script => (/^zh-(TW|HK|MO|Hant)/i.test(lang) ? 'traditional' : 'simplified');

const other: Readonly<Record<Script, Script>> = { simplified: 'traditional', traditional: 'simplified' };

/**
 * The packaged faces that are used, those of the edition's own script first: of a kind that nothing is set in, or a script
 * that nothing is written in, none. Each is a file of 15 MB that somebody has to open. Traditional editions have the
 * Simplified face behind their own, for names and titles that they quote.
 */
export function fontsOf(
  langs: readonly string[],
  kinds: readonly FaceKind[],
  latin: readonly LatinKind[] = [],
): readonly FontFace[] {
  const scripts = new Set(langs.map(scriptOf));
  const used = new Map<string, Family>();
  for (const script of scripts) for (const kind of kinds) used.set(families[script][kind].file, families[script][kind]);
  if (scripts.has('traditional')) used.set(families.simplified.serif.file, families.simplified.serif);
  const whole = [...used.values()].flatMap((family) =>
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
  const neighbours = [...used.values()].map(({ letters }) => letters);
  return [...whole, ...latinFacesOf(latin, neighbours)];
}

/** The value of a `--face-…` token as a list of families: packaged fonts alone in print, the reader's own after them. */
export function familyOf(kind: FaceKind, lang: string, medium: 'print' | 'screen'): string {
  const script = scriptOf(lang);
  const { name, letters } = families[script][kind];
  const packaged = `"${name}"`;
  if (medium === 'screen') return `"${letterFamilies[letters]}", ${packaged}, ${common[script][kind]}`;
  // Letters come first, and only for those that whole fonts lack: the browser would put these together from parts.
  return `"${letterFamilies[letters]}", ${packaged}, "${families[other[script]].serif.name}", "Source Serif 4"`;
}

/** The italics that go with a kind of face in print: of Latin letters, so with the whole face behind it. */
export const leaningOf = (kind: FaceKind, lang: string): string =>
  `"${leaningFamilies[families[scriptOf(lang)][kind].letters]}", ${familyOf(kind, lang, 'print')}`;

/** A rule for passages in the script that the edition is not in; empty when there are none. */
export function makeScriptRule(editionLang: string, langs: readonly string[]): string {
  const foreign = langs.find((lang) => lang.startsWith('zh') && scriptOf(lang) !== scriptOf(editionLang));
  if (!foreign) return '';
  const selectors = languages[scriptOf(foreign)].map((lang) => `.article:lang(${lang}),.article:lang(${lang}) *`);
  return `${selectors.join(',')}{font-family:${familyOf('serif', foreign, 'print')}}`;
}

const languages: Readonly<Record<Script, readonly string[]>> = {
  simplified: ['zh-CN', 'zh-SG', 'zh-Hans'],
  traditional: ['zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant'],
};

import type { FontFace } from '../core/edition.ts';

/** The kinds of face a token may name. */
export type FaceKind = 'serif' | 'sans';

interface Family {
  readonly name: string;
  readonly file: string;
  readonly postscript: string;
}

const simplified: Readonly<Record<FaceKind, Family>> = {
  serif: { name: 'Noto Serif SC', file: 'noto-serif-sc', postscript: 'NotoSerifSC' },
  sans: { name: 'Noto Sans SC', file: 'noto-sans-sc', postscript: 'NotoSansSC' },
};

const license = 'OFL-1.1';

/** What reading systems have, by kind, when no font comes along with the book. */
const common: Readonly<Record<FaceKind, string>> = {
  serif: '"Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif',
  sans: '"PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif',
};

/** The packaged faces that an edition in this language is set in. */
export function fontsOf(lang: string): readonly FontFace[] {
  void lang;
  return (['serif', 'sans'] as const).flatMap((kind) =>
    ([400, 700] as const).map(
      (weight): FontFace => ({
        family: simplified[kind].name,
        weight,
        postscriptName: `${simplified[kind].postscript}-${weight === 700 ? 'Bold' : 'Regular'}`,
        resource: `fonts/${simplified[kind].file}-${weight}.ttf`,
        license,
      }),
    ),
  );
}

/** The value of a `--face-…` token as a list of families: packaged fonts alone in print, the reader's own after them. */
export function familyOf(kind: FaceKind, lang: string, medium: 'print' | 'screen'): string {
  void lang;
  const packaged = `"${simplified[kind].name}"`;
  return medium === 'print' ? packaged : `${packaged}, ${common[kind]}`;
}

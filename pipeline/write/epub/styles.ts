import type { Rendered } from '../../core/edition.ts';
import type { FontFile } from './fonts.ts';

/**
 * `style.css`: the theme's styles for reading systems after the fonts that come along, and the rules for letters that Chinese
 * faces lack where the book has some; upright lines when asked.
 */
export function adaptStyles(
  { styles }: Rendered,
  fonts: readonly FontFile[],
  { writing, hasLetters }: { readonly writing: 'horizontal' | 'vertical'; readonly hasLetters: boolean },
): string {
  const faces = fonts.map(
    ({ family, weight, path }) =>
      `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${path}"); }\n`,
  );
  const letters = hasLetters && styles.screenLetters ? `${styles.screenLetters}\n` : '';
  return `${faces.join('')}${letters}${styles.screen.trim()}\n${writing === 'vertical' ? vertical : ''}`;
}

/** Letters of the Latin alphabet with accents that Chinese faces lack: all but Latin-1 and those of pinyin. */
export const lackedLetters =
  /(?![\u0101\u0113\u011b\u012b\u0144\u0148\u014d\u016b\u01ce\u01d0\u01d2\u01d4\u01d6\u01d8\u01da\u01dc\u01f9\u1e3f])[\u0100-\u02af\u1e00-\u1eff]/;

const vertical =
  'html { -webkit-writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; writing-mode: vertical-rl; }\n';

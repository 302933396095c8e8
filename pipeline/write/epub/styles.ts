import type { Rendered } from '../../core/edition.ts';
import type { FontFile } from './fonts.ts';

/** `style.css`: the theme's styles for reading systems after the fonts that come along; upright lines when asked. */
export function adaptStyles(
  rendered: Rendered,
  fonts: readonly FontFile[],
  writing: 'horizontal' | 'vertical',
): string {
  const faces = fonts.map(
    ({ family, weight, path }) =>
      `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${path}"); }\n`,
  );
  return `${faces.join('')}${rendered.styles.screen.trim()}\n${writing === 'vertical' ? vertical : ''}`;
}

const vertical =
  'html { -webkit-writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; writing-mode: vertical-rl; }\n';

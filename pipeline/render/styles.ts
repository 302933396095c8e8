import type { World } from '../core/contracts.ts';
import type { Rendered } from '../core/edition.ts';
import { mmFromPt, ptFromMm } from '../core/units.ts';
import { entrySizePt } from './entry-size.ts';
import { type FaceKind, familyOf, leaningOf, makeScriptRule } from './families.ts';
import { makeLatinRules, makeScreenLatinRules } from './latin-faces.ts';
import type { Layout } from './layout.ts';
import { lengthPt, mergeTokens, readTokens, resolveTokens, type Tokens, withoutComments, wordOf } from './tokens.ts';
import { makePictureRules } from './typography/set-pictures.ts';

/** The files each medium is made of, in the order in which they stand. */
const media = {
  print: [
    'base/type.css',
    'base/article.css',
    'media/print.css',
    'media/print-articles.css',
    'media/print-parts.css',
    'media/print-cover.css',
  ],
  screen: ['base/type.css', 'base/article.css', 'media/screen.css'],
  cover: ['base/type.css', 'media/print-cover.css', 'media/cover.css'],
} as const;

/** What vertical setting adds to print. */
const verticalSheet = 'media/print-vertical.css';

/** Themes that there are: written by hand, as all tables are. */
export const themes = ['meeting', 'journal', 'book', 'gongwen', 'large-print'] as const;

const read = async (world: World, name: string): Promise<string> =>
  new TextDecoder().decode(await world.resource(`styles/${name}`));

/** Tokens of a theme: the defaults with the theme's values over them. */
export async function loadTokens(world: World, theme: string): Promise<Tokens> {
  const [defaults, own] = await Promise.all([read(world, 'tokens.css'), read(world, `themes/${theme}.css`)]);
  return mergeTokens(readTokens(defaults), readTokens(own));
}

/** The three stylesheets, complete, with plain values in the place of tokens. */
export async function makeStyles(
  world: World,
  tokens: Tokens,
  layout: Layout,
  edition: { readonly lang: string; readonly langs: readonly string[]; readonly writing: 'horizontal' | 'vertical' },
): Promise<Rendered['styles']> {
  const join = async (names: readonly string[]): Promise<string> =>
    (await Promise.all(names.map((name) => read(world, name)))).join('\n');
  const extra = edition.writing === 'vertical' ? [verticalSheet] : [];
  const [print, screen, cover] = await Promise.all([
    join([...media.print, ...extra]),
    join(media.screen),
    join(media.cover),
  ]);
  const paged = tokensForPrint(tokens, layout, edition.lang);
  return {
    print: `${makeLatinRules()}\n${squeeze(resolveTokens(print, paged))}\n${makeScriptRule(edition.lang, edition.langs)}\n${makePictureRules(layout)}${openingRule(layout)}${raggedRule(layout)}`,
    screen: squeeze(resolveTokens(screen, tokensForScreen(tokens, edition.lang))),
    screenLetters: makeScreenLatinRules(),
    cover: `${makeLatinRules()}\n${squeeze(scaleLengths(resolveTokens(cover, paged), pictureWidthPx / layout.widthMm))}`,
  };
}

/**
 * What goes over both columns may stand alone at the foot of a page: the browser does not look at what comes after it. So
 * it asks for room for three lines more than it takes.
 */
const openingRule = ({ columns, pitchPt }: Layout): string =>
  columns > 1 ? `\n.opening{padding-block-end:${3 * pitchPt}pt;margin-block-end:-${3 * pitchPt}pt}` : '';

/** Lines of fewer ems hold so few words of English, which is not hyphenated, that making them even leaves holes. */
const leastEvenEm = 24;

/** English in columns is set ragged where its lines are short; also the last line before a page that we made ends. */
function raggedRule({ charactersPerLine, columns, columnGapEm }: Layout): string {
  if (columns === 1 || (charactersPerLine - (columns - 1) * columnGapEm) / columns >= leastEvenEm) return '';
  return '\n:where(p,li,dd):lang(en){text-align:start}:lang(en)[data-cut~=end]{text-align-last:auto!important}';
}

/** The cover's picture for e-books, as wide as shops ask for. */
const pictureWidthPx = 1600;
const pictureHeightPx = 2560;

/** What a rule asks for on the cover stays readable on the smallest page, in large print all the more. */
const leastSizePt = 7.5;

/** Type sizes follow the body size, those of the cover the page; the page itself becomes tokens too. */
function tokensForPrint(tokens: Tokens, layout: Layout, lang: string): Tokens {
  const pageScale = layout.widthMm / mmFromPt(lengthPt(tokens, '--reference-width'));
  const scaled = [...tokens].map(([name, value]): [string, string] => {
    if (name.startsWith('--face-')) return [name, familyOf(value as FaceKind, lang, 'print')];
    if (!name.endsWith('-size')) return [name, value];
    const factor = name.startsWith('--cover-') ? pageScale : layout.scale;
    const sizePt = lengthPt(tokens, name) * factor;
    const leastPt = name === '--cover-permit-size' ? Math.max(leastSizePt, 0.75 * layout.sizePt) : 0;
    return [name, `${round(Math.max(leastPt, sizePt))}pt`];
  });
  return new Map([
    ...scaled,
    ['--body-size', `${round(layout.sizePt)}pt`],
    ['--pitch', `${round(layout.pitchPt)}pt`],
    ['--area-width', `${round(layout.widthMm - layout.innerMm - layout.outerMm)}mm`],
    ['--area-height', `${round(ptFromMm(layout.heightMm - layout.topMm - layout.bottomMm))}pt`],
    ['--page-top', `${round(layout.topMm)}mm`],
    ['--page-width', `${round(layout.widthMm)}mm`],
    ['--page-height', `${round(layout.heightMm)}mm`],
    // A container of one column would cut off what sticks out of its first line: dots, ruby.
    ['--column-count', layout.columns > 1 ? String(layout.columns) : 'auto'],
    ['--column-gap-width', `${round(layout.columnGapEm * layout.sizePt)}pt`],
    [
      '--cover-title-foot',
      `${round(mmFromPt(lengthPt(tokens, '--cover-title-foot')) * (layout.heightMm / mmFromPt(lengthPt(tokens, '--reference-height'))))}mm`,
    ],
    ['--cover-side', `${round(layout.outerMm)}mm`],
    ['--entry-size', `${round(entrySizePt(layout, tokens))}pt`],
    ['--leaning-body', leaningOf(wordOf(tokens, '--face-body', ['serif', 'sans']), lang)],
    ['--leaning-heading', leaningOf(wordOf(tokens, '--face-heading', ['serif', 'sans']), lang)],
    ['--heading-inset', tokens.get('--heading-turn') === 'flush' ? '0em' : '2em'],
    // What letter-spacing puts behind the last letter of a title.
    ['--title-evener', tokens.get('--title-align') === 'center' ? '1em' : '0'],
  ]);
}

/** Sizes as multiples of the reader's own, faces with what reading systems have after the packaged ones. */
function tokensForScreen(tokens: Tokens, lang: string): Tokens {
  const bodyPt = lengthPt(tokens, '--body-size');
  return new Map(
    [...tokens].map(([name, value]): [string, string] => {
      if (name.startsWith('--face-')) return [name, familyOf(value as FaceKind, lang, 'screen')];
      if (name.endsWith('-size')) return [name, `${round(lengthPt(tokens, name) / bodyPt)}em`];
      return [name, value];
    }),
  );
}

/** The cover's lengths in pixels of its picture; the page becomes the picture's format. */
function scaleLengths(css: string, pxPerMm: number): string {
  const scaled = css.replace(/(-?\d*\.?\d+)(mm|pt)\b/g, (_, n: string, unit: string) => {
    const mm = unit === 'mm' ? Number(n) : mmFromPt(Number(n));
    return `${round(mm * pxPerMm)}px`;
  });
  return scaled.replaceAll('PICTURE-WIDTH', `${pictureWidthPx}px`).replaceAll('PICTURE-HEIGHT', `${pictureHeightPx}px`);
}

const round = (n: number): string => String(Math.round(n * 1000) / 1000);

/** Without comments and blank lines: what goes into files is for machines. */
const squeeze = (css: string): string =>
  withoutComments(css)
    .replace(/\s*\n\s*/g, '\n')
    .trim();

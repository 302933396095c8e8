import type { Context } from '../core/contracts.ts';
import type { Edition, Rendered, Section } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import { fitCover } from './cover-lines.ts';
import { type FaceKind, fontsOf } from './families.ts';
import type { Faced } from './find-faces.ts';
import type { LatinKind } from './latin-faces.ts';
import { layoutPage } from './layout.ts';
import type { MadeSection } from './make-article-section.ts';
import { loadHtmlParser } from './parse-html.ts';
import { makeSections } from './sections.ts';
import { loadTokens, makeStyles, themes } from './styles.ts';
import { type Tokens, wordOf } from './tokens.ts';
import { setVertical } from './typography/set-vertical.ts';

/** Templates applied, stylesheets chosen, page geometry resolved from theme tokens and settings. */
export async function render(edition: Edition, context: Context): Promise<Rendered> {
  const { settings, world, report, later } = context;
  const theme = themes.find((name) => name === settings.theme);
  if (!theme) report(makeIssue('render/unknown-theme', { theme: settings.theme, known: themes.join(', ') }));
  const used = theme ?? 'meeting';
  const themeTokens = await loadTokens(world, used);
  const layout = layoutPage(themeTokens, {
    size: settings.size,
    bodySizePt: settings.bodySizePt,
    linePitchPt: settings.linePitchPt,
    extraEms: settings.extraEms,
    bleedMm: settings.bleedMm,
    writing: settings.writing,
    binding: settings.edition.binding ?? null,
  });
  const tokens = fitCover(edition, themeTokens, layout);
  const langs = [...new Set([edition.lang, ...edition.articles.map((article) => article.lang || edition.lang)])];
  const styles = await makeStyles(world, tokens, layout, { lang: edition.lang, langs, writing: settings.writing });
  const assets = new Map(edition.assets.map((asset) => [asset.id, asset]));
  await loadHtmlParser([edition.note]);
  // Sections that are turned below have to be kept before.
  const put = later && settings.writing !== 'vertical' ? { later } : {};
  const made = await makeSections(edition, { settings, world, tokens, layout, assets, report, ...put });
  const sections = made.map(({ section }) => section);
  if (settings.writing === 'vertical') for (const section of sections) turnSection(section);
  return {
    edition,
    sections,
    styles,
    layout,
    fonts: fontsOf(langs, kindsIn(made, tokens), latinIn(made)),
    theme: used,
  };
}

/** Lines run down in what is read; imprint and notes pages stand across in vertical books too. */
function turnSection({ role, hast, lang }: Section): void {
  if (['imprint', 'back-cover', 'notes-pages'].includes(role)) return;
  for (const child of hast.children) if (child.type === 'element') setVertical(child, lang);
}

/** The tokens that give a face of its own to what may have one. */
const tokenOf: Readonly<Record<Exclude<Faced, 'emphasis'>, string>> = {
  heading: '--face-heading',
  code: '--face-code',
  quote: '--face-quote',
};

/** Kinds of face that something in the sections is set in; body, titles and credits always are. */
function kindsIn(made: readonly MadeSection[], tokens: Tokens): readonly FaceKind[] {
  const kindOf = (token: string): FaceKind => wordOf(tokens, token, ['serif', 'sans']);
  const faces = new Set(made.flatMap((one) => one.faces));
  const used = [
    '--face-body',
    '--face-title',
    '--face-credit',
    ...[...faces].flatMap((face) => (face === 'emphasis' ? [] : tokenOf[face])),
  ];
  return [...new Set(used.map(kindOf))];
}

/** Faces of Latin letters that something in the sections may be set in. */
function latinIn(made: readonly MadeSection[]): readonly LatinKind[] {
  const faces = new Set(made.flatMap((one) => one.faces));
  return [
    'letters',
    ...(faces.has('emphasis') ? (['italic'] as const) : []),
    ...(faces.has('code') ? (['code'] as const) : []),
  ];
}

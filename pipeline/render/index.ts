import type { Context } from '../core/contracts.ts';
import type { Edition, Rendered } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import { fontsOf } from './families.ts';
import { layoutPage } from './layout.ts';
import { makeSections } from './sections.ts';
import { loadTokens, makeStyles, themes } from './styles.ts';

/** Templates applied, stylesheets chosen, page geometry resolved from theme tokens and settings. */
export async function render(edition: Edition, context: Context): Promise<Rendered> {
  const { settings, world, report } = context;
  const theme = themes.find((name) => name === settings.theme);
  if (!theme) report(makeIssue('render/unknown-theme', { theme: settings.theme, known: themes.join(', ') }));
  const used = theme ?? 'meeting';
  const tokens = await loadTokens(world, used);
  const layout = layoutPage(tokens, {
    size: settings.size,
    bodySizePt: settings.bodySizePt,
    linePitchPt: settings.linePitchPt,
    extraEms: settings.extraEms,
    bleedMm: settings.bleedMm,
    writing: settings.writing,
    binding: settings.edition.binding ?? null,
  });
  const styles = await makeStyles(world, used, tokens, layout, edition.lang);
  const sections = makeSections(edition, { settings, tokens, layout, report });
  return { edition, sections, styles, layout, fonts: fontsOf(edition.lang), theme: used };
}

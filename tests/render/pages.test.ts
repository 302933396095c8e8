import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../pipeline/compose/index.ts';
import type { Rendered } from '../../pipeline/core/edition.ts';
import { messageOf, severityOf } from '../../pipeline/core/issues.ts';
import { ptFromMm } from '../../pipeline/core/units.ts';
import { render } from '../../pipeline/render/index.ts';
import { makeContext } from '../support/make-context.ts';
import { type PlacedPage, readGlyphs } from '../support/pdf-glyphs.ts';
import { printRendered } from '../support/print-rendered.ts';
import { makeArticle, makeSampleArticles } from '../support/sample-articles.ts';

const han = '\u5de5\u4f1a\u6539\u9769\u4e8b\u4e1a\u53d1\u5c55';

/** Everything that ever stuck out of a page, or could. */
const hostile = [
  `${han.repeat(12)}\u3002\u89c1 https://example.org/${'a-very-long-path/'.repeat(8)}${'x'.repeat(120)}\u3002`,
  `## ${han.repeat(6)}`,
  `| ${Array.from({ length: 9 }, (_, i) => `${i}unbreakableheading`).join(' | ')} |\n|${'---|'.repeat(9)}\n| ${Array.from({ length: 9 }, () => han).join(' | ')} |`,
  `\`\`\`\n${'code'.repeat(60)}\n\`\`\``,
  `> ${han.repeat(9)}\u3002`,
  `1. ${han.repeat(7)}\n2. ${'9'.repeat(200)}`,
  `${han}[^1]\u3002\n\n[^1]: ${han.repeat(8)}`,
].join('\n\n');

async function renderHostile(edition: Readonly<Record<string, unknown>>): Promise<Rendered> {
  const context = makeContext({
    title: `${han} ${'Unbreakable'.repeat(5)} ${han.repeat(4)}`,
    subtitle: han.repeat(6),
    occasion: han.repeat(4),
    issuer: han.repeat(4),
    date: '2018-10-24',
    permit: 'X-2018-0001',
    note: han.repeat(20),
    parts: [{ title: `${han.repeat(5)}`, articles: ['h'] }],
    front: ['cover', 'title-page', 'note', 'contents'],
    back: ['author-index', 'notes-pages', 'imprint', 'back-cover'],
    contents: { authorIndex: true },
    ...edition,
  });
  const articles = [
    makeArticle('h', 'W'.repeat(300), `${han.repeat(8)} ${'\u738b'.repeat(60)}`, hostile),
    makeArticle('i', han.repeat(30), `${han} \u5218\u4f1f`, hostile),
    ...makeSampleArticles(2),
  ];
  return render(compose(articles, [], context), context);
}

const cases: readonly (readonly [theme: string, size: string, writing: 'horizontal' | 'vertical'])[] = [
  ['meeting', 'a5', 'horizontal'],
  ['meeting', 'a6', 'horizontal'],
  ['meeting', '32k', 'horizontal'],
  ['meeting', 'a4', 'horizontal'],
  ['book', 'b5-book', 'horizontal'],
  ['journal', 'da16k', 'horizontal'],
  ['gongwen', 'a4', 'horizontal'],
  ['large-print', 'a5', 'horizontal'],
  ['book', 'a5', 'vertical'],
];

describe.each(cases)('%s on %s, %s', (theme, size, writing) => {
  let rendered: Rendered;
  let pages: readonly PlacedPage[] = [];
  beforeAll(async () => {
    rendered = await renderHostile({ theme, size, writing });
    const printed = await printRendered(rendered);
    expect(
      printed.issues.filter((issue) => severityOf(issue) === 'error').map((issue) => messageOf(issue, 'en')),
    ).toEqual([]);
    pages = await readGlyphs(printed.pdf);
  });
  afterAll(() => {
    pages = [];
  });

  it('prints body type at its own size: nothing stuck out, so nothing was shrunk', () => {
    const body = pages.flatMap((page) => page.glyphs.filter((g) => g.block >= 0).map((g) => g.sizePt));
    const near = body.filter((sizePt) => Math.abs(sizePt - rendered.layout.sizePt) < 0.02);
    const sizes = [...new Set(body.map((sizePt) => sizePt.toFixed(2)))].join(' ');
    expect(near.length / body.length, sizes).toBeGreaterThan(writing === 'vertical' ? 0.3 : 0.4);
  });

  it('keeps every glyph of the text within the type area', () => {
    const { layout } = rendered;
    const out = pages.flatMap((page) => {
      const isBare = page.glyphs.every((g) => g.block < 0) || page.number === 1 || page.number === pages.length;
      if (isBare) return [];
      const least = Math.min(layout.innerMm, layout.outerMm);
      return (
        page.glyphs
          // Of an opening mark at a line's start only the inked half stands on the page.
          .filter((g) => g.block >= 0 && g.character.trim() !== '' && !/[\p{Ps}\p{Pi}]/u.test(g.character))
          .filter(
            (g) =>
              g.xPt < ptFromMm(least) - 1 ||
              g.xPt > page.widthPt - ptFromMm(least) + 1 ||
              g.baselinePt < ptFromMm(layout.topMm) - 1 ||
              g.baselinePt > page.heightPt - ptFromMm(layout.bottomMm) + 1,
          )
          .map((g) => `${page.number}: ${g.character} at ${g.xPt.toFixed(1)}, ${g.baselinePt.toFixed(1)}`)
      );
    });
    expect(out.slice(0, 5)).toEqual([]);
  });

  it('has covers of one page each, and no page without anything on it', () => {
    const empty = pages.filter((page) => page.glyphs.length === 0 && page.painted.length === 0).map((p) => p.number);
    // The one page that may be empty is the blank before page 1, which is a recto.
    expect(empty.filter((number) => number % 2 === 1)).toEqual([]);
    expect(empty.length).toBeLessThanOrEqual(1);
    expect(pages[0]?.glyphs.some((g) => g.block >= 0)).toBe(true);
    expect(pages.at(-1)?.glyphs.length).toBe(0);
  });
});

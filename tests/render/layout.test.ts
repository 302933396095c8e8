import { describe, expect, it } from 'vitest';
import { compose } from '../../pipeline/compose/index.ts';
import type { Rendered } from '../../pipeline/core/edition.ts';
import { pageSizesMm } from '../../pipeline/core/units.ts';
import { render } from '../../pipeline/render/index.ts';
import { themes } from '../../pipeline/render/styles.ts';
import { makeContext } from '../support/make-context.ts';
import { makeArticle, makeSampleArticles } from '../support/sample-articles.ts';

async function renderWith(
  edition: Readonly<Record<string, unknown>>,
  articles = makeSampleArticles(1),
): Promise<Rendered> {
  const context = makeContext({ title: '\u6c47\u7f16', ...edition });
  return render(compose(articles, [], context), context);
}

/** Value of a property in the rule of a selector, as the stylesheet has it. */
const valueIn = (css: string, selector: string, property: string): string | undefined =>
  [...css.matchAll(/([^{}]+)\{([^}]*)\}/g)]
    .filter(([, selectors = '']) => selectors.split(',').some((one) => one.trim() === selector))
    .flatMap(([, , body = '']) => body.split(';'))
    .map((line) => line.split(/:(.*)/s).map((part) => part.trim()))
    .findLast(([name]) => name === property)?.[1];

describe('gongwen', () => {
  it('fills 156 by 225 mm with 22 lines of 28 characters (GB/T 9704 5.2)', async () => {
    const { layout } = await renderWith({ theme: 'gongwen', size: 'a4' });
    expect([layout.charactersPerLine, layout.linesPerPage]).toEqual([28, 22]);
    expect(layout.widthMm - layout.innerMm - layout.outerMm).toBeCloseTo(156, 0);
    // From the head of the first line's characters to the foot of the last one's.
    const inkMm = layout.heightMm - layout.topMm - layout.bottomMm - ((layout.pitchPt - layout.sizePt) * 25.4) / 72;
    expect(Math.abs(inkMm - 225)).toBeLessThan(0.5);
    expect([layout.folio.style, layout.folio.sizePt, layout.head.isShown]).toEqual(['dashed', 14, false]);
  });
});

describe('large-print', () => {
  it.each(['a5', 'b5-book', 'a4'])('has body type of 16 to 18 points and nothing below 12 on %s', async (size) => {
    const { layout, styles } = await renderWith({ theme: 'large-print', size });
    expect(layout.sizePt).toBeGreaterThanOrEqual(16);
    expect(layout.sizePt).toBeLessThanOrEqual(18);
    const sizes = [...styles.print.matchAll(/font-size:\s*([\d.]+)pt/g)].map((m) => Number(m[1]));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  });
});

describe('journal', () => {
  it('has two columns on wide pages and one on narrow ones, whole ems each', async () => {
    const wide = await renderWith({ theme: 'journal', size: 'a4' });
    const narrow = await renderWith({ theme: 'journal', size: 'a5' });
    expect(valueIn(wide.styles.print, '.article', 'columns')).toBe('2');
    expect(valueIn(narrow.styles.print, '.article', 'columns')).toBe('auto');
    expect((wide.layout.charactersPerLine - 2) % 2).toBe(0);
  });
});

describe('any theme', () => {
  it.each(themes)('%s has lines of no more than forty characters on any page', async (theme) => {
    for (const size of Object.keys(pageSizesMm)) {
      const { layout } = await renderWith({ theme, size });
      const { charactersPerLine, columns, columnGapEm } = layout;
      const measure = (charactersPerLine - (columns - 1) * columnGapEm) / columns;
      expect([size, measure <= 40, measure >= 9]).toEqual([size, true, true]);
    }
  });

  it.each(themes)('%s follows a larger body size with pitch and titles', async (theme) => {
    const plain = await renderWith({ theme });
    const large = await renderWith({ theme, bodySize: 18 });
    const ratio = large.layout.sizePt / plain.layout.sizePt;
    expect(large.layout.pitchPt / plain.layout.pitchPt / ratio).toBeCloseTo(1, 1);
    const titleOf = (rendered: Rendered): number =>
      Number.parseFloat(valueIn(rendered.styles.print, '.title', 'font-size') ?? '');
    expect(titleOf(large) / titleOf(plain) / ratio).toBeCloseTo(1, 2);
  });

  it('draws the picture of the cover from the cover itself', async () => {
    const { styles } = await renderWith({ theme: 'meeting' });
    const pt = Number.parseFloat(valueIn(styles.print, '.cover-title', 'font-size') ?? '');
    const px = Number.parseFloat(valueIn(styles.cover, '.cover-title', 'font-size') ?? '');
    // A title takes the same part of the width on paper and in the picture.
    expect(px / 1600).toBeCloseTo((pt * 25.4) / 72 / 148, 3);
    expect(valueIn(styles.cover, 'body', 'font-family')).toContain('Noto Serif SC');
  });
});

describe('covers', () => {
  const sizeOf = ({ styles }: Rendered): number =>
    Number.parseFloat(valueIn(styles.print, '.cover-title', 'font-size') ?? '');

  it('have the sizes of the theme for texts of common length, and smaller ones when all would not fit', async () => {
    expect(
      sizeOf(
        await renderWith({ title: '\u4e2d\u56fd\u5de5\u4f1a\u5341\u4e03\u5927\u7f72\u540d\u6587\u7ae0\u6c47\u7f16' }),
      ),
    ).toBe(26);
    const long = await renderWith({
      title: '\u5de5\u4f1a\u6539\u9769'.repeat(40),
      subtitle: '\u53d1\u5c55'.repeat(40),
    });
    expect(sizeOf(long)).toBeLessThan(26);
    expect(sizeOf(long)).toBeGreaterThan(5);
  });
});

describe('faces', () => {
  it('are those that something is set in, of the scripts that something is written in', async () => {
    const names = async (lang: string, markdown: string): Promise<string> => {
      const article = makeArticle('a', 'T', '', markdown, lang);
      const { fonts } = await renderWith({ lang: 'zh-CN' }, [article]);
      return [...new Set(fonts.flatMap((face) => (face.latin === 'letters' ? [] : face.family)))].join(', ');
    };
    expect(await names('zh-CN', 'x')).toBe('Noto Serif SC');
    expect(await names('zh-CN', '## x')).toBe('Noto Serif SC, Noto Sans SC');
    expect(await names('zh-TW', 'x')).toBe('Noto Serif SC, Noto Serif TC');
  });
});

import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { toText } from 'hast-util-to-text';
import { beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../pipeline/compose/index.ts';
import type { Article, Rendered } from '../../pipeline/core/edition.ts';
import { findFaces } from '../../pipeline/render/find-faces.ts';
import { render } from '../../pipeline/render/index.ts';
import { makeContext, type TestContext } from '../support/make-context.ts';
import { makeArticle, makeSampleArticles } from '../support/sample-articles.ts';

const sample = { title: '\u6c47\u7f16', order: 'region', theme: 'meeting', size: 'a5' };

async function renderAll(
  articles: readonly Article[],
  edition: object = {},
): Promise<Rendered & { context: TestContext }> {
  const context = makeContext({ ...sample, ...edition });
  return { ...(await render(compose(articles, [], context), context)), context };
}

async function htmlOf(markdown: string, lang = 'zh-CN'): Promise<string> {
  const rendered = await renderAll([makeArticle('t', 'T', '', markdown, lang)]);
  const article = rendered.sections.find((s) => s.role === 'article');
  return article ? toHtml(article.hast).replace(/ data-block="\d+"/g, '') : '';
}

const elementsOf = (root: Root | Element): Element[] =>
  root.children.flatMap((c) => (c.type === 'element' ? [c, ...elementsOf(c)] : []));

describe('the sample', () => {
  let rendered: Rendered;
  beforeAll(async () => {
    rendered = await renderAll(makeSampleArticles());
  });

  it('is cover, contents, twelve articles, imprint, back cover', () => {
    expect(rendered.sections.map((s) => s.role)).toEqual([
      'cover',
      'contents',
      ...Array.from({ length: 12 }, () => 'article'),
      'imprint',
      'back-cover',
    ]);
  });

  it('has the page of 28 ems by 28 lines', () => {
    const { layout } = rendered;
    expect([layout.charactersPerLine, layout.linesPerPage, layout.sizePt, layout.pitchPt]).toEqual([
      28, 28, 10.5, 16.5,
    ]);
    expect(layout.topMm).toBeCloseTo(22, 1);
    expect(layout.bottomMm).toBeCloseTo(25, 1);
    expect(layout.innerMm).toBeCloseTo(23, 1);
    expect(layout.outerMm).toBeCloseTo(21.3, 1);
  });

  it('leaves every text as it was and numbers its blocks from 0', () => {
    for (const article of rendered.edition.articles) {
      const section = rendered.sections.find((s) => s.title === article.title.text);
      const blocks = elementsOf(section?.hast ?? { type: 'root', children: [] }).filter(
        (e) => 'dataBlock' in e.properties,
      );
      expect(blocks.map((b) => b.properties.dataBlock)).toEqual(blocks.map((_, i) => String(i)));
      const texts = blocks.map((b) => toText(b, { whitespace: 'pre-wrap' }));
      expect(texts[0]).toBe(article.title.text);
      expect(texts[1]).toBe(article.byline);
      expect(texts.slice(2).join('\n\n')).toBe(article.manuscript.markdown.text);
    }
  });

  it('leads from the contents to every article and asks for its page', () => {
    const contents = rendered.sections.find((s) => s.role === 'contents');
    const elements = elementsOf(contents?.hast ?? { type: 'root', children: [] });
    const ids = rendered.sections.filter((s) => s.role === 'article').map((s) => s.id);
    expect(elements.filter((e) => e.tagName === 'a').map((e) => e.properties.href)).toEqual(ids.map((id) => `#${id}`));
    expect(elements.flatMap((e) => e.properties.dataPageOf ?? [])).toEqual(ids);
  });

  it('has ids of its own for everything that has one', () => {
    const ids = rendered.sections.flatMap((s) => elementsOf(s.hast)).flatMap((e) => e.properties.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{0,60}$/);
  });

  it('leaves no token unresolved and brings no pixel sizes to the reader', () => {
    for (const css of Object.values(rendered.styles)) {
      expect(css).not.toContain('var(');
      expect(css).not.toMatch(/NaN|undefined/);
    }
    expect(rendered.styles.screen).not.toMatch(/\d(px|pt|mm)\b/);
    expect(rendered.styles.cover).not.toMatch(/\d(pt|mm)\b/);
  });
});

describe('a body of bare words', () => {
  it('has a tree that is made when it is asked for, and nothing in it that was not known before', async () => {
    const bare = makeArticle('t', 'T', '', '\u4e00\n\n\u4e8c');
    let asked = 0;
    const watched: Article = {
      ...bare,
      get byline() {
        asked++;
        return bare.byline;
      },
    };
    const edition = compose([bare], [], makeContext(sample));
    const { sections } = await render({ ...edition, articles: [watched] }, makeContext(sample));
    const section = sections.find(({ role }) => role === 'article');
    expect(section?.isBare).toBe(true);
    expect(asked).toBe(0);
    const hast = section?.hast;
    expect(asked).toBe(1);
    expect(hast && findFaces(hast)).toEqual([]);
    expect(hast && elementsOf(hast).filter(({ properties }) => 'role' in properties || 'href' in properties)).toEqual(
      [],
    );
    expect(section?.hast).toBe(hast);
  });

  it.each([
    ['a heading', '## \u4e00\n\n\u4e8c'],
    ['a quote', '> \u4e00'],
    ['emphasis', '**\u4e00**\u4e8c'],
    ['a note', '\u4e00[^1]\n\n[^1]: \u4e8c'],
    ['a link', '<https://a.example/>'],
  ])('is not said to be one with %s in it', async (_, markdown) => {
    const { sections } = await renderAll([makeArticle('t', 'T', '', markdown)]);
    expect(sections.find(({ role }) => role === 'article')?.isBare).toBeUndefined();
  });
});

describe('markup', () => {
  it('takes out what is not allowed, keeps its text and says so', async () => {
    const markdown =
      'a <b onclick="x()">bold</b> <script>alert(1)</script> [go](javascript:alert(1)) <a href="vbscript:x">v</a> <iframe src="file:///etc/passwd">in</iframe>';
    const rendered = await renderAll([makeArticle('t', 'T', '', markdown)]);
    const html = toHtml(rendered.sections.find((s) => s.role === 'article')?.hast ?? { type: 'root', children: [] });
    expect(html).not.toMatch(/script>|onclick|javascript|vbscript|iframe|file:/);
    expect(html).toContain('<b>bold</b>');
    expect(html).toContain('alert(1)');
    const names = rendered.context.issues.filter((i) => i.id === 'normalise/unsafe-markup').map((i) => i.params.name);
    expect(names).toEqual(expect.arrayContaining(['script', 'iframe', 'b onclick', 'javascript:']));
  });

  it('gives notes roles and links in both directions', async () => {
    const html = await htmlOf('One[^a] two[^b] one again[^a].\n\n[^a]: First.\n[^b]: Second.', 'en');
    expect(html).toContain('<a id="a-t-r1" href="#a-t-n1" role="doc-noteref">1</a>');
    expect(html).toContain('<a id="a-t-r1-2" href="#a-t-n1" role="doc-noteref">1</a>');
    expect(html).toContain(
      '<li id="a-t-n2" class="note"><p><a href="#a-t-r2" role="doc-backlink" class="note-number">2 </a>Second.</p>',
    );
  });

  it('leads back from a note to every place that calls it', async () => {
    const html = await htmlOf('One[^a] two[^a] three[^a].\n\n[^a]: First.\n\n    ```\n    code\n    ```', 'en');
    const back = (id: string, text: string, name = 'note-return'): string =>
      `<a href="#a-t-r1${id}" role="doc-backlink" class="${name}">${text}</a>`;
    expect(html).toContain(`<p>${back('', '1 ', 'note-number')}First.</p>`);
    expect(html).toContain(`<p>${back('-2', '\u21912')}${back('-3', '\u21913')}</p>`);
    const short = await htmlOf('One[^a] two[^a].\n\n[^a]: First.', 'en');
    expect(short).toContain(`First.${back('-2', '\u21912')}</p>`);
  });

  it('counts the notes of articles that share pages through, and begins anew with a part', async () => {
    const articles = ['a', 'b', 'c'].map((id) =>
      makeArticle(id, id.toUpperCase(), '', 'x[^1] y[^2][^1]\n\n[^1]: x\n[^2]: y'),
    );
    const parts = [
      { title: 'I', articles: ['A', 'B'] },
      { title: 'II', articles: ['C'] },
    ];
    const numbersIn = async (articleStart: string): Promise<string[]> => {
      const { sections } = await renderAll(articles, { articleStart, parts });
      return sections
        .filter(({ role }) => role === 'article')
        .map(({ hast }) =>
          elementsOf(hast)
            .filter(({ properties }) => properties.role === 'doc-noteref')
            .map((call) => toText(call))
            .join(),
        );
    };
    expect(await numbersIn('run-on')).toEqual(['1,2,1', '3,4,3', '1,2,1']);
    expect(await numbersIn('new-page')).toEqual(['1,2,1', '1,2,1', '1,2,1']);
  });

  it('starts headings at the second level without gaps, gives heads of tables a scope and pictures a caption', async () => {
    const html = await htmlOf('## A\n\n#### B\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n![alt](p.png "Caption")', 'en');
    expect(html).toMatch(/<h2>A<\/h2>\s*<h3>B<\/h3>/);
    expect(html).toContain('<th scope="col">x</th>');
    expect(html).toContain(
      '<figure class="figure"><img src="p.png" alt="alt"><figcaption class="caption">Caption</figcaption></figure>',
    );
  });

  it('sets emphasis in Chinese with dots, in English as emphasis', async () => {
    expect(await htmlOf('\u8fd9*\u662f*')).toContain('<em class="dots"><span class="dot">\u662f</span></em>');
    expect(await htmlOf('this *is*', 'en')).toContain('<em>is</em>');
  });

  it('puts the blank half of an opening mark into the indent', async () => {
    expect(await htmlOf('\u201c\u597d\u201d\u662f\u4e00\u4e2a\u5b57\u3002')).toContain('<p class="opens-with-mark">');
  });
});

describe('layout', () => {
  it.each(['a3', 'a4', 'a5', 'a6', 'b5-book', 'b5-jis', '16k', 'da16k', '32k', 'da32k'])(
    'fits %s to whole ems and lines',
    async (size) => {
      const { layout } = await renderAll(makeSampleArticles(1), { size });
      const across = layout.widthMm - layout.innerMm - layout.outerMm;
      const down = layout.heightMm - layout.topMm - layout.bottomMm;
      const mm = 25.4 / 72;
      expect((across / mm / layout.sizePt) % 1).toBeCloseTo(Math.round((across / mm / layout.sizePt) % 1), 4);
      expect(down / mm / layout.pitchPt).toBeCloseTo(layout.linesPerPage, 4);
      expect(Math.min(layout.innerMm, layout.outerMm, layout.topMm, layout.bottomMm)).toBeGreaterThan(12);
    },
  );
});

it('renders 2,400 articles, each once', async () => {
  const context = makeContext(sample);
  const { sections } = await render(compose(makeSampleArticles(2400), [], context), context);
  expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
  expect(sections.filter(({ role }) => role === 'article')).toHaveLength(2400);
});

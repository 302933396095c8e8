import { readFileSync } from 'node:fs';
import { h } from 'hastscript';
import type { Rendered, Section } from '../../pipeline/core/edition.ts';

interface SampleArticle {
  readonly title: string;
  readonly byline: string;
  readonly paragraphs: readonly string[];
}

/** The sample's articles as they should come out of reassembly. */
export const sampleArticles: readonly SampleArticle[] = JSON.parse(
  readFileSync(new URL('../corpus/union-congress/articles.json', import.meta.url), 'utf8'),
);

/** A rendered edition made by hand, for tests of writers that must not wait for templates and styles. */
export function makeRendered(count: number, styles = ''): Rendered {
  const empty = { paper: '', date: '', page: '', url: '', permission: '' };
  const sections: Section[] = [
    {
      id: 'cover',
      role: 'cover',
      matter: 'front',
      title: '\u5c01\u9762',
      lang: 'zh-CN',
      start: 'new-page',
      hast: { type: 'root', children: [h('section', { id: 'cover' }, [h('h1', '\u6c47\u7f16')])] },
    },
  ];
  const articles = Array.from({ length: count }, (_, i) => ({
    id: `a${i + 1}`,
    ...(sampleArticles[i % sampleArticles.length] as SampleArticle),
  }));
  const title = (text: string) => ({ text, parts: [text], subtitle: '' });
  sections.push({
    id: 'contents',
    role: 'contents',
    matter: 'front',
    title: '\u76ee\u5f55',
    lang: 'zh-CN',
    start: 'new-page',
    hast: {
      type: 'root',
      children: [
        h('nav', { id: 'contents' }, [
          h('h1', '\u76ee\u5f55'),
          h(
            'ol',
            articles.map((a) =>
              h('li', [h('a', { href: `#${a.id}` }, [h('span', a.title), ' ', h('span', { dataPageOf: a.id })])]),
            ),
          ),
        ]),
      ],
    },
  });
  for (const article of articles)
    sections.push({
      id: article.id,
      role: 'article',
      matter: 'body',
      title: article.title,
      lang: 'zh-CN',
      start: 'new-page',
      hast: {
        type: 'root',
        children: [
          h('article', { id: article.id }, [
            h('h1', { dataBlock: '0' }, article.title),
            h('p', { dataBlock: '1' }, article.byline),
            ...article.paragraphs.map((p, i) => h('p', { dataBlock: String(i + 2) }, p)),
          ]),
        ],
      },
    });
  return {
    edition: {
      id: 'sample',
      identifier: 'urn:uuid:00000000-0000-5000-8000-000000000000',
      title: '\u6c47\u7f16',
      subtitle: '',
      occasion: '',
      issuer: '',
      editor: '',
      publisher: '',
      date: '2018-10-24',
      modified: '2018-10-24T00:00:00Z',
      isDated: true,
      lang: 'zh-CN',
      source: empty,
      permit: '',
      copies: '',
      recipients: [],
      rights: '',
      series: null,
      description: '',
      subjects: [],
      certifier: '',
      note: null,
      articles: [],
      authorIndex: [],
      parts: [],
      contents: articles.map((a) => ({
        id: a.id,
        kind: 'article' as const,
        title: title(a.title),
        author: '',
        office: '',
        children: [],
      })),
      assets: [],
      front: ['cover', 'contents'],
      back: [],
    },
    sections,
    styles: {
      print: `html{font:10.5pt/16.5pt "Noto Serif SC";line-break:strict}h1{font-size:16pt;line-height:33pt;margin:0;text-align:center}p{margin:0;text-indent:2em;text-align:justify}ol{margin:0;padding:0}${styles}`,
      screen: '',
      cover: '',
    },
    layout: {
      widthMm: 148,
      heightMm: 210,
      topMm: 22,
      bottomMm: 25,
      innerMm: 23,
      outerMm: 21.3,
      bleedMm: 0,
      sizePt: 10.5,
      pitchPt: 16.5,
      charactersPerLine: 28,
      linesPerPage: 28,
      binding: 'left',
      writing: 'horizontal',
      columns: 1,
      columnGapEm: 2,
      folio: { style: 'plain', place: 'outer', sizePt: 9, baselineMm: 15 },
      head: { isShown: true, sizePt: 8, baselineMm: 16 },
    },
    fonts: (['400', '700'] as const).map((weight) => ({
      family: 'Noto Serif SC',
      weight: weight === '400' ? (400 as const) : (700 as const),
      postscriptName: weight === '400' ? 'NotoSerifSC-Regular' : 'NotoSerifSC-Bold',
      resource: `fonts/noto-serif-sc-${weight}.ttf`,
      license: 'OFL-1.1',
    })),
    theme: 'meeting',
  } as Rendered;
}

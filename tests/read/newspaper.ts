/** Makes newspaper pages out of known articles, as HTML to be printed: columns, headlines of several widths, boxes, adverts. */
export interface KnownArticle {
  readonly title: string;
  readonly byline: string;
  readonly paragraphs: readonly string[];
}

export interface PageStyle {
  readonly seed: number;
  readonly columns: number;
  /** `modules`: each article a rectangle of its own columns under a head; `flow`: all run through the page's columns. */
  readonly layout: 'modules' | 'flow';
  readonly rules?: boolean;
  readonly boxes?: boolean;
  readonly furniture?: boolean;
  readonly advert?: boolean;
  readonly lang?: string;
}

/** Numbers that look random and are the same for a seed everywhere. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export function makeNewspaper(
  articles: readonly KnownArticle[],
  style: PageStyle,
): { html: string; widthMm: number; heightMm: number } {
  const random = makeRandom(style.seed);
  const pick = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const { columns } = style;
  const gapPt = pick(12, 18);
  const widthMm = 45 + columns * 58;
  const one = (article: KnownArticle, span: number): string => {
    const head = `<h1 style="font-size:${span > 2 ? 22 : span > 1 ? 17 : 14}pt">${escapeHtml(article.title)}</h1>`;
    const byline = article.byline === '' ? '' : `<p class="by">${escapeHtml(article.byline)}</p>`;
    const body = article.paragraphs.map((p) => `<p>${escapeHtml(p)}</p>`).join('');
    return style.layout === 'flow'
      ? `${head}${byline}${body}`
      : `<article style="grid-column:span ${span}">${head}${byline}<div style="columns:${span};column-gap:${gapPt}pt">${body}</div></article>`;
  };
  const furniture = style.furniture
    ? `<header><span>${pick(2, 16)}</span><span>2018\u5e7410\u670825\u65e5 \u661f\u671f\u56db</span><span>\u8981\u95fb</span></header>`
    : '';
  const advert = style.advert
    ? `<aside class="ad" style="grid-column:span 1"><b>\u8ba2\u9605\u70ed\u7ebf</b><br>010-65088888</aside>`
    : '';
  let content = '';
  if (style.layout === 'flow')
    content = `<main style="columns:${columns};column-gap:${gapPt}pt">${articles.map((a) => one(a, 1)).join('')}</main>`;
  else {
    let free = columns;
    const cells: string[] = [];
    for (const [i, article] of articles.entries()) {
      const left = articles.length - i - 1;
      let span = Math.min(free, pick(1, Math.min(3, free)));
      if (free - span === 0 || left === 0) span = free;
      cells.push(
        style.boxes && i % 4 === 3
          ? one(article, span).replace('<article style="', '<article style="border:1pt solid #000;padding:6pt;')
          : one(article, span),
      );
      free -= span;
      if (free === 0) free = columns;
    }
    if (advert) cells.push(advert);
    content = `<main style="display:grid;grid-template-columns:repeat(${columns},1fr);column-gap:${gapPt}pt;row-gap:14pt;align-items:start">${cells.join('')}</main>`;
  }
  const html = `<!doctype html><html lang="${style.lang ?? 'zh-CN'}"><head><meta charset="utf-8"><style>
@font-face { font-family: "Noto Serif SC"; src: url("serif-400.ttf"); font-weight: 400; }
@font-face { font-family: "Noto Serif SC"; src: url("serif-700.ttf"); font-weight: 700; }
@page { margin: 14mm; } * { box-sizing: border-box; }
body { margin: 0; font: 9pt/1.55 "Noto Serif SC", serif; text-align: justify; }
h1 { margin: 0 0 6pt; line-height: 1.3; text-align: ${style.layout === 'flow' ? 'left' : 'center'}; break-after: avoid; font-weight: 700; }
p { margin: 0; text-indent: 2em; orphans: 1; widows: 1; } .by { text-indent: 0; text-align: center; font-size: 8pt; margin: 0 0 4pt; }
article { ${style.rules ? 'border-top: .5pt solid #000; padding-top: 8pt;' : ''} }
${style.layout === 'flow' ? 'main { column-fill: balance; } h1 { margin-top: 12pt; }' : ''}
header { display: flex; justify-content: space-between; border-bottom: .7pt solid #000; margin-bottom: 12pt; }
.ad { border: 2pt double #000; padding: 12pt; text-align: center; font-size: 14pt; }
</style></head><body>${furniture}${content}</body></html>`;
  // Tall enough for all: an article that ran on to another page would need a jump line.
  return { html, widthMm, heightMm: 1100 };
}

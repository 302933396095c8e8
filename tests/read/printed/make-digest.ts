import type { Job, Made } from './layouts.ts';
import { type SetArticle, setByline, setFigure, setHead, setParagraphs, wordsFor } from './set-article.ts';
import { escapeHtml } from './typography.ts';

/**
 * Pages of a digest: headlines white on dark bars, first paragraphs in bold, captions above their pictures, headlines at the
 * left of the text or in the middle of the columns, a list of contents, a word that stands on its side at the page's edge.
 */
export function makeDigest({ articles, columns, t, dice }: Job): Made {
  const besides: string[] = [];
  const say = (words: string): string => {
    besides.push(words);
    return escapeHtml(words);
  };
  const isBar = dice.chance(0.5);
  const text = (article: SetArticle, span: number, inside: readonly string[] = []): string => {
    const own = setParagraphs(article, t);
    const [first = '', ...others] = own;
    const lead = hasLead ? first.replace(/^<p class="/, '<p class="lead ') : first;
    const at = dice.between(0, others.length);
    others.splice(at, 0, ...inside);
    return `<div class="columns" style="columns:${span}">${[lead, ...others].join('')}</div>`;
  };
  const hasLead = dice.chance(0.6);
  const figure = (): string =>
    setFigure(t, dice, dice.between(45, 90)).replace(/(<div.*?<\/div>)(<figcaption>.*?<\/figcaption>)/, '$2$1');
  const wide = Math.max(2, columns);
  const parts = articles.map((article, i) => {
    const inside = dice.chance(0.35) ? [figure()] : [];
    if (i % 3 === 0)
      return `<article class="part"><div class="${isBar ? 'bar' : 'line'}">${setHead(article, Math.min(3, wide), t)}</div>${setByline(article)}${text(article, wide, inside)}</article>`;
    if (i % 3 === 1)
      return `<article class="part" style="display:grid;grid-template-columns:1.1fr ${wide - 1}fr;column-gap:${t.gapPt + 6}pt"><div class="beside">${setHead(article, 1, t)}${setByline(article)}</div>${text(article, wide - 1, inside)}</article>`;
    return `<article class="part boxed">${setHead(article, 2, t)}${setByline(article)}${text(article, Math.max(1, wide - 1), inside)}</article>`;
  });
  const rows: string[] = [];
  const pairs = [...parts];
  while (pairs.length > 0) rows.push(pairs.shift() ?? '');
  const list = articles
    .slice(0, 4)
    .map(
      (_, i) =>
        `<li><span>${say(dice.pick(contents(t)))}</span><span>${dice.between(i * 9 + 2, i * 9 + 10)}</span></li>`,
    )
    .join('');
  const title = say(wordsFor(t, 'In this issue', '\u672c\u671f\u76ee\u5f55', '\u672c\u671f\u76ee\u9304'));
  const edge = say(wordsFor(t, 'Opinion', '\u8bc4\u8bba', '\u8a55\u8ad6'));
  return {
    body: `<div class="edge">${edge}</div><nav class="contents"><b>${title}</b><ol>${list}</ol></nav>${rows.join('')}<footer class="foot">${dice.between(2, 90)}</footer>`,
    besides,
    style: `
body { position: relative; padding-left: 7mm; } .part { margin-bottom: 20pt; }
.bar { background: #222; padding: 4pt 7pt; margin-bottom: 6pt; } .bar h1 { color: #fff; margin: 0; } .line { border-bottom: 2pt solid #000; margin-bottom: 6pt; }
.lead { font-weight: 700; } .boxed { border: .7pt solid #000; padding: 8pt; }
.contents { border-bottom: .6pt solid #000; margin: 0 0 14pt; padding: 0 0 6pt; } .contents ol { list-style: none; margin: 3pt 0 0; padding: 0; } .contents li { display: flex; justify-content: space-between; text-align: left; } .contents b { font-size: 1.4em; }
.edge { position: absolute; left: 0; top: 60mm; writing-mode: vertical-rl; transform: rotate(180deg); font-size: 1.1em; }
figcaption { margin: 0 0 2pt; }`,
  };
}

const contents = (t: Job['t']): string[] =>
  wordsFor(
    t,
    ['Letters to the editor', 'The harbour in winter', 'Books of the month', 'Weather and tides'],
    [
      '\u8bfb\u8005\u6765\u4fe1',
      '\u51ac\u5929\u7684\u6e2f\u53e3',
      '\u672c\u6708\u65b0\u4e66',
      '\u5929\u6c14\u4e0e\u6f6e\u6c50',
    ],
    [
      '\u8b80\u8005\u4f86\u4fe1',
      '\u51ac\u5929\u7684\u6e2f\u53e3',
      '\u672c\u6708\u65b0\u66f8',
      '\u5929\u6c23\u8207\u6f6e\u6c50',
    ],
  );

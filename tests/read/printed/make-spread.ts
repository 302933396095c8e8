import type { Job, Made } from './layouts.ts';
import { findQuote, type SetArticle, setFigureBeside, setHead, setParagraphs, wordsFor } from './set-article.ts';
import { escapeHtml } from './typography.ts';

/**
 * Magazine pages: a line above each headline and a standfirst below it, drop caps, quotes set into columns between rules,
 * signatures at the end, side bars on tinted ground, captions beside their pictures, columns of unequal width.
 */
export function makeSpread({ articles, columns, t, dice }: Job): Made {
  const besides: string[] = [];
  const say = (words: string): string => {
    besides.push(words);
    return escapeHtml(words);
  };
  const count = Math.min(4, Math.max(2, columns - 1));
  const hasDropCaps = dice.chance(0.6);
  const hasQuotes = dice.chance(0.7);
  const signs = dice.chance(0.6);
  const rules = dice.pick(['border-top', 'border-top:1pt solid #000;border-bottom']);
  const text = (article: SetArticle, span: number, isMain: boolean): string => {
    const own = setParagraphs(article, t);
    if (isMain && hasDropCaps) own[0] = setDropCap(own[0] ?? '');
    const quote = isMain && hasQuotes ? findQuote(article, t) : '';
    if (quote !== '') {
      const at = dice.between(1, own.length);
      const set = `<aside class="quote">${escapeHtml(quote)}</aside>`;
      // Into the middle of a paragraph, where there is one that is long enough.
      const longest = own[at] ?? '';
      const middle = longest.indexOf(t.script === 'english' ? ' ' : '\uff0c', longest.length / 2);
      if (dice.chance(0.5) && middle > 0)
        own[at] = longest.slice(0, middle + 1) + set.replaceAll('aside', 'span') + longest.slice(middle + 1);
      else own.splice(at, 0, set);
    }
    const byline = article.byline === '' ? '' : escapeHtml(article.byline);
    const sign = signs && byline !== '' ? `<p class="sign">${byline}</p>` : '';
    if (sign) besides.push(article.byline);
    return `<div class="columns" style="columns:${span}">${own.join('')}${sign}</div>`;
  };
  const set = (article: SetArticle, span: number, isMain: boolean): string => {
    const kicker = isMain && dice.chance(0.7) ? `<p class="kicker">${say(dice.pick(kickers(t)))}</p>` : '';
    const standfirst = isMain && dice.chance(0.7) ? `<p class="standfirst">${say(dice.pick(standfirsts(t)))}</p>` : '';
    const byline = signs || article.byline === '' ? '' : `<p class="by">${escapeHtml(article.byline)}</p>`;
    const figure = isMain && dice.chance(0.4) ? setFigureBeside(t, dice) : '';
    return `${kicker}${setHead(article, isMain ? 4 : 1, t)}${standfirst}${byline}${figure}${text(article, span, isMain)}`;
  };
  const parts: string[] = [];
  const rest = [...articles];
  while (rest.length > 0) {
    const main = rest.shift();
    const bar = dice.chance(0.6) ? rest.shift() : undefined;
    if (!main) break;
    if (!bar) {
      parts.push(`<article class="part">${set(main, count, true)}</article>`);
      continue;
    }
    const widths = dice.chance(0.5) ? [`${count - 1}fr .8fr`, 0] : [`.7fr ${count - 1}fr`, 1];
    const cells = [
      `<article style="min-width:0">${set(main, Math.max(1, count - 1), true)}</article>`,
      `<aside class="bar">${set(bar, 1, false)}</aside>`,
    ];
    if (widths[1] === 1) cells.reverse();
    parts.push(
      `<section class="part" style="display:grid;grid-template-columns:${widths[0]};column-gap:${t.gapPt + 4}pt;align-items:start">${cells.join('')}</section>`,
    );
  }
  const foot = wordsFor(t, 'The Quarterly', '\u5b63\u98ce\u6742\u5fd7', '\u5b63\u98a8\u96dc\u8a8c');
  return {
    body: `${parts.join('')}<footer class="folio"><span>${dice.between(10, 99)}</span><span>${foot}</span></footer>`,
    besides,
    style: `
.part { margin-bottom: 22pt; } .bar { background: #eef0e4; padding: 8pt; min-width: 0; }
.kicker { text-indent: 0; color: #a22; font-size: .95em; letter-spacing: .12em; margin: 0 0 2pt; }
.standfirst { text-indent: 0; font-size: 1.3em; line-height: 1.4; margin: 0 0 8pt; }
.cap::first-letter { float: left; font-size: 3.1em; line-height: 1; padding-right: 3pt; font-weight: 700; } .cap { text-indent: 0; }
.quote { display: block; float: left; width: 100%; text-indent: 0; font-size: 1.5em; line-height: 1.3; ${rules}: 1pt solid #000; padding: 4pt 0; margin: 6pt 0; text-align: left; }
.sign { text-indent: 0; text-align: right; }
.beside { display: flex; gap: 8pt; align-items: flex-end; } .beside div { flex: 2; } .beside figcaption { flex: 1; }
.folio { display: flex; justify-content: space-between; font-size: .8em; margin-top: 14pt; }`,
  };
}

/** The first letter of a paragraph as high as three lines. */
const setDropCap = (html: string): string =>
  /^<p class="[^"]*">[\p{L}]/u.test(html) ? html.replace(/^<p class="/, '<p class="cap ') : html;

const kickers = (t: Job['t']): string[] =>
  wordsFor(
    t,
    ['REPORT', 'CITY LIFE', 'AT WORK'],
    ['\u7279\u522b\u62a5\u9053', '\u57ce\u5e02\u751f\u6d3b', '\u6df1\u5ea6'],
    ['\u7279\u5225\u5831\u5c0e', '\u57ce\u5e02\u751f\u6d3b', '\u6df1\u5ea6'],
  );

const standfirsts = (t: Job['t']): string[] =>
  wordsFor(
    t,
    [
      'For years nobody asked how it was done. Now a small office has begun to tell, and others listen.',
      'A visit to those who do the work, and what they would change.',
    ],
    [
      '\u591a\u5e74\u6765\u6ca1\u6709\u4eba\u95ee\u8fc7\u8fd9\u4ef6\u4e8b\u662f\u600e\u6837\u505a\u6210\u7684\u3002\u5982\u4eca\uff0c\u4e00\u7fa4\u4eba\u5f00\u59cb\u8bb2\u8ff0\u3002',
      '\u8d70\u8fd1\u90a3\u4e9b\u771f\u6b63\u505a\u4e8b\u7684\u4eba\uff0c\u542c\u4ed6\u4eec\u8bf4\u8fd8\u60f3\u6539\u53d8\u4ec0\u4e48\u3002',
    ],
    [
      '\u591a\u5e74\u4f86\u6c92\u6709\u4eba\u554f\u904e\u9019\u4ef6\u4e8b\u662f\u600e\u6a23\u505a\u6210\u7684\u3002\u5982\u4eca\uff0c\u4e00\u7fa4\u4eba\u958b\u59cb\u8b1b\u8ff0\u3002',
      '\u8d70\u8fd1\u90a3\u4e9b\u771f\u6b63\u505a\u4e8b\u7684\u4eba\uff0c\u807d\u4ed6\u5011\u8aaa\u9084\u60f3\u6539\u8b8a\u4ec0\u9ebc\u3002',
    ],
  );

import type { Job, Made } from './layouts.ts';
import { setBriefHead, setByline, setFigure, setHead, setParagraphs, setRunningHead, wordsFor } from './set-article.ts';
import { escapeHtml } from './typography.ts';

/**
 * A front page: a name plate; a lead with a line above its headline, a deck below it and a wide picture between deck and text;
 * short news down one side with rules between; stories side by side below, a contents box at the foot.
 */
export function makeFront({ articles, columns, t, dice }: Job): Made {
  const besides: string[] = [];
  const say = (english: string, chinese: string, traditional: string): string => {
    const words = wordsFor(t, english, chinese, traditional);
    besides.push(words);
    return escapeHtml(words);
  };
  const [lead, ...others] = articles;
  const wide = Math.max(2, columns - 1);
  const briefs = others.splice(0, Math.min(3, Math.max(1, others.length - 2)));
  const bylineStyle = dice.pick(['over', 'inside']);
  const text = (article: (typeof articles)[number], span: number, inside: readonly string[] = []): string => {
    const byline = setByline(article);
    const columnsOf = `<div class="columns" style="columns:${span}">`;
    const body = [...inside, ...setParagraphs(article, t)].join('');
    return bylineStyle === 'over' ? `${byline}${columnsOf}${body}</div>` : `${columnsOf}${byline}${body}</div>`;
  };
  const kicker = `<p class="kicker">${say('THE CITY AND ITS WATER', '\u5173\u6ce8\u6c11\u751f', '\u95dc\u6ce8\u6c11\u751f')}</p>`;
  const deck = `<p class="deck">${say(
    'What was promised last spring, and what has become of it since',
    '\u4ece\u8def\u7ebf\u56fe\u5230\u65f6\u95f4\u8868\uff0c\u4e00\u5e74\u6765\u53d8\u5316\u5728\u54ea\u91cc',
    '\u5f9e\u8def\u7dda\u5716\u5230\u6642\u9593\u8868\uff0c\u4e00\u5e74\u4f86\u8b8a\u5316\u5728\u54ea\u88e1',
  )}</p>`;
  const main = lead
    ? `<article>${dice.chance(0.6) ? kicker : ''}${setHead(lead, 4, t)}${dice.chance(0.6) ? deck : ''}${setFigure(t, dice, dice.between(110, 170))}${text(lead, wide)}</article>`
    : '';
  const rows: string[] = [];
  const rest = [...others];
  while (rest.length > 0) {
    const own = rest.splice(0, Math.min(rest.length, wide > 2 ? dice.between(1, 3) : dice.between(1, 2)));
    let free = wide;
    const cells = own.map((article, i) => {
      const left = own.length - 1 - i;
      const span = left === 0 ? free : dice.between(1, Math.max(1, free - left));
      free -= span;
      const picture = dice.chance(0.35) ? setFigure(t, dice, dice.between(45, 90)) : '';
      const above = dice.chance(0.4);
      return `<article style="grid-column:span ${span};min-width:0">${above ? picture : ''}${setHead(article, span, t)}${above ? '' : picture}${text(article, span)}</article>`;
    });
    rows.push(
      `<section class="row" style="grid-template-columns:repeat(${wide},minmax(0,1fr));column-gap:${t.gapPt}pt">${cells.join('')}</section>`,
    );
  }
  const label = `<p class="label">${say('In brief', '\u7b80\u8baf', '\u7c21\u8a0a')}</p>`;
  const rail = briefs.map(
    (article) =>
      `<section class="brief">${setBriefHead(article, t)}${setByline(article)}${setParagraphs(article, t).join('')}</section>`,
  );
  const name = wordsFor(t, 'The Morning Record', '\u6c5f\u57ce\u65e5\u62a5', '\u6c5f\u57ce\u65e5\u5831');
  besides.push(name);
  const index = wordsFor(
    t,
    '<b>Inside</b><br>Weather 2<br>Markets 7',
    '<b>\u5bfc\u8bfb</b><br>\u5929\u6c14 2\u7248<br>\u8d22\u7ecf 7\u7248',
    '<b>\u5c0e\u8b80</b><br>\u5929\u6c23 2\u7248<br>\u8ca1\u7d93 7\u7248',
  );
  const onLeft = dice.chance(0.5);
  const side = `<aside class="rail ${onLeft ? 'left' : 'right'}">${dice.chance(0.5) ? label : ''}${rail.join('')}${dice.chance(0.4) ? `<div class="index">${index}</div>` : ''}</aside>`;
  const body = `<div style="min-width:0">${main}${rows.join('')}</div>`;
  const widths = onLeft ? `1fr ${wide}.4fr` : `${wide}.4fr 1fr`;
  return {
    body: `<div class="plate">${name}</div>${setRunningHead(t, 1)}<main style="display:grid;grid-template-columns:${widths};column-gap:${t.gapPt + 6}pt;align-items:start">${onLeft ? side + body : body + side}</main>`,
    besides,
    style: `
.plate { font-size: 34pt; font-weight: 700; text-align: center; line-height: 1.3; }
.kicker { text-indent: 0; font-size: 1.2em; font-weight: 700; margin: 0 0 2pt; text-align: ${t.headAlign}; }
.deck { text-indent: 0; font-size: 1.35em; line-height: 1.35; margin: 0 0 6pt; text-align: ${t.headAlign}; }
.row { display: grid; border-top: .6pt solid #000; margin-top: 12pt; padding-top: 8pt; align-items: start; }
.brief { border-top: .4pt solid #000; padding: 6pt 0 8pt; } .brief:first-of-type { border-top: 0; }
.label { text-indent: 0; font-weight: 700; font-size: 1.3em; border-bottom: 1.5pt solid #000; margin: 0 0 4pt; }
.index { border: .7pt solid #000; padding: 5pt; text-align: left; }
${dice.chance(0.5) ? `.rail.left { border-right: .4pt solid #000; padding-right: 7pt; } .rail.right { border-left: .4pt solid #000; padding-left: 7pt; }` : ''}`,
  };
}

import type { Job, Made } from './layouts.ts';
import { type SetArticle, setByline, setFigure, setHead, setParagraphs, setRunningHead } from './set-article.ts';

/** A lead with a wide picture above its headline, a strip of short news down one side, boxes, pictures set into the right. */
export function makeTabloid({ articles, columns, t, dice }: Job): Made {
  const set = (article: SetArticle, span: number, extra: readonly string[] = []): string =>
    `${setHead(article, span, t)}${setByline(article)}<div class="columns" style="columns:${span}">${[...extra, ...setParagraphs(article, t)].join('')}</div>`;
  const [lead, ...others] = articles;
  const news = others.splice(0, Math.min(3, others.length - 1));
  const wide = Math.max(1, columns - 1);
  const picture = setFigure(t, dice, 120);
  const main = lead ? `<article>${picture}${set(lead, wide)}</article>` : '';
  const rest = others.map((article, i) => {
    const float = `<div style="float:right;width:40%;margin:0 0 5pt 9pt">${setFigure(t, dice, 45)}</div>`;
    const frame = i % 3 === 1 ? 'box' : 'ruled';
    return `<article class="${frame}" style="margin-top:16pt">${set(article, i % 2 === 0 ? Math.max(1, wide - 1) : wide, i % 3 === 2 ? [float] : [])}</article>`;
  });
  const strip = news.map((article) => `<section style="margin-bottom:12pt">${set(article, 1)}</section>`).join('');
  const grid = `display:grid;grid-template-columns:${wide}fr 1fr;column-gap:${t.gapPt + 8}pt;align-items:start`;
  const side = dice.chance(0.5) ? 'border-left:.5pt solid #000;padding-left:8pt' : '';
  return {
    body: `${setRunningHead(t, dice.between(1, 9))}<main style="${grid}"><div>${main}${rest.join('')}</div><aside style="${side}">${strip}</aside></main>`,
  };
}

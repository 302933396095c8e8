import type { Job, Made } from './layouts.ts';
import { setByline, setFigure, setHead, setParagraphs } from './set-article.ts';

/** Headlines beside their text, pictures that text flows round, tinted side bars. */
export function makeMagazine({ articles, columns, t, dice }: Job): Made {
  const parts = articles.map((article, i) => {
    const own = setParagraphs(article, t);
    const style = i % 3;
    const count = Math.max(1, columns - 1);
    if (style === 0)
      return `<article style="display:grid;grid-template-columns:1fr ${count}fr;column-gap:${t.gapPt + 6}pt;margin-bottom:20pt"><div>${setHead(article, 2, t)}${setByline(article)}</div><div class="columns" style="columns:${count}">${own.join('')}</div></article>`;
    if (style === 1) {
      own.splice(
        Math.min(1, own.length),
        0,
        `<div style="float:left;width:45%;margin:0 8pt 4pt 0">${setFigure(t, dice, 60)}</div>`,
      );
      return `<article style="margin-bottom:20pt">${setHead(article, 3, t)}${setByline(article)}<div class="columns" style="columns:${Math.max(1, Math.ceil(columns / 2))}">${own.join('')}</div></article>`;
    }
    return `<article class="tint" style="margin-bottom:20pt">${setHead(article, 1, t)}${setByline(article)}<div class="columns" style="columns:${columns}">${own.join('')}</div></article>`;
  });
  return { body: `${parts.join('')}<footer class="foot">${dice.between(10, 99)}</footer>` };
}

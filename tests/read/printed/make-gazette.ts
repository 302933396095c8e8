import type { Job, Made } from './layouts.ts';
import { setAdvert, setParagraphs, setRunningHead } from './set-article.ts';
import { escapeHtml } from './typography.ts';

/**
 * Columns with vertical rules between and no rule across: paragraphs without an indent and an empty line between them, small
 * headlines, bold bylines as large as the text; Latin text stretched, with words cut.
 */
export function makeGazette({ articles, columns, t, dice }: Job): Made {
  const size = dice.pick([1.3, 1.4, 1.6]);
  const body = articles.map((article) => {
    const byline = article.byline === '' ? '' : `<p class="bold">${escapeHtml(article.byline)}</p>`;
    const advert = dice.chance(0.12) ? `<aside class="ad">${setAdvert(t, dice)}</aside>` : '';
    return `<h1 style="font-size:${(size * t.bodyPt).toFixed(1)}pt">${escapeHtml(article.title)}</h1>${byline}${setParagraphs(article, t).join('')}${advert}`;
  });
  return {
    body: `${setRunningHead(t, dice.between(2, 9))}<main class="columns" style="columns:${columns}">${body.join('')}</main>`,
    style: `
body { text-align: justify; } p { text-indent: 0; margin: 0 0 ${(t.bodyPt * t.leading).toFixed(2)}pt; }
h1 { text-align: left; margin: 0 0 3pt; } .bold { font-weight: 700; margin: 0 0 4pt; text-align: left; }
.columns { column-rule: .5pt solid #000; column-gap: ${t.gapPt}pt; } .ad { margin: 6pt 0 12pt; break-inside: avoid; }`,
  };
}

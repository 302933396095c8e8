import type { Job, Made } from './layouts.ts';
import { setParagraphs } from './set-article.ts';
import { escapeHtml } from './typography.ts';

/** Pages whose lines stand upright, from right to left, in tiers one below the other: all run through them, or band by band. */
export function makeUpright({ articles, columns, t, dice }: Job): Made {
  const tiers = dice.between(2, 4);
  const tierPt = t.bodyPt * dice.between(13, 20);
  const set = (article: Job['articles'][number], size: number): { head: string; text: string } => ({
    head: `<h1 style="font-size:${(t.bodyPt * size).toFixed(1)}pt">${escapeHtml(article.title)}</h1>${article.byline === '' ? '' : `<p class="by">${escapeHtml(article.byline)}</p>`}`,
    text: setParagraphs(article, t).join(''),
  });
  if (dice.chance(0.5)) {
    const body = articles.map((article) => set(article, 1.8)).map(({ head, text }) => head + text);
    const heightPt = tiers * tierPt + (tiers - 1) * t.gapPt;
    return {
      body: `<main class="upright columns" style="height:${heightPt}pt;columns:${tiers};float:right">${body.join('')}</main>`,
      widthMm:
        60 +
        (articles.reduce((n, a) => n + a.paragraphs.join('').length, 0) / (heightPt / t.bodyPt)) *
          t.bodyPt *
          t.leading *
          0.55,
      style: uprightStyle(t),
    };
  }
  const bands: string[] = [];
  const rest = [...articles];
  let widest = 0;
  while (rest.length > 0) {
    const own = rest.splice(0, dice.between(1, Math.min(3, columns)));
    const inTiers = dice.between(1, tiers);
    const heightPt = inTiers * tierPt + (inTiers - 1) * t.gapPt;
    const cells = own.map((article) => {
      const { head, text } = set(article, 2);
      return `<article class="upright" style="height:${heightPt}pt">${head}<div class="columns" style="columns:${inTiers};height:100%">${text}</div></article>`;
    });
    const length = own.reduce((n, a) => n + a.paragraphs.join('').length + 150, 0);
    widest = Math.max(widest, (length / (heightPt / t.bodyPt)) * t.bodyPt * t.leading);
    bands.push(`<section class="band">${cells.join('')}</section>`);
  }
  return { body: bands.join(''), widthMm: 60 + widest * 0.45, style: uprightStyle(t) };
}

const uprightStyle = (t: Job['t']): string => `
.upright { writing-mode: vertical-rl; } .upright h1 { margin: 0 0 0 6pt; text-align: left; }
.upright .by { text-align: left; margin: 0 0 0 5pt; }
.band { display: flex; flex-direction: row-reverse; justify-content: flex-start; gap: ${t.gapPt + 4}pt; border-bottom: .5pt solid #000; padding-bottom: 8pt; margin-bottom: 8pt; }`;

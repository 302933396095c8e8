import type { Job, Made } from './layouts.ts';
import { findCut, type SetArticle, setFigure, setHead, setParagraphs, wordsFor } from './set-article.ts';
import { escapeHtml } from './typography.ts';

/**
 * Pages of a weekly: a picture above its headline and a small one that text runs round, headlines with a word on a ground
 * beside them, a tinted box across the columns of another article, columns of unequal width, ragged ones among them, teasers
 * that name a page, who wrote it below the text, a foot with the page's number and the date; English words are cut.
 */
export function makeWeekly(job: Job): Made {
  const { articles, columns, dice, columnPt, lines } = job;
  const t = { ...job.t, cutsWords: job.t.script === 'english' };
  const besides: string[] = [];
  const say = (words: string): string => {
    besides.push(words);
    return escapeHtml(words);
  };
  const signature = dice.pick(['left', 'right']);
  const sign = ({ byline }: SetArticle): string =>
    byline === '' ? '' : `<p class="sign" style="text-align:${signature}">${say(byline)}</p>`;
  const head = (article: SetArticle, span: number): string =>
    dice.chance(0.35)
      ? `<div class="flag"><span>${say(dice.pick(labels(job)))}</span>${setHead(article, Math.max(1, span - 1), t)}</div>`
      : setHead(article, span, t);
  const text = (article: SetArticle, span: number, inside: readonly string[] = []): string =>
    `<div class="columns" style="columns:${span}">${[...inside, ...setParagraphs(article, t), sign(article)].join('')}</div>`;
  const float = (side: 'left' | 'right'): string =>
    `<div style="float:${side};width:42%;margin:2pt ${side === 'left' ? '8pt 3pt 0' : '0 3pt 8pt'}">${setFigure(t, dice, 48)}</div>`;

  const wide = Math.max(2, columns - 1);
  const rest = [...articles];
  const parts: string[] = [];
  const lead = rest.shift();
  if (lead)
    parts.push(
      `<article class="part">${setFigure(t, dice, dice.between(90, 150))}${head(lead, wide)}${text(lead, wide, [float(dice.pick(['left', 'right']))])}</article>`,
    );
  // A box across all columns of an article: each column goes on below it.
  const [main, box] = [rest.shift(), rest.shift()];
  if (main && box) {
    const inner = Math.min(3, wide);
    const total = (lines.get(main) ?? []).reduce((n, own) => n + own.length, 0);
    const cells = Array.from({ length: inner * 2 }, (_, i) => {
      const [from, to] = [i / (inner * 2), (i + 1) / (inner * 2)].map((share) =>
        share === 0 || share === 1 || total < inner * 6 ? undefined : findCut(main, lines.get(main) ?? [], share),
      );
      if (total < inner * 6) return i === 0 ? setParagraphs(main, t).join('') : '';
      return setParagraphs(main, t, from, to).join('');
    });
    const row = (odd: number): string =>
      `<div style="display:grid;grid-template-columns:repeat(${inner},${columnPt}pt);column-gap:${t.gapPt}pt;align-items:start">${cells
        .filter((_, i) => i % 2 === odd)
        .map((cell, i) => `<div>${cell}${odd === 1 && i === inner - 1 ? sign(main) : ''}</div>`)
        .join('')}</div>`;
    const widthPt = inner * columnPt + (inner - 1) * t.gapPt;
    parts.push(
      `<article class="part" style="width:${widthPt}pt">${head(main, inner)}${row(0)}<aside class="across">${setHead(box, 1, t)}${text(box, Math.max(1, inner - 1))}</aside>${row(1)}</article>`,
    );
  }
  while (rest.length > 0) {
    const [big, small] = [rest.shift(), rest.shift()];
    if (!big) break;
    const count = Math.max(1, wide - 1);
    const cells = [
      `<article style="min-width:0">${head(big, count)}${text(big, count)}</article>`,
      small ? `<article class="ragged" style="min-width:0">${head(small, 1)}${text(small, 1)}</article>` : '',
    ];
    const [a, b] = [`${count}fr`, dice.pick(['.7fr', '1.3fr'])];
    const isLeft = dice.chance(0.5);
    if (isLeft) cells.reverse();
    parts.push(
      `<section class="part" style="display:grid;grid-template-columns:${isLeft ? `${b} ${a}` : `${a} ${b}`};column-gap:${t.gapPt + 4}pt;align-items:start">${cells.join('')}</section>`,
    );
  }
  const teasers = Array.from(
    { length: dice.between(2, 3) },
    (_, i) =>
      `<div class="teaser"><b>${say(dice.pick(teaserHeads(job)))}</b><br>${say(dice.pick(teaserTexts(job)))} ${say(
        wordsFor(t, `see page ${i + 3}`, `\u8be6\u89c1\u7b2c${i + 3}\u7248`, `\u8a73\u898b\u7b2c${i + 3}\u7248`),
      )}</div>`,
  );
  const strip = `<div style="display:grid;grid-template-columns:repeat(${teasers.length},1fr);column-gap:${t.gapPt}pt;margin-bottom:12pt">${teasers.join('')}</div>`;
  const date = wordsFor(t, 'March 3 to 9, 2023', '2023\u5e743\u67083\u65e5', '2023\u5e743\u67083\u65e5');
  return {
    body: `${strip}${parts.join('')}<footer class="folio"><span>${dice.between(2, 48)}</span><span>${date}</span></footer>`,
    besides,
    style: `
.part { margin-bottom: 18pt; } .sign { text-indent: 0; font-size: .92em; margin: 2pt 0 0; }
.flag { display: flex; gap: 8pt; align-items: center; } .flag span { background: #333; color: #fff; padding: 2pt 5pt; font-size: .95em; white-space: nowrap; } .flag h1 { flex: 1; }
.across { background: #e4ebf2; padding: 8pt; margin: 8pt 0; } .ragged { text-align: left; hyphens: manual; }
.teaser { border: .7pt solid #000; padding: 5pt; text-align: left; } .teaser b { font-size: 1.25em; }
.folio { display: flex; justify-content: space-between; font-size: .85em; margin-top: 14pt; }`,
  };
}

const labels = ({ t }: Job): string[] =>
  wordsFor(t, ['REPORT', 'THE WEEK'], ['\u5468\u672b', '\u89c2\u5bdf'], ['\u9031\u672b', '\u89c0\u5bdf']);

const teaserHeads = ({ t }: Job): string[] =>
  wordsFor(
    t,
    ['Ferries return', 'A winter without snow', 'Who pays for the bridge'],
    ['\u8f6e\u6e21\u56de\u6765\u4e86', '\u6ca1\u6709\u96ea\u7684\u51ac\u5929', '\u65b0\u6865\u8c01\u6765\u4fee'],
    ['\u8f2a\u6e21\u56de\u4f86\u4e86', '\u6c92\u6709\u96ea\u7684\u51ac\u5929', '\u65b0\u6a4b\u8ab0\u4f86\u4fee'],
  );

const teaserTexts = ({ t }: Job): string[] =>
  wordsFor(
    t,
    ['The old line opens again in May.', 'Hotels count what they lost.'],
    ['\u8001\u822a\u7ebf\u4e94\u6708\u590d\u822a\u3002', '\u65c5\u5e97\u7b97\u4e86\u4e00\u7b14\u8d26\u3002'],
    ['\u8001\u822a\u7dda\u4e94\u6708\u5fa9\u822a\u3002', '\u65c5\u5e97\u7b97\u4e86\u4e00\u7b46\u5e33\u3002'],
  );

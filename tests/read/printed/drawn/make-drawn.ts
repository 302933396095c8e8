import type { Job, Made } from '../layouts.ts';
import { addSubheads } from '../set-article.ts';
import { escapeHtml } from '../typography.ts';
import { drawLook, type Look, makeDraw, typographyOf } from './draw-look.ts';
import { wordLists } from './draw-words.ts';
import { type Setter, setDrawnArticle } from './set-drawn-article.ts';
import { setBar, setContents, setNotice, setPlate, setTeasers } from './set-notices.ts';
import { type Slice, slicePage } from './slice-page.ts';
import { styleLook } from './style-look.ts';

/** A page of a look and of a cut that nobody designed: both are drawn, parameter by parameter, from what pages have. */
export function makeDrawn({ articles: plain, columns, t: before, dice: first }: Job): Made {
  const draw = makeDraw(first.between(1, 1_000_000_000));
  const look = drawLook(draw, before.script);
  const t = typographyOf(look, before);
  const besides: string[] = [];
  const dice = draw('text');
  const columnEm = t.script === 'english' ? draw('column').between(15, 28) : draw('column').between(11, 24);
  const setter: Setter = {
    look,
    t,
    dice,
    words: wordLists[t.script],
    columnEm,
    say: (words) => {
      besides.push(words);
      return escapeHtml(words);
    },
  };
  const articles = plain.map((article) =>
    article.subheads.size > 0
      ? article
      : addSubheads(article, { captions: 0, subheads: look.subheads }, t, draw('subhead places')),
  );
  const widthPt = columns * columnEm * t.bodyPt + (columns - 1) * t.gapPt;
  const page = slicePage(articles, columns, draw('slices'), look.adverts);
  const main = `<main>${setSlice(page, setter)}</main>`;
  const around = [setPlate(setter), setBar('head', setter), setTeasers(setter), setContents(setter)];
  const footer = setBar('foot', setter);
  return {
    body: around.join('') + main + footer,
    widthMm: widthPt / (72 / 25.4) + 28,
    besides,
    truth: articles,
    style: styleLook(look),
  };
}

function setSlice(slice: Slice, setter: Setter): string {
  const { look, dice } = setter;
  if (slice.kind === 'notice') return setNotice(setter);
  if (slice.kind === 'article') return setDrawnArticle(slice.article, slice.span, setter);
  if (slice.kind === 'flow') {
    const inside = { ...setter, look: { ...look, hasOddCounts: false, boxes: 0 } as Look };
    const own = slice.articles.map(
      (article) => `<div style="margin-bottom:${look.rowGapEm}em">${setDrawnArticle(article, 1, inside)}</div>`,
    );
    return `<div class="columns" style="columns:${slice.span}">${own.join('')}</div>`;
  }
  if (slice.kind === 'rows')
    return slice.parts
      .map((part, i) => {
        const rule = look.rowRule === 'none' ? '' : `border-top:${look.rowRule};padding-top:${look.rowGapEm / 2}em;`;
        return `<section style="${i === 0 ? '' : `margin-top:${look.rowGapEm}em;${rule}`}">${setSlice(part, setter)}</section>`;
      })
      .join('');
  const gapPt = setter.t.gapPt;
  const widths = slice.parts.map((part) => (look.isUneven ? part.span + dice.pick([-0.25, 0, 0.3]) : part.span));
  const tracks = widths.map((width, i) =>
    // A span holds the gaps between its columns too.
    look.isUneven
      ? `${width}fr`
      : `calc((100% - ${(slice.span - 1) * gapPt}pt) * ${width / slice.span} + ${((slice.parts[i]?.span ?? 1) - 1) * gapPt}pt)`,
  );
  const cells = slice.parts.map((part, i) => {
    const wall = look.wall === 'none' || i === 0 ? '' : `border-left:${look.wall};padding-left:${gapPt / 2}pt;`;
    return `<section style="min-width:0;${wall}">${setSlice(part, setter)}</section>`;
  });
  return `<div style="display:grid;grid-template-columns:${tracks.join(' ')};column-gap:${gapPt}pt;align-items:${look.fills}">${cells.join('')}</div>`;
}

import { findQuote, type SetArticle, setParagraphs } from '../set-article.ts';
import { type Dice, escapeHtml, type Typography } from '../typography.ts';
import type { Look } from './draw-look.ts';
import type { Words } from './draw-words.ts';

/** What an article is set with. */
export interface Setter {
  readonly look: Look;
  readonly t: Typography;
  readonly dice: Dice;
  readonly words: Words;
  /** How wide a column of the page is, in its running text's ems. */
  readonly columnEm: number;
  /** Notes words that stand by an article, and gives them as HTML. */
  readonly say: (words: string) => string;
}

/** An article as wide as some columns of the page, dressed as the page's look has it. */
export function setDrawnArticle(article: SetArticle, span: number, setter: Setter): string {
  const { look, dice, columnEm } = setter;
  const place = look.headPlace === 'mixed' ? dice.pick(['above', 'inside', 'beside'] as const) : look.headPlace;
  // No column is narrower than a headline's word or two.
  const most = Math.max(1, Math.floor((span * columnEm) / leastColumnEm));
  const count = look.hasOddCounts ? Math.min(most, Math.max(1, span + dice.pick([-1, 0, 1]))) : span;
  const headings = setHeadings(article, place === 'above' ? span : 1, setter);
  const figure = drawFigure(setter);
  const text = setText(article, count, setter, figure);
  const columns = (inside: string, across: number): string =>
    `<div class="columns" style="columns:${across}">${inside}</div>`;
  const over = figure?.place === 'over head' ? figure.html : '';
  const under = figure?.place === 'top' ? figure.html : '';
  const below = figure?.place === 'foot' ? figure.html : '';
  const isBoxed = dice.chance(look.boxes);
  const own =
    place === 'inside'
      ? columns(`${over}${headings}${under}${text}${below}`, count)
      : place === 'beside' && span > 1
        ? `<div style="display:flex;gap:${look.gapEm}em"><div style="flex:1;min-width:0">${headings}</div><div style="flex:${span - 1};min-width:0">${over}${under}${columns(text, span - 1)}${below}</div></div>`
        : `${over}${headings}${under}${columns(text, count)}${below}`;
  return `<article class="opener${isBoxed ? ' boxed' : ''}">${own}</article>`;
}

const leastColumnEm = 9;

/** Headline, with what stands above and below it. */
function setHeadings(article: SetArticle, span: number, { look, dice, words, say }: Setter): string {
  const size = look.bodyPt * (look.headBase + look.headStep * (Math.min(span, 4) - 1));
  const kicker = dice.chance(look.kickers) ? `<p class="kicker">${say(dice.pick(words.kickers))}</p>` : '';
  const deck = dice.chance(look.decks) ? `<p class="deck">${say(look.deckSign + dice.pick(words.decks))}</p>` : '';
  const standfirst = dice.chance(look.standfirsts)
    ? `<p class="standfirst">${say(dice.pick(words.standfirsts))}</p>`
    : '';
  const byline = look.bylinePlace === 'above' ? setSigned(article, 'by', { look, dice, words, say }) : '';
  return `<div class="headings">${kicker}<h1 style="font-size:${size.toFixed(1)}pt">${escapeHtml(article.title)}</h1>${deck}${standfirst}${byline}</div>`;
}

/** Who wrote it, with the page's ornament; where an article names nobody, somebody may be made up. */
function setSigned(
  { byline }: SetArticle,
  kind: 'by' | 'sign',
  { look, dice, words, say }: Pick<Setter, 'look' | 'dice' | 'words' | 'say'>,
): string {
  const isAdded = byline === '' && dice.chance(look.added);
  if (byline === '' && !isAdded) return '';
  const name = isAdded ? dice.pick(words.authors) : byline;
  const ornate = look.bylineSign === '(' ? `\uff08${name}\uff09` : look.bylineSign + name;
  // With an ornament, or at the end, it need not come back as the byline.
  if (isAdded || ornate !== name || kind === 'sign') say(name);
  if (isAdded || ornate !== name) say(ornate);
  return `<p class="${kind}">${escapeHtml(ornate)}</p>`;
}

/** The text with all that is set into its columns. */
function setText(article: SetArticle, count: number, setter: Setter, figure: Figure | undefined): string {
  const { look, t, dice } = setter;
  const own = setParagraphs(article, t);
  if (look.initials > 0 && /^<p class="[^"]*">\p{L}/u.test(own[0] ?? ''))
    own[0] = (own[0] ?? '').replace(/^<p class="/, '<p class="cap ');
  const quote = dice.chance(look.quotes) ? findQuote(article, t) : '';
  // Nothing is torn from the subhead above it.
  const places = own.flatMap((_, i) => (i > 0 && !article.subheads.has(i - 1) ? [i] : []));
  const insert = (html: string): void => {
    own.splice(places.length > 0 ? dice.pick(places) : own.length, 0, html);
  };
  if (figure?.place === 'column') insert(figure.html);
  else if (figure?.place === 'float') {
    const side = dice.pick(['left', 'right'] as const);
    const widthShare = count > 1 ? 0.48 : 0.4;
    own.unshift(
      `<div style="float:${side};width:${widthShare * 100}%;margin:2pt ${side === 'left' ? '8pt 2pt 0' : '0 2pt 8pt'}">${figure.html}</div>`,
    );
  }
  if (quote !== '') insert(`<aside class="quote">${escapeHtml(quote)}</aside>`);
  const signed = look.bylinePlace === 'end' ? setSigned(article, 'sign', setter) : '';
  return own.join('') + signed;
}

interface Figure {
  readonly place: Exclude<Look['figurePlace'], 'mixed'>;
  readonly html: string;
}

/** A grey picture with its words, or none. */
function drawFigure({ look, dice, words }: Setter): Figure | undefined {
  if (!dice.chance(look.figures)) return undefined;
  const place =
    look.figurePlace === 'mixed' ? dice.pick(['top', 'column', 'float', 'foot'] as const) : look.figurePlace;
  const sign = look.captionDress === 'sign' ? dice.pick(['\u25b2', '\u25c6 ']) : '';
  const caption =
    look.captionPlace === 'none' ? '' : `<figcaption>${sign}${escapeHtml(dice.pick(words.captions))}</figcaption>`;
  const picture = `<div class="picture" style="height:${dice.between(45, 130)}pt"></div>`;
  const isBeside = look.captionPlace === 'beside' && place !== 'float' && place !== 'column';
  // A small picture has no room for words.
  const isOn = look.captionPlace === 'on' && place !== 'float';
  const [kind, inside] =
    look.captionPlace === 'above'
      ? ['over', caption + picture]
      : [isBeside ? 'beside' : isOn ? 'on' : '', picture + caption];
  return { place, html: `<figure class="${kind}">${inside}</figure>` };
}

import type { KnownArticle } from '../newspaper.ts';
import { type Dice, escapeHtml, setText, type Typography } from './typography.ts';

/** What stands by articles without being their text. */
export interface Dressing {
  readonly captions: number;
  readonly subheads: number;
}

/** An article with the subheads that it was given: they are paragraphs of it. */
export interface SetArticle extends KnownArticle {
  /** Which paragraphs are subheads. */
  readonly subheads: ReadonlySet<number>;
}

const chineseSubheads = [
  '\u4e3b\u8981\u505a\u6cd5',
  '\u8fc8\u51fa\u65b0\u6b65\u4f10',
  '\u95ee\u9898\u5728\u54ea\u91cc',
  '\u4e0b\u4e00\u6b65\u6253\u7b97',
];
const traditionalSubheads = [
  '\u6b77\u53f2\u6cbf\u9769',
  '\u793e\u6703\u5f71\u97ff',
  '\u5730\u7406\u6c23\u5019',
  '\u5f8c\u4e16\u8a55\u50f9',
];
const englishSubheads = ['What changed', 'The road ahead', 'Why it matters', 'Looking back'];
const chineseCaptions = [
  '\u56fe\u4e3a\u6d3b\u52a8\u73b0\u573a\u3002 \u674e\u660e\u6444',
  '\u6751\u6c11\u5728\u6674\u5929\u91cc\u6652\u7cae\u98df\u3002\u672c\u62a5\u8bb0\u8005 \u738b\u5f3a\u6444',
  '\u6e2f\u53e3\u4e00\u89d2\u3002\uff08\u8d44\u6599\u56fe\u7247\uff09',
  '\u8bd5\u9a8c\u5ba4\u91cc\u7684\u65b0\u8bbe\u5907',
];
const traditionalCaptions = [
  '\u5716\u70ba\u821e\u81fa\u5168\u666f\u3002',
  '\u6e2f\u53e3\u4e00\u89d2\uff08\u8cc7\u6599\u5716\u7247\uff09',
  '\u5c71\u4e0a\u7684\u820a\u8eca\u7ad9',
];
const englishCaptions = [
  'Visitors wait for the doors to open. Photo: Helen Young',
  'The old station in spring',
  'A workshop held last year. (File photo)',
  'Paul Clark, who built the first version, at his desk',
];

/** Words in the language of the page. */
export const wordsFor = <T>(t: Typography, english: T, chinese: T, traditional: T): T =>
  t.script === 'english' ? english : t.script === 'chinese' ? chinese : traditional;

export function addSubheads(article: KnownArticle, dressing: Dressing, t: Typography, dice: Dice): SetArticle {
  const paragraphs: string[] = [];
  const subheads = new Set<number>();
  for (const [i, paragraph] of article.paragraphs.entries()) {
    if (i > 0 && dice.chance(dressing.subheads)) {
      subheads.add(paragraphs.length);
      paragraphs.push(dice.pick(wordsFor(t, englishSubheads, chineseSubheads, traditionalSubheads)));
    }
    paragraphs.push(paragraph);
  }
  return { ...article, paragraphs, subheads };
}

/** A headline as large as what it spans. */
export function setHead(article: KnownArticle, span: number, t: Typography): string {
  const size = t.bodyPt * (span > 3 ? 3 : span > 2 ? 2.5 : span > 1 ? 1.9 : 1.5);
  return `<h1 style="font-size:${size.toFixed(1)}pt">${escapeHtml(article.title)}</h1>`;
}

/** A headline hardly larger than its text. */
export const setBriefHead = (article: KnownArticle, t: Typography): string =>
  `<h1 style="font-size:${(t.bodyPt * 1.3).toFixed(1)}pt">${escapeHtml(article.title)}</h1>`;

export const setByline = (article: KnownArticle): string =>
  article.byline === '' ? '' : `<p class="by">${escapeHtml(article.byline)}</p>`;

/** A place in an article's text: a paragraph, and a character of it. */
export interface Cut {
  readonly paragraph: number;
  readonly at: number;
}

/** The paragraphs of an article, from one cut to another. */
export function setParagraphs(article: SetArticle, t: Typography, from?: Cut, to?: Cut): string[] {
  const last = to ? (to.at > 0 ? to.paragraph : to.paragraph - 1) : article.paragraphs.length - 1;
  const out: string[] = [];
  for (let i = from?.paragraph ?? 0; i <= last; i++) {
    const text = article.paragraphs[i] ?? '';
    if (article.subheads.has(i)) {
      out.push(`<h2>${escapeHtml(text)}</h2>`);
      continue;
    }
    const start = from && i === from.paragraph ? from.at : 0;
    const end = to && i === to.paragraph ? to.at : text.length;
    const classes = [
      i === 0 || article.subheads.has(i - 1) ? 'first' : '',
      start > 0 ? 'rest' : '',
      end < text.length ? 'cut' : '',
    ].filter(Boolean);
    const isWordCut = /[a-z]$/.test(text.slice(0, end)) && /^[a-z]/.test(text.slice(end));
    const words = `${text.slice(start, end).trim()}${isWordCut ? '\u2010' : ''}`;
    out.push(`<p class="${classes.join(' ')}">${setText(words, t)}</p>`);
  }
  return out;
}

/** Where each line of each paragraph begins, in characters of the paragraph, when set in one column. */
export type LineStarts = readonly (readonly number[])[];

/** About a share of an article's lines from its start: where a column or a page could end, in mid-paragraph where it falls so. */
export function findCut(article: SetArticle, lines: LineStarts, share: number): Cut {
  const total = lines.reduce((n, own) => n + own.length, 0);
  let rest = Math.max(1, Math.min(total - 1, Math.round(total * share)));
  for (const [paragraph, own] of lines.entries()) {
    if (rest < own.length && !article.subheads.has(paragraph)) return { paragraph, at: own[rest] ?? 0 };
    rest -= own.length;
    // A subhead goes with what is below it.
    if (rest <= 0) return { paragraph: article.subheads.has(paragraph) ? paragraph : paragraph + 1, at: 0 };
  }
  return { paragraph: article.paragraphs.length, at: 0 };
}

/** A grey picture with words below it. */
export function setFigure(t: Typography, dice: Dice, heightPt = dice.between(50, 110)): string {
  const caption = dice.pick(wordsFor(t, englishCaptions, chineseCaptions, traditionalCaptions));
  return `<figure><div style="height:${heightPt}pt"></div><figcaption>${caption}</figcaption></figure>`;
}

/** A grey picture with its words beside it. */
export function setFigureBeside(t: Typography, dice: Dice): string {
  const caption = dice.pick(wordsFor(t, englishCaptions, chineseCaptions, traditionalCaptions));
  return `<figure class="beside"><div style="height:${dice.between(70, 120)}pt"></div><figcaption>${caption}</figcaption></figure>`;
}

/** A sentence of an article, to be shown large; empty where none is of a fit length. */
export function findQuote(article: SetArticle, t: Typography): string {
  const sentences = article.paragraphs.flatMap(
    (text) => text.match(/[^.!?\u3002\uff01\uff1f]+[.!?\u3002\uff01\uff1f]/gu) ?? [],
  );
  const [least, most] = t.script === 'english' ? [40, 110] : [14, 40];
  return sentences.map((text) => text.trim()).find(({ length }) => length >= least && length <= most) ?? '';
}

export function setAdvert(t: Typography, dice: Dice): string {
  return wordsFor(
    t,
    dice.pick([
      '<b>Subscribe today</b><br>Call 555-0188',
      '<b>GRAND SALE</b><br>Everything must go<br>Market Street 12',
    ]),
    dice.pick([
      '<b>\u8ba2\u9605\u70ed\u7ebf</b><br>010-65088888',
      '<b>\u8001\u5b57\u53f7\u8336\u5e84</b><br>\u65b0\u8336\u4e0a\u5e02 \u6b22\u8fce\u54c1\u5c1d<br>\u4e2d\u5c71\u8def12\u53f7',
    ]),
    dice.pick([
      '<b>\u8a02\u95b1\u5c08\u7dda</b><br>02-23456789',
      '<b>\u8001\u5b57\u865f\u8336\u838a</b><br>\u65b0\u8336\u4e0a\u5e02 \u6b61\u8fce\u54c1\u5690',
    ]),
  );
}

export function setRunningHead(t: Typography, page: number): string {
  const [date, section, name] = wordsFor(
    t,
    ['Thursday, October 25, 2018', 'Metro', `Page ${page}`],
    ['2018\u5e7410\u670825\u65e5 \u661f\u671f\u56db', '\u8981\u95fb', `\u7b2c${page}\u7248`],
    ['2018\u5e7410\u670825\u65e5 \u661f\u671f\u56db', '\u8981\u805e', `\u7b2c${page}\u7248`],
  );
  return `<header class="running"><span>${name}</span><span>${date}</span><span>${section}</span></header>`;
}

export const setJump = (t: Typography, kind: 'out' | 'into', page: number): string =>
  `<p class="jump ${kind}">${wordsFor(
    t,
    kind === 'out' ? `(Continued on page ${page})` : `(Continued from page ${page})`,
    kind === 'out' ? `\uff08\u4e0b\u8f6c\u7b2c${page}\u7248\uff09` : `\uff08\u4e0a\u63a5\u7b2c${page}\u7248\uff09`,
    kind === 'out' ? `\uff08\u4e0b\u8f49\u7b2c${page}\u7248\uff09` : `\uff08\u4e0a\u63a5\u7b2c${page}\u7248\uff09`,
  )}</p>`;

import { locate } from '../core/locate.ts';
import type { Manuscript, Span } from '../core/text.ts';
import type { Query } from './queries.ts';

interface Figure {
  readonly article: string;
  readonly value: string;
  readonly words: string;
  readonly span: Span | null;
}

/**
 * Numbers that disagree between articles: the same words before, the same unit behind, another number between.
 *
 *     全国总工会成立于1925年      全国总工会成立于1926年
 *     ^^^^^^^^    ^         ^^^^^^^^    ^
 *
 * Words that stand with many numbers are a form that every article fills for itself, and say nothing of any.
 */
export function* findNumberQueries(manuscripts: readonly Manuscript[]): Generator<Query | null> {
  const figures = new Map<string, Figure[]>();
  for (const [i, { id, blocks }] of manuscripts.entries()) {
    if (i % articlesAtOnce === articlesAtOnce - 1) yield null;
    for (const { kind, text } of blocks) {
      if (kind === 'table') continue;
      for (const { index, before, value, unit, words } of mayHaveFigure.test(text.text) ? findFigures(text.text) : []) {
        const key = `${subjectOf(before)}|${unit}`;
        if (!isSubject(before, value, unit)) continue;
        const at = index + before.length;
        const one = { article: id, value: value.replace(/[,\uff0c]/g, ''), words, span: locate(text, at) };
        const known = figures.get(key);
        if (known) known.push(one);
        else figures.set(key, [one]);
      }
    }
  }
  yield* [...figures.values()].flatMap((same): Query[] => {
    const values = new Set(same.map(({ value }) => value));
    const [first] = same;
    const other = same.find(({ value, article }) => value !== first?.value && article !== first?.article);
    // An article that gives several numbers for the same words tells them apart by what we do not see.
    const isTold = same.some((a) => same.some((b) => a.article === b.article && a.value !== b.value));
    if (!first || !other || values.size !== 2 || isTold) return [];
    return [
      {
        kind: 'number',
        article: other.article,
        words: other.words,
        span: other.span,
        other: first.words,
        otherSpan: first.span,
      },
    ];
  });
}

/** So many are looked at before somebody else may do something (`lookForQueries`). */
const articlesAtOnce = 200;

/** A number with words before it, which most texts do not have: they need not be searched from every place. */
const mayHaveFigure =
  /[\u4e00-\u9fffA-Za-z\u300a\u300b\u201c\u201d]\d(?:[\d.,]*\d)?\s?[\u5e74\u4e07\u4ebf\u4eba\u6237\u5bb6\u4e2a\u9879\u5143\u5428\u516c\u4ea9%\uff05\u6b21\u5c4a\u5c81\u5929\u540d\u5ea7\u6240]/u;
/** From a number's first digit on: the number, and what it counts. */
const countedFigure =
  /(\d+(?:[.,]\d+)*)\s?(\u5e74|\u4e07|\u4ebf|\u4eba|\u6237|\u5bb6|\u4e2a|\u9879|\u5143|\u5428|\u516c\u91cc|\u4ea9|%|\uff05|\u6b21|\u5c4a|\u5c81|\u5929|\u540d|\u5ea7|\u6240)/uy;
const mostWords = 24;
const leastWords = 8;

/**
 * Numbers with at least eight characters of words before them, each with as many of those as matter. (An expression that
 * said all of it at once would begin anew at every character of a text.)
 */
export function* findFigures(
  text: string,
): Generator<{ index: number; words: string; before: string; value: string; unit: string }> {
  // Where the words before the number begin.
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isWordCode(code)) continue;
    const index = Math.max(start, at - mostWords);
    start = at + 1;
    if (code < 0x30 || code > 0x39 || at - index < leastWords) continue;
    countedFigure.lastIndex = at;
    const [counted = '', value = '', unit = ''] = countedFigure.exec(text) ?? [];
    if (counted === '') continue;
    const end = at + counted.length;
    yield { index, words: text.slice(index, end), before: text.slice(index, at), value, unit };
    start = end;
    at = end - 1;
  }
}

/** Han characters, letters, and marks of titles and quotations. */
const isWordCode = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  code === 0x300a ||
  code === 0x300b ||
  code === 0x201c ||
  code === 0x201d;

/** The last words before a number: who or what it is about must be among them. */
const subjectOf = (before: string): string => before.slice(-subjectLength);
const subjectLength = 10;

/** Words that say how much, and not of what. */
const generic =
  /(?:\u8fbe|\u7ea6|\u8d85|\u5de6\u53f3|\u4ee5\u4e0a|\u5206\u522b|\u5de5\u4f5c|\u5e74|\u4e00|\u4e2d|\u5230|\u4e3a|\u7684|\u5728|\u6709|\u548c)/g;

/** What is measured anew every year, or by every place for itself: two numbers for it are no contradiction. */
const measured =
  /(?:\u589e\u957f|\u589e\u52a0|\u63d0\u9ad8|\u4e0b\u964d|\u51cf\u5c11|\u964d\u4f4e|\u4e0a\u5347|\u6da8|\u589e\u901f|\u589e\u5e45|\u63a7\u5236|\u6bd4\u91cd|\u5360|\u5b89\u6392|\u65b0\u589e|\u65b0\u5efa|\u6539\u5efa|\u6539\u9020|\u5f00\u5de5|\u5b8c\u6210|\u6dd8\u6c70|\u6cbb\u7406|\u6295\u5165|\u6295\u8d44|\u652f\u51fa|\u8d64\u5b57|\u89c4\u6a21|\u8fbe\u5230|\u8d85\u8fc7|\u7a81\u7834|\u5b9e\u73b0|\u7387|\u5e73\u5747|\u6807\u51c6|\u5bff\u547d|\u91cf|\u603b\u989d|\u6536\u5165|\u57f9\u80b2|\u5efa\u8bbe|\u5efa\u6210|\u96c6\u7fa4|\u7d2f\u8ba1|\u540c\u6bd4|\u4eca\u5e74|\u53bb\u5e74|\u6bcf\u5e74|\u5e74\u5747|\u8865\u52a9|\u8865\u8d34|\u8d37\u6b3e|\u503a\u5238|\u51cf\u514d|\u4e0d\u4f4e\u4e8e|\u7b2c)/;
const isYear = (value: string): boolean => /^(?:1[5-9]|20)\d\d$/.test(value);

/** Enough is left of the words when those are taken out that say nothing of the subject. */
function isSubject(before: string, value: string, unit: string): boolean {
  const subject = subjectOf(before);
  if (!(unit === '\u5e74' && isYear(value)) && measured.test(subject)) return false;
  return subject.replace(generic, '').length >= 6;
}

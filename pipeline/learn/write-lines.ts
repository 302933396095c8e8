import { isMostlyHan } from '../reassemble/characters.ts';
import type { Place } from './order-page.ts';
import type { Random } from './random.ts';
import type { PageOptions, TrueArticle, TrueLine } from './scramble.ts';
import type { Fragmented } from './split-article.ts';

/** A line of a page, and what it truly is. */
export interface Written {
  readonly line: TrueLine;
  /** The line with its headline mark or indent. */
  readonly marked: string;
}

/** Places as lines: headline marks, bylines, running heads, jump lines, hyphens at words cut in two. */
export function writeLines(
  order: readonly Place[],
  articles: readonly TrueArticle[],
  split: readonly Fragmented[],
  random: Random,
  options: PageOptions,
  english: boolean,
): Written[] {
  const out: Written[] = [];
  const page = random.between(1, 16);
  const paper = random.pick(['\u5de5\u4eba\u65e5\u62a5', '\u6668\u62a5', '\u90fd\u5e02\u65b0\u95fb']);
  const running = english
    ? `The Evening Record  Wednesday, October 24, 2018  Page ${page}`
    : `${paper}\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c${page}\u7248`;
  const furniture = (text: string): void => {
    out.push({ marked: text, line: { text, role: 'furniture', article: -1, order: -1, mode: 'next', soft: false } });
  };
  /** How many body lines of an article stand in the pieces before one, wherever these stand on the page. */
  const linesBefore = (article: number, piece: number): number =>
    (split[article]?.pieces ?? []).slice(0, piece).reduce((sum, lines) => sum + lines.length, 0);
  for (const place of order) {
    const { article } = place;
    if (options.noise > 0 && random.chance(0.03)) furniture(random.pick([running, String(page), `- ${page} -`]));
    const source = articles[article];
    if (!source) continue;
    if (place.kind === 'title') {
      const mark = random.chance(options.unmarked) ? '' : '# ';
      const parts = random.chance(options.twoLineTitles) ? breakTitle(source.title) : [source.title];
      for (const [k, text] of parts.entries())
        out.push({
          marked: `${mark}${text}`,
          line: { text, role: k === 0 ? 'title' : 'title-more', article, order: -1, mode: 'next', soft: false },
        });
      if (source.byline !== '')
        out.push({
          marked: source.byline,
          line: { text: source.byline, role: 'byline', article, order: -1, mode: 'next', soft: false },
        });
      continue;
    }
    const pieces = split[article]?.pieces ?? [];
    const lines = [...(pieces[place.piece] ?? [])];
    const goesOn = place.piece + 1 < pieces.length;
    const firstOrder = linesBefore(article, place.piece);
    const written: { text: string; mode: 'join' | 'next' | 'start'; soft: boolean }[] = lines.map((line, k) => ({
      text: english ? line.text.trim() : line.text,
      mode: firstOrder + k === 0 ? 'start' : line.joined ? 'join' : 'next',
      soft: line.soft,
    }));
    const first = pieces[place.piece + 1]?.[0];
    const last = written.at(-1);
    if (english && last && first?.joined && /[A-Za-z]$/.test(lines.at(-1)?.text ?? '') && /^[a-z]/.test(first.text))
      last.text += '-';
    const jumpOut =
      goesOn && random.chance(options.noise)
        ? english
          ? `(Continued on page ${page + 2})`
          : random.pick([
              `\uff08\u4e0b\u8f6c\u7b2c${page + 2}\u7248\uff09`,
              `(\u4e0b\u8f6c\u7b2c${page + 2}\u7248)`,
              `\uff08\u4e0b\u8f6c${page + 2}\u7248\uff09`,
            ])
        : '';
    const jumpIn =
      place.piece > 0 && random.chance(options.noise)
        ? english
          ? `(Continued from page ${page})`
          : random.pick([`\uff08\u4e0a\u63a5\u7b2c${page}\u7248\uff09`, `(\u4e0a\u63a5\u7b2c${page}\u7248)`])
        : '';
    const inOwnLine = random.chance(0.5);
    const outOwnLine = random.chance(0.5);
    if (jumpIn !== '' && inOwnLine) furniture(jumpIn);
    for (const [k, { text, mode, soft }] of written.entries()) {
      const prefix = k === 0 && jumpIn !== '' && !inOwnLine ? jumpIn : '';
      const suffix = k === written.length - 1 && jumpOut !== '' && !outOwnLine ? jumpOut : '';
      const indent = options.indent && mode !== 'join' ? '\u3000\u3000' : '';
      out.push({
        marked: `${indent}${prefix}${text}${suffix}`,
        line: { text: text.trim(), role: 'body', article, order: firstOrder + k, mode, soft },
      });
    }
    if (jumpOut !== '' && outOwnLine) furniture(jumpOut);
  }
  return out;
}

/** A headline over two lines: at its gap when it has one. */
function breakTitle(title: string): string[] {
  const gap = title.indexOf(' ');
  return gap > 2 && gap < title.length - 3 && isMostlyHan(title)
    ? [title.slice(0, gap), title.slice(gap + 1)]
    : [title];
}

import { placeOf } from '../core/locate.ts';
import type { PlacedText, Reading, Reassembly } from '../core/text.ts';
import { cutToWidth, displayWidth, padToWidth } from './display-width.ts';
import { escapeText } from './escape-text.ts';

/** Narrower than this nothing can stand side by side. */
const leastColumns = 40;
const lineWidth = 5;

/** One piece of a source, and where it went. */
interface Row {
  readonly start: number;
  readonly text: string;
  /** Number of the article (from 1); 0: none. */
  readonly article: number;
  readonly part: string;
  readonly mark: ' ' | '\u21aa' | '?';
}

/**
 * Every source from top to bottom, piece by piece, and beside each the article that it went to, by number and place in it:
 *
 *        1  让阅读成为习惯                          1 让阅读成为习惯 · 标题
 *        5  去年，全市图书馆接待读…比上年增长一成。   1 让阅读成为习惯 · 第1段
 *       11  今年秋天雨水偏多，农民抢收水            2 秋收进度加快 · 第1段
 *       13  更多的人走进书店。                    ↪ 1 让阅读成为习惯 · 第1段
 *
 * An arrow is where something was joined; a question mark is where that is less sure than `minConfidence`.
 * No line is wider than `columns`; Chinese counts two.
 */
export function showPages(
  reassembly: Reassembly,
  readings: readonly Reading[],
  { columns, minConfidence, lang }: { columns: number; minConfidence: number; lang: 'zh' | 'en' },
): string {
  const width = Math.max(leastColumns, columns);
  const rows = listRows(reassembly, readings, minConfidence, lang);
  const titles = reassembly.manuscripts.map(({ title, frontMatter }) =>
    escapeText(title?.text ?? frontMatter.title ?? words.untitled[lang]),
  );
  const right = Math.max(18, Math.floor((width - lineWidth - 4) * 0.42));
  const left = width - lineWidth - 4 - right;
  const lines: string[] = [];
  for (const reading of readings) {
    const own = (rows.get(reading.source) ?? []).sort((a, b) => a.start - b.start);
    if (own.length === 0) continue;
    lines.push(cutToWidth(escapeText(reading.path), width));
    for (const { start, text, article, part, mark } of own) {
      const line = padToWidth(String(placeOf(reading, start).line), lineWidth, 'start');
      const source = padToWidth(squeeze(escapeText(text), left), left);
      const title = article === 0 ? '' : `${article} ${titles[article - 1] ?? ''}`;
      const room = right - displayWidth(part) - (title === '' ? 0 : 3);
      const target = title === '' ? part : `${cutToWidth(title, Math.max(4, room))} \u00b7 ${part}`;
      lines.push(`${line}  ${source} ${mark}${cutToWidth(target, right)}`.trimEnd());
    }
    lines.push('');
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Both ends of a text, as far as they fit: it is at the ends that pieces are joined. */
function squeeze(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const characters = [...text];
  const tail: string[] = [];
  let used = 0;
  for (let at = characters.length - 1; at >= 0 && used < width * 0.4 - 2; at--) {
    tail.unshift(characters[at] ?? '');
    used = displayWidth(tail.join(''));
  }
  return `${cutToWidth(text, width - used)}${tail.join('')}`;
}

function listRows(
  { manuscripts, leftovers }: Reassembly,
  readings: readonly Reading[],
  minConfidence: number,
  lang: 'zh' | 'en',
): Map<string, Row[]> {
  const rows = new Map<string, Row[]>(readings.map(({ source }) => [source, []]));
  const add = (placed: PlacedText, article: number, part: string): void => {
    for (const [i, { at, span, join }] of placed.seams.entries()) {
      const mark = !join ? ' ' : join.confidence < minConfidence ? '?' : '\u21aa';
      const text = placed.text.slice(at, placed.seams[i + 1]?.at ?? placed.text.length);
      // A line that the source wrapped, or an escape of ours, is no piece of its own.
      const last = rows.get(span.source)?.at(-1);
      if (i > 0 && !join && last) rows.get(span.source)?.splice(-1, 1, { ...last, text: last.text + text });
      else if (text.trim() !== '') rows.get(span.source)?.push({ start: span.start, text, article, part, mark });
    }
  };
  for (const [i, { title, byline, blocks }] of manuscripts.entries()) {
    if (title) add(title, i + 1, words.title[lang]);
    if (byline) add(byline, i + 1, words.byline[lang]);
    for (const [k, block] of blocks.entries())
      add(block.text, i + 1, words.paragraph[lang].replace('{n}', String(k + 1)));
  }
  for (const { text, span, why } of leftovers) {
    const part = `\u2014 ${why === 'furniture' ? words.furniture[lang] : words.leftover[lang]}`;
    rows.get(span.source)?.push({ start: span.start, text, article: 0, part, mark: ' ' });
  }
  return rows;
}

const words = {
  untitled: { zh: '（无题）', en: '(no title)' },
  title: { zh: '标题', en: 'title' },
  byline: { zh: '署名', en: 'byline' },
  paragraph: { zh: '第{n}段', en: '\u00b6{n}' },
  furniture: { zh: '报头及页码', en: 'page furniture' },
  leftover: { zh: '未归入文字', en: 'left over' },
} as const;

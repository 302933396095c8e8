import type { AssembledPage } from './assemble.ts';
import { cutPiece, type Piece } from './cut.ts';

/**
 * Takes off the signs by which headlines are set off where that is a habit of the input: what most of them begin with, or are
 * wrapped in. The signs are left over. A sign of one headline among many is part of it.
 *
 *     \u25a0 \u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee     \u3010\u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee\u3011     **\u897f\u6865\u4eca\u8d77\u5c01\u95ed\u5927\u4fee**
 */
export function stripTitleMarks(pages: readonly AssembledPage[]): readonly AssembledPage[] {
  const titles = pages.flatMap(({ articles }) => articles.flatMap(({ title }) => (title.length > 0 ? [title] : [])));
  const enough = Math.max(2, titles.length / 2);
  const habit = habits.find((marks) => titles.filter((title) => measureMarks(title, marks)).length >= enough);
  if (!habit) return pages;
  return pages.map(({ articles, leftovers }) => {
    const signs: Piece[] = [];
    const bare = articles.map((article) => {
      const found = measureMarks(article.title, habit);
      if (!found) return article;
      const [first, ...others] = article.title;
      if (!first) return article;
      const [opening, rest] = cutPiece(first, found.before);
      signs.push(opening);
      const title = [rest, ...others];
      const last = title.pop();
      if (last && found.behind > 0) {
        const [text, closing] = cutPiece(last, last.text.length - found.behind);
        signs.push(closing);
        title.push(text);
      } else if (last) title.push(last);
      return { ...article, title: title.filter(({ text }) => text !== '') };
    });
    return { articles: bare, leftovers: [...leftovers, { pieces: signs, why: 'mark' }] };
  });
}

interface Marks {
  readonly open: string;
  /** Empty: nothing stands behind the headline. */
  readonly close: string;
}

const signs =
  '\u25a0\u25a1\u25c6\u25c7\u25c8\u25cb\u25ce\u25cf\u25b2\u25b3\u25b6\u25ba\u2605\u2606\u203b\u2756\u2666\u25aa\u2022\u00b7';

const habits: readonly Marks[] = [
  ...[...signs].map((open) => ({ open, close: '' })),
  { open: '\u3010', close: '\u3011' },
  { open: '\u300a', close: '\u300b' },
  { open: '**', close: '**' },
  { open: '__', close: '__' },
  { open: '<<', close: '>>' },
];

/** Code units of the signs before and behind a headline, white space among them; null where it has none. */
function measureMarks(title: readonly Piece[], { open, close }: Marks): { before: number; behind: number } | null {
  const first = title[0]?.text ?? '';
  const last = title.at(-1)?.text ?? '';
  let before = 0;
  if (close === '')
    while (first.startsWith(open, before)) before += open.length + countSpace(first.slice(before + open.length));
  else if (first.startsWith(open) && last.endsWith(close)) before = open.length + countSpace(first.slice(open.length));
  if (before === 0) return null;
  const inner = title
    .map(({ text }) => text)
    .join('')
    .slice(before, close === '' ? undefined : -close.length);
  // Two titles of books in one headline are not wrapped.
  return /\p{L}/u.test(inner) && (close === '' || !inner.includes(close)) ? { before, behind: close.length } : null;
}

const countSpace = (text: string): number => text.length - text.trimStart().length;

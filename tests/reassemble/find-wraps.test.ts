import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import { countExact, press } from './press-articles.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

/** Lines of at most so many columns of a terminal; words of letters stay whole. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  const width = (part: string): number => [...part].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 0);
  for (const token of text.match(/[!-~\u2010-\u2027]+ ?| |./gu) ?? []) {
    if (line !== '' && width(line) + width(token.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += token;
  }
  return [...lines, line.trimEnd()].filter((own) => own !== '');
}

const lay = (articles: readonly TrueArticle[], columnsOf: (at: number) => number, between = '\n\n'): string =>
  articles
    .map(({ title, byline, paragraphs }, at) =>
      [`# ${title}`, byline, ...paragraphs.map((text) => wrap(text, columnsOf(at)).join('\n'))]
        .filter((line) => line !== '')
        .join(between),
    )
    .join(between);

const pieces = (raw: string): string[] =>
  cutPages(readPage(raw)).flatMap((page) => page.pieces.map(({ text }) => text));

describe('wrapped lines', () => {
  it.each(press)('are made whole below headlines that are wider than they are: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    expect(Math.max(...six.map(({ title }) => [...title].length))).toBeGreaterThan(14);
    expect(
      await countExact(
        lay(six, () => 28),
        six,
      ),
    ).toBe(6);
  });

  it.each(press)('are made whole where columns have widths of their own: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const widths = [26, 40, 34];
    expect(
      await countExact(
        lay(six, (at) => widths[at % 3] ?? 30),
        six,
      ),
    ).toBe(6);
  });

  it('are made whole where paragraphs are told by their indents alone', async () => {
    const six = (press[0]?.articles ?? []).slice(0, 6);
    const indented = six.map((article) => ({
      ...article,
      paragraphs: article.paragraphs.map((text) => `\u3000\u3000${text}`),
    }));
    expect(
      await countExact(
        lay(indented, () => 30, '\n'),
        six,
      ),
    ).toBe(6);
  });

  it('are told by their ends where no blank line parts them: no paragraph is cut in two', () => {
    const six = (press[0]?.articles ?? []).slice(0, 6);
    const found = pieces(lay(six, () => 28, '\n')).join('|');
    for (const text of six.flatMap(({ paragraphs }) => paragraphs)) expect(found).toContain(text);
  });

  it('lose the hyphen at which a word was cut, and keep that of a compound', async () => {
    const raw = [
      '# A Bridge Comes Down',
      '',
      'The county council has agreed to pull the old inter-',
      'urban bridge down after its engineers found the west-',
      'ern pier cracked. A well-known local builder said the',
      'bridge was the pride of the river, and that a well-',
      'known engineer had drawn it. Nothing of it will be re-',
      'used, the council said, and the pier goes first of all.',
      '',
    ].join('\n');
    const { reassembly, issues } = await reassemblePages([readPage(raw)]);
    expect(toPlain(reassembly)[0]?.paragraphs).toEqual([
      'The county council has agreed to pull the old interurban bridge down after its engineers found the western pier cracked. ' +
        'A well-known local builder said the bridge was the pride of the river, and that a well-known engineer had drawn it. ' +
        'Nothing of it will be reused, the council said, and the pier goes first of all.',
    ]);
    expect(reassembly.removed.filter(({ why }) => why === 'hyphen')).toHaveLength(3);
    expect(issues.filter(({ id }) => id.startsWith('reassemble/text-'))).toEqual([]);
  });

  it('are no verse, no list of names, and no paragraphs that end where their lines do', () => {
    const verse = [
      '\u5e8a\u524d\u660e\u6708\u5149\uff0c',
      '\u7591\u662f\u5730\u4e0a\u971c\u3002',
      '\u4e3e\u5934\u671b\u660e\u6708\uff0c',
      '\u4f4e\u5934\u601d\u6545\u4e61\u3002',
    ];
    expect(pieces(['# \u9759\u591c\u601d', ...verse, ...verse].join('\n'))).toHaveLength(9);
    const sentence = '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\u3002';
    expect(pieces(['# \u8001\u69d0\u6811', ...Array.from({ length: 9 }, () => sentence)].join('\n'))).toHaveLength(10);
  });
});

it('a space behind every line tells of no cut word', async () => {
  const six = (press[0]?.articles ?? []).slice(0, 6);
  const raw = lay(six, () => 1000)
    .split('\n')
    .map((line) => `${line}  `)
    .join('\n');
  expect(await countExact(raw, six)).toBe(6);
  expect(
    cutPages(readPage(raw))
      .flatMap((page) => page.pieces)
      .some(({ spaceAfter }) => spaceAfter),
  ).toBe(false);
});

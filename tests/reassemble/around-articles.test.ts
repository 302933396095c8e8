import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { countExact, press } from './press-articles.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

/** Six articles to a page, as one who copies or fills in a form hands them in: `$zh` and `$en` say what stands around them. */
const isEnglish = ({ title }: TrueArticle): boolean => /[a-z]{4}/.test(title);
const pageOf = (
  articles: readonly TrueArticle[],
  write: (article: TrueArticle, at: number) => readonly string[],
): string =>
  articles
    .map((article, at) =>
      write(article, at)
        .filter((line) => line !== '')
        .join('\n'),
    )
    .join('\n\n');
const plain = ({ title, byline, paragraphs }: TrueArticle): readonly string[] => [title, byline, ...paragraphs];
const choose = (article: TrueArticle, zh: string, en: string): string => (isEnglish(article) ? en : zh);

describe('labels before lines', () => {
  it.each(press)('say what they are: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const raw = pageOf(six, (article) => [
      choose(article, '\u6807\u9898\uff1a', 'Title: ') + article.title,
      choose(article, '\u6765\u6e90\uff1a\u6c5f\u57ce\u65e5\u62a5', 'Source: Riverside Gazette'),
      article.byline === '' ? '' : choose(article, '\u4f5c\u8005\uff1a', 'Author: ') + article.byline,
      ...article.paragraphs.map((text, at) => (at === 0 ? choose(article, '\u6b63\u6587\uff1a', 'Text: ') : '') + text),
    ]);
    expect(await countExact(raw, six)).toBe(6);
  });

  it.each(press)('stand in brackets, or on lines of their own: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const raw = pageOf(six, (article) => [
      choose(article, '\u3010\u6807\u9898\u3011', '[Title] ') + article.title,
      ...(article.byline === '' ? [] : [choose(article, '\u3010\u4f5c\u8005\u3011', 'BY:'), article.byline]),
      choose(article, '\u3010\u6b63\u6587\u3011', 'BODY:'),
      ...article.paragraphs,
    ]);
    expect(await countExact(raw, six)).toBe(6);
  });

  it('are left over as marks, and one word before a colon is no label', async () => {
    const text =
      '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';
    const form = `\u6807\u9898\uff1a\u8001\u69d0\u6811\n\u4f5c\u8005\uff1a\u5468\u89c1\n\u6b63\u6587\uff1a${text}\n\n\u6807\u9898\uff1a\u6c34\u9000\u4ee5\u540e\n\u6b63\u6587\uff1a${text}\n`;
    const { reassembly, issues } = await reassemblePages([readPage(form)]);
    expect(reassembly.leftovers.map(({ text, why }) => [text, why])).toEqual(
      [
        '\u6807\u9898\uff1a',
        '\u4f5c\u8005\uff1a',
        '\u6b63\u6587\uff1a',
        '\u6807\u9898\uff1a',
        '\u6b63\u6587\uff1a',
      ].map((label) => [label, 'mark']),
    );
    expect(issues.filter(({ id }) => id === 'reassemble/leftover')).toEqual([]);
    const other = `# \u6295\u7a3f\u987b\u77e5\n\n${text}\n\n\u6807\u9898\uff1a\u4e0d\u8d85\u8fc7\u4e8c\u5341\u5b57\u3002\n\n${text}\n`;
    expect(toPlain((await reassemblePages([readPage(other)])).reassembly)).toEqual([
      {
        title: '\u6295\u7a3f\u987b\u77e5',
        byline: '',
        paragraphs: [text, '\u6807\u9898\uff1a\u4e0d\u8d85\u8fc7\u4e8c\u5341\u5b57\u3002', text],
      },
    ]);
  });
});

describe('signs that set headlines off', () => {
  const wrapped = [
    ['\u25a0', ''],
    ['\u25cf ', ''],
    ['\u3010', '\u3011'],
    ['\u300a', '\u300b'],
    ['**', '**'],
  ] as const;
  it.each(press)('are taken off where most headlines have them: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    for (const [open, close] of wrapped) {
      const raw = pageOf(six, (article) => [open + article.title + close, article.byline, ...article.paragraphs]);
      expect(await countExact(raw, six), open).toBe(6);
    }
  });

  it('stay where one headline among many has one', async () => {
    const six = (press[0]?.articles ?? []).slice(0, 6);
    const odd = six.map((article, at) => (at === 2 ? { ...article, title: `\u300a${article.title}\u300b` } : article));
    expect(await countExact(pageOf(odd, plain), odd)).toBe(6);
  });
});

describe('what pages on the web and papers put around articles', () => {
  it.each(press)('a list of contents is left over: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const list = six.map(({ title }, at) => `\u00b7 ${title} \u2026\u2026 ${at + 2}`);
    const name = six[0] ? choose(six[0], '\u672c\u7248\u76ee\u5f55', 'In this issue') : '';
    expect(await countExact([name, ...list, '', pageOf(six, plain)].join('\n'), six), 'above').toBe(6);
    expect(await countExact([pageOf(six, plain), '', name, ...list].join('\n'), six), 'below').toBe(6);
    const bare = six.map(({ title }) => title);
    expect(await countExact([...bare, '', pageOf(six, plain)].join('\n'), six), 'without a name').toBe(6);
  });

  it.each(press)('so are the name of the paper, buttons, and whose it is: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const first = six[0];
    if (!first) throw new Error('no article');
    const head = isEnglish(first)
      ? 'The Riverside Gazette\nTuesday, March 5, 2024\nPage 4: Local\nPrevious page  Next page\n\n'
      : '\u6c5f\u57ce\u65e5\u62a5\n2024\u5e7403\u670805\u65e5 \u661f\u671f\u4e8c\n\u7b2c04\u7248\uff1a\u8981\u95fb\n\u4e0a\u4e00\u7248  \u4e0b\u4e00\u7248\n\n';
    const foot = choose(
      first,
      '\u6c5f\u57ce\u65e5\u62a5\u793e\u7248\u6743\u6240\u6709 \u672a\u7ecf\u8bb8\u53ef\u4e0d\u5f97\u8f6c\u8f7d',
      'Copyright 2024 The Riverside Gazette. All rights reserved.',
    );
    const buttons = choose(
      first,
      '\u8fd4\u56de\u76ee\u5f55  \u4e0a\u4e00\u7bc7  \u4e0b\u4e00\u7bc7',
      'Back to contents  Previous  Next',
    );
    const staff = choose(first, '\uff08\u8d23\u4efb\u7f16\u8f91\uff1a\u674e\u660e\uff09', '(Editor: Li Ming)');
    expect(await countExact(`${head}${pageOf(six, plain)}\n\n${foot}\n`, six)).toBe(6);
    expect(
      await countExact(
        pageOf(six, (article) => [...plain(article), staff, buttons]),
        six,
      ),
    ).toBe(6);
  });

  it.each(press)('and what counts articles above their headlines: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const raw = pageOf(six, (article, at) => [
      choose(article, `\u7b2c${'\u4e00\u4e8c\u4e09\u56db\u4e94\u516d'[at]}\u7bc7`, `Article ${at + 1}`),
      ...plain(article),
    ]);
    expect(await countExact(raw, six)).toBe(6);
  });
});

describe('spaces between all characters', () => {
  it.each(press.slice(0, 2))('are layout: $name', async ({ articles }) => {
    const six = articles.slice(0, 6);
    const raw = pageOf(six, (article) =>
      plain(article).map((line) => line.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, ' ')),
    );
    const { reassembly } = await reassemblePages([readPage(raw)]);
    expect(toPlain(reassembly).flatMap(({ paragraphs }) => paragraphs)).toEqual(
      six.flatMap(({ paragraphs }) => paragraphs),
    );
  });
});

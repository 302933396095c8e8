import { describe, expect, it } from 'vitest';
import { levels, scramblePage, type TrueArticle } from '../../pipeline/learn/scramble.ts';
import { cutPages } from '../../pipeline/reassemble/cut.ts';
import { findSignatures } from '../../pipeline/reassemble/find-signatures.ts';
import { noPagePins } from '../../pipeline/reassemble/pins.ts';
import { bare, countExact, press } from './press-articles.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

const signedPress = press.map(({ name, articles }) => ({
  name,
  signed: articles.filter(({ byline }) => byline !== ''),
}));
const lay = (mark: string, { title, byline, paragraphs }: TrueArticle): string =>
  [mark + title, ...paragraphs, byline].join('\n\n');

/** The same page with each byline below its article, wherever that ends. */
function signBelow(raw: string, articles: readonly TrueArticle[]): { raw: string; signed: TrueArticle[] } {
  const lines = raw.split('\n');
  const signed = articles.filter((article) => {
    const from = lines.findIndex((line) => line !== '' && bare(line) === bare(article.byline));
    const end = bare(article.paragraphs.at(-1) ?? '').slice(-8);
    const to = lines.flatMap((line, at) => (bare(line).endsWith(end) ? [at] : []));
    const [last] = to;
    if (from < 0 || last === undefined || to.length > 1) return false;
    lines.splice(last + 1, 0, '', lines[from] ?? '');
    lines.splice(from > last ? from + 2 : from, 1);
    return true;
  });
  return { raw: lines.join('\n'), signed };
}

describe('articles signed below their text', () => {
  it.each(signedPress)('one to a file, without a mark: $name', async ({ signed }) => {
    let exact = 0;
    for (const article of signed) exact += await countExact(`${lay('', article)}\n`, [article]);
    // Questions and answers are still taken for headlines.
    expect(exact).toBeGreaterThanOrEqual(signed.length - 1);
  });

  it.each(signedPress)('six to a page, in order, with marked headlines and without: $name', async ({ signed }) => {
    for (const mark of ['# ', '']) {
      const page = signed.slice(0, 6);
      expect(await countExact(`${page.map((article) => lay(mark, article)).join('\n\n')}\n`, page), mark).toBe(6);
    }
  });

  /** Of 24, 37 and 43 articles 22, 27 and 36 when it was built; none before. */
  it('on scattered pages, where other texts go on behind', async () => {
    let exact = 0;
    let count = 0;
    for (const { signed } of signedPress)
      for (const level of [1, 2] as const) {
        const page = scramblePage(signed, 91, levels[level]);
        const below = signBelow(page.raw, page.truth);
        exact += await countExact(below.raw, below.signed);
        count += below.signed.length;
      }
    expect(count).toBeGreaterThan(30);
    expect(exact / count).toBeGreaterThanOrEqual(0.7);
  });
});

describe('a line below a paragraph', () => {
  const text =
    '\u6cb3\u5cb8\u4e0a\u7684\u8001\u69d0\u6811\u7ad9\u4e86\u4e24\u767e\u5e74\uff0c\u6c34\u9000\u4ee5\u540e\uff0c\u6811\u8fd8\u5728\u3002';
  const signaturesOf = (raw: string): string[] =>
    cutPages(readPage(raw)).flatMap((page) => findSignatures(page, noPagePins).map(({ piece }) => piece.text));

  it('is no signature where bylines stand below headlines, unless it says so before a headline', () => {
    const articles = ['\u8bb0\u8005 \u5f20\u4e09', '\u8bb0\u8005 \u674e\u56db', '\u8bb0\u8005 \u738b\u4e94'];
    const page = articles.map((byline, i) => `# \u6807\u9898${i}\n\n${byline}\n\n${text}`).join('\n\n');
    expect(signaturesOf(`${page}\n\n\u6587\u5316\u8d44\n`)).toEqual([]);
    expect(signaturesOf(`${page}\n\n\uff08\u672c\u62a5\u8bb0\u8005 \u8d75\u516d\uff09\n`)).toEqual([
      '\uff08\u672c\u62a5\u8bb0\u8005 \u8d75\u516d\uff09',
    ]);
  });

  it('is none where text goes on at another place, nor where the editor settled what it is', () => {
    expect(
      signaturesOf(`\u6807\u9898\n\n${text}\n\n\u82e5\u8981\u6311\u5254\n\n\uff08\u4e0b\u8f6c\u7b2c3\u7248\uff09\n`),
    ).toEqual([]);
    const [page] = cutPages(readPage(`\u6807\u9898\n\n${text}\n\n\u5468\u89c1\n`));
    if (!page) throw new Error('no page');
    expect(findSignatures(page, noPagePins)).toHaveLength(1);
    expect(findSignatures(page, { ...noPagePins, furniture: [2] })).toEqual([]);
    const [sung] = cutPages(readPage(`\u6807\u9898\n\n${text}\n\n\u8c01\u77e5\uff1f\n\n${text}\n`));
    if (!sung) throw new Error('no page');
    expect(findSignatures(sung, noPagePins)).toEqual([]);
    expect(findSignatures(sung, { ...noPagePins, byline: [2] })).toHaveLength(1);
  });

  it('stays the last line of an article that has a byline above', async () => {
    const page = `# \u6807\u9898\n\n\u672c\u62a5\u8bb0\u8005 \u5468\u89c1\n\n${text}\n\n\uff08\u4f5c\u8005\u7cfb\u6c5f\u57ce\u5927\u5b66\u6559\u6388\uff09\n`;
    const { reassembly } = await reassemblePages([readPage(page)]);
    expect(toPlain(reassembly)).toEqual([
      {
        title: '\u6807\u9898',
        byline: '\u672c\u62a5\u8bb0\u8005 \u5468\u89c1',
        paragraphs: [text, '\uff08\u4f5c\u8005\u7cfb\u6c5f\u57ce\u5927\u5b66\u6559\u6388\uff09'],
      },
    ]);
  });
});

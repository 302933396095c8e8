import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { toString as toPlainText } from 'mdast-util-to-string';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../pipeline/core/markdown.ts';
import { readLiteral } from '../../pipeline/normalise/parse-manuscript.ts';
import { undoLiteralLinks } from '../../pipeline/normalise/plugins/undo-literal-links.ts';
import type { Work } from '../../pipeline/normalise/work.ts';
import { makeManuscript, normaliseOne } from './sample.ts';

const awkward = [
  '会议强调:要坚持',
  '3~5年,约6~8年',
  '12. 加强',
  '12) 加强',
  '    四个空格',
  '\t制表',
  '~~删~~',
  '# 不是标题',
  '> 不是引文',
  '- 一',
  '+ 二',
  '* 三',
  '---',
  '===',
  '***',
  '| a | b |',
  '|-|-|',
  '`码`',
  '```',
  '~~~',
  '<b>标记</b>',
  '<script>x</script>',
  '<!-- -->',
  '&amp; &#35; &copy;',
  'a_b_c __d__ *e* **f**',
  '[链](x) ![图](y) [^1]: 注 [^1]',
  '[a]: b',
  'http://a.b/c_d?e=1&f=2 www.example.com a@b.co',
  ':::note',
  '::leaf[x]',
  ':text[x]{y=1}',
  '12:30',
  '\\ 反斜线 \\*',
  'a  ',
  '行内  两空格',
  '1.加强',
  '第1条.',
  '$x$',
  '\u3000\u3000缩进',
  '结尾\\',
  '{#id .c}',
  '[x] 完成',
  '[ ] 未完',
  '“引”,(号)',
  '\u{20bb7}',
  'https://x.y)',
  'setext\u00a0',
  '<a@b.c>',
  '<http://x.y>',
  '#',
  '##',
  '> ',
  '## 二级',
  '&lt;',
  '!',
  '![',
  '](',
  '\u2028x',
  'a\u0085b',
];

function corpora(): string[] {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  const articles: { title: string; byline: string; paragraphs: string[] }[] = JSON.parse(
    read('../corpus/union-congress/articles.json'),
  );
  const pages = readdirSync(new URL('../corpus', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => read(`../corpus/${name}`).split('\n'));
  return [...articles.flatMap((a) => [a.title, a.byline, ...a.paragraphs]), ...pages.map((l) => l.trim())].filter(
    (t) => t !== '',
  );
}

function checkSame(text: string): void {
  for (const kind of ['paragraph', 'subhead', 'quote'] as const) {
    const { manuscript } = makeManuscript({ blocks: ['前', { kind, text }, '后'] }, 'x');
    const direct = readLiteral(manuscript);
    expect(direct, manuscript.markdown.text).not.toBeNull();
    // Addresses become links in the parser's tree alone: the first plugin undoes them.
    const parsed = parseMarkdown(manuscript.markdown.text);
    const file = new VFile({ data: { work: { isLiteral: true, markdown: manuscript.markdown } as Work } });
    unified().use(undoLiteralLinks).runSync(parsed, file);
    expect(direct).toEqual(parsed);
    expect(toPlainText(direct?.children[1] ?? null)).toBe(text);
  }
}

describe('page text is literal', () => {
  it.each(awkward)('%s', async (text) => {
    checkSame(text);
    const { article, told } = await normaliseOne({
      title: '题',
      blocks: ['前', text, '后'],
      frontMatter: { lang: 'en' },
    });
    expect(article.body.children.map((node) => toPlainText(node))).toEqual(['前', text.replace('\u0085', ''), '后']);
    expect(told.filter((t) => !t.includes('control'))).toEqual([]);
  });

  it('comes out of the parser as it went in, over every corpus', () => {
    for (const text of corpora()) checkSame(text);
  });

  it('comes out of the parser as it went in, whatever it is', () => {
    const piece = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(...awkward, ...'*_`[]()<>#+-.!|~:\\&{}=^$"\' ', '\u3000', '工', '1', 'a'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
    );
    const text = fc
      .array(piece, { minLength: 1, maxLength: 12 })
      .map((p) => p.join('').replace(/[\u0000-\u001f\u007f\ufeff\r\n]/g, ''));
    fc.assert(
      fc.property(
        text.filter((t) => t.trim() !== ''),
        checkSame,
      ),
      { numRuns: 1000, seed: 11 },
    );
  });
});

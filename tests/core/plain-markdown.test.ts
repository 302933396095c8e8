import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askParser } from '../../pipeline/core/markdown.ts';
import { readPlainMarkdown } from '../../pipeline/core/plain-markdown.ts';

/** Reads both ways; where the short way gives a tree it must be the parser's. Says whether it gave one. */
function checkSame(markdown: string): boolean {
  let isRead = false;
  for (const hasFrontMatter of [false, true]) {
    const plain = readPlainMarkdown(markdown, hasFrontMatter);
    if (!plain) continue;
    expect(plain, JSON.stringify(markdown)).toEqual(askParser(markdown, hasFrontMatter));
    isRead = true;
  }
  return isRead;
}

const plain = [
  '一段。',
  '一段。\n',
  '\n\n一段。\n\n\n',
  '两行\n一段',
  'Two lines,\none paragraph.\n\nAnd: another.',
  '# 题\n\n正文',
  '正文\n## 小题\n正文',
  '2018年10月',
  '1.加强组织',
  '1.加强\n2.服务',
  '(记者 刘伟)"三性"',
  '强调:\u201c要\u201d',
  '---\ntitle: a\n---\n\n正文',
  '---\ntitle: a\n---\n正文\n',
  '---\n---\n正文',
  '---\n\n---\n正文',
  '---\ntitle: a\n---',
  '---\ntitle: a\n---\n\n',
  '\u3000\u3000缩进',
  'setext\u00a0',
  '\u2028x',
  'a\u0085b',
  '\u{20bb7}吉\n\u{1f600}',
  '### 三 级 !',
];

const notPlain = [
  '',
  '\n',
  '12:30',
  'a:b',
  '* 一',
  '- 一',
  '1. 一',
  '1) 一',
  '1.\n',
  '123456789. 一',
  'a  \nb',
  ' a',
  'a\n    b',
  '题\n===',
  '题\n---',
  '题\n-',
  '# 题 #',
  '#  题',
  '#',
  '#题',
  '####### 七',
  'http://a.b',
  'www.a.b',
  'a@b.c',
  '[a]: b',
  '[^1]',
  '&amp;',
  'a|b\n-|-',
  '~~删~~',
  'a\\',
  '<b>',
  ':::note',
  '\ufeff文',
  '文\r\n文',
  '文\t文',
  '\u0000',
  '---\ntitle: a\n--- \n正文',
  '---\ntitle: a',
  '----\n正文',
  '+',
  '=',
];

describe('Markdown of paragraphs and headings', () => {
  it.each(plain)('is read without the parser: %j', (markdown) => {
    expect(checkSame(markdown)).toBe(true);
  });

  it.each(notPlain)('leaves to the parser what is more: %j', (markdown) => {
    expect(readPlainMarkdown(markdown)).toBeNull();
    checkSame(markdown);
  });

  it('is what the articles of the sample are', () => {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    const articles: { paragraphs: string[] }[] = JSON.parse(read('../corpus/union-congress/articles.json'));
    for (const { paragraphs } of articles)
      expect(checkSame(`---\ntitle: a\n---\n\n${paragraphs.join('\n\n')}\n`)).toBe(true);
    const pages = readdirSync(new URL('../corpus', import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.txt'))
      .flatMap((name) => read(`../corpus/${name}`).split('\n'));
    for (const line of pages) checkSame(line);
  });

  it('has the tree that the parser gives, whatever the text', () => {
    const signs = [...'*_`[]()<>#+-.!|~:\\&{}=^$"\' /@;,?%\t\r\u0000'];
    const pieces = [
      '\n',
      '\n',
      '\n\n',
      '---',
      '# ',
      '## ',
      '1. ',
      '12',
      '工',
      '会',
      'a',
      'www.',
      ': ',
      '  ',
      '\u3000',
      '\u201c',
    ];
    const piece = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.constantFrom(...signs, ...plain, ...notPlain) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    );
    let count = 0;
    const text = fc.array(piece, { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (markdown) => {
        if (checkSame(markdown)) count++;
      }),
      { numRuns: 1500, seed: 7 },
    );
    // A test of an equality that never came about would hold nothing.
    expect(count).toBeGreaterThan(200);
  });
});

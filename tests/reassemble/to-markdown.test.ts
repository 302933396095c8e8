import fc from 'fast-check';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { locate } from '../../pipeline/core/locate.ts';
import type { Block, PlacedText } from '../../pipeline/core/text.ts';
import { toMarkdown } from '../../pipeline/reassemble/to-markdown.ts';

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkFrontmatter)
  .use(remarkDirective)
  .use(remarkCjkFriendly);

const place = (text: string, start = 0): PlacedText => ({
  text,
  seams: [{ at: 0, span: { source: 'raw.txt', start, end: start + text.length }, join: null }],
});
const blockOf = (text: string, kind: Block['kind'] = 'paragraph'): Block => ({ kind, text: place(text) });

/** Text of each top-level block. Links that a bare address becomes are undone by a later stage: their text counts. */
function parseTexts(markdown: string): { type: string; text: string }[] {
  const tree = parser.parse(markdown) as Root;
  return tree.children.map((node) => ({ type: node.type, text: textOf(node) }));
}

const awkward = [
  '12. \u52a0\u5f3a',
  '12.\u52a0\u5f3a',
  '1) one',
  '- - -',
  '---',
  '+++',
  '===',
  '# not a heading #',
  '> quote',
  '    four spaces',
  '\ttab',
  'ends with spaces   ',
  '\u4f1a\u8bae\u5f3a\u8c03:\u8981\u575a\u6301',
  '12:30',
  '::: note',
  '3~5\u5e74,\u7ea66~8\u5e74',
  '~~struck~~',
  '~~~',
  '```',
  '`code`',
  '**\u201c\u91cd\u70b9\u201d\u3002**\u540e\u6587',
  'snake_case_name',
  '[link](http://example.org)',
  '![image](a.png)',
  '[^1]: note',
  '[^1]',
  '[a]: b',
  '<script>alert(1)</script>',
  '<!-- c -->',
  '&amp; &#65; &copy;',
  '| a | b |',
  'a\\b\\',
  'www.example.org a@b.cn http://x.cn/?a=1&b=2',
  '* * *',
  '_ _ _',
  '\u3000\u3000\u7f29\u8fdb',
  'line one\nline two\r\nthree',
  ':name[x]{a=b}',
  'a :b: c',
  '\ud842\udfb7',
];

describe('toMarkdown', () => {
  it.each(awkward)('%j comes back as one paragraph', (text) => {
    const { text: markdown } = toMarkdown([blockOf(text)], true);
    expect(parseTexts(markdown)).toEqual([{ type: 'paragraph', text }]);
  });

  it('holds for every string', () => {
    const marks = fc.constantFrom(
      ...'#*_`~:[]()<>!&|\\-+=.1 \t\n"\'{}^$@/\u3002\uff0c\u4e2da'.split(''),
      '~~',
      '::',
      '---',
      '&#',
      '<a',
      '\n\n',
    );
    const text = fc.oneof(
      fc.array(marks, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    );
    const clean = text
      .map((t) =>
        t.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, '').toWellFormed(),
      )
      .filter((t) => /[^\s]/.test(t));
    fc.assert(
      fc.property(fc.array(clean, { minLength: 1, maxLength: 3 }), (texts) => {
        const { text: markdown } = toMarkdown(
          texts.map((t) => blockOf(t)),
          true,
        );
        expect(parseTexts(markdown)).toEqual(texts.map((t) => ({ type: 'paragraph', text: t })));
      }),
      { numRuns: 1500 },
    );
  });

  it('maps places across escapes', () => {
    const text = 'a*b [c]: 12:30 d_e ';
    const placed = toMarkdown([blockOf(text)], true);
    for (const [i, c] of [...text].entries()) {
      if (c === ' ') continue;
      const at = findPlain(placed.text, i, text);
      expect(locate(placed, at)?.start).toBe(i);
    }
  });

  it('keeps heads and quotes', () => {
    const { text } = toMarkdown(
      [blockOf('\u4e00\u3001\u6807\u9898 #', 'subhead'), blockOf('\u5f15\u6587', 'quote')],
      true,
    );
    expect(parseTexts(text)).toEqual([
      { type: 'heading', text: '\u4e00\u3001\u6807\u9898 #' },
      { type: 'blockquote', text: '\u5f15\u6587' },
    ]);
  });
});

/** Where the n-th character of a text stands in its escaped form. */
function findPlain(markdown: string, n: number, text: string): number {
  let at = 0;
  for (let i = 0; i <= n; i++) {
    if (markdown.charAt(at) === '\\' && text.charAt(i) !== '\\') at++;
    if (i < n) at++;
  }
  return at;
}

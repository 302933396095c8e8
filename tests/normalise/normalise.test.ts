import type { Nodes } from 'mdast';
import { toString as toPlainText } from 'mdast-util-to-string';
import { describe, expect, it } from 'vitest';
import { normaliseAll, normaliseOne } from './sample.ts';

/** A tree in few words: `p(a em(b))`. */
function sketch(node: Nodes): string {
  const names: Record<string, string> = { paragraph: 'p', emphasis: 'em', strong: 'strong', heading: 'h', text: '' };
  const name = names[node.type] ?? node.type;
  const own = node.type === 'heading' ? `h${node.depth}` : name;
  if (node.type === 'text') return JSON.stringify(node.value);
  if ('children' in node) return `${own}(${node.children.map((c) => sketch(c as Nodes)).join(' ')})`;
  return 'value' in node ? `${own}<${node.value}>` : own;
}
const body = async (markdown: string, lang = 'zh-CN') => {
  const { article, told, issues } = await normaliseOne({ markdown, frontMatter: { title: 'T', lang } });
  return { text: article.body.children.map((c) => sketch(c)).join(' '), told, issues, article };
};

describe('marks', () => {
  it('are set right in title, byline and body, each with its place, before and after', async () => {
    const { article } = await normaliseOne({
      title: '\u505a\u597d\u5de5\u4f5c,\u670d\u52a1\u804c\u5de5',
      byline: '(\u8bb0\u8005 \u5218 \u4f1f)',
      blocks: ['\u53bb\u5e74,\u589e\u957f5.3%,\u597d'],
    });
    expect(article.title.text).toBe('\u505a\u597d\u5de5\u4f5c\uff0c\u670d\u52a1\u804c\u5de5');
    expect(article.byline).toBe('\uff08\u8bb0\u8005 \u5218 \u4f1f\uff09');
    expect([article.office, article.author]).toEqual(['\u8bb0\u8005', '\u5218\u4f1f']);
    expect(
      article.repairs.map((r) => [r.where, r.rule, `${r.place?.line}:${r.place?.column}`, r.before, r.after]),
    ).toEqual([
      ['title', 'comma', '1:5', ',', '\uff0c'],
      ['byline', 'bracket', '3:1', '(', '\uff08'],
      ['byline', 'bracket', '3:8', ')', '\uff09'],
      ['body', 'comma', '5:3', ',', '\uff0c'],
      ['body', 'comma', '5:10', ',', '\uff0c'],
    ]);
  });

  it('are set right across emphasis, links and escapes, at the right place', async () => {
    const { text, article } = await body(
      '\u5f3a\u8c03\\*,**\u52a0\u5f3a**,[\u5b66\u4e60](x),`a,b`,\u597d &amp; \u597d,\u597d',
    );
    expect(text).toBe(
      'p("\u5f3a\u8c03*\uff0c" strong("\u52a0\u5f3a") "\uff0c" link("\u5b66\u4e60") "\uff0c" inlineCode<a,b> "\uff0c\u597d & \u597d\uff0c\u597d")',
    );
    expect(article.repairs.map((r) => r.place?.column)).toEqual([5, 12, 20, 26, 36]);
  });

  it('are left in English articles, code, addresses and raw markup', async () => {
    expect((await body('Hello, \u5de5\u4f1a, "world".', 'en')).article.repairs).toEqual([]);
    const { article } = await body('```\n\u5de5\u4f1a,\u597d\n```\n\n<b title="\u5de5,\u4f1a">\u5de5\u4f1a</b>');
    expect(article.repairs).toEqual([]);
  });

  it('follow the language: corner marks in Taiwan', async () => {
    expect((await body('\u7a31\u70ba"\u65b0\u805e"', 'zh-TW')).text).toBe('p("\u7a31\u70ba\u300c\u65b0\u805e\u300d")');
  });
});

describe('directives', () => {
  it('keep their words when their name means nothing', async () => {
    const { text } = await body(
      '\u4f1a\u8bae\u5f3a\u8c03:\u8981\u575a\u6301 a:b[c]{d=e} 12:30\n\n::leaf[x]{y}\n\n:::note[\u6807]{.c}\n\u5185\u5bb9\n\n\u53c8\n:::',
    );
    expect(text).toBe(
      'p("\u4f1a\u8bae\u5f3a\u8c03\uff1a\u8981\u575a\u6301 a:b[c]{d=e} 12:30") p("::leaf[x]{y}") p(":::note[\u6807]{.c}") p("\u5185\u5bb9") p("\u53c8") p(":::")',
    );
  });

  it('work when it is known', async () => {
    const { text } = await body(':ruby[\u6f22]{rt=h\u00e0n} :dots[\u91cd]\n\n:::poem\n\u8bd7\n:::');
    expect(text).toBe('p(textDirective("\u6f22") " " textDirective("\u91cd")) containerDirective(p("\u8bd7"))');
  });

  it('end where they end when nothing closes them', async () => {
    expect((await body(':::open\n\u4e00\n\n\u4e8c')).text).toBe('p(":::open") p("\u4e00") p("\u4e8c")');
  });
});

describe('lines, headings, notes', () => {
  it('joins lines between Chinese characters and nowhere else', async () => {
    expect((await body('\u5de5\u4f1a\n\u5de5\u4f5c\uff0c\n\u597d **\u5f3a\n\u8c03**\nword\nword')).text).toBe(
      'p("\u5de5\u4f1a\u5de5\u4f5c\uff0c\u597d " strong("\u5f3a\u8c03") "\\nword\\nword")',
    );
    expect((await body('\u884c  \n\u884c')).text).toBe('p("\u884c" break "\u884c")');
  });

  it('makes levels of headings consistent and leaves words and numbers', async () => {
    const { text } = await body('# \u4e00\u3001\n\n### 1.\n\n### 2.\n\n###### (1)\n\n# \u4e8c\u3001\n\n## x');
    expect(text).toBe('h2("\u4e00\u3001") h3("1.") h3("2.") h4("(1)") h2("\u4e8c\u3001") h3("x")');
    expect((await body('## a\n\n## b\n\n### c')).text).toBe('h2("a") h2("b") h3("c")');
    expect((await body('### a\n\n# b')).text).toBe('h2("a") h2("b")');
  });

  it('gathers notes in the order of their calls, and loses none', async () => {
    const { text, told } = await body(
      'a[^2] b[^1] c[^9]\n\n[^1]: one\n\n[^2]: two\n\n[^3]: three\n\n[^1]: again\n\nend',
    );
    expect(text).toBe(
      'p("a" footnoteReference " b" footnoteReference " c[^9]") p("[^3]: " "three") p("[^1]: " "again") p("end") footnoteDefinition(p("two")) footnoteDefinition(p("one"))',
    );
    expect(told.map((t) => t.split(' ')[1])).toEqual([
      'normalise/footnote-missing',
      'normalise/footnote-unused',
      'normalise/footnote-unused',
    ]);
    expect(told[0]).toBe('a1.txt:1:14 normalise/footnote-missing');
  });

  it('keeps words that look like the address of a link', async () => {
    const { text } = await body(
      'a\n\n[\u6ce8]: \u8bf4\u660e,\u597d\n\n[r]: http://x.y\n\n[\u94fe]: \u9875.html\n\n[x][\u94fe]',
    );
    expect(text).toBe('p("a") p("[\u6ce8]\uff1a\u8bf4\u660e\uff0c\u597d") definition definition p(linkReference("x"))');
  });

  it('takes out what is seen nowhere, tells it, and keeps joiners', async () => {
    const { text, told, article } = await body('a\u0007b\u202ec \u{e0041}d\u200de\ufe0f');
    expect(text).toBe('p("abc d\u200de\ufe0f")');
    expect(told).toEqual(['a1.txt:1:1 normalise/control-characters']);
    expect(article.repairs.map((r) => r.rule)).toEqual(['hidden-character', 'hidden-character']);
  });

  it('gives radicals back their characters and tells of other odd ones', async () => {
    const { text, article, issues } = await body('\u2f2f\u4f1a\ue000\uff11');
    expect(text).toBe('p("\u5de5\u4f1a\ue000\uff11")');
    expect(article.repairs).toMatchObject([{ rule: 'radical', before: '\u2f2f', after: '\u5de5' }]);
    expect(issues.map((i) => i.params)).toEqual([{ count: 2, code: 'U+E000', kind: 'private use' }]);
  });

  it('keeps raw markup as it is for the stage that judges it', async () => {
    expect((await body('a <b>c</b>\n\n<div>d</div>')).text).toBe('p("a " html<<b>> "c" html<</b>>) html<<div>d</div>>');
  });
});

describe('what is said of an article', () => {
  const blocks = ['\u6b63\u6587\u3002'];
  it('comes from the page, then front matter, then edition.yaml', async () => {
    const page = { title: '\u6807\u9898 \u4e8c', byline: '\u672c\u62a5\u8bb0\u8005 \u5f20\u4e09', blocks };
    expect((await normaliseOne(page)).article).toMatchObject({
      id: 'a1',
      author: '\u5f20\u4e09',
      office: '\u672c\u62a5\u8bb0\u8005',
      lang: 'zh-CN',
    });
    const front = {
      ...page,
      frontMatter: { author: '\u674e \u56db', id: 'own', date: '2018', source: 'P', page: '2' },
    };
    expect((await normaliseOne(front)).article).toMatchObject({
      id: 'own',
      author: '\u674e\u56db',
      office: '\u672c\u62a5\u8bb0\u8005',
      date: '2018',
      provenance: { paper: 'P', page: '2', url: '' },
    });
    const articles = [{ match: '\u6807\u9898\u3000\u4e8c', byline: 'By Mary Smith', title: 'New', lang: 'en' }];
    const { article, told } = await normaliseOne(front, { articles });
    expect(article).toMatchObject({
      title: { text: 'New' },
      byline: 'By Mary Smith',
      author: 'Mary Smith',
      office: '',
      lang: 'en',
      id: 'own',
    });
    expect(told).toEqual([]);
  });

  it('finds articles by title, however it is written, or by id, and says what it does not find', async () => {
    const two = [
      { title: '\u589e\u5f3a"\u4e09\u6027",\u597d', blocks },
      { title: 'B', blocks },
    ];
    const articles = [
      { match: '\u589e\u5f3a\u201c\u4e09\u6027\u201d\uff0c\u597d', author: 'X' },
      { match: 'a2', author: 'Y' },
      { match: 'gone', author: 'Z' },
    ];
    const { articles: made, issues } = await normaliseAll(two, { articles });
    expect(made.map((a) => a.author)).toEqual(['X', 'Y']);
    expect(issues.map((i) => [i.id, i.params])).toEqual([
      ['settings/unmatched', { key: 'articles[2].match', value: 'gone' }],
    ]);
  });

  it('is made up where it must be, and told', async () => {
    const { article, told } = await normaliseOne({ blocks });
    expect(article.title.text).toBe('\u65e0\u9898');
    expect(told).toEqual(['a1.txt:1:1 normalise/no-title']);
    const empty = await normaliseOne({ title: 'T', blocks: [] });
    expect(empty.told).toEqual(['a1.txt:1:1 normalise/no-text']);
    const long = await normaliseOne({ title: '\u9898'.repeat(300), blocks });
    expect(long.told).toEqual(['a1.txt:1:1 normalise/long-title']);
    expect(long.article.title.text).toHaveLength(300);
    const hostile = await normaliseOne({ title: '<script>alert(1)</script></style>\u0000\u202e', blocks });
    expect(hostile.article.title.text).toBe('<script>alert(1)</script></style>');
  });

  it('keeps ids apart and tells of two with one title', async () => {
    const same = { title: 'T', frontMatter: { id: 'x' }, blocks };
    const { articles, told } = await normaliseAll([same, same, same]);
    expect(articles.map((a) => a.id)).toEqual(['x', 'x-2', 'x-3']);
    expect(told.filter((t) => t.includes('same-title'))).toHaveLength(2);
    expect(told.filter((t) => t.includes('same-id'))).toHaveLength(2);
  });

  it('takes a headline in Markdown as words', async () => {
    const { article } = await normaliseOne({
      title: 'A **b** `c` \\* &amp; [d](e)',
      byline: 'By *Mary* Smith',
      markdown: 'x',
      frontMatter: {},
    });
    expect(article.title.text).toBe('A b c * & d');
    expect(article.authors).toEqual(['Mary Smith']);
  });

  it('has a hash of its content that follows what a reader sees', async () => {
    const hash = async (written: Parameters<typeof normaliseOne>[0]) =>
      (await normaliseOne(written)).article.contentHash;
    const base = await hash({ title: 'T', byline: 'B', blocks });
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash({ title: 'T', byline: 'B', blocks, frontMatter: { id: 'other' } })).toBe(base);
    expect(await hash({ title: 'T', byline: 'B', blocks: ['\u6b63\u6587'] })).not.toBe(base);
    expect(await hash({ title: 'T', byline: 'C', blocks })).not.toBe(base);
    expect(await hash({ title: 'T', byline: 'B', blocks: [{ kind: 'subhead', text: '\u6b63\u6587\u3002' }] })).not.toBe(
      base,
    );
    const links = [await hash({ title: 'T', markdown: '[a](b)' }), await hash({ title: 'T', markdown: '[a](c)' })];
    expect(links[0]).not.toBe(links[1]);
  });
});

describe('good Markdown', () => {
  it('passes unchanged in meaning', async () => {
    const markdown = [
      'A paragraph with *emphasis*, **strong**, ~~struck~~, `code`, [link](https://a.b "t"), <https://c.d>, [ref][r] and a  \nbreak.',
      '## Heading',
      '> quote\n>\n> more',
      '- a\n- b\n  1. c\n  2. d',
      '3. three\n4. four',
      '- [x] done\n- [ ] open',
      '```js\nlet a = "\u5de5,\u4f1a";\n```',
      '    indented',
      '***',
      '| a | b |\n| :- | -: |\n| 1 | 2 |',
      '<details><summary>s</summary>t</details>',
      'Note[^n].',
      '[r]: https://e.f',
      '[^n]: text',
    ].join('\n\n');
    const { text, told } = await body(markdown, 'en');
    expect(text).toMatchSnapshot();
    expect(told).toEqual([]);
  });

  it('has emphasis beside Han characters', async () => {
    expect(
      (
        await body(
          '**\u201c\u91cd\u70b9\u201d\u3002**\u540e\u6587 **\u91cd\u70b9\uff1a**\u6b63\u6587 3~5\u5e74\uff0c\u7ea66~8\u5e74',
        )
      ).text,
    ).toBe(
      'p(strong("\u201c\u91cd\u70b9\u201d\u3002") "\u540e\u6587 " strong("\u91cd\u70b9\uff1a") "\u6b63\u6587 3~5\u5e74\uff0c\u7ea66~8\u5e74")',
    );
  });

  it('that starts with a rule is not front matter', async () => {
    const { article } = await body('---\na: b\n---\n\nx');
    expect(article.body.children.map((c) => toPlainText(c)).join('')).toContain('a: b');
  });
});

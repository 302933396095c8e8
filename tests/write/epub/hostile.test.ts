import { describe, expect, test } from 'vitest';
import { buildEpub } from '../../support/build-epub.ts';
import { validateQuickly } from '../../support/check-epub.ts';
import { probeEpub } from '../../support/epub-probe.ts';

const article = (title: string, body: string, byline = ''): string =>
  `---\ntitle: ${JSON.stringify(title)}\nbyline: ${JSON.stringify(byline)}\n---\n\n${body}\n`;

const titles = [
  '\u540c\u540d',
  '\u540c\u540d',
  '\u540c\u540d',
  '',
  '\u957f'.repeat(300),
  '\u5168\u662f\u6c49\u5b57\u7684\u6807\u9898',
  '<script>alert(1)</script>',
  '</style></title><b>',
  '<%= process.env %> <%- x %> ${1+1} {{2}} #{3}',
  ']]> &amp; & < > " \' \\22 \\',
  'A',
  'a',
  'CON',
  '../../etc/passwd',
  '\u202eRTL\u202c',
  '\ud83d\ude00\ud83d\ude01',
  '  ',
];

describe('hostile titles', async () => {
  const files = Object.fromEntries(
    titles.map((title, i) => [
      `f/${i}.md`,
      article(title, `\u6b63\u6587\u7b2c${i}\u7bc7`, i < 2 ? `\u90e8\u95e8 \u738b\u4e94${i}` : ''),
    ]),
  );
  const hostile = '</dc:title><script>&]]>"\'<%= 1 %>';
  const built = await buildEpub({
    files,
    edition: {
      title: hostile,
      subtitle: hostile,
      editor: hostile,
      publisher: hostile,
      description: hostile,
      subjects: [hostile],
      rights: hostile,
      source: { paper: hostile },
    },
  });
  const book = probeEpub(built.bytes);

  test('make a valid book', async () => {
    expect(await validateQuickly(built.bytes)).toEqual([]);
  });

  test('lose no article and no text', () => {
    const all = book.spine.map((name) => plainText(book.text(`OEBPS/${name}`))).join('');
    expect(titles.map((_, i) => `\u6b63\u6587\u7b2c${i}`).filter((text) => !all.includes(text))).toEqual([]);
    expect(new Set(book.spine).size).toBe(book.spine.length);
    expect(built.issues.map(({ id }) => id)).not.toContain('write/text-differs');
  });

  test('stay text: nothing of them becomes markup or a template', () => {
    for (const name of book.names) {
      if (!/\.(xhtml|opf|ncx)$/.test(name)) continue;
      expect(book.text(name)).not.toMatch(/<script|<b>|<\/style>/);
    }
    const all = book.names
      .filter((n) => /xhtml$/.test(n))
      .map((n) => book.text(n))
      .join('');
    expect(all).toContain('&lt;%= process.env %&gt; &lt;%- x %&gt; ${1+1} {{2}} #{3}');
    expect(all).toContain(']]&gt;');
  });

  test('labels of the contents are neither empty nor the same', () => {
    const toc = /<nav epub:type="toc"[\s\S]*?<\/nav>/.exec(book.text('OEBPS/toc.xhtml'))?.[0] ?? '';
    const labels = [...toc.matchAll(/<a href="[^"]*">([^<]*)</g)].map(([, label]) => (label ?? '').trim());
    expect(labels).toHaveLength(titles.length);
    expect(labels).not.toContain('');
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('names stay apart on a disk without capitals', () => {
    expect(new Set(book.names.map((name) => name.toLowerCase())).size).toBe(book.names.length);
  });
});

describe('hostile content', () => {
  const build = (files: Record<string, string | Uint8Array>) => buildEpub({ files, edition: { title: 'x' } });

  test('scripts, handlers and addresses that run or fetch are gone, text stays', async () => {
    const body = [
      '\u524d<script>alert(1)</script>\u540e',
      '<img src="http://example.org/a.png" onerror="alert(1)" alt="\u56fe">',
      '<a href="javascript:alert(1)">\u94fe</a> [x](file:///etc/passwd) [y](JaVaScRiPt:1) [z](data:text/html,1)',
      '<iframe src="file:///etc/passwd">\u5185</iframe><object data="x"></object><embed src="y">',
      '<svg viewBox="0 0 1 1"><script>1</script><image href="http://example.org/b.png"/><rect width="1" height="1" onclick="x()" fill="url(http://example.org/c)"/></svg>',
      '<math><mi onclick="1" href="javascript:1">x</mi><annotation-xml encoding="text/html"><script>1</script></annotation-xml></math>',
      '<p style="background:url(http://example.org/d)">\u6837\u5f0f</p>',
      '<form action="http://example.org"><input name="a"><button>\u6309</button></form>',
    ].join('\n\n');
    const built = await build({ 'f/a.md': article('A', body) });
    expect(built.bytes.length).toBeGreaterThan(0);
    const book = probeEpub(built.bytes);
    const text = book.names
      .filter((n) => /\.(xhtml|opf|ncx)$/.test(n))
      .map((n) => book.text(n))
      .join('');
    expect(text).not.toMatch(
      /<script|onerror=|onclick=|javascript:|file:|<iframe|<object|<embed|<input|src="http|url\(http|data:text/i,
    );
    expect(['\u524d', '\u540e', '\u94fe', '\u6837\u5f0f', '\u56fe'].filter((kept) => !text.includes(kept))).toEqual([]);
    expect(await validateQuickly(built.bytes)).toEqual([]);
  });

  test('markup that no schema allows becomes markup that it does', async () => {
    const body =
      '<p>a<div>b</div>c</p><ul>\u4e00<li>\u4e8c</li><p>\u4e09</p></ul><b><p>d</p></b><li>e</li><td>f</td><dt>g</dt>' +
      '<h2><p>h</p></h2><span><table><tr><td>i</td></tr></table></span><a href="#x">j<a href="#y">k</a></a>' +
      '<figure><figcaption>l</figcaption></figure><caption>m</caption><ruby>n</ruby><rt>o</rt><dl>p<dd>q</dd></dl>' +
      '<h2></h2><ol start="x" type="disc"><li value="y">r</li></ol><bdo>s</bdo><time datetime="soon">t</time>' +
      '<table><caption>u</caption><caption>v</caption><td headers="nowhere" colspan="0">w</td></table><p id="1 2">x</p><p id="1 2">y</p>';
    const built = await build({ 'f/a.md': article('A', body) });
    expect(await validateQuickly(built.bytes)).toEqual([]);
    const book = probeEpub(built.bytes);
    const text = book.text('OEBPS/a-a.xhtml').replace(/<[^>]*>/g, '');
    for (const letter of 'abcdefghijklmnopqrstuvwxy') expect(text, letter).toContain(letter);
  });

  test('control characters and halves of characters leave the XML well formed', async () => {
    const built = await build({ 'f/a.md': article('A\u0007\ufffe', 'a\u0000b\u001bc\u0085d\uffffe\ud800f') });
    expect(await validateQuickly(built.bytes)).toEqual([]);
    expect(probeEpub(built.bytes).text('OEBPS/a-a.xhtml')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
  });

  test('pictures that cannot be used leave their description, and the book is whole', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    );
    const huge = Buffer.from(png);
    huge.writeUInt32BE(65_500, 16);
    huge.writeUInt32BE(65_500, 20);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><rect width="1" height="1"/></svg>';
    const names = ['missing.png', 'short.png', 'text.png', 'huge.png', 'run.svg'];
    const built = await build({
      'f/a.md': article('A', names.map((name) => `![\u8bf4\u660e${name}](${name})`).join('\n\n')),
      'f/short.png': new Uint8Array(png.subarray(0, 30)),
      'f/text.png': '<html>not a picture</html>',
      'f/huge.png': new Uint8Array(huge),
      'f/run.svg': svg,
    });
    expect(await validateQuickly(built.bytes)).toEqual([]);
    const book = probeEpub(built.bytes);
    const text = book.text('OEBPS/a-a.xhtml');
    for (const name of names.slice(0, 4)) expect(text, name).toContain(`\u8bf4\u660e${name}`);
    expect(
      book.names
        .filter((name) => name.includes('images/'))
        .map((n) => book.text(n))
        .join(''),
    ).not.toContain('script');
    const told = built.issues.filter(({ id }) => /image|picture-left-out/.test(id));
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.filter(({ place }) => place !== null).length).toBeGreaterThanOrEqual(4);
  });

  test('a drawing keeps its lines and loses the declaration of its type', async () => {
    const svg =
      '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n' +
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="1" height="1"/></svg>';
    const built = await build({ 'f/a.md': article('A', '![\u7ebf](a.svg)'), 'f/a.svg': svg });
    expect(built.issues.map(({ id }) => id)).not.toContain('write/picture-left-out');
    expect(await validateQuickly(built.bytes)).toEqual([]);
    const book = probeEpub(built.bytes);
    const [name = ''] = book.names.filter((n) => n.endsWith('.svg'));
    expect(book.text(name)).toMatch(/^<\?xml version="1\.0"\?>\n<svg [^>]*><rect/);
  });

  test('an article with nothing in it is a chapter all the same', async () => {
    const built = await build({
      'f/a.md': article('A', '<script>1</script>'),
      'f/b.md': article('B', ''),
      'f/c.md': article('C', '\u6587'),
    });
    expect(await validateQuickly(built.bytes)).toEqual([]);
    expect(probeEpub(built.bytes).spine.filter((name) => /^a-/.test(name)).length).toBeGreaterThanOrEqual(2);
  });
});

const plainText = (xhtml: string): string => xhtml.replace(/<[^>]*>/g, '');

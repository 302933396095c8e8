import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../../../pipeline/write/archive/read-zip.ts';
import { checkBook } from '../../../pipeline/write/epub/check-book.ts';
import { epubWriter } from '../../../pipeline/write/epub/index.ts';
import { ZipFile } from '../../../pipeline/write/epub/zip.ts';
import { buildEpub, makeContext, sampleFiles, writeEpub } from '../../support/build-epub.ts';
import { readEdition } from '../../support/edition-folder.ts';
import { makeMemoryWorld } from '../../support/memory-world.ts';
import { sampleArticles } from '../../support/rendered-sample.ts';
import { makeWildEdition } from '../../support/wild-edition.ts';

const faultsOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await checkBook(bytes)).map((issue) => `${issue.id} ${issue.params.detail}`);

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

let book: Uint8Array;
let files: readonly (readonly [string, Uint8Array])[];
beforeAll(async () => {
  book = (await buildEpub({ files: sampleFiles(sampleArticles.slice(0, 3)), edition: { title: 'T' } })).bytes;
  files = readZip(book).map((file) => [file.path, file.read()] as const);
});

type Change = (files: Map<string, string | Uint8Array>) => void;

/** The book with some files changed, packed again as books are. */
function rebind(change: Change, method: 'store' | 'deflate' = 'store'): Uint8Array {
  const copy = new Map<string, string | Uint8Array>(files);
  change(copy);
  const zip = new ZipFile();
  for (const [path, data] of copy) zip.add(path, data, path === 'mimetype' ? method : 'deflate');
  return Buffer.concat(zip.finish());
}

const edit =
  (path: RegExp, from: string | RegExp, to: string): Change =>
  (copy) => {
    const name = [...copy.keys()].find((key) => path.test(key)) ?? '';
    const before = decode(Buffer.from(copy.get(name) ?? ''));
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing to change in ${name}`);
    copy.set(name, after);
  };

describe('a sound book', () => {
  test('has no fault: the sample, packed again, and every edition of the tests', async () => {
    expect(await faultsOf(book)).toEqual([]);
    expect(await faultsOf(rebind(() => {}))).toEqual([]);
    const { files: texts, edition } = readEdition('rich');
    const { context } = makeContext(makeMemoryWorld());
    const rich = (await buildEpub({ files: texts, edition })).bytes;
    const wild = (await writeEpub(makeWildEdition(60), context)).bytes;
    for (const bytes of [rich, wild]) {
      expect(bytes.length).toBeGreaterThan(0);
      expect(await faultsOf(bytes)).toEqual([]);
    }
  });

  test('is judged by the writer of e-books', () => {
    expect(epubWriter.check).toBe(checkBook);
  });
});

describe('a faulty book', () => {
  const article = /OEBPS\/a-.*\.xhtml$/;
  const cases: readonly (readonly [string, Change, RegExp])[] = [
    [
      'a file that is gone',
      (copy) => copy.delete('OEBPS/style.css'),
      /style\.css is in the manifest and not in the book/,
    ],
    ['a file that nobody announced', (copy) => copy.set('OEBPS/more.txt', 'x'), /more\.txt is not in the manifest/],
    ['no container', (copy) => copy.delete('META-INF/container.xml'), /container\.xml is missing/],
    [
      'a container that names nothing',
      edit(/container/, /full-path="[^"]*"/, 'full-path="x.opf"'),
      /x\.opf is missing/,
    ],
    ['another version', edit(/\.opf/, 'version="3.0"', 'version="2.0"'), /version is not 3\.0/],
    ['no identifier', edit(/\.opf/, /unique-identifier="[^"]*"/, 'unique-identifier="no"'), /no identifier/],
    ['no title', edit(/\.opf/, /<dc:title.*<\/dc:title>/, ''), /no title/],
    ['no language', edit(/\.opf/, /<dc:language>.*<\/dc:language>/, ''), /no language/],
    ['no moment', edit(/\.opf/, /dcterms:modified">[^<]*/, 'dcterms:modified">today'), /not one moment/],
    ['an id twice in the package', edit(/\.opf/, /<item id="[^"]*"/, '<item id="book-id"'), /the id book-id twice/],
    ['a spine that leads nowhere', edit(/\.opf/, /<itemref idref="[^"]*"/, '<itemref idref="gone"'), /names gone/],
    ['an empty spine', edit(/\.opf/, /<itemref [^>]*>/g, ''), /the spine is empty/],
    ['no navigation document', edit(/\.opf/, / properties="nav"/, ''), /not one navigation document/],
    ['no contents in it', edit(/toc\.xhtml/, 'epub:type="toc"', 'epub:type="x"'), /no table of contents/],
    ['a link to a file that is not there', edit(/toc\.xhtml/, /href="a-/, 'href="b-'), /b-.* is not in the book/],
    [
      'a link to an id that is not there',
      edit(/toc\.xhtml/, /(href="a-[^"#]*)[^"]*"/, '$1#nowhere"'),
      /nothing has the id/,
    ],
    ['a link out of the book', edit(/toc\.xhtml/, /href="a-[^"]*"/, 'href="../../x.xhtml"'), /is not in the book/],
    [
      'a picture from elsewhere',
      edit(article, '</body>', '<img src="http://example.org/a.png" alt=""/></body>'),
      /it asks for http/,
    ],
    [
      'a script address',
      edit(article, '</body>', '<p><a href="javascript:1">x</a></p></body>'),
      /it asks for javascript/,
    ],
    [
      'a style from elsewhere',
      (copy) => copy.set('OEBPS/style.css', '@import "more.css";'),
      /more\.css is not in the book/,
    ],
    [
      'a font from elsewhere',
      (copy) => copy.set('OEBPS/style.css', "a{src:url( 'f.ttf' )}"),
      /f\.ttf is not in the book/,
    ],
    ['one id twice', edit(article, '</body>', '<p id="x">1</p><p id="x">2</p></body>'), /the id x twice/],
    ['a tag that is not closed', edit(article, '</body>', '<p></body>'), /line \d+: <\/body> closes <p>/],
    ['an entity of HTML', edit(article, '</body>', '<p>&nbsp;</p></body>'), /the reference &nbsp; means nothing/],
    [
      'bytes that are no UTF-8',
      (copy) => copy.set('OEBPS/toc.xhtml', Uint8Array.of(0xff, 0xfe, 0)),
      /toc\.xhtml: not UTF-8/,
    ],
  ];
  test.each(cases)('%s', async (_name, change, fault) => {
    const found = await faultsOf(rebind(change));
    expect(found.join('\n')).toMatch(fault);
    expect(found.every((line) => line.startsWith('check/bad-file '))).toBe(true);
  });

  test('a page outside the reading order that is linked to', async () => {
    const change: Change = (copy) => {
      const opf = decode(Buffer.from(copy.get('OEBPS/content.opf') ?? ''));
      const [, first = ''] = /<itemref idref="([^"]*)"/.exec(opf.slice(opf.indexOf('a-'))) ?? [];
      const articles = [...opf.matchAll(/<item id="([^"]*)" href="a-[^"]*"/g)].map(([, id]) => id);
      expect(articles.length).toBe(3);
      expect(first).not.toBe('');
      copy.set('OEBPS/content.opf', opf.replace(new RegExp(`<itemref idref="${articles[0]}"[^>]*>`), ''));
    };
    expect((await faultsOf(rebind(change))).join('\n')).toMatch(/is outside the reading order/);
  });

  test('a mimetype that is packed, late, or says something else', async () => {
    const late: Change = (copy) => {
      copy.delete('mimetype');
      copy.set('mimetype', 'application/epub+zip');
    };
    expect(await faultsOf(rebind(late))).toEqual(['check/bad-file mimetype is not the first file']);
    expect(await faultsOf(rebind((copy) => copy.set('mimetype', 'application/zip')))).toEqual([
      'check/bad-file mimetype does not say application/epub+zip',
    ]);
    const long = 'application/epub+zip'.repeat(9);
    expect(await faultsOf(rebind((copy) => copy.set('mimetype', long), 'deflate'))).toEqual([
      'check/bad-file mimetype is packed',
    ]);
  });

  test('that is no zip, is cut, or has bytes changed: words, never a crash', async () => {
    expect((await faultsOf(Buffer.from('no book'))).length).toBeGreaterThan(0);
    expect((await faultsOf(new Uint8Array())).length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(book.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, by, cuts) => {
          const bent = cuts ? book.slice(0, at) : Uint8Array.from(book);
          if (!cuts) bent[at] = ((bent[at] ?? 0) + by) % 256;
          const found = await faultsOf(bent);
          if (cuts) expect(found.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { buildEpub, sampleFiles } from '../../support/build-epub.ts';
import { validateQuickly } from '../../support/check-epub.ts';
import { readEdition } from '../../support/edition-folder.ts';
import { probeEpub } from '../../support/epub-probe.ts';
import { sampleArticles } from '../../support/rendered-sample.ts';

const built = await buildEpub(readEdition('rich'));
const book = probeEpub(built.bytes);
const opf = book.text('OEBPS/content.opf');
const nav = book.text('OEBPS/toc.xhtml');

describe('the container', () => {
  test('begins with its type, stored, without extra field', () => {
    expect(book.entries[0]).toMatchObject({ name: 'mimetype', method: 0, extraLength: 0, localExtraLength: 0 });
    expect(book.text('mimetype')).toBe('application/epub+zip');
    expect(new TextDecoder().decode(built.bytes.subarray(38, 58))).toBe('application/epub+zip');
  });

  test('has no folder entries, one fixed time, plain names that differ without capitals too', () => {
    for (const { name, time, date, extraLength, localExtraLength } of book.entries) {
      expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._/-]*[A-Za-z0-9]$/);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect({ time, date, extraLength, localExtraLength }).toEqual({
        time: 0,
        date: 33,
        extraLength: 0,
        localExtraLength: 0,
      });
    }
    expect(new Set(book.names.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(book.names.length);
  });

  test('is the same bytes twice, also side by side', async () => {
    const again = await Promise.all([buildEpub(readEdition('rich')), buildEpub(readEdition('rich'))]);
    for (const { bytes } of again) expect(Buffer.from(bytes).equals(Buffer.from(built.bytes))).toBe(true);
  });

  test('lists every file in the manifest, and nothing else', () => {
    const listed = [...opf.matchAll(/<item [^>]*href="([^"]+)"/g)].map(([, href]) => `OEBPS/${href}`);
    const own = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf'];
    expect([...listed, ...own].sort()).toEqual([...book.names].sort());
  });

  test('has one file an article, named by the section, in the order of the edition', () => {
    const sections = built.rendered.sections.filter(({ role }) => role !== 'back-cover');
    expect(book.spine).toEqual(sections.map(({ id }) => `${id}.xhtml`));
  });
});

describe('metadata', () => {
  test('says who, what, when, in which series, and nothing that was not given', () => {
    expect(opf).toMatch(/<package [^>]*xml:lang="zh-CN"/);
    expect(opf).toContain(`<dc:identifier id="book-id">${built.edition.identifier}</dc:identifier>`);
    expect(built.edition.identifier).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(opf.match(/dcterms:modified/g)).toHaveLength(1);
    expect(opf).toContain('<meta property="dcterms:modified">2026-05-01T00:00:00Z</meta>');
    expect(opf).toMatch(
      /<dc:creator id="editor">\u6b27\u9633\u6587<\/dc:creator>\n<meta refines="#editor" property="role" scheme="marc:relators">com<\/meta>\n<meta refines="#editor" property="file-as">Ouyang, Wen</,
    );
    expect(opf).toMatch(
      /<dc:contributor id="author-2">\u5355\u9701\u7fd4<\/dc:contributor>\n<meta [^>]*>aut<\/meta>\n<meta [^>]*>Shan, Jixiang</,
    );
    expect(opf).toContain('file-as">Reader, Jane Q.<');
    expect(opf).toContain('<meta property="belongs-to-collection" id="series">');
    expect(opf).toContain('<meta refines="#series" property="group-position">3</meta>');
    expect(opf.indexOf('<dc:language>zh-CN')).toBeLessThan(opf.indexOf('<dc:language>en<'));
    expect(opf).toMatch(/title-type">main<[\s\S]*title-type">subtitle</);
    expect(opf).toMatch(/<meta refines="#s-a-2-notes" property="dcterms:source">[^<]*2026-03-01[^<]*</);
    expect(opf).not.toMatch(/All rights reserved|anonymous|<(dc:\w+|meta)[^>]*><\/|<dc:\w+\/>/);
    expect(book.text('OEBPS/toc.ncx')).toContain(`<meta name="dtb:uid" content="${built.edition.identifier}"/>`);
  });

  test('leaves out what is not given', async () => {
    const bare = await buildEpub({ files: { 'a.md': '---\ntitle: A\n---\n\ntext\n' }, sourceDateEpoch: '0' });
    const plain = probeEpub(bare.bytes).text('OEBPS/content.opf');
    expect(plain).not.toMatch(
      /dc:(creator|contributor|publisher|date|description|subject|rights|source)|certifiedBy|collection/,
    );
    expect(plain).toContain('1970-01-01T00:00:00Z');
  });

  test('of accessibility follows from the content', async () => {
    const properties = (text: string, name: string): string[] =>
      [...text.matchAll(new RegExp(`property="schema:${name}">([^<]*)<`, 'g'))].map(([, value]) => value ?? '');
    expect(properties(opf, 'accessMode')).toEqual(['textual', 'visual']);
    expect(properties(opf, 'accessModeSufficient')).toEqual(['textual', 'textual,visual']);
    for (const feature of ['alternativeText', 'MathML', 'rubyAnnotations', 'tableOfContents', 'structuralNavigation'])
      expect(properties(opf, 'accessibilityFeature')).toContain(feature);
    expect(properties(opf, 'accessibilityHazard')).toEqual(['none']);
    expect(properties(opf, 'accessibilitySummary')).toHaveLength(1);
    expect(opf).toContain('>EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>');
    expect(opf).toMatch(/property="a11y:certifiedBy">\u8bfb\u4e66\u4f1a/);
    const plain = await buildEpub({ files: sampleFiles(sampleArticles), edition: { title: 'x' } });
    const text = probeEpub(plain.bytes).text('OEBPS/content.opf');
    expect(properties(text, 'accessMode')).toEqual(['textual']);
    expect(properties(text, 'accessibilityFeature')).not.toContain('MathML');
    expect(properties(text, 'accessibilityFeature')).not.toContain('alternativeText');
    expect(text).not.toContain('certifiedBy');
  });

  test('a moving picture promises nothing about hazards', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    const { bytes } = await buildEpub({
      files: { 'a.md': '---\ntitle: A\n---\n\n![dot](d.gif)\n', 'd.gif': new Uint8Array(gif) },
    });
    expect(probeEpub(bytes).text('OEBPS/content.opf')).toContain('accessibilityHazard">unknown<');
  });
});

describe('navigation', () => {
  test('has parts, articles and headings as a tree; one link, then a list', () => {
    const toc = /<nav epub:type="toc"[\s\S]*?<\/nav>/.exec(nav)?.[0] ?? '';
    const labels = [...toc.matchAll(/<a href="[^"]*">([^<]*)</g)].map(([, label]) => label ?? '');
    expect(labels.every((label) => label.trim() !== '')).toBe(true);
    const titles = built.edition.contents.flatMap((e) => [e.title.text, ...e.children.map((c) => c.title.text)]);
    expect(titles.every((title) => labels.includes(title))).toBe(true);
    expect(labels).toContain('Why');
    expect(toc).not.toMatch(/<li>(?!<a )|<\/a>(?!\n<ol>|<\/li>)/);
  });

  test('leads to what is there', () => {
    for (const file of ['toc.xhtml', 'toc.ncx', ...book.spine])
      for (const [, link = ''] of book.text(`OEBPS/${file}`).matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (/^(https?|mailto):/.test(link)) continue;
        const [path = '', id] = link.split('#');
        const target = path === '' ? file : path;
        expect(book.names, link).toContain(`OEBPS/${target}`);
        if (id) expect(book.text(`OEBPS/${target}`), link).toContain(` id="${id}"`);
      }
  });

  test('landmarks: cover, contents, beginning', () => {
    const landmarks = /<nav epub:type="landmarks"[\s\S]*?<\/nav>/.exec(nav)?.[0] ?? '';
    expect(
      [...landmarks.matchAll(/<a href="([^"]*)" epub:type="([^"]*)"/g)].map(([, href, type]) => [type, href]),
    ).toEqual([
      ['cover', 'cover.xhtml'],
      ['toc', 'contents.xhtml'],
      ['bodymatter', 'p-1.xhtml'],
    ]);
  });

  test('without a page of contents the navigation is one', async () => {
    const { bytes } = await buildEpub({
      files: sampleFiles(sampleArticles),
      edition: { title: 'x', front: ['cover'] },
    });
    const plain = probeEpub(bytes);
    expect(plain.spine.slice(0, 2)).toEqual(['cover.xhtml', 'toc.xhtml']);
    expect(plain.text('OEBPS/toc.xhtml')).toContain('<a href="toc.xhtml#toc" epub:type="toc">');
    expect(await validateQuickly(bytes)).toEqual([]);
  });

  test('long parts have links to the articles before and after', async () => {
    const long = probeEpub(
      (await buildEpub({ files: sampleFiles(sampleArticles, 40), edition: { title: 'x' } })).bytes,
    );
    const second = long.text(`OEBPS/${long.spine.filter((name) => name.startsWith('a-'))[1]}`);
    expect(second).toMatch(
      /<nav id="neighbours" aria-label="[^"]+"><p><a href="a-[^"]+">[^<]+<\/a> \u00b7 <a href="a-[^"]+">/,
    );
    expect(book.text('OEBPS/a-1-text.xhtml')).not.toContain('<nav');
  });
});

describe('content', () => {
  const notes = book.text('OEBPS/a-2-notes.xhtml');
  const tables = book.text('OEBPS/a-3-tables.xhtml');

  test('nothing of the marks for print remains', () => {
    for (const file of book.spine) {
      expect(book.text(`OEBPS/${file}`)).not.toMatch(/ data-|page-of/);
      expect(book.text(`OEBPS/${file}`)).toMatch(/<html [^>]*lang="[^"]+" xml:lang="[^"]+"/);
    }
    expect(book.text('OEBPS/a-4-english.xhtml')).toMatch(/<html [^>]*lang="en" xml:lang="en"/);
  });

  test('notes are called, shown and left again', () => {
    const calls = [...notes.matchAll(/<a id="([^"]+)" href="#([^"]+)" role="doc-noteref" epub:type="noteref">/g)];
    expect(calls).toHaveLength(3);
    for (const [, , id] of calls)
      expect(notes).toMatch(new RegExp(`<aside id="${id}"[^>]*epub:type="footnote"[^>]*role="doc-footnote"`));
    const backs = [...notes.matchAll(/<a href="#([^"]+)" role="doc-backlink"/g)];
    expect(backs.map(([, id]) => id).sort()).toEqual(calls.map(([, id]) => id).sort());
    for (const [, id] of backs) expect(notes).toContain(`<a id="${id}"`);
  });

  test('tables, lists, pictures and drawings keep what they say', () => {
    expect(tables).toContain('<caption>\u5404\u7ec4\u4eba\u6570</caption>');
    expect(tables).toMatch(/<th scope="row" id="([^"]+)">[^<]*<\/th><td headers="[^" ]+ \1"[^>]*>25<\/td>/);
    expect(tables).toContain('colspan="2"');
    expect(notes).toContain('<ol start="3">');
    expect(notes).toMatch(/<ol (?=[^>]*reversed="reversed")(?=[^>]*start="9")(?=[^>]*type="a")[^>]*><li value="9">/);
    expect(notes).toMatch(/<span role="img" aria-label="[^"]+">\u25a0<\/span>/);
    expect(tables).toMatch(/<img src="images\/[0-9a-f]+\.png" alt=""/);
    expect(tables).toMatch(/alt="\u4e00\u4e2a\u84dd\u8272/);
    expect(tables).toContain('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"');
    expect(tables).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML" alttext=');
    expect(book.text('OEBPS/a-1-text.xhtml')).toContain('<ruby>\u9955<rt>t\u0101o</rt></ruby>');
    expect(opf).toMatch(/href="a-3-tables\.xhtml" media-type="application\/xhtml\+xml" properties="mathml svg"/);
    expect(opf.match(/properties="/g)).toHaveLength(2);
  });

  test('code keeps its characters', () => {
    expect(notes).toContain(`const title = '&lt;b&gt;"&amp;amp;"&lt;/b&gt;';\nif (a &lt; b) { console.log(`);
    expect(notes).toContain('\n\t// ');
  });
});

test('vertical books run from right to left, in every content document', async () => {
  const edition = { title: 'x', writing: 'vertical' };
  const upright = probeEpub((await buildEpub({ files: sampleFiles(sampleArticles), edition })).bytes);
  expect(upright.text('OEBPS/content.opf')).toMatch(/<spine [^>]*page-progression-direction="rtl"/);
  expect(upright.text('OEBPS/style.css')).toMatch(/html \{[^}]*writing-mode: vertical-rl/);
  expect(opf).not.toContain('page-progression-direction');
  expect(book.text('OEBPS/style.css')).not.toContain('vertical-rl');
});

test('fonts come along as asked, with the characters that they need and their licence', async () => {
  const make = async (fonts: string) => {
    const { bytes } = await buildEpub({
      files: sampleFiles(sampleArticles.slice(0, 2)),
      edition: { title: 'x', fonts },
    });
    return { bytes, book: probeEpub(bytes) };
  };
  const none = await make('none');
  expect(none.book.names.filter((name) => /fonts|licences/.test(name))).toEqual([]);
  expect(none.book.text('OEBPS/style.css')).not.toContain('@font-face');
  const [headings, all] = [await make('headings'), await make('all')];
  const fontsOf = ({ book }: typeof all) => book.names.filter((name) => name.endsWith('.woff2'));
  expect(fontsOf(headings).length).toBeGreaterThan(0);
  expect(fontsOf(headings).every((name) => name.includes('-700'))).toBe(true);
  expect(fontsOf(all).length).toBeGreaterThan(fontsOf(headings).length);
  expect(headings.bytes.length).toBeLessThan(all.bytes.length);
  for (const name of fontsOf(all)) {
    expect(all.book.text('OEBPS/style.css')).toContain(name.replace('OEBPS/', ''));
    expect(all.book.text('OEBPS/content.opf')).toContain(
      `href="${name.replace('OEBPS/', '')}" media-type="font/woff2"`,
    );
    expect(Buffer.from(all.book.bytes(name)).toString('latin1', 0, 4)).toBe('wOF2');
  }
  const licences = all.book.names.filter((name) => name.startsWith('META-INF/licences/'));
  expect(licences.length).toBeGreaterThan(0);
  for (const name of licences) expect(all.book.text(name)).toContain('SIL OPEN FONT LICENSE');
  expect(Buffer.from((await make('all')).bytes).equals(Buffer.from(all.bytes))).toBe(true);
});

test('the sample is small', async () => {
  const { bytes } = await buildEpub({ files: sampleFiles(sampleArticles), edition: { title: 'x' } });
  // The cover picture brings about 40 KB more.
  expect(bytes.length).toBeLessThan(60_000);
});

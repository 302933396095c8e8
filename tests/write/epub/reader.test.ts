import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeWorld } from '../../../pipeline/world/node.ts';
import { type BuiltEpub, buildEpub, sampleFiles } from '../../support/build-epub.ts';
import { readEdition } from '../../support/edition-folder.ts';
import { makeUpPages } from '../../support/made-up-pages.ts';
import { launchReadingBrowser, openBook, type ReadingBrowser } from '../../support/reading-system.ts';
import { sampleArticles } from '../../support/rendered-sample.ts';

// Pictures are for people: they are made anew by every run and compared by nobody.
const pictures = fileURLToPath(new URL('../../../output/reading/', import.meta.url));

describe('in a reading system', () => {
  let browser: ReadingBrowser;
  let sample: BuiltEpub;
  let rich: BuiltEpub;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    const world = nodeWorld({});
    const drawing = await world.browser();
    try {
      const edition = {
        title: '\u4e2d\u56fd\u5de5\u4f1a\u5341\u4e03\u5927\u7f72\u540d\u6587\u7ae0\u6c47\u7f16',
        subtitle: '\u7701\u3001\u81ea\u6cbb\u533a\u3001\u76f4\u8f96\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d',
      };
      sample = await buildEpub({ files: sampleFiles(sampleArticles), edition, browser: drawing }, (r) =>
        makeUpPages(r, 1200),
      );
      rich = await buildEpub({ ...readEdition('rich'), browser: drawing }, (r) => makeUpPages(r, 300));
    } finally {
      await drawing.close();
    }
    browser = await launchReadingBrowser();
  });
  afterAll(() => browser?.close());

  const devices = [
    { name: 'phone', widthPx: 390, heightPx: 844 },
    { name: 'tablet', widthPx: 820, heightPx: 1180 },
  ] as const;

  test.each(devices.flatMap((device) => (['day', 'night'] as const).map((mode) => ({ ...device, mode }))))(
    'the sample on a $name by $mode: third article by the contents, page 7 by the list of pages',
    async ({ name, widthPx, heightPx, mode }) => {
      const book = await openBook(browser, sample.bytes, { widthPx, heightPx, mode });
      const shoot = async (what: string) =>
        writeFileSync(`${pictures}${what}-${name}-${mode}.png`, await book.page.screenshot());
      await book.goTo('OEBPS/cover.xhtml');
      await shoot('cover');
      await book.goTo('OEBPS/contents.xhtml');
      await shoot('contents');
      const third = book.toc[2];
      const opened = await book.goTo(third?.href ?? '');
      expect(opened.tocLabel).toBe(third?.label);
      expect(opened.text.replace(/\s/g, '')).toContain(third?.label.replace(/\s/g, ''));
      await shoot('article');
      expect(book.pages.map(({ label }) => label)).toContain('7');
      const seventh = await book.goTo(book.pages.find(({ label }) => label === '7')?.href ?? '');
      expect(seventh.pageLabel).toBe('7');
      await shoot('page-7');
      await book.page.close();
    },
  );

  test.each(['day', 'night'] as const)(
    'a note pops up over the text by %s, and leads back to its call',
    async (mode) => {
      const book = await openBook(browser, rich.bytes, { widthPx: 390, heightPx: 844, mode });
      const { text } = await book.goTo('OEBPS/a-2-notes.xhtml');
      const first = await book.tapNote(0);
      // What the reading system takes it for, by the roles that the book gives it.
      expect(first.kind).toBe('footnote');
      expect(first.text.length).toBeGreaterThan(5);
      expect(first.below).toBe(text);
      writeFileSync(`${pictures}note-phone-${mode}.png`, await book.page.screenshot());
      expect(await book.page.$('#note')).not.toBeNull();
      const back = await book.tapBack();
      expect(await book.page.$('#note')).toBeNull();
      expect(back.callInView).toBe(first.call);
      // The second call is of the first note again; the third is of another.
      expect((await book.tapNote(1)).text).toBe(first.text);
      await book.tapBack();
      const other = await book.tapNote(2);
      expect(other.kind).toBe('footnote');
      expect(other.text).not.toBe(first.text);
      expect((await book.tapBack()).callInView).toBe(other.call);
      await book.page.close();
    },
  );

  test('the rich edition opens everywhere', async () => {
    const book = await openBook(browser, rich.bytes, { widthPx: 390, heightPx: 844, mode: 'day' });
    expect(book.toc.length).toBeGreaterThan(10);
    for (const { label, href } of book.toc) {
      const { text } = await book.goTo(href);
      expect(text.replace(/\s/g, '').length, label).toBeGreaterThan(0);
      if (/xhtml$/.test(href))
        writeFileSync(`${pictures}rich-${href.replace(/^.*\//, '')}.png`, await book.page.screenshot());
    }
    await book.page.close();
  });
});

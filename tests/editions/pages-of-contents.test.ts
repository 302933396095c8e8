import { expect, test } from 'vitest';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { publish } from '../../pipeline/publish.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { probeEpub } from '../support/epub-probe.ts';
import { readGlyphs } from '../support/pdf-glyphs.ts';

/** Contents that run over two pages and more: the e-book's markers stand where the printed pages begin. */
test('pages of the contents begin with the same entry in print and in the e-book', async () => {
  const sources = Array.from({ length: 60 }, (_, i) => ({
    id: `${i + 1}.md`,
    path: `${i + 1}.md`,
    mediaType: 'text/markdown',
    bytes: new TextEncoder().encode(
      `---\ntitle: \u7b2c${i + 1}\u7bc7\u6587\u7ae0\u7684\u9898\u76ee\n---\n\n\u6b63\u6587\u3002\n`,
    ),
  }));
  const world = nodeWorld({ noCache: true, lang: 'en' });
  try {
    const edition = { title: '\u6c47\u7f16', front: ['contents' as const], articleStart: 'run-on' as const };
    const settings = resolveSettings(edition, { formats: ['print', 'epub'] });
    const { artifacts } = await publish(sources, settings, world);
    const bytesOf = async (format: string): Promise<Buffer> => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of artifacts.find((a) => a.format === format)?.open() ?? []) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    const pages = await readGlyphs(await bytesOf('print'));
    const xhtml = probeEpub(await bytesOf('epub')).text('OEBPS/contents.xhtml');
    const labels = ['ii', 'iii'];
    const begun = labels.map((label) => {
      const printed = pages.find((page) => page.label === label)?.glyphs.filter(({ block }) => block >= 0) ?? [];
      const after = xhtml.split(`<span id="page-${label}"`)[1] ?? '';
      return {
        print: titleIn(printed.map(({ character }) => character).join('')),
        book: titleIn(after.replace(/^[^>]*>/, '').replace(/<[^>]*>/g, '')),
      };
    });
    for (const { print, book } of begun) {
      expect(print).not.toBe('');
      expect(book).toBe(print);
    }
  } finally {
    await world.close();
  }
});

const titleIn = (text: string): string => /\u7b2c\d+\u7bc7/.exec(text.replace(/\s/g, ''))?.[0] ?? '';

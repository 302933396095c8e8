import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEpub, sampleFiles } from '../../support/build-epub.ts';
import { readEdition } from '../../support/edition-folder.ts';
import { type EpubProbe, probeEpub } from '../../support/epub-probe.ts';
import { launchReadingBrowser, type ReadingBrowser } from '../../support/reading-system.ts';
import { sampleArticles } from '../../support/rendered-sample.ts';

let browser: ReadingBrowser;
const pages: { readonly name: string; readonly url: string }[] = [];
let styles = '';

beforeAll(async () => {
  browser = await launchReadingBrowser();
  const serve = (book: EpubProbe, prefix: string) => {
    for (const name of book.names)
      browser.serve(`/${prefix}/${name}`, book.bytes(name), mediaTypes[name.replace(/^.*\./, '')] ?? '');
    for (const name of [...book.spine, 'toc.xhtml'])
      pages.push({
        name: `${prefix}/${name}`,
        url: browser.serve(`/${prefix}/OEBPS/${name}`, book.bytes(`OEBPS/${name}`), mediaTypes.xhtml ?? ''),
      });
    styles += book.text('OEBPS/style.css');
  };
  serve(probeEpub((await buildEpub(readEdition('rich'))).bytes), 'rich');
  serve(
    probeEpub((await buildEpub({ files: sampleFiles(sampleArticles), edition: { title: '\u6c47\u7f16' } })).bytes),
    'sample',
  );
});
afterAll(() => browser?.close());

const mediaTypes: Readonly<Record<string, string>> = {
  xhtml: 'application/xhtml+xml',
  css: 'text/css',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** Looks at every page of the books at one width; gives what was found, by page. */
async function inspect<T>(
  widthPx: number,
  prepare: (page: Page) => Promise<void>,
  question: string,
): Promise<Map<string, T>> {
  const page = await browser.newPage();
  const found = new Map<string, T>();
  try {
    await page.setViewport({ width: widthPx, height: 640 });
    for (const { name, url } of pages) {
      await page.goto(url);
      await prepare(page);
      found.set(name, (await page.evaluate(question)) as T);
    }
  } finally {
    await page.close();
  }
  return found;
}

const asItIs = async (): Promise<void> => {};

/** Elements that stick out of the window, with how far. */
const overflow = `[...document.querySelectorAll('body *')].flatMap((e) => {
  const { right, left, width } = e.getBoundingClientRect()
  return width > 0 && (right > innerWidth + 1 || left < -1) ? [e.tagName + ' ' + (e.textContent ?? '').slice(0, 20) + ' ' + Math.round(right)] : []
}).slice(0, 3)`;

const faulty = (found: ReadonlyMap<string, readonly unknown[]>) => [...found].filter(([, list]) => list.length > 0);

describe('as pages', () => {
  test('are read by a browser as XML, every one', async () => {
    const found = await inspect<boolean>(
      400,
      asItIs,
      `document.querySelector('parsererror') === null && document.body.children.length > 0`,
    );
    expect(found.size).toBeGreaterThan(20);
    expect([...found].filter(([, isGood]) => !isGood)).toEqual([]);
  });

  test('reflow at 320 pixels: nothing sticks out', async () => {
    expect(faulty(await inspect<string[]>(320, asItIs, overflow))).toEqual([]);
  });

  test('what does stick out would be seen', async () => {
    const widen = async (page: Page): Promise<void> => {
      await page.addStyleTag({ content: 'p { white-space: nowrap }' });
    };
    expect(faulty(await inspect<string[]>(320, widen, overflow)).length).toBeGreaterThan(10);
  });

  test('the text spacing that a reader sets cuts nothing off', async () => {
    const spacing = async (page: Page): Promise<void> => {
      await page.addStyleTag({
        content:
          '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
      });
    };
    expect(faulty(await inspect<string[]>(360, spacing, overflow))).toEqual([]);
    const clipped = `[...document.querySelectorAll('body *')].filter((e) => getComputedStyle(e).overflow !== 'visible' && e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 0).map((e) => e.tagName)`;
    expect(faulty(await inspect<string[]>(360, spacing, clipped))).toEqual([]);
  });

  test.each([
    ['day', '#fff', '#000'],
    ['sepia', '#f4ecd8', '#4a3b25'],
    ['night', '#121212', '#e8e8e8'],
  ])('text stands out from the ground by %s', async (_, ground, ink) => {
    const mode = async (page: Page): Promise<void> => {
      await page.addStyleTag({ content: `html { background: ${ground}; color: ${ink} }` });
    };
    const found = await inspect<string[]>(
      400,
      mode,
      `(() => {
        const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
        const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
        const groundOf = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c } return [255, 255, 255] }
        const faults = []
        for (const e of document.querySelectorAll('body *')) {
          if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '') || e.closest('[hidden], svg, math')) continue
          // Links take the reading system's colour.
          if (e.closest('a[href]') && !e.closest('.entries')) continue
          const a = light(parse(getComputedStyle(e).color)), b = light(groundOf(e))
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
          if (ratio < 4.5) faults.push(e.tagName + ' ' + ratio.toFixed(1) + ' ' + e.textContent.slice(0, 12))
        }
        return faults.slice(0, 3)
      })()`,
    );
    expect(faulty(found)).toEqual([]);
  });

  test('heading levels have no gaps and begin with the first', async () => {
    const found = await inspect<number[]>(
      400,
      asItIs,
      `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1]))`,
    );
    for (const [name, levels] of found)
      for (const [i, level] of levels.entries())
        expect(level, `${name} ${levels}`).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
  });

  test('the reader\u2019s own size of type is kept: every size follows it', async () => {
    const sizes = (px: number) =>
      inspect<number>(
        400,
        async (page) => {
          await page.addStyleTag({ content: `html { font-size: ${px}px }` });
        },
        `Math.min(...[...document.querySelectorAll('body p, body h1, body h2, body td, body li')].map((e) => parseFloat(getComputedStyle(e).fontSize)), 1000)`,
      );
    const [small, large] = [await sizes(16), await sizes(32)];
    for (const [name, size] of small) if (size < 1000) expect((large.get(name) ?? 0) / size, name).toBeCloseTo(2, 1);
  });

  test('pictures keep white paper below them by night, and code stands in a face of its own', async () => {
    const night = (page: Page) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    const papers = await inspect<string[]>(
      400,
      night,
      `[...document.querySelectorAll('img')].map((e) => getComputedStyle(e).backgroundColor)`,
    );
    const all = [...papers.values()].flat();
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all)).toEqual(new Set(['rgb(255, 255, 255)']));
    const faces = await inspect<string[]>(
      400,
      asItIs,
      `[...document.querySelectorAll('code, pre')].map((e) => getComputedStyle(e).fontFamily)`,
    );
    expect(new Set([...faces.values()].flat())).toEqual(new Set(['monospace, monospace']));
  });
});

test('styles fix neither sizes in pixels nor black on white', () => {
  expect(styles.length).toBeGreaterThan(1000);
  expect(styles).not.toMatch(/font(-size)?:[^;]*\d(px|pt|mm)/);
  expect(styles).not.toMatch(/(^|[\s{;])(color|background(-color)?)\s*:\s*(#|black|white|rgb)/);
  expect(styles).not.toMatch(/url\((?!"fonts\/)/);
});

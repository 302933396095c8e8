import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Context } from '../../pipeline/core/contracts.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { placeOf } from '../../pipeline/core/locate.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import type { Manuscript, Reading } from '../../pipeline/core/text.ts';
import { assignColumns } from '../../pipeline/read/pdf/assign-columns.ts';
import { pdfReader } from '../../pipeline/read/pdf.ts';
import { reassemble } from '../../pipeline/reassemble/index.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { type KnownArticle, makeNewspaper, makeRandom, type PageStyle } from './newspaper.ts';

const known: KnownArticle[] = JSON.parse(
  readFileSync(new URL('../corpus/union-congress/articles.json', import.meta.url), 'utf8'),
);
const world = nodeWorld({ lang: 'en' });
let browser: Browser;
const assets = new Map<string, { mediaType: string; bytes: Uint8Array }>();

beforeAll(async () => {
  browser = await world.browser();
  for (const weight of [400, 700])
    assets.set(`serif-${weight}.ttf`, {
      mediaType: 'font/ttf',
      bytes: await world.resource(`fonts/noto-serif-sc-${weight}.ttf`),
    });
});
afterAll(() => browser?.close());

function makeContext(): { context: Context; issues: Issue[] } {
  const issues: Issue[] = [];
  const signal = new AbortController().signal;
  const context: Context = {
    settings: resolveSettings({}),
    world,
    signal,
    report: (i) => void issues.push(i),
    progress: () => {},
  };
  return { context, issues };
}

async function print(articles: readonly KnownArticle[], style: PageStyle): Promise<Uint8Array> {
  const page = makeNewspaper(articles, style);
  return browser.print({ ...page, assets, timeoutMs: 60_000 }, new AbortController().signal);
}

async function readPdf(bytes: Uint8Array): Promise<{ reading: Reading | null; issues: Issue[]; context: Context }> {
  const { context, issues } = makeContext();
  const source = { id: 'p.pdf', path: 'p.pdf', mediaType: 'application/pdf', bytes };
  return { reading: await pdfReader.read(source, context), issues, context };
}

const fold = (text: string): string => text.replace(/\s/g, '');
const keyOf = (title: string, byline: string, paragraphs: readonly string[]): string =>
  [title, byline, ...paragraphs].map(fold).join('\n');
const keyOfManuscript = (m: Manuscript): string =>
  keyOf(
    m.title?.text ?? '',
    m.byline?.text ?? '',
    m.blocks.map((b) => b.text.text),
  );

function pickArticles(seed: number, count: number): KnownArticle[] {
  const random = makeRandom(seed * 77);
  const order = known.map((article) => ({ article, at: random() })).sort((a, b) => a.at - b.at);
  return order
    .slice(0, count)
    .map(({ article }) => ({ ...article, paragraphs: article.paragraphs.slice(0, 2 + Math.floor(random() * 3)) }));
}

const styles: PageStyle[] = Array.from({ length: 16 }, (_, i) => ({
  seed: i + 101,
  columns: 2 + (i % 5),
  layout: i % 4 === 3 ? 'flow' : 'modules',
  rules: i % 2 === 0,
  boxes: i % 3 === 0,
  furniture: i % 3 === 1,
  advert: i % 5 === 2,
}));

describe('newspaper pages as PDF', () => {
  it('are restored: nineteen articles of twenty exactly', async () => {
    let [exact, total] = [0, 0];
    const wrong: string[] = [];
    for (const style of styles) {
      const articles = pickArticles(style.seed, Math.min(12, 3 + style.columns));
      const { reading, context, issues } = await readPdf(await print(articles, style));
      expect(issues).toEqual([]);
      if (!reading) throw new Error('the page was refused');
      for (const { text, span } of reading.fragments) expect(reading.transcript.slice(span.start, span.end)).toBe(text);
      const { manuscripts } = await reassemble([reading], context);
      const found = new Set(manuscripts.map(keyOfManuscript));
      for (const { title, byline, paragraphs } of articles) {
        total++;
        if (found.has(keyOf(title, byline, paragraphs))) exact++;
        else wrong.push(`${style.seed}: ${title}`);
      }
    }
    expect(exact / total, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
  }, 180_000);

  it('lose no character, and tell boxes, sizes and pages', async () => {
    const articles = pickArticles(5, 4);
    const { reading } = await readPdf(
      await print(articles, { seed: 5, columns: 3, layout: 'modules', furniture: true }),
    );
    const all = fold(articles.map((a) => [a.title, a.byline, ...a.paragraphs].join('')).join(''));
    const read = fold(reading?.transcript ?? '');
    const count = (text: string): Map<string, number> =>
      [...text].reduce((m, c) => m.set(c, (m.get(c) ?? 0) + 1), new Map<string, number>());
    const [given, found] = [count(all), count(read)];
    expect([...given].filter(([c, n]) => (found.get(c) ?? 0) < n)).toEqual([]);
    const heads = reading?.fragments.filter((f) => f.hints.headingDepth === 1) ?? [];
    expect(heads.map((f) => fold(f.text)).sort()).toEqual(articles.map((a) => fold(a.title)).sort());
    expect(reading?.fragments.every((f) => f.hints.box?.page === 1 && (f.hints.sizePt ?? 0) > 6)).toBe(true);
    expect(heads.every((f) => f.hints.bold === true && (f.hints.sizePt ?? 0) >= 13.5)).toBe(true);
  });

  it('tell on which page text stands, whether or not it goes on there', async () => {
    const html =
      '<p style="break-after:page">\u7b2c\u4e00\u9875\u7684\u6587\u5b57\u3002</p><p>\u7b2c\u4e8c\u9875\u7684\u6587\u5b57\u3002</p>';
    const bytes = await browser.print(
      { html, widthMm: 148, heightMm: 210, assets: new Map(), timeoutMs: 30_000 },
      new AbortController().signal,
    );
    const { reading } = await readPdf(bytes);
    expect(reading?.transcript).toBe(
      '\u7b2c\u4e00\u9875\u7684\u6587\u5b57\u3002\n\n\u7b2c\u4e8c\u9875\u7684\u6587\u5b57\u3002\n\n',
    );
    if (!reading) throw new Error('the file was refused');
    expect(reading.fragments.map((f) => placeOf(reading, f.span.start))).toEqual([
      { path: 'p.pdf', line: 1, column: 1, page: 1 },
      { path: 'p.pdf', line: 3, column: 1, page: 2 },
    ]);
  });
});

describe('glyphs whose character the file does not tell', () => {
  const pagePath = 'tests/issues/read/unknown-characters/page.pdf';
  const bytes = readFileSync(new URL('../issues/read/unknown-characters/page.pdf', import.meta.url));

  it('keep their place in the text, and are told of with their page', async () => {
    const { context, issues } = makeContext();
    const source = { id: 'page.pdf', path: pagePath, mediaType: 'application/pdf', bytes: new Uint8Array(bytes) };
    const reading = await pdfReader.read(source, context);
    const marks = [...(reading?.transcript ?? '')].filter((character) => character === '\ufffd').length;
    expect(marks).toBeGreaterThan(0);
    // The mark stands between the figure before it and the one after it, where the page shows a glyph.
    expect(fold(reading?.transcript ?? '')).toContain('3\ufffd5');
    expect(issues.map(({ id, place }) => [id, place?.page])).toEqual([['read/unknown-characters', 1]]);
  });
});

describe('a PDF that cannot be read', () => {
  it('is refused whatever is wrong with it, and never throws', async () => {
    const whole = await print(pickArticles(9, 2), { seed: 9, columns: 2, layout: 'modules' });
    for (const share of [0, 0.01, 0.3, 0.6, 0.9]) {
      const { context, issues } = makeContext();
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      const reading = await pdfReader.read(
        { id: 'p', path: 'p.pdf', mediaType: 'application/pdf', bytes: cut },
        context,
      );
      expect(reading !== null || issues.length > 0).toBe(true);
    }
  });
});

describe('headlines over columns', () => {
  const at = (leftPt: number, rightPt: number) => ({ leftPt, rightPt, topPt: 0, bottomPt: 10 });
  const columns = [at(0, 100), at(110, 210), at(220, 320), at(330, 430)];
  it.each([
    ['centred over two and two', [at(80, 130), at(300, 350)], [2, 2]],
    ['centred over one and three', [at(20, 80), at(250, 290)], [1, 3]],
    ['at the left of one, three', [at(0, 60), at(110, 170)], [1, 3]],
    ['one over all', [at(150, 280)], [4]],
    ['one each', [at(10, 90), at(120, 200), at(230, 300), at(340, 420)], [1, 1, 1, 1]],
  ])('%s', (_, heads, expected) => {
    expect(assignColumns(heads, columns).map((group) => group.length)).toEqual(expected);
  });
});

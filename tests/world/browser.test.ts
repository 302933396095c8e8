import { mkdtemp, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../pipeline/core/contracts.ts';
import { type BrowserOptions, launchBrowser } from '../../pipeline/world/browser.ts';
import { readGlyphs } from '../support/pdf-glyphs.ts';

const signal = new AbortController().signal;
const job = { widthMm: 148, heightMm: 210, assets: new Map(), timeoutMs: 20_000 };
let browser: Browser;
let options: BrowserOptions;
let temporary: string;

beforeAll(async () => {
  // A temporary folder of our own: other tests run browsers at the same time.
  temporary = await mkdtemp(join(tmpdir(), 'browser-test-'));
  process.env.TMPDIR = temporary;
  const path = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  );
  options = {
    executablePath: '',
    cacheFolder: join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? tmpdir(), '.cache'), 'huibian'),
    fonts: [{ family: 'Noto Serif SC', weight: 400, isItalic: false, postscriptName: 'NotoSerifSC-Regular', path }],
    fontDelivery: 'index',
    processes: 2,
    kept: { get: async () => null, put: async () => {} },
  };
  browser = await launchBrowser(options);
});
afterAll(() => browser.close());

test('prints one page with the font given and nothing else', async () => {
  const html =
    '<!doctype html><html lang="zh-CN"><body style="font-family:\'Noto Serif SC\'">\u6c47\u7f16</body></html>';
  const pdf = Buffer.from(await browser.print({ ...job, html }, signal)).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toContain('NotoSerifSC-Regular');
  expect(pdf).toContain('/StructTreeRoot');
});

test('reaches no network and no file, and runs no script', async () => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const html = `<!doctype html><html><head><link rel="stylesheet" href="${at}/css"><link rel="prefetch" href="${at}/prefetch">
    <link rel="preconnect" href="${at}"><link rel="icon" href="${at}/icon"><meta http-equiv="refresh" content="0;url=${at}/refresh">
    <style>@import "${at}/import"; @font-face{font-family:x;src:url(${at}/font)} body{font-family:x;background:url(${at}/bg);cursor:url(${at}/cursor),auto}</style></head>
    <body><img src="${at}/img"><img src="file:///etc/passwd"><iframe src="${at}/frame"></iframe><iframe src="file:///etc/passwd"></iframe>
    <object data="file:///etc/passwd"></object><embed src="${at}/embed"><video src="${at}/video" poster="${at}/poster"></video>
    <svg><image href="${at}/svg"/><use href="${at}/use#a"/><filter id="f"><feImage href="${at}/fe"/></filter></svg>
    <script>fetch("${at}/fetch");new WebSocket("ws://127.0.0.1/");document.body.append("SCRIPT-RAN")</script>seen</body></html>`;
  const pdf = await browser.print({ ...job, html }, signal);
  const text = Buffer.from(pdf).toString('latin1');
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.close();
  expect(hits).toEqual([]);
  expect(text).not.toContain('root:');
});

test('jobs run at the same time and an aborted one leaves the others alone', async () => {
  const html = '<!doctype html><html><body>x</body></html>';
  const stop = new AbortController();
  stop.abort();
  await expect(browser.print({ ...job, html }, stop.signal)).rejects.toThrow();
  const all = await Promise.all([1, 2, 3, 4].map(() => browser.print({ ...job, html }, signal)));
  expect(all.every((pdf) => pdf.length > 500)).toBe(true);
});

test('draws a picture of the size asked for', async () => {
  const png = Buffer.from(
    await browser.draw(
      { ...job, html: '<!doctype html><body>x</body>', widthPx: 320, heightPx: 200, type: 'png' },
      signal,
    ),
  );
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([320, 200]);
});

test('fonts served to the page give the same glyphs, and nothing else is answered', async () => {
  const served = await launchBrowser({ ...options, fontDelivery: 'served' });
  const html =
    '<!doctype html><html lang="zh-CN"><head><style>body{font-family:\'Noto Serif SC\'}</style></head><body>\u6c47\u7f16<img src="https://example.com/x.png"></body></html>';
  const pdf = Buffer.from(await served.print({ ...job, html }, signal)).toString('latin1');
  await served.close();
  expect(pdf).toContain('NotoSerifSC-Regular');
});

test('what a rule asks for by name is the served file, as large as the rule says', async () => {
  // A name that is in no index: only the address stands for it.
  const fonts = options.fonts.map((font) => ({ ...font, postscriptName: 'Only-Served' }));
  const served = await launchBrowser({ ...options, fonts, fontDelivery: 'served' });
  const face = '@font-face{font-family:Asked;src:local("Only-Served");size-adjust:200%}';
  const html = `<!doctype html><html lang="zh-CN"><head><style>${face}body{font:12px Asked}</style></head><body>\u6c47</body></html>`;
  const pdf = await served.print({ ...job, html }, signal);
  await served.close();
  const [page] = await readGlyphs(Buffer.from(pdf));
  expect(page?.glyphs.map(({ font, sizePt }) => [font.replace(/^[A-Z]{6}\+/, ''), Math.round(sizePt)])).toEqual([
    ['NotoSerifSC-Regular', 18],
  ]);
});

test('leaves no profile behind', async () => {
  await browser.close();
  expect(await readdir(temporary)).toEqual([]);
});

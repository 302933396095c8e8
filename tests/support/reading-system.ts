import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, type Page } from 'puppeteer-core';
import { findChromium } from '../../pipeline/world/chromium.ts';

/** A browser with scripts on and the packaged fonts, for tests that look at an e-book as its readers do. */
export interface ReadingBrowser {
  readonly newPage: () => Promise<Page>;
  /** Serves a file under a path of the browser's own origin. */
  readonly serve: (path: string, bytes: Uint8Array | string, mediaType: string) => string;
  readonly close: () => Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function launchReadingBrowser(): Promise<ReadingBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'huibian-reading-'));
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'huibian');
  const chromium = await findChromium(process.env.PUPPETEER_EXECUTABLE_PATH ?? '', cache);
  const fonts = join(folder, 'fonts.conf');
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>${['serif', 'sans']
      .flatMap((kind) =>
        ['400Regular', '700Bold'].map((w) => `<dir>${root}node_modules/@expo-google-fonts/noto-${kind}-sc/${w}</dir>`),
      )
      .join('')}<cachedir>${join(folder, 'index')}</cachedir></fontconfig>`,
  );
  const served = new Map<string, { bytes: Uint8Array | string; mediaType: string }>();
  const server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURIComponent(url.replace(/\?.*/, ''));
    const own = served.get(path);
    const isModule = /^\/foliate-js\/[\w/-]+\.js$/.test(path);
    const bytes = own?.bytes ?? (isModule ? await readFile(`${root}node_modules${path}`).catch(() => null) : null);
    if (bytes === null) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': own?.mediaType ?? 'text/javascript' }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chrome = await launch({
    executablePath: chromium.path,
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu', '--no-zygote', '--font-render-hinting=none', '--lang=zh-CN'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      FONTCONFIG_FILE: fonts,
      ...(chromium.libraryPath ? { LD_LIBRARY_PATH: chromium.libraryPath } : {}),
    },
  });
  return {
    newPage: () => chrome.newPage(),
    serve: (path, bytes, mediaType) => {
      served.set(path, { bytes, mediaType });
      return `${origin}${path}`;
    },
    close: async () => {
      await chrome.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a reader sees where the book stands open. */
export interface OpenedAt {
  readonly text: string;
  readonly tocLabel: string;
  readonly pageLabel: string;
}

/** A book opened in foliate-js, a reading system for the browser. */
export interface OpenBook {
  readonly page: Page;
  readonly toc: readonly { readonly label: string; readonly href: string }[];
  readonly pages: readonly { readonly label: string; readonly href: string }[];
  readonly goTo: (href: string) => Promise<OpenedAt>;
  /** Taps the n-th call of a note in the text that stands open; the reading system shows the note over the page. */
  readonly tapNote: (n: number) => Promise<PoppedUp>;
  /** Taps the way back in the note that is shown: it goes away, and the text stands open where the note is called. */
  readonly tapBack: () => Promise<OpenedAt & { readonly callInView: string }>;
}

/** A note as it pops up. */
export interface PoppedUp {
  readonly kind: string;
  readonly text: string;
  /** The call that was tapped, and the text that stands open below, which must not have moved. */
  readonly call: string;
  readonly below: string;
}

export async function openBook(
  browser: ReadingBrowser,
  epub: Uint8Array,
  view: { readonly widthPx: number; readonly heightPx: number; readonly mode: 'day' | 'night' },
): Promise<OpenBook> {
  browser.serve('/book.epub', epub, 'application/epub+zip');
  const url = browser.serve('/read.html', readerPage, 'text/html');
  const page = await browser.newPage();
  await page.setViewport({ width: view.widthPx, height: view.heightPx, deviceScaleFactor: 2 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.mode === 'night' ? 'dark' : 'light' }]);
  await page.goto(url);
  await page.waitForFunction('window.ready === true', { timeout: 30_000 });
  const lists = (await page.evaluate('window.lists()')) as Pick<OpenBook, 'toc' | 'pages'>;
  return {
    page,
    ...lists,
    goTo: (href) => page.evaluate(`window.goTo(${JSON.stringify(href)})`) as Promise<OpenedAt>,
    tapNote: (n) => page.evaluate(`window.tapNote(${n})`) as Promise<PoppedUp>,
    tapBack: () => page.evaluate('window.tapBack()') as ReturnType<OpenBook['tapBack']>,
  };
}

const readerPage = `<!doctype html><html><head><meta charset="utf-8"><style>
:root { color-scheme: light dark }
html, body { margin: 0; height: 100% }
foliate-view { display: block; width: 100%; height: 100% }
#note { position: fixed; inset: auto 5% 5%; height: 40%; border: 1px solid gray; background: canvas }
</style></head><body><script type="module">
import '/foliate-js/view.js'
import { FootnoteHandler } from '/foliate-js/footnotes.js'
const view = document.createElement('foliate-view')
document.body.append(view)
let last = null
view.addEventListener('relocate', (event) => { last = event.detail })
await view.open('/book.epub')
view.renderer.setAttribute('max-column-count', '1')
const styles = 'html { color-scheme: light dark } @media (prefers-color-scheme: dark) { a:link { color: lightblue } }'
view.renderer.setStyles(styles)
const item = ({ label, href }) => ({ label: label.trim(), href })
const flat = (items) => (items ?? []).flatMap((entry) => [item(entry), ...flat(entry.subitems)])
window.lists = () => ({ toc: flat(view.book.toc), pages: flat(view.book.pageList) })
window.goTo = async (href) => {
  last = null
  await view.goTo(href)
  for (let i = 0; i < 200 && !last; i++) await new Promise((resolve) => setTimeout(resolve, 10))
  await new Promise((resolve) => setTimeout(resolve, 100))
  return { text: last?.range?.toString() ?? '', tocLabel: last?.tocItem?.label?.trim() ?? '', pageLabel: last?.pageItem?.label?.trim() ?? '' }
}
// Notes as the reading system's own handler finds them; only the box around them is ours.
const notes = new FootnoteHandler()
let shown = null
view.addEventListener('link', (event) => notes.handle(view.book, event)?.catch((error) => { shown = { kind: String(error) } }))
notes.addEventListener('before-render', ({ detail }) => {
  const box = document.createElement('div')
  box.id = 'note'
  box.append(detail.view)
  document.body.append(box)
  detail.view.renderer.setAttribute('flow', 'scrolled')
  detail.view.renderer.setStyles(styles)
  detail.view.addEventListener('link', (event) => {
    event.preventDefault()
    box.remove()
    window.cameBack = window.goTo(event.detail.href)
  })
})
notes.addEventListener('render', ({ detail }) => {
  const doc = detail.view.renderer.getContents()[0].doc
  shown = { kind: detail.type, text: doc.body.textContent.trim(), doc }
})
const calls = () => [...view.renderer.getContents()[0].doc.querySelectorAll('a[role="doc-noteref"]')]
const tap = (a) => a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: a.ownerDocument.defaultView }))
window.tapNote = async (n) => {
  shown = null
  const call = calls()[n]
  tap(call)
  for (let i = 0; i < 300 && !shown; i++) await new Promise((resolve) => setTimeout(resolve, 10))
  await new Promise((resolve) => setTimeout(resolve, 100))
  return { kind: shown?.kind ?? '', text: shown?.text ?? '', call: call.id, below: last?.range?.toString() ?? '' }
}
window.tapBack = async () => {
  const back = shown.doc.querySelector('a[role="doc-backlink"]')
  tap(back)
  for (let i = 0; i < 300 && !window.cameBack; i++) await new Promise((resolve) => setTimeout(resolve, 10))
  const opened = await window.cameBack
  window.cameBack = null
  const inView = calls().find((call) => last?.range?.intersectsNode(call) && back.getAttribute('href').endsWith('#' + call.id))
  return { ...opened, callInView: inView?.id ?? '' }
}
window.ready = true
</script></body></html>`;

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chrome, Page } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';
import { type Browser, type PrintJob, type World, WorldError } from '../core/contracts.ts';
import { type Chromium, findChromium, supportedChromium } from './chromium.ts';
import type { DescribedFont } from './describe-font.ts';
import { hashProgram } from './hash-program.ts';
import { measureBlocks } from './measure-blocks.ts';
import { type ChromeProcess, startChrome } from './start-chrome.ts';

/** What a browser needs to know of its surroundings. */
export interface BrowserOptions {
  /** Path said outright (`PUPPETEER_EXECUTABLE_PATH`); empty to look for one. */
  readonly executablePath: string;
  /** Where the packaged browser is unpacked and fonts are indexed; made when missing. */
  readonly cacheFolder: string;
  /** Whole font files that pages may use, by the family names inside them. No other font is seen. */
  readonly fonts: readonly (DescribedFont & { readonly path: string })[];
  /**
   * How the browser gets the fonts: from a font index made for it (systems with fontconfig), or as web fonts served to
   * the page by us, which costs two seconds a process but works everywhere.
   */
  readonly fontDelivery: 'index' | 'served';
  /** Most processes at once; started only when jobs wait. */
  readonly processes: number;
  /** Where the program's checksum is kept. */
  readonly kept: World['cache'];
}

interface Slot {
  readonly process: ChromeProcess;
  readonly chrome: Chrome;
  readonly page: Page;
  readonly profile: string;
}

const launchTimeoutMs = 30_000;
const watchdogGraceMs = 5_000;

/**
 * Starts a browser whose pages run no script, reach no network and see no file (FACTS of hostile input are held by
 * tests). A page that hangs or crashes ends its process; the job is tried once more in a new one.
 */
export async function launchBrowser(options: BrowserOptions): Promise<Browser> {
  const chromium = await findChromium(options.executablePath, options.cacheFolder);
  const environment = makeEnvironment(chromium, options);
  const served = options.fontDelivery === 'served' ? options.fonts : [];
  const htmlOf = (job: PrintJob): string => withFontFaces(inlineAssets(job), served);
  const first = await launchSlot(chromium, environment, served, canSandbox());
  const version = await first.slot.chrome.version();
  const pid = first.slot.process.pid;
  // What was asked for may be a script; what it became is the program. Only Linux tells.
  const program = await readlink(`/proc/${pid}/exe`).catch(() => chromium.path);
  let hashed: Promise<string> | null = null;
  const idle: Slot[] = [first.slot];
  const all = new Set<Slot>(idle);
  const waiting: ((slot: Slot | null) => void)[] = [];
  let starting = 0;
  let isClosed = false;

  const start = async (): Promise<Slot> => {
    starting++;
    try {
      const { slot } = await launchSlot(chromium, environment, served, first.isSandboxed);
      all.add(slot);
      return slot;
    } finally {
      starting--;
    }
  };
  const acquire = async (): Promise<Slot> => {
    if (isClosed) throw new WorldError('aborted', 'browser closed');
    const slot = idle.pop();
    if (slot) return slot;
    if (all.size + starting < Math.max(1, options.processes)) return start();
    const given = await new Promise<Slot | null>((resolve) => waiting.push(resolve));
    return given ?? acquire();
  };
  const release = (slot: Slot): void => {
    const next = waiting.shift();
    if (next) next(slot);
    else idle.push(slot);
  };
  const discard = async (slot: Slot): Promise<void> => {
    all.delete(slot);
    await endSlot(slot);
    waiting.shift()?.(null);
  };
  /** `work` may say when it needs its page no longer: another goes on there while it fetches what was made. */
  const run = async <T>(
    work: (page: Page, leave: () => void) => Promise<T>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const slot = await acquire();
      let isLeft = false;
      const leave = (): void => {
        if (!isLeft) release(slot);
        isLeft = true;
      };
      try {
        const result = await guard(work(slot.page, leave), slot, timeoutMs, signal);
        leave();
        return result;
      } catch (error) {
        // Whoever works there now sees for itself whether the process is at its end.
        if (!isLeft) await discard(slot);
        signal.throwIfAborted();
        if (isClosed) throw new WorldError('aborted', 'browser closed');
        if (attempt === 2)
          throw new WorldError('browser-failed', error instanceof Error ? error.message : String(error));
      }
    }
  };

  return {
    version,
    hashProgram: () => {
      hashed ??= hashProgram(program, options.kept);
      return hashed;
    },
    isSandboxed: first.isSandboxed,
    prepare: () => {
      // One that fails to start is no fault yet: it is tried again when its turn comes.
      while (!isClosed && all.size + starting < options.processes)
        start().then(
          (slot) => (isClosed ? discard(slot) : release(slot)),
          () => {},
        );
    },
    print: (job, signal) =>
      run(
        async (page, leave) => {
          await page.setContent(htmlOf(job), { waitUntil: 'load', timeout: 0 });
          // Fonts of the index are loaded when asked for and never awaited; served ones must arrive first.
          const stream = await page.createPDFStream({
            width: `${job.widthMm}mm`,
            height: `${job.heightMm}mm`,
            preferCSSPageSize: true,
            printBackground: true,
            tagged: true,
            outline: false,
            waitForFonts: served.length > 0,
            timeout: 0,
          });
          leave();
          return readWhole(stream);
        },
        job.timeoutMs,
        signal,
      ),
    measure: (job, signal) =>
      run(
        async (page) => {
          await page.emulateMediaType('print');
          try {
            await page.setContent(htmlOf(job), { waitUntil: 'load', timeout: 0 });
            // Asked from outside, which the page's own scripts being off does not hinder.
            return await page.evaluate(measureBlocks);
          } finally {
            await page.emulateMediaType();
          }
        },
        job.timeoutMs,
        signal,
      ),
    draw: (job, signal) =>
      run(
        async (page) => {
          await page.setViewport({ width: job.widthPx, height: job.heightPx, deviceScaleFactor: 1 });
          await page.setContent(htmlOf(job), { waitUntil: 'load', timeout: 0 });
          const quality = job.type === 'jpeg' ? { quality: 85 } : {};
          // The pixels are the same; a picture made in haste is larger, and is looked at or packed anew by whoever asked.
          return page.screenshot({ type: job.type, optimizeForSpeed: job.type === 'png', ...quality });
        },
        job.timeoutMs,
        signal,
      ),
    close: async () => {
      isClosed = true;
      for (const resolve of waiting.splice(0)) resolve(null);
      await Promise.all([...all].map(endSlot));
      all.clear();
    },
  };
}

async function readWhole(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return Buffer.concat(parts);
}

/** As root the sandbox cannot be had. */
const canSandbox = (): boolean => process.getuid?.() !== 0;

async function launchSlot(
  chromium: Chromium,
  env: Readonly<Record<string, string>>,
  fonts: BrowserOptions['fonts'],
  sandbox: boolean,
): Promise<{ slot: Slot; isSandboxed: boolean }> {
  const profile = mkdtempSync(join(tmpdir(), 'huibian-browser-'));
  let started: ChromeProcess | null = null;
  try {
    const own = chromium.origin === 'packaged' ? packagedFlags : [];
    const args = [...flags, ...own, ...(sandbox ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`];
    started = await startChrome(chromium.path, args, env);
    const chrome = await within(launchTimeoutMs, connectTo(started));
    const major = Number(/\/(\d+)\./.exec(await chrome.version())?.[1] ?? 0);
    if (major < supportedChromium.from || major > supportedChromium.to) {
      throw new WorldError(
        'no-browser',
        `${chromium.path}: version ${major}, not ${supportedChromium.from}-${supportedChromium.to}`,
      );
    }
    const page = (await chrome.pages())[0] ?? (await chrome.newPage());
    await page.setJavaScriptEnabled(false);
    if (fonts.length > 0) await serveFonts(page, fonts);
    else await page.setOfflineMode(true);
    return { slot: { process: started, chrome, page, profile }, isSandboxed: sandbox };
  } catch (error) {
    await started?.end();
    await rm(profile, { recursive: true, force: true });
    if (error instanceof WorldError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // Some systems forbid user namespaces to everybody: then the sandbox is impossible, and the editor is told. The browser
    // says so only on its way out, where nobody listens: a second try without it tells this from other faults.
    if (sandbox && process.platform === 'linux') return launchSlot(chromium, env, fonts, false);
    throw new WorldError('no-browser', `${chromium.path}: ${message.split('\n')[0] ?? ''}`);
  }
}

/** Takes hold of a browser that is coming up. The code that does it is loaded meanwhile: as a whole it is slow to load. */
async function connectTo({ transport }: ChromeProcess): Promise<Chrome> {
  const { connect } = await import('puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js');
  const chrome = await connect({ transport });
  await chrome.waitForTarget((target) => target.type() === 'page', { timeout: launchTimeoutMs });
  return chrome;
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const flags = [
  '--disable-gpu',
  '--no-zygote',
  '--font-render-hinting=none',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  // Nothing is looked up and nothing answers: offline mode and scripts off are the first two walls, this the third.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--lang=zh-CN',
];

/**
 * The packaged browser draws without a graphics card: trying for one costs a process that is started twice. Pixels are the
 * same. Of other browsers it is not known that they can do without.
 */
const packagedFlags = ['--in-process-gpu', '--disable-software-rasterizer'];

/** Ends work that outlives its time or its caller: the page's own time-outs cannot be trusted (a crash hangs them). */
async function guard<T>(work: Promise<T>, slot: Slot, timeoutMs: number, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs + watchdogGraceMs);
    onAbort = () => reject(new WorldError('aborted', ''));
    signal.addEventListener('abort', onAbort, { once: true });
    slot.chrome.once('disconnected', () => reject(new Error('the browser ended')));
  });
  work.catch(() => {});
  stopped.catch(() => {});
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/** Ends the process group and removes the profile, whatever state they are in. */
async function endSlot(slot: Slot): Promise<void> {
  await slot.process.end();
  await rm(slot.profile, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}

/**
 * Environment of the process: nothing of ours but what it needs. The font index names only the files given, so pages
 * look the same whatever a machine has installed. Handing fonts over as system fonts is also the fast way: mapped into
 * memory, where a web font of 15 MB costs two seconds.
 */
function makeEnvironment(chromium: Chromium, options: BrowserOptions): Record<string, string> {
  const folder = join(options.cacheFolder, 'fonts');
  mkdirSync(folder, { recursive: true });
  const folders = [...new Set(options.fonts.map((font) => font.path.replace(/[\\/][^\\/]*$/, '')))];
  const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
    '<fontconfig>',
    ...folders.map((path) => `<dir>${escapeXml(path)}</dir>`),
    `<cachedir>${escapeXml(join(folder, 'index'))}</cachedir>`,
    '</fontconfig>',
  ];
  const text = lines.join('\n');
  // Named by content: builds at the same time write the same bytes to the same place.
  const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.conf`);
  writeFileSync(file, text);
  const keep = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
  const kept = keep.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  const library = chromium.libraryPath
    ? { LD_LIBRARY_PATH: [chromium.libraryPath, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') }
    : {};
  return { ...Object.fromEntries(kept), ...library, FONTCONFIG_FILE: file, TZ: 'UTC', LANG: 'C.UTF-8' };
}

/** Address under which a served font is asked for; nothing else is answered. */
const fontAddress = (index: number): string => `https://fonts.invalid/${index}.ttf`;

/** Fonts by family, and those that the page's own rules ask for by name: what these say of sizes and heights holds here too. */
function withFontFaces(html: string, fonts: BrowserOptions['fonts']): string {
  if (fonts.length === 0) return html;
  const addresses = new Map(fonts.map(({ postscriptName }, i) => [postscriptName, fontAddress(i)]));
  const faces = fonts.map(
    ({ family, weight, isItalic }, i) =>
      `@font-face{font-family:"${family}";font-weight:${weight};font-style:${isItalic ? 'italic' : 'normal'};src:url(${fontAddress(i)})}`,
  );
  const served = html.replace(/\blocal\("([^"]+)"\)/g, (whole, name: string) => {
    const address = addresses.get(name);
    return address ? `url(${address})` : whole;
  });
  return served.replace('<style>', () => `<style>${faces.join('')}`);
}

/** Answers requests for the fonts given and refuses every other. */
async function serveFonts(page: Page, fonts: BrowserOptions['fonts']): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const font = fonts.find((_, i) => request.url() === fontAddress(i));
    const headers = { 'access-control-allow-origin': '*' };
    const answer = font
      ? readFile(font.path).then((body) => request.respond({ status: 200, contentType: 'font/ttf', headers, body }))
      : /^(data:|about:blank)/.test(request.url())
        ? request.continue()
        : request.abort();
    answer.catch(() => {});
  });
}

/** Pictures travel inside the page: then it has nothing to ask for, and nothing needs to be allowed. */
function inlineAssets(job: PrintJob): string {
  if (job.assets.size === 0) return job.html;
  return job.html.replace(/ src="([^"]+)"/g, (whole, name: string) => {
    const asset = job.assets.get(name);
    if (!asset) return whole;
    return ` src="data:${asset.mediaType};base64,${Buffer.from(asset.bytes).toString('base64')}"`;
  });
}

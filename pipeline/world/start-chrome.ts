import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer';

/** A browser process of ours. It ends when the program does, in whatever way that ends. */
export interface ChromeProcess {
  readonly pid: number;
  /** The pipe through which it is told what to do. */
  readonly transport: ConnectionTransport;
  /** Ends it and all that it started; done when it is gone. */
  readonly end: () => Promise<void>;
}

/**
 * Starts a browser and does not wait for it: it comes up while the code that talks to it is loaded. Rejected when there
 * is no such program or it may not be run.
 */
export async function startChrome(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ChromeProcess> {
  const isGrouped = process.platform !== 'win32';
  const child = spawn(path, [...defaultFlags, ...args, '--remote-debugging-pipe', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: isGrouped,
    env: { ...env },
  });
  const kill = (): void => {
    try {
      if (isGrouped && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It had ended already.
    }
  };
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.on('error', () => {});
  process.on('exit', kill);
  void ended.then(() => process.off('exit', kill));
  // Both are pipes, as asked for above.
  const [toChrome, fromChrome] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  return {
    pid: child.pid ?? 0,
    transport: openTransport(toChrome, fromChrome),
    end: async () => {
      kill();
      if (child.exitCode === null && child.signalCode === null) await ended;
    },
  };
}

/** Messages end with a zero byte, in both directions. */
function openTransport(toChrome: Writable, fromChrome: Readable): ConnectionTransport {
  let pending: Buffer[] = [];
  let isClosed = false;
  const transport: ConnectionTransport = {
    send: (message) => {
      if (!isClosed) toChrome.write(`${message}\0`);
    },
    close: () => {
      isClosed = true;
      toChrome.destroy();
      fromChrome.destroy();
    },
  };
  fromChrome.on('data', (bytes: Buffer) => {
    let start = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
      const message = Buffer.concat([...pending, bytes.subarray(start, end)]).toString();
      pending = [];
      start = end + 1;
      // Whoever waits for an answer goes on before the next message is looked at.
      setImmediate(() => transport.onmessage?.(message));
    }
    if (start < bytes.length) pending.push(bytes.subarray(start));
  });
  // A browser that went away shows as the end of what it says; that it no longer listens need not be told twice.
  fromChrome.once('close', () => transport.onclose?.());
  for (const stream of [toChrome, fromChrome]) stream.on('error', () => {});
  return transport;
}

/** What browsers are started with that are driven by a program, and not used by a person. */
const defaultFlags = [
  '--allow-pre-commit-input',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-hang-monitor',
  '--disable-infobars',
  '--disable-ipc-flooding-protection',
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--disable-renderer-backgrounding',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--enable-automation',
  '--export-tagged-pdf',
  '--force-color-profile=srgb',
  '--generate-pdf-document-outline',
  '--metrics-recording-only',
  '--no-first-run',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=Translate,AcceptCHFrame,MediaRouter,OptimizationHints,WebUIReloadButton,ProcessPerSiteUpToMainFrameThreshold,IsolateSandboxedIframes',
  '--enable-features=PdfOopif',
  '--headless',
  '--hide-scrollbars',
  '--mute-audio',
  '--disable-extensions',
];

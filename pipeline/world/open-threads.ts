import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Threads } from '../core/contracts.ts';
import { findPackageRoot } from './find-resource.ts';

/** More threads than this gain nothing: pages are handed out one by one. */
const mostThreads = 8;

const scriptPath = (): string => join(findPackageRoot(), 'dist', 'cli', 'page-thread.js');

/** Threads run the compiled program, so only the compiled program has any; and one processor is no reason for more. */
export function canOpenThreads(): boolean {
  const isCompiled = fileURLToPath(import.meta.url).startsWith(join(findPackageRoot(), 'dist') + sep);
  return isCompiled && availableParallelism() > 1 && existsSync(scriptPath());
}

/** As many threads as there are processors. When the signal is given they end at once, whatever they are at. */
export function openThreads(signal: AbortSignal): Threads {
  const script = scriptPath();
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: unknown) => void }>();
  const free: Worker[] = [];
  const asked: { id: number; question: unknown }[] = [];
  let lastId = 0;
  let ended: unknown = null;
  const end = (reason: unknown): void => {
    ended ??= reason;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const handOut = (): void => {
    for (let worker = free.pop(); worker; worker = free.pop()) {
      const next = asked.shift();
      if (!next) {
        free.push(worker);
        return;
      }
      worker.postMessage(next);
    }
  };
  const workers = Array.from({ length: Math.min(mostThreads, availableParallelism()) }, () => {
    const worker = new Worker(script);
    worker.unref();
    worker.on('message', ({ id, answer, fault }: { id: number; answer?: unknown; fault?: string }) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (fault === undefined) one?.resolve(answer);
      else one?.reject(new Error(fault));
      free.push(worker);
      handOut();
    });
    worker.on('error', end);
    free.push(worker);
    return worker;
  });
  const stop = (): void => {
    end(signal.reason);
    for (const worker of workers) void worker.terminate();
  };
  signal.addEventListener('abort', stop, { once: true });
  return {
    count: workers.length,
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(ended);
          return;
        }
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        asked.push({ id, question });
        handOut();
      }),
    close: async () => {
      signal.removeEventListener('abort', stop);
      end(new Error('the threads were closed'));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './source-files.ts';

/** The compiled program, as users start it. */
export const cliPath = `${projectRoot}dist/cli/main.js`;

/** Compiles the program when its sources are newer; to be called before the first `runCli`. */
export function compileCli(): void {
  const result = spawnSync(process.execPath, ['pipeline/setup.mjs', 'build'], { cwd: projectRoot, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`the program could not be compiled:\n${result.stderr}`);
}

export interface CliOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** Runs the program and waits for it. Messages are English unless the test says otherwise. */
export function runCli(args: readonly string[], options: CliOptions = {}): CliResult {
  const result: SpawnSyncReturns<string> = spawnSync(process.execPath, [cliPath, ...args], {
    cwd: options.cwd ?? projectRoot,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(options.input === undefined ? {} : { input: options.input }),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LANG: 'en_US.UTF-8', ...options.env },
    timeout: 120_000,
  });
  return { code: result.status, out: result.stdout, said: result.stderr };
}

/** A folder of its own for one test, gone when the test is over. */
export function makeFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'huibian-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bundled = new Set(['verapdf', 'epubcheck', 'ace']);

/**
 * Whether an outside judge can be asked. In CI a missing judge is a failure, so the answer is always yes there and the
 * test that needs it fails by itself; elsewhere the test says that it was skipped.
 */
export function hasJudge(name: string): boolean {
  if (process.env.CI) return true;
  const needs = bundled.has(name) ? (name === 'ace' ? [] : ['java', 'mvn']) : [name];
  return needs.every((command) => spawnSync('which', [command]).status === 0);
}

/** Asks an outside judge; gives its exit code and everything it said. */
export function runJudge(name: string, args: readonly string[]): { readonly status: number; readonly said: string } {
  const command = bundled.has(name) ? fileURLToPath(new URL(`../judges/${name}`, import.meta.url)) : name;
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw new Error(`the judge ${name} could not be asked: ${error.message}`);
  return { status: status ?? -1, said: `${stdout}${stderr}` };
}

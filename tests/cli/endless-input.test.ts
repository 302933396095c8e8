import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliPath, compileCli, makeFolder } from '../support/run-cli.ts';

const folder = makeFolder();
beforeAll(compileCli);
afterAll(folder.remove);

/** Runs in a heap of so many megabytes: a program that wants more is ended by its engine, with another code than ours. */
function reassemble(file: string, megabytes: number): { code: number | null; said: string; bytes: number } {
  const out = join(folder.path, 'out.json');
  const handle = openSync(out, 'w');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${megabytes}`,
      cliPath,
      'reassemble',
      join(folder.path, file),
      '--json',
      '--lang',
      'en',
      '--progress',
      'none',
    ],
    { encoding: 'utf8', stdio: ['ignore', handle, 'pipe'] },
  );
  closeSync(handle);
  const bytes = statSync(out).size;
  rmSync(out);
  return { code: status, said: stderr, bytes };
}

/** A file made piece by piece. */
function write(file: string, count: number, piece: (i: number) => string): void {
  const handle = openSync(join(folder.path, file), 'w');
  for (let i = 0; i < count; i += 1000)
    writeSync(handle, Array.from({ length: Math.min(1000, count - i) }, (_, k) => piece(i + k)).join(''));
  closeSync(handle);
}

describe('input that is no page gets an honest answer, within bounded memory', () => {
  it('one line of 50 MB', () => {
    write(
      'line.txt',
      600_000,
      (i) => `${i} words go on and on and on without ever coming to an end ${i * 7} and so on and on `,
    );
    expect(statSync(join(folder.path, 'line.txt')).size).toBeGreaterThan(50_000_000);
    const { code, said, bytes } = reassemble('line.txt', 512);
    expect(said).toMatch(/No titles were found|1 articles, 0 joins/);
    expect(code).toBe(0);
    expect(bytes).toBeGreaterThan(50_000_000);
  });

  it('a million lines', () => {
    write('lines.txt', 1_000_000, (i) => `line ${i} of many\n`);
    const { code, said, bytes } = reassemble('lines.txt', 512);
    expect(said).toContain('has 1000000 lines and no pages in them');
    expect(said).toContain('reassemble/too-many-lines');
    expect(said).toMatch(/0 articles, 0 joins, 0 of which want a look\. Pieces left over: 1,/);
    expect(code).toBe(0);
    expect(bytes).toBeGreaterThan(17_000_000);
  });

  it('a page of nothing but numbers', () => {
    write('numbers.txt', 3_000, (i) => `${i * 37} 12.5\n`);
    const { code, said } = reassemble('numbers.txt', 256);
    expect(said).toMatch(/0 articles, 0 joins.*Pieces left over: 3000, of which page furniture: 3000\./);
    expect(code).toBe(0);
  });

  it('text in a script that is not known', () => {
    const word = (i: number): string => String.fromCodePoint(0x1200 + (i % 64), 0x1210 + (i % 48), 0x1220 + (i % 32));
    write('script.txt', 4_000, (i) => `${word(i)}${i % 100 === 99 ? '\n\n' : ' '}`);
    const { code, said } = reassemble('script.txt', 256);
    expect(said).toMatch(/No titles were found/);
    expect(said).toMatch(/1 articles, 0 joins/);
    expect(code).toBe(0);
  });

  it('bytes that are no text', () => {
    writeFileSync(
      join(folder.path, 'bytes.txt'),
      Uint8Array.from({ length: 100_000 }, (_, i) => (i * 197 + (i >> 3)) & 255),
    );
    const { code, said, bytes } = reassemble('bytes.txt', 256);
    expect(said).toMatch(/bytes\.txt .*read\/(?:binary|encoding)/);
    expect(code).toBe(1);
    expect(bytes).toBe(0);
  });
});

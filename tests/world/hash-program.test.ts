import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hashProgram } from '../../pipeline/world/hash-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibian-program-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a program is read once for as long as it has the same size and time', async () => {
  const path = join(folder, 'program');
  const results = new Map<string, Uint8Array>();
  let kept = 0;
  const cache = {
    get: async (key: string) => results.get(key) ?? null,
    put: async (key: string, bytes: Uint8Array) => {
      kept++;
      results.set(key, bytes);
    },
  };
  const sum = (text: string) => createHash('sha256').update(text).digest('hex');
  writeFileSync(path, 'one');
  expect(await hashProgram(path, cache)).toBe(sum('one'));
  expect(await hashProgram(path, cache)).toBe(sum('one'));
  expect(kept).toBe(1);
  writeFileSync(path, 'two');
  utimesSync(path, 1000, 1000);
  expect(await hashProgram(path, cache)).toBe(sum('two'));
  expect(kept).toBe(2);
});

test('one that cannot be read has no checksum', async () => {
  const cache = { get: async () => null, put: async () => {} };
  expect(await hashProgram(join(folder, 'gone'), cache)).toBe('');
});

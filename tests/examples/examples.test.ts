import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCli, makeFolder } from '../support/run-cli.ts';
import { projectRoot } from '../support/source-files.ts';

const sample = 'tests/corpus/union-congress/raw.txt';
const folder = makeFolder();
beforeAll(compileCli);
afterAll(folder.remove);

function run(name: string, ...args: string[]): string {
  const result = spawnSync(process.execPath, [`tests/examples/${name}`, ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect(result.stderr).toBe('');
  expect(result.status).toBe(0);
  return result.stdout;
}

describe('example programs', () => {
  it('build an edition', () => {
    const out = run('build-an-edition.mjs', sample, join(folder.path, 'out'));
    expect(out).toMatch(/^12 articles on 16 pages\n/);
    expect(out).toMatch(/print\.pdf: \d+ bytes/);
    expect(existsSync(join(folder.path, 'out/book.epub'))).toBe(true);
  });

  it('find doubtful joins', () => {
    const out = run('find-doubtful-joins.mjs', sample, '1.1');
    expect(out.split('\n').filter((line) => / joins, sure to /.test(line))).toHaveLength(12);
    expect(out.split('\n').filter((line) => / \| /.test(line))).toHaveLength(12);
  });

  it('build from memory', () => {
    const out = run('build-from-memory.mjs');
    expect(out).toBe('read\nreassemble\nnormalise\ncompose\nrender\nwrite\nbook.epub: mimetype\n');
  });

  it('are all run here', () => {
    const names = readdirSync(`${projectRoot}tests/examples`).filter((name) => name.endsWith('.mjs'));
    expect(names).toEqual(['build-an-edition.mjs', 'build-from-memory.mjs', 'find-doubtful-joins.mjs']);
  });
});

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCli, makeFolder, runCli } from '../support/run-cli.ts';
import { projectRoot } from '../support/source-files.ts';

const folder = makeFolder();
beforeAll(() => {
  compileCli();
  mkdirSync(join(folder.path, 'in'));
  const article = '---\ntitle: \u7532\nbyline: \u5317\u4eac \u5218\u4f1f\n---\n\n\u7b2c\u4e00\u7bc7\u3002\n';
  writeFileSync(join(folder.path, 'in/a.md'), article);
  writeFileSync(join(folder.path, 'in/edition.yaml'), 'title: \u6c47\u7f16\nid: small\n');
});
afterAll(folder.remove);

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const list = (path: string): string[] =>
  readdirSync(join(folder.path, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder.path, path, name)).isFile())
    .sort();

describe('archive --bag', () => {
  it('writes a folder that is whole, listed as one thing, judged as one, and rebuilt from', () => {
    const { code, said } = run('archive', 'in', '--out', 'o', '--bag');
    expect(code).toBe(0);
    expect(said).toMatch(/^ {2}o\/archive-1\/ +\d/m);
    expect(said).not.toContain('archive-1/data');
    expect(list('o/archive-1')).toContain('data/originals/a.md');
    expect(run('verify', 'o/archive-1')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/o\/archive-1 is whole/),
    });
    const checked = run('check', 'o');
    expect([checked.code, checked.said]).toEqual([0, expect.stringMatching(/^ {2}archive-1\/ /m)]);
    for (const inside of ['o/archive-1', './o/archive-1/data/new']) {
      const { code: refused, said: why } = run('rebuild', 'o/archive-1', '--out', inside);
      expect([refused, why]).toEqual([2, `--out cannot lie inside the archive: ${inside}\n`]);
    }
    const rebuilt = run('rebuild', 'o/archive-1', '--out', 'r');
    expect([rebuilt.code, rebuilt.said]).toEqual([0, expect.stringContaining('byte for byte')]);
  });

  it('is found out by check when one of its files is changed, missing or added', () => {
    const changes: readonly ((bag: string) => void)[] = [
      (bag) => writeFileSync(join(bag, 'data/articles.json'), '{}'),
      (bag) => rmSync(join(bag, 'data/seams.json')),
      (bag) => writeFileSync(join(bag, 'data/more.txt'), 'x'),
    ];
    for (const [i, change] of changes.entries()) {
      cpSync(join(folder.path, 'o'), join(folder.path, `spoilt-${i}`), { recursive: true });
      change(join(folder.path, `spoilt-${i}/archive-1`));
      expect(run('check', `spoilt-${i}`).code).toBe(1);
    }
  });

  it('writes nothing a second time, and the zip of the same beside it under one number', () => {
    const before = list('o/archive-1').map((name) => statSync(join(folder.path, 'o/archive-1', name)).mtimeMs);
    expect(run('archive', 'in', '--out', 'o', '--bag').said).toContain('write/archive-same');
    expect(list('o/archive-1').map((name) => statSync(join(folder.path, 'o/archive-1', name)).mtimeMs)).toEqual(before);
    expect(run('archive', 'in', '--out', 'o').code).toBe(0);
    expect(readdirSync(join(folder.path, 'o')).filter((name) => name.startsWith('archive'))).toEqual([
      'archive-1',
      'archive-1.zip',
    ]);
    expect(run('diff', 'o/archive-1', 'o/archive-1.zip').out).toBe('They are the same.\n');
  });

  it('and --judge are refused where no archive is made', () => {
    for (const option of ['--bag', '--judge']) {
      const { code, said } = run('build', 'in', '--out', 'none', option);
      expect([code, said]).toEqual([2, `${option} is for archives: add archive to --formats\n`]);
    }
    expect(existsSync(join(folder.path, 'none'))).toBe(false);
  });
});

describe('an archive', () => {
  it('made by an installed package, without the lockfile beside it, has the same one', () => {
    const installed = join(folder.path, 'installed');
    for (const name of ['dist', 'styles', 'pipeline/reassemble/model', 'package.json', 'LICENSE', 'THIRD_PARTY.md'])
      cpSync(projectRoot + name, join(installed, name), { recursive: true });
    symlinkSync(`${projectRoot}node_modules`, join(installed, 'node_modules'));
    const args = [join(installed, 'dist/cli/main.js'), 'archive', 'in', '--out', 'oi', '--bag', '--quiet'];
    const { status } = spawnSync(process.execPath, args, { cwd: folder.path });
    expect(status).toBe(0);
    const lock = readFileSync(join(folder.path, 'oi/archive-1/data/tool/package-lock.json'));
    expect(lock.equals(readFileSync(`${projectRoot}package-lock.json`))).toBe(true);
    expect(run('diff', 'o/archive-1', 'oi/archive-1').out).toBe('They are the same.\n');
    for (const name of ['made-with.json', 'settings.json'])
      expect(readFileSync(join(folder.path, 'oi/archive-1/data', name), 'utf8')).toBe(
        readFileSync(join(folder.path, 'o/archive-1/data', name), 'utf8'),
      );
  });

  it('says by which program it was made', () => {
    const madeWith = JSON.parse(readFileSync(join(folder.path, 'o/archive-1/data/made-with.json'), 'utf8'));
    expect(madeWith.tool.sha256).toBe(readFileSync(`${projectRoot}dist/program.sha256`, 'utf8').trim());
    expect(madeWith.browserSha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('an input that is not there', () => {
  it.each(['build', 'archive', 'plan'])('%s says so and makes no folder, alone or beside others', (command) => {
    for (const inputs of [['gone.txt'], ['in', 'gone.txt'], ['gone']]) {
      const out = command === 'plan' ? [] : ['--out', 'nowhere'];
      const { code, said } = run(command, ...inputs, ...out);
      expect([code, said]).toEqual([1, expect.stringContaining('read/not-found')]);
      expect(said).not.toContain('nowhere/report.json');
    }
    for (const name of ['nowhere', 'output']) expect(existsSync(join(folder.path, name))).toBe(false);
  });
});

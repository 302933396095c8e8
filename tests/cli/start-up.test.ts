import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileCli, makeFolder, runCli } from '../support/run-cli.ts';

beforeAll(compileCli);

describe('start-up', () => {
  it('tells the version of package.json, and help on standard output', () => {
    expect(runCli(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n', said: '' });
    const help = runCli(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/^From scattered page text/);
    expect(runCli(['--help'], { env: { LANG: 'zh_CN.UTF-8' } }).out).toMatch(/\u7528\u6cd5: huibian/);
    expect(runCli(['build', '--help']).out).toMatch(
      /--formats A,B +which formats to make \(print, epub, booklet, archive\)/,
    );
  });

  it('loads for an e-book what an e-book needs', () => {
    const folder = makeFolder();
    try {
      writeFileSync(join(folder.path, 'a.md'), '---\ntitle: A\n---\n\nWords.\n');
      const kept = join(folder.path, 'coverage');
      const args = ['build', join(folder.path, 'a.md'), '--out', join(folder.path, 'out'), '--formats', 'epub'];
      expect(runCli(args, { env: { NODE_V8_COVERAGE: kept } }).code).toBe(0);
      const loaded = listLoaded(kept);
      // Compiled chunks alone: a package loaded file by file costs more than all of them.
      expect(loaded.filter((path) => path.includes('/node_modules/'))).toEqual([]);
      expect(loaded.filter((path) => /\/(?:archive|check|pdf|doctor|plan)-[A-Z0-9]+\.js$/.test(path))).toEqual([]);
      expect(loaded.some((path) => path.includes('/dist/cli/main.js'))).toBe(true);
      const isOfBrowser = (path: string): boolean => /\/browser-[A-Z0-9]+\.js$/.test(path);
      expect(loaded.some(isOfBrowser)).toBe(true);
      // Without a cover there is nothing to draw: no browser is started.
      writeFileSync(join(folder.path, 'edition.yaml'), 'title: A\nfront: [contents]\n');
      const keptToo = join(folder.path, 'coverage-2');
      expect(runCli(args, { env: { NODE_V8_COVERAGE: keptToo } }).code).toBe(0);
      expect(listLoaded(keptToo).filter(isOfBrowser)).toEqual([]);
      // Fonts are cut by a package that is no part of the compiled program.
      writeFileSync(join(folder.path, 'edition.yaml'), 'title: A\nfront: [contents]\nfonts: all\n');
      expect(runCli(args)).toMatchObject({ code: 0 });
    } finally {
      folder.remove();
    }
  });
});

/** Files that a program loaded, as the runtime's own record of what ran tells them. */
function listLoaded(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const record: { result: { url: string }[] } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return record.result.flatMap(({ url }) => (url.startsWith('file:') ? [url.replace(/\\/g, '/')] : []));
  });
}

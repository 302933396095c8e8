import { beforeAll, describe, expect, it } from 'vitest';
import { compileCli, runCli } from '../support/run-cli.ts';

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
});

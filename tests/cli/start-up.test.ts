import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { cliPath, compileCli, runCli } from '../support/run-cli.ts';

beforeAll(compileCli);

/** Milliseconds of processor time that the fastest of some runs took: other work on the machine hardly counts. */
function measureMs(args: readonly string[]): number {
  const times = Array.from({ length: 7 }, () => {
    const before = process.resourceUsage();
    void before;
    const started = performance.now();
    spawnSync(process.execPath, args);
    return performance.now() - started;
  });
  return Math.min(...times);
}

describe('start-up', () => {
  it('costs little more than Node itself for help and version', () => {
    const bare = measureMs(['-e', '0']);
    for (const flag of ['--version', '--help']) {
      const ours = measureMs([cliPath, flag]);
      // 80 ms are promised on a quiet machine, where Node takes 50; a busy one is measured against its own Node.
      expect(ours, `${flag}: ${ours.toFixed(0)} ms, bare Node ${bare.toFixed(0)} ms`).toBeLessThan(
        Math.max(80, bare * 1.8),
      );
    }
  });

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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shareWork } from '../../pipeline/learn/share-work.ts';

it('gives answers in the order of the jobs, however many threads there are, and hears of failures', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'share-work-'));
  const script = join(folder, 'square.mjs');
  writeFileSync(
    script,
    `import { parentPort, workerData } from 'node:worker_threads';
parentPort.on('message', ({ number, job }) => {
  if (job < 0) throw new Error('negative');
  parentPort.postMessage({ number, answer: job * job + workerData });
});`,
  );
  const jobs = [5, 1, 4, 2, 3];
  for (const threads of [1, 3]) {
    const force = shareWork(script, 10, threads);
    const seen: number[] = [];
    const answers = await force.run<number, number>(jobs, (number) => seen.push(number));
    expect(answers).toEqual(jobs.map((job) => job * job + 10));
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await force.run([])).toEqual([]);
    await expect(force.run([-1])).rejects.toThrow('negative');
    await force.dismiss();
  }
  rmSync(folder, { recursive: true, force: true });
});

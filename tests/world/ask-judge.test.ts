import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askJudge } from '../../pipeline/world/ask-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'huibian-ask-'));
const before = { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR };
beforeAll(() => {
  process.env.PATH = `${folder}:/usr/bin:/bin`;
  process.env.TMPDIR = folder;
});
afterAll(() => {
  process.env.PATH = before.PATH;
  if (before.TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before.TMPDIR;
  rmSync(folder, { recursive: true, force: true });
});

const install = (script: string): void => {
  writeFileSync(join(folder, 'verapdf'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'verapdf'), 0o755);
};
const question = {
  program: 'verapdf',
  args: ['--x', '{file}'],
  fileName: 'print.pdf',
  bytes: Buffer.from('%PDF'),
} as const;
const { signal } = new AbortController();

describe.skipIf(process.platform === 'win32')('an outside judge', () => {
  test('that is not installed is nobody', async () => {
    expect(await askJudge({ ...question, program: 'epubcheck' }, signal)).toBeNull();
  });

  test('sees the file under its name in a folder of its own, which is gone afterwards', async () => {
    install('echo "$1"; cat "$2"; echo; echo "$2"; echo odd >&2; exit 1');
    const answer = await askJudge(question, signal);
    expect(answer).toMatchObject({ status: 1, complaint: 'odd\n' });
    const [option, content, path = ''] = answer?.said.split('\n') ?? [];
    expect([option, content]).toEqual(['--x', '%PDF']);
    expect(path).toMatch(/huibian-judge-[^/]*\/print\.pdf$/);
    expect(existsSync(path)).toBe(false);
  });

  test('that does not end is ended with whoever asked, and so is what it started', async () => {
    install(`sleep 60 & echo $! > "${folder}/pid"; sleep 60`);
    const controller = new AbortController();
    const asking = askJudge(question, controller.signal);
    while (!existsSync(join(folder, 'pid'))) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
    expect(readdirSync(folder).filter((name) => name.startsWith('huibian-judge-'))).toEqual([]);
  });
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../../pipeline/write/archive/read-zip.ts';
import { makeArchive } from './archive-job.ts';

const run = promisify(execFile);

/** Programs of others, where they are installed: what they say is not ours to bend. */
const has = (command: string, ...args: string[]): Promise<boolean> =>
  run(command, args).then(
    () => true,
    () => false,
  );
const hasSums = await has('sha512sum', '--version');
const hasUnzip = await has('unzip', '-v');
const hasBagit = await has('python3', '-c', 'import bagit');

describe('an archive, looked at with the programs of others', () => {
  let folder = '';
  let bag = '';
  let zip = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huibian-bag-'));
    const made = await makeArchive({
      'in/100% \u539f\u7a3f (1).md': '---\ntitle: \u4e00\n---\n\n\u6587\u5b57\n',
      'in/edition.yaml': 'id: small\ntitle: \u6c47\u7f16\n',
    });
    zip = join(folder, 'archive-1.zip');
    bag = join(folder, 'small');
    await writeFile(zip, made.zip);
    for (const file of readZip(made.zip)) {
      await mkdir(dirname(join(folder, file.path)), { recursive: true });
      await writeFile(join(folder, file.path), file.read());
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.skipIf(!hasSums)('sha512sum and sha256sum check it by its manifests alone', async () => {
    for (const [program, name] of [
      ['sha512sum', 'sha512'],
      ['sha256sum', 'sha256'],
    ] as const) {
      for (const file of [`manifest-${name}.txt`, `tagmanifest-${name}.txt`]) {
        const { stdout } = await run(program, ['-c', '--strict', file], {
          cwd: bag,
          env: { ...process.env, LC_ALL: 'C' },
        });
        expect(
          stdout
            .trimEnd()
            .split('\n')
            .every((line) => line.endsWith(': OK')),
        ).toBe(true);
      }
    }
    await writeFile(join(bag, 'data', 'print.pdf'), 'changed');
    await expect(run('sha512sum', ['-c', '--quiet', 'manifest-sha512.txt'], { cwd: bag })).rejects.toThrow();
  });

  test.skipIf(!hasUnzip)('unzip finds no fault in the zip', async () => {
    const { stdout } = await run('unzip', ['-t', zip]);
    expect(stdout).toContain('No errors detected');
  });

  test.skipIf(!hasBagit)('bagit-python calls it valid', async () => {
    const again = join(folder, 'again');
    for (const file of readZip((await makeArchive()).zip)) {
      await mkdir(dirname(join(again, file.path)), { recursive: true });
      await writeFile(join(again, file.path), file.read());
    }
    await run('python3', ['-m', 'bagit', '--validate', '--quiet', join(again, 'small')]);
  });
});

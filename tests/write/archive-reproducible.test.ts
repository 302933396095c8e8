import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../../pipeline/write/archive/read-zip.ts';

const run = promisify(execFile);
const root = new URL('../..', import.meta.url).pathname;
const bundle = join(root, 'output', 'reproducible', 'cli.mjs');
let folder = '';

const texts: readonly (readonly [string, string])[] = [
  [
    '1.md',
    '---\ntitle: \u6df1\u5316\u6539\u9769\nbyline: \u5317\u4eac \u5218\u4f1f\n---\n\n\u79cb\u5929\u6765\u4e86\uff0c\u5929\u6c14\u5f88\u597d\u3002\n',
  ],
  [
    '2.md',
    '---\ntitle: \u670d\u52a1\u804c\u5de5\nbyline: \u5929\u6d25 \u6881\u5b9d\u660e\n---\n\n\u7b2c\u4e8c\u7bc7\u3002\n',
  ],
  [
    '10.txt',
    '#\u5fe0\u8bda\n\u6cb3\u5317 \u738b\u6653\u4e1c\n\u7b2c\u4e09\u7bc7\u6587\u7ae0\u7684\u5185\u5bb9\u3002\n',
  ],
  ['edition.yaml', 'title: \u6c47\u7f16\nid: same\n'],
];

interface Surroundings {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly umask: string;
  readonly isReversed: boolean;
  readonly oneCpu: boolean;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huibian-same-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['pipeline/cli/main.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Builds everything in a folder of its own, by the command, as a user would there. */
async function buildIn({ name, env, umask, isReversed, oneCpu }: Surroundings): Promise<Map<string, Buffer>> {
  const here = join(folder, name);
  await mkdir(join(here, 'in'), { recursive: true });
  for (const [file, text] of isReversed ? texts.toReversed() : texts) await writeFile(join(here, 'in', file), text);
  const pin = oneCpu ? await findPin() : '';
  const command = `umask ${umask}; exec ${pin} "${process.execPath}" "${bundle}" build in --out out --formats print,epub,booklet,archive --quiet`;
  await run('sh', ['-c', command], { cwd: here, env: { ...process.env, ...env } });
  const out = join(here, 'out');
  return new Map(
    await Promise.all((await readdir(out)).map(async (file) => [file, await readFile(join(out, file))] as const)),
  );
}

/** Tools that hold a program to one processor are not everywhere. */
const findPin = (): Promise<string> =>
  run('sh', ['-c', 'taskset -c 0 true']).then(
    () => 'taskset -c 0',
    () => '',
  );

const plain: Surroundings = {
  name: 'a',
  env: { TZ: 'UTC', LC_ALL: 'C' },
  umask: '022',
  isReversed: false,
  oneCpu: false,
};
const other: Surroundings = {
  name: 'elsewhere/b',
  env: { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8', HOME: '/nonexistent' },
  umask: '077',
  isReversed: true,
  oneCpu: true,
};

describe('all formats', () => {
  let first: Map<string, Buffer>;

  test('are the same bytes in any time zone, locale, folder, umask, file order and number of processors', async () => {
    first = await buildIn(plain);
    const second = await buildIn({ ...other, env: { ...other.env, XDG_CACHE_HOME: join(folder, 'cache') } });
    expect([...first.keys()].sort()).toEqual([
      'archive-1.zip',
      'book.epub',
      'booklet.pdf',
      'page-map.json',
      'print.pdf',
      'report.json',
    ]);
    expect([...second.keys()].sort()).toEqual([...first.keys()].sort());
    for (const [file, bytes] of first)
      expect([file, Buffer.compare(bytes, second.get(file) ?? Buffer.alloc(0))]).toEqual([file, 0]);
  }, 120_000);

  test('come again from the archive alone, byte for byte', async () => {
    const bag = join(folder, 'a', 'out', 'archive-1.zip');
    const empty = join(folder, 'nothing-here');
    await mkdir(empty);
    await run(process.execPath, [bundle, 'rebuild', bag, '--out', 'out', '--quiet'], {
      cwd: empty,
      env: { ...process.env, TZ: 'America/New_York' },
    });
    for (const file of ['print.pdf', 'book.epub', 'booklet.pdf']) {
      expect([
        file,
        Buffer.compare(await readFile(join(empty, 'out', file)), first.get(file) ?? Buffer.alloc(0)),
      ]).toEqual([file, 0]);
    }
  }, 120_000);

  test('heed SOURCE_DATE_EPOCH, and zips begin their calendar with 1980', async () => {
    const files = await buildIn({ ...plain, name: 'epoch', env: { SOURCE_DATE_EPOCH: '0' } });
    const zip = files.get('archive-1.zip') ?? Buffer.alloc(0);
    expect(zip.readUInt32LE(10)).toBe((1 << 21) | (1 << 16));
    const info = readZip(zip).find((file) => file.path === 'same/bag-info.txt');
    expect(new TextDecoder().decode(info?.read())).toContain('Bagging-Date: 1970-01-01\n');
  }, 120_000);
});

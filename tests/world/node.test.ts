import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseLang } from '../../pipeline/world/choose-lang.ts';
import { findCacheFolder, openCacheFolder } from '../../pipeline/world/find-cache-folder.ts';
import { findResource, readVersion } from '../../pipeline/world/find-resource.ts';
import { keepResults } from '../../pipeline/world/keep-results.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huibian-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the real World', () => {
  it('tells files, folders and nothing apart', async () => {
    const world = nodeWorld({ lang: 'en', cacheDir: folder });
    await writeFile(join(folder, 'a.txt'), 'x');
    await mkdir(join(folder, 'sub'));
    await symlink(join(folder, 'sub'), join(folder, 'link'));
    await symlink(join(folder, 'gone'), join(folder, 'broken'));
    expect(await world.stat(join(folder, 'a.txt'))).toBe('file');
    expect(await world.stat(folder)).toBe('folder');
    expect(await world.stat(join(folder, 'none'))).toBe('none');
    expect(await world.stat(join(folder, 'a.txt/none'))).toBe('none');
    expect(await world.stat('a\0b')).toBe('none');
    const entries = [...(await world.listFolder(folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(entries).toEqual([
      { name: 'a.txt', isFolder: false, isLink: false },
      { name: 'broken', isFolder: false, isLink: true },
      { name: 'link', isFolder: true, isLink: true },
      { name: 'sub', isFolder: true, isLink: false },
    ]);
  });

  it('refuses in one sentence what cannot be read', async () => {
    const world = nodeWorld({ lang: 'en', cacheDir: folder });
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    await writeFile(join(folder, 'huge'), '');
    await truncate(join(folder, 'huge'), 600 * 1024 * 1024);
    await expect(world.readFile(join(folder, 'none'))).rejects.toThrow(/^There is no /);
    await expect(world.readFile(folder)).rejects.toThrow(/not an ordinary file/);
    await expect(world.readFile(join(folder, 'fifo'))).rejects.toThrow(/not an ordinary file/);
    await expect(world.readFile('/dev/zero')).rejects.toThrow(/not an ordinary file/);
    await expect(world.readFile(join(folder, 'huge'))).rejects.toThrow(/too large \(600 MB\)/);
    await expect(nodeWorld({ lang: 'zh' }).readFile(join(folder, 'none'))).rejects.toThrow(/^\u627e\u4e0d\u5230/);
  });

  it('brings fonts, styles and its own version', async () => {
    const world = nodeWorld({ cacheDir: folder });
    const font = await world.resource('fonts/noto-serif-sc-700.ttf');
    expect([...font.subarray(0, 4)]).toEqual([0, 1, 0, 0]);
    expect((await world.resource('styles/tokens.css')).length).toBeGreaterThan(100);
    expect(world.version).toBe(JSON.parse(await readFile('package.json', 'utf8')).version);
    expect(readVersion()).toBe(world.version);
    for (const name of ['styles/../package.json', '../x', '/etc/passwd', 'fonts/x.ttf'])
      expect(() => findResource(name), name).toThrow();
  });

  it('keeps results by content, and never gives a spoilt one', async () => {
    const { cache } = nodeWorld({ cacheDir: folder });
    expect(await cache.get('key')).toBeNull();
    await cache.put('key', new Uint8Array([1, 2, 3]));
    expect([...((await nodeWorld({ cacheDir: folder }).cache.get('key')) ?? [])]).toEqual([1, 2, 3]);
    expect(await nodeWorld({ cacheDir: folder, noCache: true }).cache.get('key')).toBeNull();
    const [part = ''] = await readdir(join(folder, 'results'));
    const [name = ''] = await readdir(join(folder, 'results', part));
    await writeFile(join(folder, 'results', part, name), 'spoilt');
    expect(await cache.get('key')).toBeNull();
  });

  it('never fails for the sake of the cache', async () => {
    await writeFile(join(folder, 'file'), 'x');
    const { cache } = keepResults(() => join(folder, 'file'), 1000);
    await cache.put('key', new Uint8Array([1]));
    expect(await cache.get('key')).toBeNull();
  });

  it('lets the longest unused results go when they are too many', async () => {
    const kept = keepResults(() => folder, 1000);
    for (let i = 0; i < 5; i++) {
      await kept.cache.put(`key ${i}`, new Uint8Array(300).fill(i));
      for (const part of await readdir(folder))
        for (const name of await readdir(join(folder, part))) {
          const path = join(folder, part, name);
          if ((await readFile(path)).at(-1) === i) await utimes(path, 1000 + i, 1000 + i);
        }
    }
    await kept.prune();
    const present = await Promise.all([0, 1, 2, 3, 4].map(async (i) => (await kept.cache.get(`key ${i}`)) !== null));
    expect(present).toEqual([false, false, false, true, true]);
  });

  it('writes one file whole', async () => {
    const world = nodeWorld({ cacheDir: folder });
    const chunks = async function* () {
      yield new Uint8Array([104]);
      yield new Uint8Array([105]);
    };
    await world.writeFile(join(folder, 'deep/er/a.txt'), chunks());
    expect(await readFile(join(folder, 'deep/er/a.txt'), 'utf8')).toBe('hi');
  });
});

describe('language and cache folder from the environment', () => {
  const none = () => 'en-US';
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW.UTF-8' }, 'zh'],
    [{ LC_ALL: '', LANG: 'zh_CN' }, 'zh'],
    [{ LANG: 'C' }, 'en'],
    [{}, 'en'],
  ] as const)('%j', (env, lang) => {
    expect(chooseLang(env, none)).toBe(lang);
  });

  it('asks the system when the environment is silent', () => {
    expect(chooseLang({}, () => 'zh-Hans-CN')).toBe('zh');
  });

  it('keeps to the user\u2019s cache folder', () => {
    expect(findCacheFolder({ XDG_CACHE_HOME: '/c' })).toBe('/c/huibian');
    expect(findCacheFolder({ HOME: '/h' })).toMatch(/^\/h\/.*huibian/);
  });

  it('finds a private place where there is no home', async () => {
    await writeFile(join(folder, 'file'), 'x');
    const found = openCacheFolder(join(folder, 'file/huibian'));
    expect(found.startsWith(tmpdir())).toBe(true);
    expect((await stat(found)).mode & 0o022).toBe(0);
  });
});

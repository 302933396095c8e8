import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NamedFile, WorldError } from '../../pipeline/core/contracts.ts';
import { saveFiles } from '../../pipeline/world/save-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huibian-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = (path: string, text: string): NamedFile => ({
  path,
  open: async function* () {
    yield new TextEncoder().encode(text);
  },
});
const failing = (path: string, code: string): NamedFile => ({
  path,
  open: async function* () {
    yield new TextEncoder().encode('half of it');
    throw Object.assign(new Error(code), { code });
  },
});
const save = (to: string, files: readonly NamedFile[]) => saveFiles(to, files, { lang: 'en', isClosing: () => false });
const read = (path: string) => readFile(join(folder, path), 'utf8');

describe('saving files', () => {
  it('makes the folder, writes all, and leaves nothing else', async () => {
    await save(join(folder, 'a/b'), [file('x.txt', 'one'), file('stages/y.txt', 'two')]);
    expect(await read('a/b/x.txt')).toBe('one');
    expect(await read('a/b/stages/y.txt')).toBe('two');
    expect((await readdir(join(folder, 'a/b'))).sort()).toEqual(['stages', 'x.txt']);
  });

  it.each([
    ['ENOSPC', /disk is full/],
    ['EIO', /cannot be written \(EIO\)/],
  ])('keeps what was there when the disk fails with %s', async (code, sentence) => {
    await save(folder, [file('a.txt', 'old a'), file('b.txt', 'old b')]);
    const failed = save(folder, [file('a.txt', 'new a'), failing('b.txt', code)]);
    await expect(failed).rejects.toThrow(sentence);
    await expect(failed).rejects.toMatchObject({ code: 'cannot-write' });
    expect([await read('a.txt'), await read('b.txt')]).toEqual(['old a', 'old b']);
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('takes away the folders that it made when nothing came of it', async () => {
    await expect(save(join(folder, 'new/deep'), [failing('a.txt', 'ENOSPC')])).rejects.toBeInstanceOf(WorldError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('puts back what it had replaced when a later file has no place', async () => {
    await save(folder, [file('a.txt', 'old a')]);
    // The second file's folder becomes a file after the look around, as another program could do.
    const late: NamedFile = {
      path: 'b/c.txt',
      open: async function* () {
        await writeFile(join(folder, 'b'), 'in the way');
        yield new Uint8Array([1]);
      },
    };
    await expect(save(folder, [file('a.txt', 'new a'), late])).rejects.toBeInstanceOf(WorldError);
    expect(await read('a.txt')).toBe('old a');
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b']);
  });

  it.each(['../out.txt', '/tmp/out.txt', 'a/../../out.txt', 'a\\..\\b.txt', 'a//b.txt', '.'])(
    'refuses the name %s',
    async (path) => {
      await expect(save(folder, [file(path, 'x')])).rejects.toMatchObject({ code: 'cannot-write' });
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('does not write through links, folders or devices', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'huibian-outside-'));
    try {
      await writeFile(join(outside, 'kept.txt'), 'kept');
      await symlink(join(outside, 'kept.txt'), join(folder, 'link.txt'));
      await symlink(outside, join(folder, 'stages'));
      await symlink(join(outside, 'nowhere'), join(folder, 'dangling.txt'));
      await mkdir(join(folder, 'folder.txt'));
      execFileSync('mkfifo', [join(folder, 'fifo.txt')]);
      for (const path of ['link.txt', 'stages/a.txt', 'dangling.txt', 'folder.txt', 'fifo.txt'])
        await expect(save(folder, [file(path, 'x')]), path).rejects.toMatchObject({ code: 'cannot-write' });
      expect(await readFile(join(outside, 'kept.txt'), 'utf8')).toBe('kept');
      expect(await readdir(outside)).toEqual(['kept.txt']);
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  it('says so when the folder is a file, a dangling link or may not be written', async () => {
    await writeFile(join(folder, 'file'), 'x');
    await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
    await expect(save(join(folder, 'file'), [file('a', 'x')])).rejects.toThrow(/cannot be used as a folder/);
    await expect(save(join(folder, 'file/deeper'), [file('a', 'x')])).rejects.toThrow(/cannot be used as a folder/);
    await expect(save(join(folder, 'dangling'), [file('a', 'x')])).rejects.toThrow(/cannot be used as a folder/);
    await expect(save('/proc/huibian', [file('a', 'x')])).rejects.toMatchObject({ code: 'cannot-write' });
  });

  it.skipIf(process.getuid?.() === 0)('says so when there is no permission', async () => {
    await chmod(folder, 0o500);
    await expect(save(folder, [file('a', 'x')])).rejects.toThrow(/no permission/);
  });

  it('lets one save after another, each whole', async () => {
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(1000));
    await Promise.all(texts.map((text) => save(folder, [file('a.txt', text), file('b.txt', text)])));
    expect(texts).toContain(await read('a.txt'));
    expect(await read('a.txt')).toBe(await read('b.txt'));
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('takes over the lock of a process that is gone, and clears away what it left', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.on('exit', resolve));
    const { hostname } = await import('node:os');
    await writeFile(join(folder, '.huibian-lock'), `${child.pid} ${hostname()}\n`);
    await mkdir(join(folder, '.huibian-new'));
    await writeFile(join(folder, '.huibian-new/half.txt'), 'half');
    await save(folder, [file('a.txt', 'new')]);
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('waits for a process that is alive', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    try {
      const { hostname } = await import('node:os');
      await writeFile(join(folder, '.huibian-lock'), `${child.pid} ${hostname()}\n`);
      const saving = save(folder, [file('a.txt', 'new')]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(existsSync(join(folder, 'a.txt'))).toBe(false);
      child.kill('SIGKILL');
      await saving;
      expect(await read('a.txt')).toBe('new');
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('gives up at once when the run is being ended', async () => {
    let isClosing = false;
    const endless: NamedFile = {
      path: 'a.txt',
      open: async function* () {
        for (;;) {
          yield new Uint8Array(1000);
          isClosing = true;
        }
      },
    };
    await expect(saveFiles(folder, [endless], { lang: 'en', isClosing: () => isClosing })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

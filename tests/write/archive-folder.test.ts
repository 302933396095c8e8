import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mostFileBytes } from '../../pipeline/core/contracts.ts';
import type { Artifact } from '../../pipeline/core/edition.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { readZip } from '../../pipeline/write/archive/read-zip.ts';
import { verifyBag } from '../../pipeline/write/archive/verify-bag.ts';
import { fitsZip } from '../../pipeline/write/archive/write-zip.ts';
import { type MadeArchive, makeArchive, smallEdition } from './archive-job.ts';

async function readAll(artifacts: readonly Artifact[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { path, open } of artifacts) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of open()) chunks.push(chunk);
    files.set(path, Buffer.concat(chunks));
  }
  return files;
}

/** As it lies in the output folder afterwards. */
const inPlace = (files: ReadonlyMap<string, Uint8Array>): Record<string, Uint8Array> =>
  Object.fromEntries([...files].map(([path, bytes]) => [`output/small/${path}`, bytes]));

const idsOf = ({ issues }: MadeArchive): string[] => issues.map((issue) => issue.id);

describe('an archive as a folder', () => {
  let made: MadeArchive;
  let zipped: MadeArchive;
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    made = await makeArchive(smallEdition, { archiveForm: 'folder' });
    zipped = await makeArchive(smallEdition);
    files = await readAll(made.artifacts);
  });

  test('holds the same files as the zip, byte for byte, under its number', () => {
    const inZip = new Map(
      readZip(zipped.zip).map((file) => [file.path.replace(/^small\//, 'archive-1/'), file.read()]),
    );
    expect([...files.keys()].sort()).toEqual([...inZip.keys()].sort());
    for (const [path, bytes] of files)
      expect([path, Buffer.compare(bytes, inZip.get(path) ?? Buffer.of())]).toEqual([path, 0]);
    expect(made.artifacts.every(({ isNew }) => isNew)).toBe(true);
  });

  test('is written once: the same content again writes nothing, a changed edition gets the next number', async () => {
    const again = await makeArchive({ ...smallEdition, ...inPlace(files) }, { archiveForm: 'folder' });
    expect([again.artifacts.length, idsOf(again)]).toEqual([0, ['write/archive-same']]);
    const changed = {
      ...smallEdition,
      'in/raw.txt': smallEdition['in/raw.txt'].replace('\u5f88\u597d', '\u4e0d\u597d'),
    };
    for (const archiveForm of ['folder', 'zip'] as const) {
      const next = await makeArchive({ ...changed, ...inPlace(files) }, { archiveForm });
      expect(next.artifact?.path.replace(/\/.*/, '/')).toBe(archiveForm === 'zip' ? 'archive-2.zip' : 'archive-2/');
    }
  });

  test('stands beside the zip of the same content under one number, and counts as there only in its own form', async () => {
    const beside = await makeArchive(
      { ...smallEdition, 'output/small/archive-7.zip': zipped.zip },
      { archiveForm: 'folder' },
    );
    expect(beside.artifact?.path).toMatch(/^archive-7\//);
    const zipBeside = await makeArchive({ ...smallEdition, ...inPlace(files) });
    expect(zipBeside.artifact?.path).toBe('archive-1.zip');
    const both = { ...smallEdition, ...inPlace(files), 'output/small/archive-1.zip': zipped.zip };
    expect((await makeArchive(both)).artifact).toBeNull();
  });

  test('one changed, missing or added file in the newest makes a new number', async () => {
    const spoil: readonly ((all: Map<string, Uint8Array>) => unknown)[] = [
      (all) => all.set('archive-1/README.txt', Buffer.of(1)),
      (all) => all.delete('archive-1/data/print.pdf'),
      (all) => all.set('archive-1/data/more.txt', Buffer.of(1)),
    ];
    for (const change of spoil) {
      const all = new Map(files);
      change(all);
      const next = await makeArchive({ ...smallEdition, ...inPlace(all) }, { archiveForm: 'folder' });
      expect(next.artifact?.path).toMatch(/^archive-2\//);
    }
  });
});

describe('an archive as a folder, on a disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huibian-bag-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('appears at once with all its files, is whole, and never takes the place of another', async () => {
    const world = nodeWorld({ lang: 'en' });
    const { artifacts } = await makeArchive(smallEdition, { archiveForm: 'folder' });
    await world.writeFiles(folder, artifacts);
    expect(await readdir(folder)).toEqual(['archive-1']);
    expect(await verifyBag(join(folder, 'archive-1'), world)).toMatchObject({ isValid: true, issues: [] });
    await writeFile(join(folder, 'archive-1', 'README.txt'), 'mine');
    await expect(world.writeFiles(folder, artifacts)).rejects.toThrow('never overwritten');
    expect(await readFile(join(folder, 'archive-1', 'README.txt'), 'utf8')).toBe('mine');
    await world.close();
  });

  test('is not there at all when one of its files cannot be written', async () => {
    const world = nodeWorld({ lang: 'en' });
    const { artifacts } = await makeArchive(smallEdition, { archiveForm: 'folder' });
    await writeFile(join(folder, 'print.pdf'), 'former');
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const broken = artifacts.map((artifact, i) => ({
      ...artifact,
      open: async function* () {
        yield* artifact.open();
        if (i === artifacts.length >> 1) throw full;
      },
    }));
    const print = {
      path: 'print.pdf',
      open: async function* () {
        yield Buffer.from('new');
      },
    };
    await expect(world.writeFiles(folder, [print, ...broken])).rejects.toThrow('disk is full');
    expect(await readdir(folder)).toEqual(['print.pdf']);
    expect(await readFile(join(folder, 'print.pdf'), 'utf8')).toBe('former');
    // A file where the folder should come to stand is not overwritten either, and what was saved with it is put back.
    await mkdir(join(folder, 'archive-1'));
    await expect(world.writeFiles(folder, [print, ...artifacts])).rejects.toThrow('never overwritten');
    expect(await readFile(join(folder, 'print.pdf'), 'utf8')).toBe('former');
    expect((await stat(join(folder, 'archive-1'))).isDirectory()).toBe(true);
    await world.close();
  });
});

describe('what no zip holds', () => {
  test('is told with the way out, and nothing is written: write/archive-too-large', async () => {
    const made = await makeArchive(smallEdition, { pictures: 65_535 });
    expect(idsOf(made)).toEqual(['write/archive-too-large']);
    expect(made.artifact).toBeNull();
    const folder = await makeArchive(smallEdition, { pictures: 65_535, archiveForm: 'folder' });
    expect(folder.artifacts.length).toBeGreaterThan(65_535);
  });

  test('is known from its numbers alone', () => {
    expect(fitsZip(65_534, 1_000_000)).toBe(true);
    expect(fitsZip(65_535, 1_000_000)).toBe(false);
    // What cannot be read again as a whole is not written as one.
    expect(fitsZip(10, mostFileBytes)).toBe(false);
    expect(fitsZip(10, mostFileBytes - 100_000)).toBe(true);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { NodeWorld } from '../../pipeline/world/node.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { makeArchive } from '../write/archive-job.ts';

/** A disk of its own, which only an administrator can have made: elsewhere these tests are skipped. */
const disk = mkdtempSync(join(tmpdir(), 'huibian-disk-'));
const canMount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]).status === 0;
const world: NodeWorld = nodeWorld({ lang: 'en', noCache: true });

/** Fills the disk to the last page. */
function fill(): void {
  try {
    for (let i = 0; ; i++) writeFileSync(join(disk, `filler-${i}`), Buffer.alloc(4096));
  } catch (error) {
    expect(String(error)).toContain('ENOSPC');
  }
}
const listAll = (): string[] =>
  readdirSync(disk, { recursive: true, encoding: 'utf8' }).filter((name) => !/filler-/.test(name));

describe.skipIf(!canMount)('a disk that is full', () => {
  beforeEach(() => {
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true, force: true });
  });

  test('from the start: one sentence, and no folder, no lock, no file', async () => {
    fill();
    const { artifacts } = await makeArchive();
    await expect(world.writeFiles(join(disk, 'out', 'deep'), artifacts)).rejects.toThrow(/The disk is full/);
    expect(listAll()).toEqual([]);
  });

  test('in the middle of an archive, zip or folder: what was there before stays, and nothing else is there', async () => {
    mkdirSync(join(disk, 'out'));
    writeFileSync(join(disk, 'out', 'print.pdf'), 'former');
    const large = Buffer.alloc(200_000, 1).toString('latin1');
    for (const archiveForm of ['zip', 'folder'] as const) {
      const { artifacts } = await makeArchive(undefined, { archiveForm, pdf: large });
      const print = {
        path: 'print.pdf',
        open: async function* () {
          yield Buffer.alloc(100_000);
        },
      };
      await expect(world.writeFiles(join(disk, 'out'), [print, ...artifacts])).rejects.toThrow(/The disk is full/);
      expect(listAll().sort()).toEqual(['out', 'out/print.pdf']);
      expect(readFileSync(join(disk, 'out', 'print.pdf'), 'utf8')).toBe('former');
    }
  });
});

afterAll(async () => {
  await world.close();
  if (canMount) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

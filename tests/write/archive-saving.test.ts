import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { makeArchive, toArtifact } from './archive-job.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huibian-new-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('an archive never takes the place of another, even when two builds chose one name', async () => {
  const world = nodeWorld({ lang: 'en' });
  const { artifact } = await makeArchive();
  if (!artifact) throw new Error('no archive');
  const report = { ...toArtifact('print', 'report.json', new TextEncoder().encode('new')) };
  await writeFile(join(folder, 'archive-1.zip'), 'the other build was first');
  await writeFile(join(folder, 'report.json'), 'old');
  await expect(world.writeFiles(folder, [report, artifact])).rejects.toThrow('never overwritten');
  expect(await readFile(join(folder, 'archive-1.zip'), 'utf8')).toBe('the other build was first');
  expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe('old');
  expect((await readdir(folder)).sort()).toEqual(['archive-1.zip', 'report.json']);
  await rm(join(folder, 'archive-1.zip'));
  await world.writeFiles(folder, [report, artifact]);
  expect((await readdir(folder)).sort()).toEqual(['archive-1.zip', 'report.json']);
  await world.close();
});

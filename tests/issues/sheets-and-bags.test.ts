import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WorldError } from '../../pipeline/core/contracts.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { type BookletSettings, resolveSettings } from '../../pipeline/core/settings.ts';
import { plan } from '../../pipeline/plan.ts';
import { verify } from '../../pipeline/verify.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { impose } from '../../pipeline/write/booklet/impose.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { makeArchive } from '../write/archive-job.ts';

interface Case {
  readonly booklet?: BookletSettings;
  readonly archives?: number;
  readonly sheets?: number;
}

const root = new URL('./write/', import.meta.url).pathname;
const folders = readdirSync(root);
const withFile = (...names: string[]): string[] =>
  folders.filter((folder) => names.some((name) => existsSync(`${root}${folder}/${name}`)));
const readCase = (folder: string): Case =>
  existsSync(`${root}${folder}/case.json`) ? JSON.parse(readFileSync(`${root}${folder}/case.json`, 'utf8')) : {};
const announced = (folder: string): unknown => JSON.parse(readFileSync(`${root}${folder}/issues.json`, 'utf8'));
const idsOf = (issues: readonly Issue[]): string[] => issues.map((issue) => issue.id);

describe('an issue of a bag is raised by the smallest bag', () => {
  it.each(withFile('bag', 'bag.zip'))('%s', async (folder) => {
    const files: Record<string, Uint8Array> = {};
    for (const name of readdirSync(root + folder, { recursive: true, encoding: 'utf8' }))
      if (statSync(`${root}${folder}/${name}`).isFile()) files[name] = readFileSync(`${root}${folder}/${name}`);
    const path = 'bag.zip' in files ? 'bag.zip' : 'bag';
    expect(idsOf((await verify(path, makeMemoryWorld({ files }))).issues)).toEqual(announced(folder));
  });
});

describe('an issue of sheets is raised by the smallest file', () => {
  it.each(withFile('in.pdf'))('%s', async (folder) => {
    const issues: Issue[] = [];
    const report = (issue: Issue) => void issues.push(issue);
    const context = { world: makeMemoryWorld(), signal: new AbortController().signal, report };
    const settings = readCase(folder).booklet ?? {};
    const pdf = readFileSync(`${root}${folder}/in.pdf`);
    await impose({ pdf, path: 'in.pdf', settings, bleedMm: 0, lang: 'zh' }, context);
    expect(idsOf(issues)).toEqual(announced(folder));
  });
});

describe('an issue of archives is raised by the smallest edition', () => {
  it.each(folders.filter((folder) => readCase(folder).archives !== undefined))('%s', async (folder) => {
    const files: Record<string, Uint8Array> = {};
    for (const name of ['in.md', 'edition.yaml']) files[`in/${name}`] = readFileSync(`${root}${folder}/${name}`);
    const first = await makeArchive(files);
    expect(idsOf(first.issues)).not.toEqual(expect.arrayContaining(announced(folder) as string[]));
    const again = await makeArchive({ ...files, 'output/in/archive-1.zip': first.zip });
    expect(idsOf(again.issues)).toEqual(announced(folder));
  });
});

describe('an issue of planning is raised by the smallest edition', () => {
  it.each(folders.filter((folder) => readCase(folder).sheets !== undefined))('%s', async (folder) => {
    const world = nodeWorld({ lang: 'en' });
    try {
      const settings = resolveSettings({ title: 'Book', lang: 'en' }, { fallbackId: 'book' });
      const { issues } = await plan([`${root}${folder}/in.md`], settings, world, { sheets: readCase(folder).sheets ?? 0 });
      expect(idsOf(issues).filter((id) => id !== 'write/unsandboxed')).toEqual(announced(folder));
    } catch (error) {
      // Without a browser nothing can be planned, which is told elsewhere.
      if (!(error instanceof WorldError && error.code === 'no-browser')) throw error;
    } finally {
      await world.close();
    }
  });
});

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type World, WorldError } from '../../pipeline/core/contracts.ts';
import { makeIssue } from '../../pipeline/core/issues.ts';
import { publish } from '../../pipeline/publish.ts';
import { loadSettings } from '../../pipeline/read/index.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

interface Case {
  readonly inputs?: readonly string[];
  readonly unreadable?: readonly string[];
  readonly long?: { readonly name: string; readonly megabytes: number };
}

const root = new URL('.', import.meta.url).pathname;
/** Stages whose issues are raised before anything is printed. */
const quickStages = ['read', 'settings', 'reassemble', 'normalise', 'compose', 'render'];
const folders = quickStages
  .flatMap((stage) => readdirSync(root + stage).map((problem) => `${stage}/${problem}`))
  // What no input raises names its test in case.json.
  .filter((folder) => existsSync(`${root}${folder}/issues.json`));

describe('an issue is raised by the smallest input, and no other with it', () => {
  it.each(folders)('%s', async (folder) => {
    const { world, inputs } = openCase(`${root}${folder}`);
    const expected: unknown = JSON.parse(readFileSync(`${root}${folder}/issues.json`, 'utf8'));
    const loaded = await loadSettings({ inputs, options: { formats: [] } }, world);
    const issues = 'issues' in loaded ? loaded.issues : (await publish(inputs, loaded.settings, world)).issues;
    expect(issues.map((issue) => issue.id)).toEqual(expected);
    // What is told can be told again: each issue is one the catalogue can make.
    for (const { id, params, place, related } of issues) expect(makeIssue(id, params, place, related)).toMatchObject({ id });
  });
});

function openCase(path: string): { world: World; inputs: string[] } {
  const given: Case = existsSync(`${path}/case.json`) ? JSON.parse(readFileSync(`${path}/case.json`, 'utf8')) : {};
  const files: Record<string, Uint8Array> = {};
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    if (statSync(`${path}/${name}`).isFile() && !/^(?:case|issues)\.json$/.test(name)) files[`in/${name}`] = readFileSync(`${path}/${name}`);
  if (given.long) files[`in/${given.long.name}`] = Buffer.alloc(given.long.megabytes * 1_000_000, 'word ');
  const memory = makeMemoryWorld({ files });
  const unreadable = new Set(given.unreadable?.map((name) => `in/${name}`));
  const readFile: World['readFile'] = async (file) => {
    if (unreadable.has(file)) throw new WorldError('cannot-read', 'permission denied');
    return memory.readFile(file);
  };
  return { world: { ...memory, readFile }, inputs: given.inputs?.map((name) => `in/${name}`) ?? ['in'] };
}

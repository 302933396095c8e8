import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCli, makeFolder, runCli } from '../support/run-cli.ts';
import { projectRoot, readText } from '../support/source-files.ts';

/** A case that only a command raises: its arguments, in a copy of the folder; or the test that puts a mistake in by hand. */
interface Case {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly raisedBy?: string;
}

const root = `${projectRoot}tests/issues`;
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((stage) => readdirSync(`${root}/${stage.name}`).map((problem) => `${stage.name}/${problem}`))
  .flatMap((id) => {
    const path = `${root}/${id}/case.json`;
    return existsSync(path) ? [{ id, ...(JSON.parse(readFileSync(path, 'utf8')) as Case) }] : [];
  });

const folder = makeFolder();
beforeAll(compileCli);
afterAll(folder.remove);

describe('an issue is raised by a command', () => {
  it.each(cases.filter(({ args }) => args !== undefined))('$id', ({ id, args = [], env = {} }) => {
    const place = join(folder.path, id);
    cpSync(`${root}/${id}`, place, { recursive: true, filter: (path) => !/\/(case|issues)\.json$/.test(path) });
    const { said, code } = runCli([...args, '--progress', 'none'], { cwd: place, env });
    const raised = [...said.matchAll(/ ([a-z]+\/[a-z-]+)$/gm)].map((match) => match[1]);
    // Whether the sandbox is off is a matter of who runs the test.
    const counted = raised.filter((one) => one !== 'write/unsandboxed' || id === one);
    const isRoot = process.getuid?.() === 0;
    const expected = JSON.parse(readFileSync(`${root}/${id}/issues.json`, 'utf8')) as string[];
    expect(counted).toEqual(id === 'write/unsandboxed' && !isRoot ? [] : expected);
    expect(code).toBe(/(^| )error /m.test(said) ? 1 : 0);
  });
});

describe('an issue that no input raises', () => {
  it.each(cases.filter(({ raisedBy }) => raisedBy !== undefined))('$id is raised by a test', ({ id, raisedBy = '' }) => {
    expect(readText(raisedBy)).toContain(id);
  });
});

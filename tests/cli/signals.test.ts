import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliPath, compileCli, makeFolder, runCli } from '../support/run-cli.ts';
import { projectRoot } from '../support/source-files.ts';

const folder = makeFolder();
beforeAll(() => {
  compileCli();
  // Long enough to be ended in the middle of printing, and whole already, so that printing is most of it.
  const articles = JSON.parse(readFileSync(`${projectRoot}tests/corpus/union-congress/articles.json`, 'utf8')) as {
    title: string;
    paragraphs: string[];
  }[];
  for (let i = 0; i < 300; i++) {
    const { title = '', paragraphs = [] } = articles[i % articles.length] ?? {};
    writeFileSync(join(folder.path, `${i}.md`), `---\ntitle: ${title} ${i}\n---\n\n${paragraphs.join('\n\n')}\n`);
  }
});
afterAll(folder.remove);

/** Starts a build, sends a signal at the moment a word is said, and waits. Temporary files go to a folder of the test. */
async function endAt(
  word: RegExp,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; said: string; temporary: string }> {
  const temporary = makeFolder();
  const out = join(folder.path, 'out');
  const child = spawn(
    process.execPath,
    [cliPath, 'build', folder.path, '--out', out, '--progress', 'json', '--no-cache'],
    {
      cwd: projectRoot,
      env: { ...process.env, LANG: 'en_US.UTF-8', TMPDIR: temporary.path },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  let isSent = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (!isSent && word.test(said)) isSent = child.kill(signal);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', (status) => resolve(status)));
  return { code, said, temporary: temporary.path };
}

const listProcesses = (needle: string): string[] =>
  spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(needle));

describe('a run that is ended', () => {
  it.each([
    ['SIGINT', 130, /"stage":"normalise","kind":"start"/],
    ['SIGTERM', 143, /"step":"print"/],
    ['SIGINT', 130, /"step":"print"/],
  ] as const)('by %s exits with %i and leaves nothing', async (signal, code, word) => {
    const result = await endAt(word, signal);
    expect(result.said).toMatch(/Interrupted; no half-made file was left\./);
    expect(result.said).not.toMatch(/\n {4}at /);
    expect(result.code).toBe(code);
    expect(existsSync(join(folder.path, 'out'))).toBe(false);
    expect(readdirSync(result.temporary)).toEqual([]);
    expect(listProcesses(result.temporary)).toEqual([]);
  });

  it('is no hindrance to the next', () => {
    const result = runCli([
      'build',
      join(folder.path, '0.md'),
      '--out',
      join(folder.path, 'next'),
      '--formats',
      'epub',
    ]);
    expect(result.code).toBe(0);
  });
});

describe('--watch', () => {
  it('builds again when an input changes, and ends with Ctrl-C', async () => {
    const place = join(folder.path, 'watched');
    mkdirSync(place);
    const write = (title: string) => writeFileSync(join(place, 'a.md'), `---\ntitle: ${title}\n---\n\nA text.\n`);
    write('First');
    const args = ['build', place, '--watch', '--out', join(folder.path, 'watched-out'), '--formats', 'epub'];
    const child = spawn(process.execPath, [cliPath, ...args], {
      cwd: projectRoot,
      env: { ...process.env, LANG: 'en_US.UTF-8' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    let waits = 0;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const seen = said.split('Waiting for changes').length - 1;
      if (seen === waits) return;
      waits = seen;
      if (waits === 1) setTimeout(() => write('Second'), 100);
      else child.kill('SIGINT');
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    const report = readFileSync(join(folder.path, 'watched-out/report.json'), 'utf8');
    expect(JSON.parse(report).articles[0].title).toBe('Second');
  });
});

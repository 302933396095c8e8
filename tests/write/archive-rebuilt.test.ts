import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Browser } from '../../pipeline/core/contracts.ts';
import { compareRebuilt } from '../../pipeline/write/archive/compare-rebuilt.ts';
import type { MadeWith } from '../../pipeline/write/archive/gather-contents.ts';
import { readZip } from '../../pipeline/write/archive/read-zip.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { makeArchive, smallEdition, toArtifact } from './archive-job.ts';

const sum = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const nothing = () => Promise.reject(new Error('nothing is printed here'));
const browserOf = (version: string, program: string): Browser => ({
  version,
  hashProgram: async () => sum(program),
  isSandboxed: true,
  print: nothing,
  measure: nothing,
  draw: nothing,
  close: async () => {},
});

/** What an archive made with this browser records. */
async function recordWith(browser: Browser): Promise<MadeWith> {
  const { zip } = await makeArchive(smallEdition, { world: { browser } });
  const file = readZip(zip).find(({ path }) => path.endsWith('/made-with.json'));
  return JSON.parse(new TextDecoder().decode(file?.read()));
}

const resources = Object.fromEntries(
  ['serif', 'sans'].flatMap((kind) => [400, 700].map((w) => [`fonts/noto-${kind}-sc-${w}.ttf`, `${kind} ${w}`])),
);
const built = [
  toArtifact('print', 'print.pdf', Buffer.from('%PDF print')),
  toArtifact('epub', 'book.epub', Buffer.from('PK book')),
];

test('an archive records the version of the browser and which bytes of it', async () => {
  const madeWith = await recordWith(browserOf('Chrome/1', 'binary'));
  expect([madeWith.browser, madeWith.browserSha256]).toEqual(['Chrome/1', sum('binary')]);
});

test('what differs here is listed, whether or not the files came out the same', async () => {
  const madeWith = await recordWith(browserOf('Chrome/1', 'binary'));
  const same = await compareRebuilt(
    madeWith,
    built,
    makeMemoryWorld({ resources, browser: browserOf('Chrome/1', 'binary') }),
  );
  expect(same).toMatchObject({ isSame: true, reasons: [] });
  const other = makeMemoryWorld({ resources, browser: browserOf('Chrome/1', 'patched') });
  const quiet = await compareRebuilt(madeWith, built, other);
  expect(quiet.isSame).toBe(true);
  expect(quiet.reasons).toEqual([
    { kind: 'browser', name: 'browser SHA-256', recorded: sum('binary'), present: sum('patched') },
  ]);
  const changed = [toArtifact('print', 'print.pdf', Buffer.from('%PDF other'))];
  const all = await compareRebuilt(
    madeWith,
    changed,
    makeMemoryWorld({
      resources: { ...resources, 'fonts/noto-serif-sc-400.ttf': 'another' },
      browser: browserOf('Chrome/2', 'x'),
    }),
  );
  expect(all.files).toEqual([
    { path: 'print.pdf', kind: 'differs' },
    { path: 'book.epub', kind: 'not-built' },
  ]);
  expect(all.reasons.map(({ kind, name }) => [kind, name])).toEqual([
    ['browser', 'browser'],
    ['browser', 'browser SHA-256'],
    ['font', 'fonts/noto-serif-sc-400.ttf'],
  ]);
});

test('the program itself is one of the things that may differ', async () => {
  const browser = browserOf('Chrome/1', 'binary');
  const sums = (sum: string) => ({ ...resources, 'program.sha256': `${sum}\n` });
  const { zip } = await makeArchive(smallEdition, { world: { browser, resources: sums('one') } });
  const file = readZip(zip).find(({ path }) => path.endsWith('/made-with.json'));
  const madeWith: MadeWith = JSON.parse(new TextDecoder().decode(file?.read()));
  expect(madeWith.tool.sha256).toBe('one');
  const { reasons } = await compareRebuilt(madeWith, built, makeMemoryWorld({ browser, resources: sums('two') }));
  expect(reasons).toEqual([{ kind: 'tool', name: 'huibian SHA-256', recorded: 'one', present: 'two' }]);
});

test('archives from before the checksum was recorded have none to compare', async () => {
  const madeWith = { ...(await recordWith(browserOf('Chrome/1', 'binary'))), browserSha256: '' };
  const world = makeMemoryWorld({ resources, browser: browserOf('Chrome/1', 'whatever') });
  expect((await compareRebuilt(madeWith, built, world)).reasons).toEqual([]);
});

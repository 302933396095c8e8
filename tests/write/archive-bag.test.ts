import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeIssue, severityOf } from '../../pipeline/core/issues.ts';
import {
  decodeBagPath,
  encodeBagPath,
  foldPath,
  leadsOut,
  toStoredName,
} from '../../pipeline/write/archive/bag-paths.ts';
import { makeBag } from '../../pipeline/write/archive/make-bag.ts';
import { openRecorded } from '../../pipeline/write/archive/open-recorded.ts';
import { readZip } from '../../pipeline/write/archive/read-zip.ts';
import { verifyBag, verifyZip } from '../../pipeline/write/archive/verify-bag.ts';
import { writeZip } from '../../pipeline/write/archive/write-zip.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { type MadeArchive, makeArchive, smallEdition } from './archive-job.ts';

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const encode = (value: string): Uint8Array => new TextEncoder().encode(value);

/** The archive's files by path inside the bag. */
function unpack(zip: Uint8Array, id = 'small'): Map<string, Uint8Array> {
  return new Map(readZip(zip).map((file) => [file.path.slice(id.length + 1), new Uint8Array(file.read())]));
}

const pack = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  writeZip(
    [...files].map(([path, bytes]) => ({ path: `small/${path}`, bytes, packing: 'store' as const })),
    '2018-10-24T00:00:00Z',
  );

describe('an archive', () => {
  let made: MadeArchive;
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    made = await makeArchive();
    files = unpack(made.zip);
  });

  test('is a valid bag with exact declaration, two manifests and the total', async () => {
    expect(await verifyZip(made.zip)).toMatchObject({ isValid: true, issues: [] });
    expect(text(files.get('bagit.txt'))).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    const payload = [...files.keys()].filter((path) => path.startsWith('data/'));
    for (const name of ['sha512', 'sha256']) {
      const lines = text(files.get(`manifest-${name}.txt`))
        .trimEnd()
        .split('\n');
      expect(lines.map((line) => line.split('  ')[1])).toEqual(payload.toSorted());
      for (const line of lines) {
        const [sum, path = ''] = line.split('  ');
        expect(
          createHash(name)
            .update(files.get(path) ?? new Uint8Array())
            .digest('hex'),
        ).toBe(sum);
      }
    }
    const bytes = payload.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0);
    expect(text(files.get('bag-info.txt'))).toContain(`Payload-Oxum: ${bytes}.${payload.length}\n`);
    expect(text(files.get('bag-info.txt'))).toContain('Bagging-Date: 2018-10-24\n');
  });

  test('holds what was handed in untouched, and all that was made of it', () => {
    expect(text(files.get('data/originals/raw.txt'))).toBe(smallEdition['in/raw.txt']);
    expect(text(files.get('data/originals/edition.yaml'))).toBe(smallEdition['in/edition.yaml']);
    for (const path of [
      'print.pdf',
      'book.epub',
      'report.json',
      'settings.json',
      'seams.json',
      'repairs.json',
      'inputs.json',
    ]) {
      expect(files.has(`data/${path}`)).toBe(true);
    }
    const articles = [...files.keys()].filter((path) => path.startsWith('data/articles/'));
    expect(articles.length).toBe(2);
    expect(text(files.get(articles[0] ?? ''))).toMatch(
      /^---\nid: "raw-01"\ntitle: "深化改革"\nbyline: "[^"]*刘伟"\nlang: "zh-CN"\n---\n\n秋天来了\uff0c天气很好\u3002\n$/,
    );
    const madeWith = JSON.parse(text(files.get('data/made-with.json')));
    expect(madeWith.tool).toMatchObject({ name: 'huibian', version: '0.0.0-test' });
    expect(madeWith.tool.lockfile).toMatch(/^[0-9a-f]{64}$/);
    expect(madeWith.fonts.length).toBeGreaterThan(0);
    for (const font of madeWith.fonts) expect(files.has(`data/${font.resource}`)).toBe(true);
    expect(text(files.get('data/fonts/LICENSE-noto-serif-sc.txt'))).toContain('SIL OPEN FONT LICENSE');
    const seams = JSON.parse(text(files.get('data/seams.json')));
    expect(seams.articles[0].stretches[0]).toMatchObject({ part: 'title', source: { path: 'in/raw.txt', line: 1 } });
    expect(text(files.get('README.txt'))).toContain('sha512sum -c manifest-sha512.txt');
  });

  test('tells no path of this machine and no moment', () => {
    for (const [path, bytes] of files) {
      if (/\.(?:ttf|pdf|epub)$|tool\//.test(path)) continue;
      expect([path, text(bytes).match(/\/(?:home|root|tmp|work)\/|20[23]\d-\d\d-\d\dT/)?.[0]]).toEqual([
        path,
        undefined,
      ]);
    }
  });

  test('is the same bytes again, whatever the order of files on disk', async () => {
    const turned = Object.fromEntries(Object.entries(smallEdition).toReversed());
    expect(Buffer.compare((await makeArchive(turned)).zip, made.zip)).toBe(0);
  });

  test('has a number, is never overwritten, and is not written twice', async () => {
    expect(made.artifact?.path).toBe('archive-1.zip');
    const again = await makeArchive({ ...smallEdition, 'output/small/archive-1.zip': made.zip });
    expect(again.artifact).toBeNull();
    expect(again.issues.map((issue) => issue.id)).toContain('write/archive-same');
    const changed = { ...smallEdition, 'in/raw.txt': smallEdition['in/raw.txt'].replace('很好', '不好') };
    const next = await makeArchive({ ...changed, 'output/small/archive-1.zip': made.zip });
    expect(next.artifact?.path).toBe('archive-2.zip');
    const elsewhere = {
      ...changed,
      'out/archive-9.zip': made.zip,
      'out/archive-10.zip': encode('x'),
      'out/archive-x.zip': encode('x'),
    };
    expect((await makeArchive(elsewhere, { outDir: 'out' })).artifact?.path).toBe('archive-11.zip');
  });

  test('is the same with nothing kept, with what was kept, and with what was spoilt', async () => {
    const { packBag } = await import('../../pipeline/write/archive/index.ts');
    const large = new Map([['data/font.ttf', Buffer.from('font '.repeat(400_000))]]);
    const world = makeMemoryWorld();
    const { signal } = new AbortController();
    const pack = () => packBag(large, 'small', '2018-10-24T00:00:00Z', { world, signal });
    const first = await pack();
    expect(Buffer.compare(await pack(), first)).toBe(0);
    const spoilt = { ...world, cache: { get: async () => encode('not packed'), put: async () => {} } };
    const again = await packBag(large, 'small', '2018-10-24T00:00:00Z', { world: spoilt, signal });
    expect(Buffer.compare(again, first)).toBe(0);
  });

  test('is not made when what it needs is missing', async () => {
    const { archiveWriter } = await import('../../pipeline/write/archive/index.ts');
    const empty = { made: new Map(), rendered: {} } as unknown as Parameters<typeof archiveWriter.write>[0];
    const { artifacts } = await archiveWriter.write(empty, {} as Parameters<typeof archiveWriter.write>[1]);
    expect(artifacts).toEqual([]);
  });

  test('holds what our own check found in each file, and is not made when that is a fault', async () => {
    expect(JSON.parse(text(files.get('data/check.json')))).toEqual({
      schema: 1,
      files: [
        { path: 'print.pdf', faults: [] },
        { path: 'book.epub', faults: [] },
      ],
    });
    const blamed = makeIssue('check/bad-file', { file: 'book.epub', detail: 'no title' });
    const faulty = await makeArchive(smallEdition, { check: (format) => (format === 'epub' ? [blamed] : []) });
    expect(faulty.artifact).toBeNull();
    expect(faulty.issues).toEqual([blamed]);
  });

  test('opens for a rebuild as it was made: same inputs, same settings, no other path', async () => {
    const world = makeMemoryWorld({ files: { 'a.zip': made.zip, 'secret.txt': 'x' } });
    const recorded = await openRecorded('a.zip', world);
    if ('issues' in recorded) throw new Error('not opened');
    expect(recorded.inputs).toEqual(['in/raw.txt']);
    expect(recorded.settings).toMatchObject({ id: 'small', title: '小小汇编', formats: ['print', 'epub'] });
    expect(text(await recorded.world.readFile('in/raw.txt'))).toBe(smallEdition['in/raw.txt']);
    await expect(recorded.world.readFile('secret.txt')).rejects.toThrow();
    expect(await recorded.world.stat('secret.txt')).toBe('none');
    const rebuilt = await makeArchive(
      Object.fromEntries([
        ['in/raw.txt', await recorded.world.readFile('in/raw.txt')],
        ['in/edition.yaml', await recorded.world.readFile('in/edition.yaml')],
      ]),
    );
    expect(Buffer.compare(rebuilt.zip, made.zip)).toBe(0);
  });

  test('tells nothing of the machine on which texts from afar lay, and finds all of them again', async () => {
    const far = {
      '/home/nobody/a/raw.txt': '#\u4e00\n\u5317\u4eac \u5218\u4f1f\n\u6587\u5b57\u3002\n',
      '/home/nobody/b/raw.txt': '#\u4e8c\n\u5929\u6d25 \u6881\u5b9d\u660e\n\u6587\u5b57\u3002\n',
      '/home/nobody/a/edition.yaml': 'id: small\ntitle: T\nbooklet:\n  fillFrom: /home/nobody/own.pdf\n',
      '/home/nobody/own.pdf': 'own',
    };
    const made = await makeArchive(far, { inputs: ['/home/nobody/a/raw.txt', '/home/nobody/b/raw.txt'] });
    const kept = [...unpack(made.zip)].filter(([path]) => !path.startsWith('data/originals/'));
    for (const [path, bytes] of kept) expect([path, text(bytes).includes('/home/')]).toEqual([path, false]);
    const recorded = await openRecorded('a.zip', makeMemoryWorld({ files: { 'a.zip': made.zip } }));
    if ('issues' in recorded) throw new Error('not opened');
    expect(recorded.inputs.length).toBe(2);
    const read = await Promise.all(recorded.inputs.map((input) => recorded.world.readFile(String(input))));
    expect(read.map(text)).toEqual([far['/home/nobody/a/raw.txt'], far['/home/nobody/b/raw.txt']]);
    const fill = recorded.settings.edition.booklet?.fillFrom ?? '';
    expect(text(await recorded.world.readFile(fill))).toBe('own');
  });

  test('refuses to rebuild from records that are not as it writes them', async () => {
    const inside = new Map(
      [...files].filter(([path]) => path.startsWith('data/')).map(([path, bytes]) => [path.slice(5), bytes]),
    );
    const records: readonly (readonly [string, string])[] = [
      ['settings.json', '{"edition":{"title":{"a":1}}}'],
      ['settings.json', 'null'],
      ['inputs.json', '{"inputs":[{"role":"source","stored":"../../x"}]}'],
      ['inputs.json', '{"inputs":7}'],
      ['made-with.json', '{}'],
      ['inputs.json', 'not json'],
    ];
    for (const [name, content] of records) {
      const bag = makeBag(new Map([...inside, [name, encode(content)]]), new Map(), []);
      const recorded = await openRecorded('a.zip', makeMemoryWorld({ files: { 'a.zip': pack(bag) } }));
      expect(recorded).toMatchObject({ issues: [{ id: expect.stringMatching(/^write\/bag-/) }] });
    }
    const strange =
      '{"edition":{"title":"T"},"theme":7,"formats":"all","extraEms":1,"nonsense":[1],"linePitchPt":{"a":1}}';
    const bag = makeBag(new Map([...inside, ['settings.json', encode(strange)]]), new Map(), []);
    const recorded = await openRecorded('a.zip', makeMemoryWorld({ files: { 'a.zip': pack(bag) } }));
    if ('issues' in recorded) throw new Error('not opened');
    expect(recorded.settings).toMatchObject({ title: 'T', theme: 'meeting', extraEms: 1, linePitchPt: null });
    expect('nonsense' in recorded.settings).toBe(false);
  });

  test('keeps pictures and seam decisions that were read along, and finds them again', async () => {
    const withPicture = {
      'x/in/a.md': '---\ntitle: 一篇\n---\n\n看图\u3002\n\n![图](pics/p%201.png)\n\n![](../../secret.png)\n',
      'x/in/pics/p 1.png': Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
      'x/in/a.md.seams.yaml': 'schema: 1\n',
      'secret.png': 'secret',
    };
    const { zip } = await makeArchive(withPicture, { fallbackId: 'small', inputs: ['x/in/a.md'] });
    const inside = unpack(zip);
    const inputs = JSON.parse(text(inside.get('data/inputs.json'))).inputs as { at: string; stored: string }[];
    expect(inputs.map((input) => input.at)).toEqual(['x/in/a.md', 'x/in/a.md.seams.yaml', 'x/in/pics/p 1.png']);
    for (const { stored } of inputs) expect(inside.has(`data/${stored}`)).toBe(true);
    expect([...inside.values()].some((bytes) => text(bytes) === 'secret')).toBe(false);
  });
});

describe('verifying', () => {
  let zip: Uint8Array;
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    ({ zip } = await makeArchive());
    files = unpack(zip);
  });

  const judge = async (change: (files: Map<string, Uint8Array>) => void, fast = false) => {
    const copy = new Map(files);
    change(copy);
    const { isValid, issues } = await verifyZip(pack(copy), { fast });
    return {
      isValid,
      found: issues.map((issue) => `${issue.id} ${issue.params.path ?? issue.params.expected ?? issue.params.detail}`),
    };
  };

  test('names a flipped bit, in any file', async () => {
    for (const path of files.keys()) {
      const { isValid, found } = await judge((copy) => {
        const bytes = Uint8Array.from(copy.get(path) ?? []);
        const at = bytes.length >> 1;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        copy.set(path, bytes);
      });
      expect([path, isValid]).toEqual([path, false]);
      const isManifest = /manifest|bagit/.test(path);
      if (!isManifest) expect(found.join('\n')).toContain(`write/bag-changed ${path}`);
    }
  });

  test('names a missing, an extra, a renamed and a cut file', async () => {
    const missing = await judge((copy) => copy.delete('data/print.pdf'));
    expect(missing.found).toContain('write/bag-missing data/print.pdf');
    const extra = await judge((copy) => copy.set('data/more.txt', encode('x')));
    expect(extra.found).toContain('write/bag-extra data/more.txt');
    const renamed = await judge((copy) => {
      copy.set('data/Print.pdf', copy.get('data/print.pdf') ?? encode(''));
      copy.delete('data/print.pdf');
    });
    expect(renamed.found).toEqual(
      expect.arrayContaining(['write/bag-missing data/print.pdf', 'write/bag-extra data/Print.pdf']),
    );
    const cut = await judge((copy) =>
      copy.set('data/print.pdf', (copy.get('data/print.pdf') ?? encode('')).subarray(1)),
    );
    expect(cut.found).toContain('write/bag-changed data/print.pdf');
    for (const { isValid } of [missing, extra, renamed, cut]) expect(isValid).toBe(false);
  });

  test('names an edited manifest and a path that leads out', async () => {
    const edit = (path: string, change: (text: string) => string) => (copy: Map<string, Uint8Array>) =>
      void copy.set(path, encode(change(text(copy.get(path)))));
    const shorter = await judge(edit('manifest-sha256.txt', (t) => t.split('\n').slice(1).join('\n')));
    expect(shorter.found).toContain('write/bag-changed manifest-sha256.txt');
    expect(shorter.found.some((line) => line.startsWith('write/bag-partial'))).toBe(true);
    for (const path of ['../x', '/etc/passwd', '~/x', 'C:\\x', 'data/../../x', '\\\\host\\x', 'bag-info.txt']) {
      const { isValid, found } = await judge(edit('manifest-sha512.txt', (t) => `${t}${'0'.repeat(128)}  ${path}\n`));
      expect(isValid).toBe(false);
      expect(found).toContain(`write/bag-outside ${path}`);
    }
  });

  test('--fast sees by names and totals, and reads no file through', async () => {
    const grown = await judge((copy) => copy.set('data/print.pdf', encode('longer than before')), true);
    expect(grown.isValid).toBe(false);
    expect(grown.found.some((line) => line.startsWith('write/bag-total'))).toBe(true);
    const verdict = await verifyZip(zip, { fast: true });
    expect(verdict).toEqual({ isValid: true, issues: [], checked: 0 });
    const bag = Object.fromEntries([...files].map(([path, bytes]) => [`bag/${path}`, bytes]));
    const world = makeMemoryWorld({ files: bag });
    const opened: string[] = [];
    const readFile = (path: string): Promise<Uint8Array> => {
      opened.push(path);
      return world.readFile(path);
    };
    const quick = await verifyBag('bag', { ...world, readFile }, { fast: true });
    expect(quick).toEqual({ isValid: true, issues: [], checked: 0 });
    expect(opened.filter((path) => path.includes('/data/'))).toEqual([]);
  });

  test('of a folder refuses links, wherever they lead', async () => {
    const world = makeMemoryWorld({
      files: Object.fromEntries([...files].map(([path, bytes]) => [`bag/${path}`, bytes])),
    });
    expect((await verifyBag('bag', world)).isValid).toBe(true);
    const linked = {
      ...world,
      listFolder: async (path: string) =>
        (await world.listFolder(path)).map((entry) =>
          entry.name === 'print.pdf' ? { ...entry, isLink: true } : entry,
        ),
    };
    const verdict = await verifyBag('bag', linked);
    expect(verdict.isValid).toBe(false);
    expect(verdict.issues.map((issue) => `${issue.id} ${issue.params.path} ${issue.params.detail ?? ''}`)).toContain(
      'write/bag-unreadable data/print.pdf a link',
    );
  });

  test('of nothing, or of something else, is one sentence', async () => {
    const world = makeMemoryWorld({ files: { 'a.zip': 'no zip' } });
    expect((await verifyBag('nowhere', world)).issues.map((i) => i.id)).toEqual(['read/not-found']);
    expect((await verifyBag('a.zip', world)).issues.map((i) => i.id)).toEqual(['write/bag-unreadable']);
  });

  test('never falls over a damaged zip', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(zip.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (at, byte, cuts) => {
          const bent = cuts ? zip.slice(0, at) : Uint8Array.from(zip);
          const isChanged = cuts || bent[at] !== byte;
          if (!cuts) bent[at] = byte;
          const { isValid, issues } = await verifyZip(bent);
          // A changed time or attribute in a header changes no content.
          if (isChanged && !isValid) expect(issues.some((issue) => severityOf(issue) === 'error')).toBe(true);
          if (cuts) expect(isValid).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('names', () => {
  test('are encoded in manifests where the standard asks, and only there', () => {
    expect(encodeBagPath('data/100%\n\r 中文 ~x')).toBe('data/100%25%0A%0D 中文 ~x');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        expect(decodeBagPath(encodeBagPath(path))).toBe(path);
      }),
    );
  });

  test('with anything in them make a bag that is valid, or are refused', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter((n) => !/[/\\\u0000]/.test(n) && n !== '.' && n !== '..')
      // Behind a letter it would name a drive.
      .filter((n) => !n.startsWith(':'));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { selector: foldPath, minLength: 1, maxLength: 6 }), async (names) => {
        const payload = new Map(names.map((n) => [`x${n}`, encode(n)]));
        const bag = makeBag(payload, new Map(), []);
        const world = makeMemoryWorld({
          files: Object.fromEntries([...bag].map(([path, bytes]) => [`bag/${path}`, bytes])),
        });
        const verdict = await verifyBag('bag', world);
        expect(verdict.issues.filter((issue) => severityOf(issue) === 'error')).toEqual([]);
      }),
      { numRuns: 200 },
    );
    for (const path of ['../x', '/x', '~x', 'C:x', 'a/../../b'])
      expect(() => makeBag(new Map([[path, encode('')]]), new Map(), [])).toThrow();
    const alike = new Map([
      ['a.txt', encode('')],
      ['A.txt', encode('')],
    ]);
    expect(() => makeBag(alike, new Map(), [])).toThrow();
  });

  test('of originals become fit for any disk, different from one another, and keep their letters', () => {
    const taken = new Set<string>();
    const stored = [
      '原稿 一.txt',
      '原稿 一.TXT',
      'a%b\n.txt',
      'CON.txt',
      '../../x',
      '',
      '.hidden',
      'e\u0301.txt',
      '\u00e9.txt',
      `${'长'.repeat(300)}.txt`,
      'a. ',
    ].map((n) => toStoredName(n, taken));
    expect(stored.slice(0, 4)).toEqual(['原稿 一.txt', '原稿 一-2.TXT', 'a_b.txt', '_CON.txt']);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (names) => {
        const seen = new Set<string>();
        const made = names.map((n) => toStoredName(n, seen));
        expect(new Set(made.map(foldPath)).size).toBe(made.length);
        for (const n of made) {
          expect(leadsOut(n)).toBe(false);
          expect(Buffer.byteLength(n)).toBeLessThanOrEqual(200);
          expect(n).not.toMatch(/[<>:"/\\|?*%\u0000-\u001f]|[. ]$|^[.~-]/);
        }
      }),
    );
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../pipeline/core/issues.ts';
import { editionJsonSchema } from '../../pipeline/core/settings.ts';
import { loadSettings } from '../../pipeline/read/load-settings.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

async function load(yaml: string, lang: 'zh' | 'en' = 'en') {
  const world = makeMemoryWorld({ files: { 'in/raw.txt': 'x', 'in/edition.yaml': yaml }, lang });
  const loaded = await loadSettings({ inputs: ['in/raw.txt'] }, world);
  if ('settings' in loaded) return { settings: loaded.settings, faults: [] };
  const faults = loaded.issues.map((i) => [
    i.params.key,
    `${i.place?.path}:${i.place?.line}:${i.place?.column}`,
    messageOf(i, lang),
  ]);
  return { settings: null, faults };
}
const keysAndPlaces = async (yaml: string) => (await load(yaml)).faults.map(([key, place]) => `${key} ${place}`);

describe('edition.yaml', () => {
  it('is read whole', async () => {
    const { settings } = await load(
      'title: T # note\ndate: 2018-10\ncopies: 200\nsize: a5\nbleed: 3.0\nsubtitle:\nsource: {paper: P, page: 012}\norder: [b, a]\n',
    );
    expect(settings).toMatchObject({ title: 'T', id: 'in', bleedMm: 3, order: ['b', 'a'] });
    expect(settings?.edition).toEqual({
      title: 'T',
      date: '2018-10',
      copies: '200',
      size: 'a5',
      bleed: 3,
      source: { paper: 'P', page: '012' },
      order: ['b', 'a'],
    });
  });

  it('keeps numbers in text as they are written', async () => {
    const { settings } = await load('title: 1.10\nsubtitle: 1e3\ncopies: 123456789012345678901234567890\n');
    expect(settings?.edition).toEqual({ title: '1.10', subtitle: '1e3', copies: '123456789012345678901234567890' });
  });

  it('tells every fault at once, with the path to its key and its place', async () => {
    const yaml =
      'titel: x\nsource:\n  papr: y\nparts:\n  - title: A\n    articles: [one, {two: 2}]\nbleed: 99\nsize: a9\nfront: cover\narticles:\n  - title: no match\n';
    expect(await keysAndPlaces(yaml)).toEqual(
      expect.arrayContaining([
        'titel in/edition.yaml:1:1',
        'source.papr in/edition.yaml:3:3',
        'parts[0].articles[1] in/edition.yaml:6:21',
        'bleed in/edition.yaml:7:1',
        'size in/edition.yaml:8:1',
        'front in/edition.yaml:9:1',
        'articles[0].match in/edition.yaml:11:5',
      ]),
    );
    expect((await load(yaml)).faults).toHaveLength(7);
  });

  it('says what would be right, in both languages', async () => {
    const yaml =
      'titel: x\nbleed: 99\nsize: a9\norder: 3\ndate: 2018-13\ntitle: [1]\nid: "a/b"\ncontents: {office: 1}\nrecipients: {a: 1}\n';
    for (const lang of ['en', 'zh'] as const) {
      const { faults } = await load(yaml, lang);
      expect(Object.fromEntries(faults.map(([key, , message]) => [key, message]))).toMatchSnapshot();
    }
  });

  it.each([
    ['an anchor', 'title: &a T\nsubtitle: *a\n', ['title in/edition.yaml:1:11', 'subtitle in/edition.yaml:2:11']],
    ['a merge key', 'source:\n  <<: {paper: x}\n', ['source.<< in/edition.yaml:2:3']],
    ['a tag', 'title: !!js/function x\n', ['title in/edition.yaml:1:22']],
    ['a key given twice', 'title: a\nlang: en\ntitle: b\n', ['title in/edition.yaml:3:1']],
    [
      '__proto__',
      '__proto__: {x: 1}\nconstructor: 1\n',
      ['__proto__ in/edition.yaml:1:1', 'constructor in/edition.yaml:2:1'],
    ],
    ['not a number', 'bleed: .nan\n', ['bleed in/edition.yaml:1:1']],
    ['a huge number', 'bodySize: 1e400\n', ['bodySize in/edition.yaml:1:1']],
    ['a list', '- a\n', ['edition.yaml in/edition.yaml:1:1']],
    ['an open quote', 'title: "a\n', ['edition.yaml in/edition.yaml:2:1']],
    ['two documents', 'title: a\n---\ntitle: b\n', ['edition.yaml in/edition.yaml:2:1']],
  ])('refuses %s', async (_, yaml, expected) => {
    expect(await keysAndPlaces(yaml)).toEqual(expected);
  });

  it('refuses what would grow or nest without end', async () => {
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `k${i}: &k${i} [*a, *a]`).join('\n')}\n`;
    expect((await load(bomb)).faults.length).toBeGreaterThan(0);
    expect((await load(`title: ${'['.repeat(5000)}`)).faults.length).toBeGreaterThan(0);
  });

  it('accepts warnings by id with a reason, never errors', async () => {
    const accept = (id: string) => `accept:\n  - id: ${id}\n    reason: seen\n`;
    expect((await load(accept('normalise/no-title'))).faults).toEqual([]);
    expect((await load(accept('read/empty'))).faults[0]?.[2]).toContain('is an error and cannot be accepted');
    expect((await load(accept('normalise/no-titel'))).faults[0]?.[2]).toContain('did you mean normalise/no-title');
  });
});

describe('where settings come from', () => {
  const files = {
    'a/raw.txt': 'x',
    'a/edition.yaml': 'title: A',
    'b/page.txt': 'x',
    'edition.yaml': 'title: Here',
    'other.yaml': 'title: O',
  };
  const world = makeMemoryWorld({ files });
  const title = async (input: string, editionPath?: string) => {
    const loaded = await loadSettings({ inputs: [input], ...(editionPath ? { editionPath } : {}) }, world);
    return 'settings' in loaded ? loaded.settings.title : loaded.issues.map((i) => i.id);
  };
  it('is beside the first input, or given, and never the working folder', async () => {
    expect(await title('a/raw.txt')).toBe('A');
    expect(await title('a')).toBe('A');
    expect(await title('a/')).toBe('A');
    expect(await title('b/page.txt')).toBe('');
    expect(await title('-')).toBe('');
    expect(await title('a/raw.txt', 'other.yaml')).toBe('O');
    expect(await title('a/raw.txt', 'gone.yaml')).toEqual(['read/not-found']);
  });

  it.each([
    ['a/raw.txt', 'a'],
    ['b/page.txt', 'page'],
    ['x/2018.10 News!.txt', '2018-10-News'],
    ['input.md', 'input'],
    ['x/\u6c47\u7f16/raw.txt', 'edition-'],
    ['x/caf\u00e9.txt', 'cafe'],
    ['-', 'stdin'],
    ['x/CON.txt', 'edition-'],
    ['/tmp/y/index.md', 'y'],
  ])('names an edition after %s', async (input, id) => {
    const loaded = await loadSettings({ inputs: [input] }, makeMemoryWorld({ files: { [input]: 'x' } }));
    const found = 'settings' in loaded ? loaded.settings.id : '';
    expect(found.startsWith(id)).toBe(true);
    expect(found).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]*$/);
  });
});

describe('edition.schema.json', () => {
  it('is what the schema says', () => {
    const file = new URL('../../pipeline/core/edition.schema.json', import.meta.url);
    const schema = { $id: 'edition.schema.json', title: 'edition.yaml', ...editionJsonSchema() };
    if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });
});

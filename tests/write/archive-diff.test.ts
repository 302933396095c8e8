import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diff } from '../../pipeline/diff.ts';
import { diffEditions } from '../../pipeline/write/archive/diff-editions.ts';
import type { FinishedArticle, FinishedEdition } from '../../pipeline/write/archive/read-edition.ts';
import { writeErrata } from '../../pipeline/write/archive/write-errata.ts';
import { writeZip } from '../../pipeline/write/archive/write-zip.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

const article = (id: string, title: string, text: string): FinishedArticle => ({
  id,
  title,
  author: 'A',
  contentHash: `${title}|${text}`,
  blocks: [title, 'A', text],
});
const edition = (...articles: FinishedArticle[]): FinishedEdition => ({ title: 'T', articles, pageMap: null });
const one = article('r-1', 'One', 'The first text about the work of the year.');
const two = article('r-2', 'Two', 'Another text which speaks of harvests and rain.');
const three = article('r-3', 'Three', 'Third: on schools, teachers and their pupils.');

describe('what a later edition changed', () => {
  test('is nothing between one and itself', () => {
    expect(diffEditions(edition(one, two), edition(one, two))).toMatchObject({ isSame: true });
  });

  test('is added and removed articles, though ids shift with them', () => {
    const shifted = { ...two, id: 'r-3' };
    const found = diffEditions(edition(one, two), edition(one, { ...three, id: 'r-2' }, shifted));
    expect(found.added.map((a) => [a.title, a.place])).toEqual([['Three', 2]]);
    expect([found.removed, found.changed, found.moved]).toEqual([[], [], []]);
    expect(diffEditions(edition(one, two, three), edition(one, three)).removed.map((a) => a.title)).toEqual(['Two']);
  });

  test('is changed words, shown', () => {
    const changed = article('r-2', 'Two', 'Another text which speaks of harvests and snow.');
    const [change] = diffEditions(edition(one, two), edition(one, changed)).changed;
    expect(change?.changes?.map((c) => [c.block, c.before, c.after])).toEqual([[2, 'rain', 'snow']]);
  });

  test('is a new title of the same article, not a new article', () => {
    const renamed = { ...two, title: 'Deux', contentHash: 'x', blocks: ['Deux', 'A', two.blocks?.[2] ?? ''] };
    const found = diffEditions(edition(one, two), edition(one, renamed));
    expect([found.added, found.removed]).toEqual([[], []]);
    expect(found.changed[0]?.changes?.map((c) => [c.before, c.after])).toEqual([['Two', 'Deux']]);
  });

  test('is order, told by as few articles as moved', () => {
    const found = diffEditions(edition(one, two, three), edition(three, one, two));
    expect(found.moved.map((a) => [a.title, a.from, a.to])).toEqual([['Three', 3, 1]]);
  });

  test('accounts for every article once, whatever was done', () => {
    const pool = Array.from({ length: 8 }, (_, i) =>
      article(`p-${i}`, `Title ${i}`, `${'word '.repeat(i)}${i} ${'abcdefgh'[i]}`),
    );
    const some = fc.shuffledSubarray(pool);
    fc.assert(
      fc.property(some, some, (before, after) => {
        const found = diffEditions(edition(...before), edition(...after));
        expect(before.length - found.removed.length).toBe(after.length - found.added.length);
        const [kept, stayed] = [new Set(before.map((a) => a.id)), new Set(after.map((a) => a.id))];
        for (const gone of found.removed) expect(kept.has(gone.id)).toBe(true);
        for (const came of found.added) expect(stayed.has(came.id)).toBe(true);
      }),
    );
  });
});

describe('an errata sheet', () => {
  const changed = article('r-2', 'Two', 'Another text which speaks of harvests and snow.');
  const map = {
    schema: 1 as const,
    edition: 'e',
    textHash: '',
    pages: [],
    sections: [],
    articles: [
      { id: 's1', stretches: [{ block: 0, offset: 0, physical: 3, label: '1' }] },
      {
        id: 's2',
        stretches: [
          { block: 0, offset: 0, physical: 4, label: '2' },
          { block: 2, offset: 30, physical: 5, label: '3' },
        ],
      },
    ],
  };

  test('names the page on which readers find the place', () => {
    const before = { ...edition(one, two), pageMap: map };
    const sheet = writeErrata(diffEditions(before, edition(one, changed)), before, 'en');
    expect(sheet).toBe(
      'Errata\n\nTwo, A\n  Page 3: \u201cspeaks of harvests and rain.\u201d should read \u201cspeaks of harvests and snow.\u201d (\u201csnow\u201d for \u201crain\u201d).\n',
    );
  });

  test('does without pages where the earlier edition has no page map', () => {
    const sheet = writeErrata(diffEditions(edition(one, two), edition(one, changed)), edition(one, two), 'zh');
    expect(sheet.split('\n')[0]).toBe('\u52d8\u8bef\u8868');
    expect(sheet).toContain('\u300aTwo\u300bA');
    expect(sheet).not.toContain('\u7b2c');
  });
});

describe('reading finished editions', () => {
  const page = (body: string) => `<html><body><section class="article" id="x">${body}</section></body></html>`;
  const book = (text: string) =>
    writeZip(
      Object.entries({
        'META-INF/container.xml': '<rootfile full-path="O/c.opf"/>',
        'O/c.opf':
          '<item id="n" href="nav.xhtml"/><item id="a" href="a.xhtml"/><spine><itemref idref="n"/><itemref idref="a"/></spine>',
        'O/nav.xhtml': '<html><body><nav>One</nav></body></html>',
        'O/a.xhtml': page(
          `<h1>One<span class="gap"> </span></h1><p>A &amp; B<ruby>x<rt>y</rt></ruby></p><ul><li>${text}</li></ul>`,
        ),
      }).map(([path, content]) => ({ path, bytes: new TextEncoder().encode(content), packing: 'deflate' as const })),
      '',
    );
  const report = (hash: string) =>
    JSON.stringify({ edition: { title: 'T' }, articles: [{ id: 'a', title: 'One', author: 'A', contentHash: hash }] });

  test('takes the words from the e-book, in folders and in bags', async () => {
    const world = makeMemoryWorld({
      files: {
        'x/report.json': report('1'),
        'x/book.epub': book('old words'),
        'y/data/report.json': report('2'),
        'y/data/book.epub': book('new words'),
      },
    });
    const result = await diff('x', 'y', world);
    if ('issues' in result) throw new Error(JSON.stringify(result.issues));
    expect(result.diff.changed[0]?.changes?.map((c) => [c.block, c.before, c.after])).toEqual([[2, 'old', 'new']]);
  });

  test('tells that words cannot be shown without one, and refuses what is no edition', async () => {
    const world = makeMemoryWorld({
      files: { 'x/report.json': report('1'), 'y/report.json': report('2'), 'z/a.txt': 'a', 'w/report.json': '{' },
    });
    const result = await diff('x', 'y', world);
    expect('diff' in result && result.diff.changed[0]?.changes).toBeNull();
    for (const wrong of ['z', 'w', 'nowhere']) expect(await diff('x', wrong, world)).toMatchObject({ issues: [{}] });
  });
});

import { describe, expect, test } from 'vitest';
import type { PageMap, Section } from '../../../pipeline/core/edition.ts';
import { hashTexts, parsePageMap } from '../../../pipeline/core/page-map.ts';
import { planPageBreaks } from '../../../pipeline/write/epub/page-breaks.ts';
import { buildEpub, makeContext, writeEpub } from '../../support/build-epub.ts';
import { readEdition } from '../../support/edition-folder.ts';
import { probeEpub } from '../../support/epub-probe.ts';
import { makeUpPages } from '../../support/made-up-pages.ts';
import { makeSection } from '../../support/made-up-sections.ts';
import { makeMemoryWorld } from '../../support/memory-world.ts';

const mapOf = (
  pages: number,
  starts: Record<string, number>,
  stretches: Record<string, [number, number, number][]>,
): PageMap => {
  const label = (physical: number): string => String(physical);
  return {
    schema: 1,
    edition: 'e',
    textHash: '',
    pages: Array.from({ length: pages }, (_, i) => ({ physical: i + 1, label: label(i + 1) })),
    sections: Object.entries(starts).map(([id, physical]) => ({ id, physical, label: label(physical) })),
    articles: Object.entries(stretches).map(([id, list]) => ({
      id,
      stretches: list.map(([block, offset, physical]) => ({ block, offset, physical, label: label(physical) })),
    })),
  };
};

describe('planning', () => {
  test('a page stands where its first stretch begins', () => {
    const plan = planPageBreaks(
      mapOf(
        3,
        { a: 1, b: 3 },
        {
          a: [
            [0, 0, 1],
            [1, 7, 2],
          ],
          b: [[0, 0, 3]],
        },
      ),
      [makeSection('a'), makeSection('b')],
    );
    expect(plan.get('a')?.map(({ label, at }) => [label, at])).toEqual([
      ['1', 'start'],
      ['2', { block: 1, offset: 7 }],
    ]);
    expect(plan.get('b')?.map(({ label, at }) => [label, at])).toEqual([['3', 'start']]);
  });

  test('a blank page begins where what stands before it ends; the last ones at the end', () => {
    const plan = planPageBreaks(mapOf(5, { a: 1, b: 3 }, {}), [makeSection('a'), makeSection('b')]);
    expect(plan.get('a')?.map(({ label, at }) => [label, at])).toEqual([
      ['1', 'start'],
      ['2', 'end'],
    ]);
    expect(plan.get('b')?.map(({ label, at }) => [label, at])).toEqual([
      ['3', 'start'],
      ['4', 'end'],
      ['5', 'end'],
    ]);
  });

  test('a page of contents that run over several begins before the line that it begins with', () => {
    const pages = mapOf(4, { contents: 1, a: 4 }, {});
    const [contents, ...others] = pages.sections;
    const stretches = [
      { block: 0, offset: 0, physical: 1, label: '1' },
      { block: 25, offset: 0, physical: 2, label: '2' },
      { block: 53, offset: 0, physical: 3, label: '3' },
    ];
    const sections = contents ? [{ ...contents, stretches }, ...others] : [];
    const plan = planPageBreaks({ ...pages, sections }, [makeSection('contents'), makeSection('a')]);
    expect(plan.get('contents')?.map(({ label, at }) => [label, at])).toEqual([
      ['1', 'start'],
      ['2', { block: 25, offset: 0 }],
      ['3', { block: 53, offset: 0 }],
    ]);
    expect(plan.get('a')?.map(({ label, at }) => [label, at])).toEqual([['4', 'start']]);
  });

  test('an article that runs on does not begin a page again', () => {
    const plan = planPageBreaks(
      mapOf(
        2,
        { a: 1, b: 1 },
        {
          b: [
            [0, 0, 1],
            [2, 3, 2],
          ],
        },
      ),
      [makeSection('a'), makeSection('b')],
    );
    expect(plan.get('b')?.map(({ label }) => label)).toEqual(['2']);
  });
});

describe('markers', async () => {
  const rich = await buildEpub(readEdition('rich'));
  const pageMap = makeUpPages(rich.rendered, 150);
  const world = makeMemoryWorld({ files: { 'map.json': JSON.stringify(pageMap) } });
  const { context, issues } = makeContext(world, readEdition('rich').edition, { pageMap: 'map.json' });
  const book = probeEpub((await writeEpub(rich.rendered, context)).bytes);
  const nav = book.text('OEBPS/toc.xhtml');
  const listed = [
    ...(/epub:type="page-list"[\s\S]*?<\/nav>/.exec(nav)?.[0] ?? '').matchAll(/<a href="([^"]+)">([^<]+)</g),
  ];

  test('the list has every page of the print edition, in order', () => {
    expect(listed.map(([, , label]) => label)).toEqual(pageMap.pages.map(({ label }) => label));
    expect(issues.map(({ id }) => id)).not.toContain('write/no-page-list');
  });

  test('each leads to a marker of its own label', () => {
    for (const [, href = '', label] of listed) {
      const [file, id] = href.split('#');
      const marker = new RegExp(`<span id="${id}"[^>]*>`).exec(book.text(`OEBPS/${file}`))?.[0] ?? '';
      expect(marker).toContain('epub:type="pagebreak"');
      expect(marker).toContain('role="doc-pagebreak"');
      expect(marker).toContain(`aria-label="${label}"`);
    }
  });

  test('stand before the very character with which the page begins', () => {
    let checked = 0;
    const matter = pageMap.sections.flatMap(({ id, stretches }) => (stretches ? [{ id, stretches }] : []));
    expect(matter.map(({ id }) => id)).toContain('contents');
    for (const { id, stretches } of [...pageMap.articles, ...matter]) {
      const xhtml = book.text(`OEBPS/${id}.xhtml`);
      const hast = rich.rendered.sections.find((s) => s.id === id)?.hast;
      const seen = new Set<number>();
      for (const { block, offset, physical, label } of stretches) {
        if (seen.has(physical)) continue;
        seen.add(physical);
        if (offset === 0) continue;
        const text = blockText(hast, block);
        const expected = [...text].slice(offset).join('').replace(/\s/g, '').slice(0, 4);
        // Within one block only: what follows the block is another's.
        const after = xhtml.split(new RegExp(`<span id="page-${label}"[^>]*></span>`))[1] ?? '';
        const plain = after
          .slice(0, 2000)
          .replace(/<[^>]*>/g, '')
          .replace(/\s/g, '');
        expect(decode(plain).startsWith(expected), `page ${label}: ${plain.slice(0, 8)} / ${expected}`).toBe(true);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(10);
  });

  test('the package names the print edition, without prefix', () => {
    const opf = book.text('OEBPS/content.opf');
    expect(opf).toMatch(/<meta property="pageBreakSource">[^<]*print\.pdf[^<]*<\/meta>/);
    expect(opf).toContain('pageNavigation');
    expect(opf).toContain('pageBreakMarkers');
  });

  test('NCX has the same list', () => {
    const targets = [...book.text('OEBPS/toc.ncx').matchAll(/<pageTarget[^>]*><navLabel><text>([^<]*)/g)];
    expect(targets.map(([, label]) => label)).toEqual(pageMap.pages.map(({ label }) => label));
  });
});

describe('a page map from a file', async () => {
  const rich = await buildEpub(readEdition('rich'));
  const good = makeUpPages(rich.rendered, 300);
  const write = async (file: string) => {
    const { context, issues } = makeContext(
      makeMemoryWorld({ files: { 'map.json': file } }),
      {},
      { pageMap: 'map.json' },
    );
    const { bytes } = await writeEpub(rich.rendered, context);
    return { length: bytes.length, ids: issues.map(({ id }) => id) };
  };

  test('for other text is refused, and no e-book is made', async () => {
    const { length, ids } = await write(JSON.stringify({ ...good, textHash: '0'.repeat(64) }));
    expect(ids).toContain('write/page-map-differs');
    expect(length).toBe(0);
  });

  test.each(['', '{', '[]', '{"schema":2}', JSON.stringify({ ...good, pages: 'all' })])(
    '%j is no page map',
    async (file) => {
      const { length, ids } = await write(file);
      expect(ids).toContain('write/page-map-invalid');
      expect(length).toBe(0);
    },
  );

  test('the hash changes with the text and with the order', () => {
    const a = { id: 'a', contentHash: '1' };
    const b = { id: 'b', contentHash: '2' };
    const hashes = [[a, b], [b, a], [a], [a, { ...b, contentHash: '3' }]].map((list) => hashTexts(list));
    expect(new Set(hashes).size).toBe(4);
    expect(parsePageMap(new TextEncoder().encode(JSON.stringify(good)), rich.edition.articles).kind).toBe('ok');
  });

  test('alone, the e-book has no list and says so', async () => {
    const { bytes, issues } = await buildEpub(readEdition('rich'));
    const book = probeEpub(bytes);
    expect(book.text('OEBPS/toc.xhtml')).not.toContain('page-list');
    expect(book.text('OEBPS/content.opf')).not.toMatch(/pageBreak|pageNavigation/);
    expect(issues.map(({ id }) => id)).toContain('write/no-page-list');
  });
});

type Node = Section['hast'] | Section['hast']['children'][number];

function blockText(root: Node | undefined, wanted: number): string {
  const visit = (node: Node, block: number): string => {
    if (node.type === 'text') return block === wanted ? node.value : '';
    if (!('children' in node)) return '';
    const own = node.type === 'element' ? node.properties.dataBlock : undefined;
    return node.children.map((child) => visit(child, own === undefined ? block : Number(own))).join('');
  };
  return root ? visit(root, -1) : '';
}

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

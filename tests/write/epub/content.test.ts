import fc from 'fast-check';
import type { ElementContent } from 'hast';
import { describe, expect, test } from 'vitest';
import type { Rendered, Section } from '../../../pipeline/core/edition.ts';
import { type ContentSetting, writeContent } from '../../../pipeline/write/epub/content.ts';
import { readXhtml } from '../../../pipeline/write/epub/fidelity.ts';
import { wordsFor } from '../../../pipeline/write/epub/words.ts';
import { makeContext, writeEpub } from '../../support/build-epub.ts';
import { validateQuickly } from '../../support/check-epub.ts';
import { makeMemoryWorld } from '../../support/memory-world.ts';
import { makeRendered } from '../../support/rendered-sample.ts';

const setting: ContentSetting = {
  sectionId: 's',
  rootOf: null,
  resolveLink: (href) => (href.startsWith('#') ? href : null),
  resolveImage: () => null,
  breaks: [],
  words: wordsFor('zh-CN'),
};

const element = (tagName: string, properties: Record<string, unknown>, children: ElementContent[]): ElementContent => ({
  type: 'element',
  tagName,
  properties: properties as never,
  children,
});

const write = (...nodes: ElementContent[]): string => writeContent(nodes, setting).xhtml;

describe('elements', () => {
  test('that may not stand where they stand become plain ones, their text stays', () => {
    const p = element('p', {}, [{ type: 'text', value: 'x' }]);
    expect(write(element('p', {}, [p]))).toBe('<p><span>x</span></p>');
    expect(write(element('li', {}, [p]))).toBe('<div><p>x</p></div>');
    expect(write(element('ul', {}, [p]))).toBe('<ul><li><p>x</p></li></ul>');
    expect(write(element('tr', {}, [p]))).toBe('<p>x</p>');
    expect(write(element('table', {}, [p]))).toBe('<table><tbody><tr><td><p>x</p></td></tr></tbody></table>');
    expect(write(element('center', {}, [p]))).toBe('<div><p>x</p></div>');
    expect(write(element('blink', {}, [p]))).toBe('<p>x</p>');
    expect(write(element('script', {}, [p]))).toBe('');
  });

  test('are closed in full: readers that take XHTML for HTML see the same', () => {
    expect(write(element('p', {}, []), element('br', {}, []), element('td', {}, []))).toBe('<p></p><br/><div></div>');
  });

  test('have each id once, and none that XML would refuse', () => {
    expect(write(element('p', { id: '1 a' }, []), element('p', { id: '1 a' }, []))).toBe(
      '<p id="x-1_20_a"></p><p></p>',
    );
  });
});

describe('page breaks', () => {
  const at = (offset: number, ...children: ElementContent[]): string =>
    writeContent([element('p', { dataBlock: '0' }, children)], {
      ...setting,
      breaks: [{ physical: 2, label: '2', id: 'page-2', at: { block: 0, offset } }],
    }).xhtml.replace(/<span id="page-2"[^>]*><\/span>/, '|');

  test('count characters, not code units', () => {
    expect(at(2, { type: 'text', value: '\u{20bb7}\u4e00\u4e8c' })).toBe('<p>\u{20bb7}\u4e00|\u4e8c</p>');
  });

  test('go into inline elements where the character is, and around ruby', () => {
    const strong = element('strong', {}, [{ type: 'text', value: 'bc' }]);
    expect(at(2, { type: 'text', value: 'a' }, strong)).toBe('<p>a<strong>b|c</strong></p>');
    expect(at(1, { type: 'text', value: 'a' }, strong)).toBe('<p>a|<strong>bc</strong></p>');
    const ruby = element('ruby', {}, [
      { type: 'text', value: 'bc' },
      element('rt', {}, [{ type: 'text', value: 'd' }]),
    ]);
    expect(at(2, { type: 'text', value: 'a' }, ruby, { type: 'text', value: 'e' })).toBe(
      '<p>a<ruby>bc<rt>d</rt></ruby>|e</p>',
    );
  });

  test('that lie past the text, or in a block that is not there, are written all the same', () => {
    expect(at(99, { type: 'text', value: 'a' })).toBe('<p>a|</p>');
    const lost = { physical: 2, label: '2', id: 'page-2', at: { block: 7, offset: 0 } };
    expect(writeContent([element('p', { dataBlock: '0' }, [])], { ...setting, breaks: [lost] }).xhtml).toContain(
      'page-2',
    );
  });
});

const names = [
  'p div span a em strong b i u s small sub sup code pre q cite abbr mark ins del ruby rt rp rb br wbr hr ul ol li dl dt dd',
  'table caption colgroup col thead tbody tfoot tr td th figure figcaption h1 h2 h3 h4 h5 h6 blockquote section article',
  'aside header footer nav main address details summary center font big tt strike input img svg math mi mo semantics',
  'circle title script style template iframe object form button label time data bdo video picture unknown-element',
]
  .join(' ')
  .split(' ');

/** No parser gives these children. */
const isVoid = (name: string): boolean => /^(br|wbr|hr|img|input|col)$/.test(name);

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((value): ElementContent => ({ type: 'text', value }));
const wild = fc.string({ unit: 'binary', maxLength: 6 });
const properties = fc.record(
  {
    id: wild,
    href: fc.oneof(wild, fc.constantFrom('#a', 'javascript:1', 'http://[', 'https://example.org/\u4e2d?a&b', '//x')),
    src: wild,
    alt: wild,
    title: wild,
    lang: fc.oneof(wild, fc.constant('en')),
    dir: wild,
    role: fc.constantFrom('doc-noteref', 'doc-backlink', 'note'),
    className: fc.array(fc.constantFrom('note', 'a', 'dots')),
    colSpan: fc.integer(),
    rowSpan: wild,
    headers: fc.array(wild),
    scope: wild,
    start: fc.oneof(fc.integer(), wild),
    reversed: fc.boolean(),
    type: fc.constantFrom('checkbox', 'a', 'text'),
    value: wild,
    width: wild,
    dateTime: wild,
    align: fc.constantFrom('left', 'middle'),
    style: fc.constantFrom('color:red', 'background:url(x)', '}'),
    ariaLabelledBy: fc.array(wild),
    onClick: wild,
    dataFoo: wild,
    hidden: fc.boolean(),
    viewBox: fc.constant('0 0 1 1'),
  },
  { requiredKeys: [] },
);
const { node } = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    text,
    fc
      .tuple(fc.constantFrom(...names), properties, fc.array(tie('node'), { maxLength: 4 }))
      .map(([name, props, children]) => element(name, props, isVoid(name) ? [] : (children as ElementContent[]))),
  ),
}));

test('whatever the tree, the book is valid and says what the tree says', async () => {
  const trees = fc.sample(fc.array(node, { minLength: 1, maxLength: 4 }), { seed: 20181024, numRuns: 150 });
  const base = makeRendered(0);
  const sections = trees.map(
    (children, i): Section => ({
      id: `t${i}`,
      role: 'article',
      matter: 'body',
      title: `t${i}`,
      lang: 'zh-CN',
      start: 'new-page',
      hast: { type: 'root', children },
    }),
  );
  const contents = sections.map(({ id, title }) => ({
    id,
    kind: 'article' as const,
    title: { text: title, parts: [title], subtitle: '' },
    author: '',
    office: '',
    children: [],
  }));
  const rendered: Rendered = { ...base, sections, edition: { ...base.edition, contents } };
  const { context, issues } = makeContext(makeMemoryWorld());
  const { bytes } = await writeEpub(rendered, context);
  expect(issues.filter(({ id }) => id === 'write/text-differs').map(({ params }) => params.title)).toEqual([]);
  // Formulas and drawings made of anything are not what their schemas allow; text and structure must be.
  const messages = (await validateQuickly(bytes)).filter((message) => !/svg|math/i.test(message));
  expect(messages).toEqual([]);
});

test('reading a file back undoes writing it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const xhtml = `<body>${write(element('p', {}, [{ type: 'text', value }]))}</body>`;
      expect(readXhtml(xhtml)).toBe(
        readXhtml(
          `<body>${value.toWellFormed().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</body>`,
        ),
      );
    }),
  );
});

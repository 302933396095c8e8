import fc from 'fast-check';
import type { ElementContent } from 'hast';
import { describe, expect, test } from 'vitest';
import { type ContentSetting, writeContent } from '../../../pipeline/write/epub/content.ts';
import { readXhtml } from '../../../pipeline/write/epub/fidelity.ts';
import { wordsFor } from '../../../pipeline/write/epub/words.ts';
import { makeContext, writeEpub } from '../../support/build-epub.ts';
import { validateQuickly } from '../../support/check-epub.ts';
import { makeMemoryWorld } from '../../support/memory-world.ts';
import { makeWildEdition } from '../../support/wild-edition.ts';

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

test('whatever the tree, the book is valid and says what the tree says', async () => {
  const { context, issues } = makeContext(makeMemoryWorld());
  const { bytes } = await writeEpub(makeWildEdition(150), context);
  expect(issues.filter(({ id }) => id === 'write/text-differs').map(({ params }) => params.title)).toEqual([]);
  expect(await validateQuickly(bytes)).toEqual([]);
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

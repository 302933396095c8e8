import type { ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { describe, expect, it } from 'vitest';
import { writeHtml } from '../../../pipeline/write/print/write-html.ts';
import { makeRendered } from '../../support/rendered-sample.ts';

const asIs = (href: string): string => href;
const rootOf = (...children: ElementContent[]): Root => ({ type: 'root', children });

describe('HTML of plain sections', () => {
  it('is what the general writer gives, for a whole edition', () => {
    const { sections } = makeRendered(12);
    for (const { hast } of sections) expect(writeHtml(hast, asIs)).toBe(toHtml(hast));
    expect(sections.length).toBeGreaterThan(12);
  });

  it('is the same where text has signs of markup, quotes and characters of every kind', () => {
    const texts = [
      'a < b & c > d',
      '&lt; &#65; &',
      '"\u201c\'',
      '\u00a0\u3000\u200b',
      '\ud842\udfb7\ud83d\ude00',
      '\r\n\t',
    ];
    for (const text of texts) {
      const tree = rootOf(
        h('p', { dataBlock: '3', className: ['unbroken', 'lead-in'] }, [text, h('span', text), text]),
      );
      expect(writeHtml(tree, asIs)).toBe(toHtml(tree));
    }
  });

  it('is the same for every property that it knows', () => {
    const tree = rootOf(
      h('section', { id: 'a-1', lang: 'zh-CN', role: 'doc-toc' }, [
        h('a', { href: '#a-2' }, [h('span', { ariaHidden: 'true' }), h('span', { dataPageOf: 'a-2' }, 'x')]),
        h('ol', [h('li', [h('em', 'y'), h('strong', 'z'), h('sup', '1')])]),
      ]),
    );
    expect(writeHtml(tree, asIs)).toBe(toHtml(tree));
    expect(writeHtml(tree, (href) => `to:${href}`)).toContain('<a href="to:#a-2">');
  });

  it.each([
    ['an element that print changes', h('ruby', [h('rt', 'x')])],
    ['an element without an end', h('br')],
    ['a cell', h('td')],
    ['a picture', h('img', { src: 'a.png', alt: '' })],
    ['a property it does not know', h('p', { title: 'x' })],
    ['a value that is written in another way', h('p', { lang: 'a"b' })],
    ['a number', h('p', { dataBlock: 3 })],
    ['a comment', { type: 'comment', value: 'x' } as const],
  ])('is left to the general writer: %s', (_, node) => {
    expect(writeHtml(rootOf(h('p', ['x']), h('section', [node])), asIs)).toBeNull();
  });
});

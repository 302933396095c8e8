import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanXml } from '../../../pipeline/write/epub/scan-xml.ts';

const scan = (text: string) => scanXml(new TextEncoder().encode(text));
const faultOf = (text: string): string => {
  const scanned = scan(text);
  return 'fault' in scanned ? scanned.fault : '';
};

describe('a document', () => {
  test('gives its elements with attributes, text and place', () => {
    const scanned = scan(
      '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<!-- a --><a x="1 &amp; 2" y=\'&#x4e2d;\'>b<c/>d<p:e xmlns:p="u" p:f="g">&lt;</p:e></a>\n<?z ?>',
    );
    if ('fault' in scanned) throw new Error(scanned.fault);
    const [a, c, e] = scanned.elements;
    expect(scanned.elements.length).toBe(3);
    expect(a).toMatchObject({ name: 'a', parent: -1, text: 'bd' });
    expect([...(a?.attributes ?? [])]).toEqual([
      ['x', '1 & 2'],
      ['y', '\u4e2d'],
    ]);
    expect(c).toMatchObject({ name: 'c', parent: 0, text: '' });
    expect(e).toMatchObject({ name: 'p:e', parent: 0, text: '<' });
  });

  test.each([
    ['<a><b></a></b>', '</a> closes <b>'],
    ['<a>', '<a> is not closed'],
    ['', 'no root'],
    ['<a/><b/>', 'a second root'],
    ['<a/>x', 'text outside the root'],
    ['x<a/>', 'text outside the root'],
    ['<a b=1/>', 'a tag that cannot be read'],
    ['<a b="1" b="2"/>', 'the attribute b twice'],
    ['<a b="<"/>', 'a tag that cannot be read'],
    ['<a>&x;</a>', 'the reference &x; means nothing'],
    ['<a>a & b</a>', 'the reference & means nothing'],
    ['<a>&#0;</a>', 'the reference &#0; means nothing'],
    ['<a>&#xd800;</a>', 'the reference &#xd800; means nothing'],
    ['<a>]]></a>', '"]]>" in text'],
    ['<a><!-- -- --></a>', 'a tag that cannot be read'],
    ['<a>\u0007</a>', 'a character that XML does not allow'],
    ['<p:a/>', 'the prefix p is not declared'],
    ['<a><b xmlns:p="u"/><p:c/></a>', 'the prefix p is not declared'],
    ['<1a/>', '"1a" is no name'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'a tag that cannot be read'],
    ['<a/><!DOCTYPE a>', 'a tag that cannot be read'],
  ])('%j is not well formed', (text, fault) => {
    expect(faultOf(text)).toContain(fault);
    expect(faultOf(text)).toMatch(/^line 1: /);
  });

  test('says the line of its fault', () => {
    expect(faultOf('<a>\n\n<b>\n</a>')).toBe('line 4: </a> closes <b>');
  });

  test('is read to an answer, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<a',
      ' b="',
      '"',
      '</a>',
      '<!--',
      '-->',
      '&',
      ';',
      '\n',
      '<![CDATA[',
      '<?',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof faultOf(pieces.join(''))).toBe('string');
      }),
    );
    for (const bad of [
      '<a '.repeat(20_000),
      `<a ${'b="1" '.repeat(20_000)}`,
      '<!--'.repeat(20_000),
      '&'.repeat(50_000),
    ])
      expect(faultOf(bad)).not.toBe('');
  });
});

import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { findTextDifference } from '../../../pipeline/write/epub/fidelity.ts';
import { makeNameFiler } from '../../../pipeline/write/epub/names.ts';
import { cleanXml, escapeAttribute, escapeText, toXmlId } from '../../../pipeline/write/epub/xml.ts';
import { crc32, ZipFile } from '../../../pipeline/write/epub/zip.ts';
import { makeArticle } from '../../support/sample-articles.ts';

describe('names are filed', () => {
  test.each([
    ['\u5218\u4f1f', 'Liu, Wei'],
    ['\u5355\u9701\u7fd4', 'Shan, Jixiang'],
    ['\u66fe\u56fd\u5e73', 'Zeng, Guoping'],
    ['\u6b27\u9633\u4fee', 'Ouyang, Xiu'],
    ['\u8bf8\u845b\u4eae', 'Zhuge, Liang'],
    ['\u8bfb\u4e66\u4f1a\u79d8\u4e66\u5904', 'Du shu hui mi shu chu'],
    ['Jane Q. Reader', 'Reader, Jane Q.'],
    ['Plato', 'Plato'],
  ])('%s as %s', async (name, expected) => {
    const fileAs = await makeNameFiler([name]);
    expect(fileAs(name)).toBe(expected);
  });
});

describe('XML text', () => {
  test('is escaped and well formed whatever came in', () => {
    expect(escapeText('a<b>&]]>\u0000\u001b\ufffe\ud800')).toBe('a&lt;b&gt;&amp;]]&gt;\ufffd');
    expect(escapeAttribute('"a\n\t\'<')).toBe("&quot;a&#10;&#9;'&lt;");
    expect(cleanXml('\u{20bb7}\u4e00')).toBe('\u{20bb7}\u4e00');
    expect(toXmlId('a-1')).toBe('a-1');
    expect(toXmlId('1')).toBe('x-1');
    expect(toXmlId('\u4e00')).toMatch(/^x-[A-Za-z0-9_]+$/);
  });
});

describe('the zip', () => {
  test('gives back what went in', () => {
    const zip = new ZipFile();
    zip.add('a', 'stored', 'store');
    zip.add('b/c', 'x'.repeat(1000));
    zip.add('d', new Uint8Array());
    const files = unzipSync(new Uint8Array(Buffer.concat(zip.finish())));
    expect(
      Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])),
    ).toEqual({
      a: 'stored',
      'b/c': 'x'.repeat(1000),
      d: '',
    });
  });

  test('refuses two files of one name', () => {
    const zip = new ZipFile();
    zip.add('a', '1');
    expect(() => zip.add('a', '2')).toThrow();
  });

  test('has the check sum of every length as one bit at a time gives it', () => {
    const bytes = Uint8Array.from({ length: 41 }, (_, i) => (i * 73 + 5) & 255);
    for (let length = 0; length <= bytes.length; length++) {
      let expected = -1;
      for (const byte of bytes.subarray(0, length)) {
        expected ^= byte;
        for (let k = 0; k < 8; k++) expected = expected & 1 ? (expected >>> 1) ^ 0xedb88320 : expected >>> 1;
      }
      expect(crc32(bytes.subarray(0, length))).toBe(~expected >>> 0);
      const half = length >> 1;
      expect(crc32(bytes.subarray(half, length), crc32(bytes.subarray(0, half)))).toBe(~expected >>> 0);
    }
  });

  test('has the check sum that everybody has', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('the text of a finished file', () => {
  const article = makeArticle('a', '\u9898', '', '\u7532\u4e59\u4e19');
  const section = {
    id: 'a',
    role: 'article',
    matter: 'body',
    title: '\u9898',
    lang: 'zh-CN',
    start: 'new-page',
    hast: {
      type: 'root',
      children: [
        { type: 'element', tagName: 'h1', properties: {}, children: [{ type: 'text', value: '\u9898' }] },
        { type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value: '\u7532\u4e59\u4e19' }] },
      ],
    },
  } as const;
  const look = (body: string) => findTextDifference(`<html><body>${body}</body></html>`, section as never, article);

  test('is the same: nothing is found', () => {
    expect(
      look('<h1>\u9898</h1>\n<p>\u7532\u4e59<span id="page-2"></span>\u4e19</p><nav id="neighbours"><a>x</a></nav>'),
    ).toBeNull();
  });

  test.each([
    ['lost', '<h1>\u9898</h1><p>\u7532\u4e19</p>'],
    ['added', '<h1>\u9898</h1><p>\u7532\u4e59\u4e01\u4e19</p>'],
    ['changed', '<h1>\u9898</h1><p>\u7532\u4e59\u4e01</p>'],
    ['out of order', '<h1>\u9898</h1><p>\u4e59\u7532\u4e19</p>'],
    ['gone', ''],
  ])('%s: it is told', (_, body) => {
    expect(look(body)).not.toBeNull();
  });

  test('is the section\u2019s, but the section lost something of the article', () => {
    const longer = makeArticle('a', '\u9898', '', '\u7532\u4e59\u4e19\u4e01');
    const body = '<html><body><h1>\u9898</h1><p>\u7532\u4e59\u4e19</p></body></html>';
    expect(findTextDifference(body, section as never, longer)?.expected).toContain('\u4e01');
  });
});

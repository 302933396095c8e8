import fc from 'fast-check';
import { expect, it } from 'vitest';
import { curlQuotes } from '../../pipeline/reassemble/curl-quotes.ts';
import { press } from './press-articles.ts';

it('tells an opening quote from a closing one by what stands around all of them', () => {
  const turned = [
    '\u4ed6\u8bf4\uff1a\u201c\u6865\u8981\u4fee\u3002\u201d\u5927\u5bb6\u90fd\u6765\u4e86\u3002',
    // A column ended in the middle of what was said, and went on so elsewhere.
    '\u4ed6\u8bf4:\u201c\u6865\u8981',
    '\u4fee\u4e86\u3002\u201d\u5927\u5bb6\u90fd\u8bf4\u597d\u3002',
    '\u4fee\u201d\u7684\u4e8b\uff0c\u53c8\u8bf4\uff1a\u201c\u4e0d\u6025\u3002',
    '\u5404\u4f4d\uff01\u201c\u4e24\u65b0\u201d\u653f\u7b56\u6301\u7eed\u6269\u56f4\uff0c\u201c\u4e24\u91cd\u201d\u9879\u76ee\u5168\u90e8\u5f00\u5de5\u3002',
    'She said, \u201cNot before June,\u201d and left.',
    'before June,\u201d she said. \u201cWe told them',
    'no quotes at all',
  ];
  for (const text of turned) expect(curlQuotes(text.replace(/[\u201c\u201d]/g, '"'))).toBe(text);
});

it('is right of nearly all quotes of newspaper texts', () => {
  const texts = press
    .flatMap(({ articles }) => articles.flatMap(({ paragraphs }) => paragraphs))
    .filter((text) => /[\u201c\u201d]/.test(text) && !text.includes('"'));
  expect(texts.length).toBeGreaterThan(50);
  const right = texts.filter((text) => curlQuotes(text.replace(/[\u201c\u201d]/g, '"')) === text);
  expect(right.length / texts.length).toBeGreaterThan(0.95);
});

it('changes nothing but straight quotes, each into one character', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('"', '\u201c', '\u6865', 'a', ' ', '\uff1a', ':', '.', ',', '\ud842\udfb7')),
      (parts) => {
        const text = parts.join('');
        const turned = curlQuotes(text);
        expect(turned.length).toBe(text.length);
        expect(turned.replace(/[\u201c\u201d]/g, '"')).toBe(text.replace(/[\u201c\u201d]/g, '"'));
        expect(turned).not.toContain('"');
      },
    ),
  );
});

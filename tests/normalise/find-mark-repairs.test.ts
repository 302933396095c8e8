import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarkRepairs, type QuoteStyle } from '../../pipeline/normalise/find-mark-repairs.ts';

function repair(text: string, quotes: QuoteStyle = 'curly'): string {
  let [out, from] = ['', 0];
  for (const { at, before, after } of findMarkRepairs(text, quotes)) {
    expect(text.slice(at, at + before.length)).toBe(before);
    expect(at).toBeGreaterThanOrEqual(from);
    out += text.slice(from, at) + after;
    from = at + before.length;
  }
  return out + text.slice(from);
}

describe('marks set right', () => {
  it.each([
    ['5\u5e74\u6765,\u5317\u4eac\u5e02', '5\u5e74\u6765\uff0c\u5317\u4eac\u5e02'],
    ['\u589e\u957f5.3%,\u9ad8\u4e8e\u5168\u56fd', '\u589e\u957f5.3%\uff0c\u9ad8\u4e8e\u5168\u56fd'],
    ['\u5b66\u4e60\u300a\u51b3\u5b9a\u300b,\u843d\u5b9e', '\u5b66\u4e60\u300a\u51b3\u5b9a\u300b\uff0c\u843d\u5b9e'],
    ['\u589e\u5f3a"\u4e09\u6027"', '\u589e\u5f3a\u201c\u4e09\u6027\u201d'],
    ['(\u8bb0\u8005 \u5218\u4f1f)', '\uff08\u8bb0\u8005 \u5218\u4f1f\uff09'],
    ['\u4f1a\u8bae\u5f3a\u8c03:\u8981\u575a\u6301', '\u4f1a\u8bae\u5f3a\u8c03\uff1a\u8981\u575a\u6301'],
    ['\u5de5\u4f5c;\u4e00\u662f\u597d!\u597d?', '\u5de5\u4f5c\uff1b\u4e00\u662f\u597d\uff01\u597d\uff1f'],
    ['\u5de5\u4f5c, \u63a8\u52a8', '\u5de5\u4f5c\uff0c\u63a8\u52a8'],
    ['\u65f6\u95f4:12:30,\u5730\u70b9', '\u65f6\u95f4\uff1a12:30\uff0c\u5730\u70b9'],
    ['\u505a\u597d\u5de5\u4f5c.', '\u505a\u597d\u5de5\u4f5c\u3002'],
    [
      '\u53bb\u5e74,\u505a\u597d\u5de5\u4f5c.\u6211\u4eec\u8981\u52aa\u529b.',
      '\u53bb\u5e74\uff0c\u505a\u597d\u5de5\u4f5c\u3002\u6211\u4eec\u8981\u52aa\u529b\u3002',
    ],
    [
      '\u4ed6\u8bf4"\u53bb\u9664\u2018\u56db\u5316\u2019",\u597d',
      '\u4ed6\u8bf4\u201c\u53bb\u9664\u2018\u56db\u5316\u2019\u201d\uff0c\u597d',
    ],
    ['\u589e\u5f3a\u201c\u4e09\u6027"', '\u589e\u5f3a\u201c\u4e09\u6027\u201d'],
    ['\u589e\u5f3a"\u4e09\u6027\u201d', '\u589e\u5f3a\u201c\u4e09\u6027\u201d'],
    ['\uff08\u8bb0\u8005 \u5218\u4f1f)', '\uff08\u8bb0\u8005 \u5218\u4f1f\uff09'],
    ['\u603b\u5de5\u4f1a (ACFTU) \u662f', '\u603b\u5de5\u4f1a\uff08ACFTU\uff09\u662f'],
    [
      'HydraPaper:\u4e00\u4e2a\u652f\u6301\u591a\u663e\u793a\u5668\u7684\u7ba1\u7406\u5668',
      'HydraPaper\uff1a\u4e00\u4e2a\u652f\u6301\u591a\u663e\u793a\u5668\u7684\u7ba1\u7406\u5668',
    ],
    ['\u4f60\u559c\u6b22 Linux?', '\u4f60\u559c\u6b22 Linux\uff1f'],
    ['\u8bbf\u95eehttp://x.com/a,b?c=(1),\u7136\u540e', '\u8bbf\u95eehttp://x.com/a,b?c=(1)\uff0c\u7136\u540e'],
    ['\u771f\u597d!!', '\u771f\u597d\uff01\uff01'],
    ['\u5982\u4e0b:', '\u5982\u4e0b\uff1a'],
    ["\u589e\u5f3a'\u4e09\u6027'", '\u589e\u5f3a\u2018\u4e09\u6027\u2019'],
  ])('%s', (before, after) => {
    expect(repair(before)).toBe(after);
    expect(repair(after)).toBe(after);
  });

  it.each([
    '20.4\u4e07\u4eba',
    '\u51711,234\u4eba',
    '12:30\u5f00\u4f1a',
    '\u6bd4\u52063:2',
    '\u589e\u5f3a\u201c\u4e09\u6027\u201d',
    '\uff08\u4e00\uff09\u52a0\u5f3a',
    '1.\u52a0\u5f3a',
    '1. \u52a0\u5f3a',
    '1,\u52a0\u5f3a',
    '1)\u52a0\u5f3a',
    '(1)\u52a0\u5f3a',
    'A.\u52a0\u5f3a',
    '\u5218\u3000\u4f1f',
    '\u5218 \u4f1f',
    'What is an API? It is a "tool", (really); yes: 12:30!',
    'The word \u5de5\u4f1a, meaning union, is used (\u5de5\u4f1a) here: yes.',
    '\u8bbf\u95ee https://a.b/c?d=1,2&e=(3); \u3002'.replace('; ', ''),
    '\u5b57\u7b26...\u597d',
    '\u5409\u7c73.\u5361\u7279\u8bf4\u3002',
    'readme.txt \u6587\u4ef6',
    'Node.js \u662f',
    '\u51fd\u6570 f(x)',
    '\u4ed6\u5199\u4e86 What is an API?',
    '\u65b0\u534e\u793e10\u670825\u65e5\u7535',
    "\u4ed6\u8bf4 Don't worry",
    '\u5c4f\u5e55 5" \u5927',
    '\u767e\u5206\u4e4b3.5',
    '\u7248\u672c v1.2.3',
    '\u53d1\u7ed9 a.b@c.org',
    '\u4e09\u56db\u767e\u4eba',
    'C:\\\u6587\u4ef6',
    '\u597d:)',
    '\u5f20\u4e09 vs. \u674e\u56db',
  ])('left alone: %s', (text) => {
    expect(repair(text)).toBe(text);
  });

  it('uses corner marks where Traditional Chinese is written', () => {
    expect(repair('\u7a31\u70ba"\u65b0\u805e\u81ea\u7531"', 'corner')).toBe(
      '\u7a31\u70ba\u300c\u65b0\u805e\u81ea\u7531\u300d',
    );
  });

  it('finds nothing in its own result, and changes nothing but marks and spaces', () => {
    const piece = fc.constantFrom(
      ...',.;:!?()"\'',
      ' ',
      '\u5de5',
      '\u4f1a',
      '\u5e74',
      'a',
      'API',
      'of',
      '1',
      '20',
      '%',
      '\u201c',
      '\u201d',
      '\u2018',
      '\u2019',
      '\u300a',
      '\u300b',
      '\uff08',
      '\uff09',
      '\u3002',
      '\uff0c',
      '\n',
      '\ufffc',
      '\u3000',
      'http://a.b/',
      '\u{20000}',
      '\u2026',
    );
    const marks = /[,.;:!?()"'\s\u201c\u201d\u2018\u2019\uff0c\u3002\uff1b\uff1a\uff01\uff1f\uff08\uff09]/g;
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((p) => p.join('')),
        (text) => {
          const once = repair(text);
          expect(repair(once)).toBe(once);
          expect(once.replace(marks, '')).toBe(text.replace(marks, ''));
          expect(once.replace(/\s/g, '')).toHaveLength(text.replace(/\s/g, '').length);
        },
      ),
      { numRuns: 20_000, seed: 7 },
    );
  });

  it('leaves numbers, times and addresses alone in real text, and finds every other mark of the sample', () => {
    const articles: { paragraphs: string[] }[] = JSON.parse(
      readFileSync(new URL('../corpus/union-congress/articles.json', import.meta.url), 'utf8'),
    );
    for (const paragraph of articles.flatMap((a) => a.paragraphs)) {
      const repaired = repair(paragraph);
      expect(repaired).not.toMatch(/[,;!?:"()]/);
      expect(repair(repaired)).toBe(repaired);
    }
  });

  it('reads a very long paragraph to its end', () => {
    const text = '\u5de5\u4f1a,"\u4e09\u6027"(\u4e00)a.b/c, word '.repeat(40_000);
    expect(findMarkRepairs(text).length).toBeGreaterThan(40_000);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Manuscript } from '../../pipeline/core/text.ts';
import { findQueries, type Query } from '../../pipeline/reassemble/queries.ts';
import { readPage, reassemblePages } from './support.ts';

const raw = readFileSync(new URL('../corpus/union-congress/raw.txt', import.meta.url), 'utf8');
const place = (text: string) => ({
  text,
  seams: [{ at: 0, span: { source: 'a', start: 0, end: text.length }, join: null }],
});
const article = (id: string, paragraphs: readonly string[], byline = ''): Manuscript => ({
  id,
  literal: true,
  frontMatter: {},
  title: place('T'),
  byline: byline === '' ? null : place(byline),
  blocks: paragraphs.map((text) => ({ kind: 'paragraph' as const, text: place(text) })),
  markdown: place(''),
  confidence: 1,
});
const ask = (...articles: readonly (readonly string[])[]): [Query['kind'], string, string][] =>
  findQueries(articles.map((paragraphs, i) => article(String(i), paragraphs))).map(({ kind, words, other }) => [
    kind,
    words,
    other,
  ]);
const kinds = (...articles: readonly (readonly string[])[]): string[] => ask(...articles).map(([kind]) => kind);

it('asks about the doubled characters of the sample, with their place, and changes nothing', async () => {
  const { reassembly, issues } = await reassemblePages([readPage(raw)]);
  const doubled = findQueries(reassembly.manuscripts);
  expect(doubled.map(({ kind }) => kind)).toEqual(['doubled']);
  expect(doubled[0]?.words).toContain('\u4e0a\u4e0a\u4e0b\u4e0b');
  const start = doubled[0]?.span?.start ?? -1;
  expect(raw.slice(start, start + 4)).toBe('\u4e0a\u4e0a\u4e0b\u4e0b');
  expect(issues.filter(({ id }) => id === 'reassemble/doubled')).toMatchObject([{ place: { path: 'raw.txt' } }]);
});

describe('words set twice', () => {
  it.each([
    '\u7b80\u5355\u7684\u7684\u6b65\u9aa4',
    '\u83b7\u5f97\u4e86\u4e86\u663e\u8457\u63d0\u9ad8',
    'one of the the best',
  ])('%s', (text) => expect(kinds([text])).toEqual(['doubled']));
  it.each([
    '\u9ad8\u9ad8\u5174\u5174\u5730\u56de\u5bb6',
    '\u5b9e\u73b0\u6b64\u76ee\u7684\u7684\u539f\u56e0',
    '\u4e3a\u4e86\u4e86\u89e3\u5b83',
    '\u4e0d\u4e86\u4e86\u4e4b',
    '\u7684\u7684\u786e\u786e',
    'He had had that that she wanted',
  ])('but not in %s', (text) => expect(kinds([text])).toEqual([]));
});

describe('marks without a partner', () => {
  it.each([
    ['\u589e\u201c\u4e09\u6027\u3001\u53bb\u201c\u56db\u5316\u201d'],
    ['\u4ed6\u8bf4\u201d\u5bf9\u3002'],
    ['see (the note below.'],
    ['\u300a\u8bba\u8bed\u662f\u4e00\u90e8\u4e66\u3002'],
  ])('%s', (text) => expect(kinds([text])).toEqual(['unpaired']));

  it('but not where a quotation goes on over paragraphs, nor in lists and faces', () => {
    expect(kinds(['\u4ed6\u8bf4\uff1a\u201c\u4e00\u3002', '\u201c\u4e8c\u3002', '\u201c\u4e09\u3002\u201d'])).toEqual(
      [],
    );
    expect(kinds(['\u201c\u4e00\u3002', '\u4e8c\u3002\u201d'])).toEqual([]);
    expect(kinds(['1) one; 2) two', '\u4e00\uff09\u7b2c\u4e00', 'thanks :)', '\uff08\u4e00)'])).toEqual([]);
  });
});

describe('one person written in two ways', () => {
  const one = [
    '\u53bb\u5e74\uff0c\u7701\u603b\u5de5\u4f1a\u4e3b\u5e2d\u738b\u6653\u4e1c\u8bf4\uff0c\u8981\u529e\u597d\u4e66\u5c4b\u3002',
  ];
  const other = [
    '\u4eca\u5e74\uff0c\u7701\u603b\u5de5\u4f1a\u4e3b\u5e2d\u738b\u5c0f\u4e1c\u8868\u793a\u8d5e\u6210\u3002',
  ];
  it('is asked about: the same office, one character of the name', () => {
    expect(ask(one, other)).toEqual([['name', '\u738b\u5c0f\u4e1c', '\u738b\u6653\u4e1c']]);
    expect(ask(one, one)).toEqual([]);
  });
  it('not for people who share an office, or other people', () => {
    expect(
      kinds(['\u672c\u62a5\u8bb0\u8005\u738b\u6653\u4e1c\u8bf4'], ['\u672c\u62a5\u8bb0\u8005\u738b\u5c0f\u4e1c\u8bf4']),
    ).toEqual([]);
    expect(kinds(one, ['\u7701\u603b\u5de5\u4f1a\u4e3b\u5e2d\u674e\u6653\u4e1c\u8bf4\u3002'])).toEqual([]);
  });
  it('in foreign names, and in offices long and short', () => {
    expect(
      ask(
        ['\u53f2\u8482\u592b\u00b7\u4e54\u5e03\u65af\u3001'],
        ['\uff0c\u65af\u8482\u592b\u00b7\u4e54\u5e03\u65af\u3002'],
      ),
    ).toEqual([['name', '\u65af\u8482\u592b\u00b7\u4e54\u5e03\u65af', '\u53f2\u8482\u592b\u00b7\u4e54\u5e03\u65af']]);
    const signed = (byline: string, id: string): Manuscript => article(id, ['\u6b63\u6587\u3002'], byline);
    const asked = findQueries([
      signed('\u5317\u4eac\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d \u5218 \u4f1f', 'a'),
      signed('\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d \u5218\u4f1f', 'b'),
      signed('\u5e02\u56fe\u4e66\u9986\u9986\u957f \u738b\u654f', 'c'),
    ]);
    expect(asked).toMatchObject([
      {
        kind: 'office',
        words: '\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d',
        other: '\u5317\u4eac\u5e02\u603b\u5de5\u4f1a\u4e3b\u5e2d',
      },
    ]);
  });
});

describe('numbers that disagree between articles', () => {
  const built = (year: string): string[] => [
    `\u5168\u7701\u7b2c\u4e00\u5ea7\u516c\u5171\u56fe\u4e66\u9986\u59cb\u5efa\u4e8e${year}\u5e74\u3002`,
  ];
  it('are asked about, with both places', () => {
    const [query] = findQueries([article('a', built('1904')), article('b', built('1909'))]);
    expect(query).toMatchObject({ kind: 'number', article: 'b' });
    expect(query?.words).toContain('1909');
    expect(query?.other).toContain('1904');
    expect(query?.otherSpan).not.toBeNull();
  });
  it('but not where they agree, stand in one article, are of many kinds, or are measured every year', () => {
    expect(kinds(built('1904'), built('1904'))).toEqual([]);
    expect(kinds([...built('1904'), ...built('1909')])).toEqual([]);
    expect(kinds(built('1904'), built('1909'), built('1911'))).toEqual([]);
    const growth = (rate: string): string[] => [`\u5168\u7701\u5730\u533a\u751f\u4ea7\u603b\u503c\u589e\u957f${rate}%`];
    expect(kinds(growth('5.2'), growth('6'))).toEqual([]);
  });
});

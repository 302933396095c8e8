import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPage, reassemblePages, toPlain } from './support.ts';

interface Plain {
  readonly title: string;
  readonly byline: string;
  readonly paragraphs: readonly string[];
}

const folder = new URL('../corpus/union-congress/', import.meta.url);
const raw = readFileSync(new URL('raw.txt', folder), 'utf8');
const truth = JSON.parse(readFileSync(new URL('articles.json', folder), 'utf8')) as Plain[];
const bylines = new Set(truth.map((article) => article.byline));

const unmark = (text: string): string => text.replace(/^# /gm, '');
const tighten = (text: string): string => `${text.trim().replace(/\n+/g, '\n')}\n`;
const unsign = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !bylines.has(line))
    .join('\n');
const wrap = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line) => line.match(new RegExp(`.{1,${width}}`, 'gu'))?.join('\n') ?? '')
    .join('\n');
const widen = (text: string): string =>
  text.replace(/[,:;!?()]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0));

const sorted = (articles: readonly Plain[]): Plain[] => [...articles].sort((a, b) => (a.title < b.title ? -1 : 1));

async function check(text: string, expected: readonly Plain[]): Promise<void> {
  const { reassembly, issues } = await reassemblePages([readPage(text)]);
  expect(sorted(toPlain(reassembly))).toEqual(sorted(expected));
  expect(reassembly.leftovers).toEqual([]);
  expect(issues.filter((issue) => issue.id === 'reassemble/text-lost' || issue.id === 'reassemble/text-added')).toEqual(
    [],
  );
}

describe('the sample page', () => {
  const unsigned = truth.map((article) => ({ ...article, byline: '' }));
  const variants: [string, string, readonly Plain[]][] = [
    ['as it came', raw, truth],
    ['without headline marks', unmark(raw), truth],
    ['with single newlines', tighten(raw), truth],
    ['without marks, with single newlines', tighten(unmark(raw)), truth],
    ['without bylines', unsign(raw), unsigned],
    ['with neither marks nor bylines', unmark(unsign(raw)), unsigned],
    ['with CRLF', raw.replaceAll('\n', '\r\n'), truth],
    [
      'with full-width marks',
      widen(raw),
      truth.map((a) => ({ title: widen(a.title), byline: widen(a.byline), paragraphs: a.paragraphs.map(widen) })),
    ],
    ...[14, 18, 22, 31, 40].map((width): [string, string, readonly Plain[]] => [
      `wrapped at ${width}`,
      wrap(raw, width),
      truth,
    ]),
    ['wrapped at 20, without marks', wrap(unmark(raw), 20), truth],
  ];
  it.each(variants)('%s', async (_, text, expected) => check(text, expected));

  it('joins twelve times, each with evidence, a place on both sides and a confidence', async () => {
    const { reassembly } = await reassemblePages([readPage(raw)]);
    const joins = reassembly.manuscripts.flatMap((m) =>
      m.blocks.flatMap((b) => b.text.seams.flatMap((s) => s.join ?? [])),
    );
    expect(joins).toHaveLength(12);
    for (const join of joins) {
      expect(join.evidence.length).toBeGreaterThan(0);
      expect(join.confidence).toBeGreaterThan(0);
      expect(join.confidence).toBeLessThanOrEqual(1);
      expect(join.before.end).toBeGreaterThan(join.before.start);
      expect(join.after.end).toBeGreaterThan(join.after.start);
    }
  });
});

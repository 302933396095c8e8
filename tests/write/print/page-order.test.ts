import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Section } from '../../../pipeline/core/edition.ts';
import { orderPages, type PageRun, toRoman } from '../../../pipeline/write/print/page-order.ts';

const section = (id: string, matter: Section['matter'], start: Section['start'] = 'new-page'): Section => ({
  id,
  role: matter === 'body' ? 'article' : matter === 'front' ? 'contents' : 'imprint',
  matter,
  title: id,
  lang: 'zh-CN',
  start,
  hast: { type: 'root', children: [] },
});

/** A run in which each section has so many pages. */
function run(shard: number, list: readonly (readonly [Section, number])[]): PageRun {
  let at = 0;
  const traced = list.map(([{ id }, pages]) => {
    const page = at;
    at += pages;
    return { id, page, stretches: [] };
  });
  return { shard, from: 0, to: at, sections: list.map(([s]) => s), traced };
}

test('front matter in roman, body from 1 on a right-hand page, a blank where it takes one', () => {
  const pages = orderPages([
    run(1, [[section('cover', 'front'), 1]]),
    run(0, [
      [section('a', 'body'), 1],
      [section('b', 'body', 'recto'), 1],
    ]),
    run(2, [[section('imprint', 'back'), 1]]),
  ]);
  expect(pages.map(({ label, section: s }) => [label, s?.id ?? 'blank'])).toEqual([
    ['i', 'cover'],
    ['ii', 'blank'],
    ['1', 'a'],
    ['2', 'blank'],
    ['3', 'b'],
    ['4', 'imprint'],
  ]);
});

test('a page with the title of a part and an article below it is a page of the article', () => {
  const part: Section = { ...section('part', 'body'), role: 'part' };
  const article = section('a', 'body', 'run-on');
  const sections = [part, article];
  const traced = sections.map(({ id }) => ({ id, page: 0, stretches: [] }));
  const [shared] = orderPages([{ shard: 0, from: 0, to: 1, sections, traced }]);
  expect([shared?.section?.id, shared?.isFirst]).toEqual(['a', true]);
  const [alone] = orderPages([
    run(0, [
      [part, 1],
      [article, 1],
    ]),
  ]);
  expect(alone?.section?.id).toBe('part');
});

test('every printed page stands once, in order; rectos are odd', () => {
  const shape = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('new-page', 'recto')), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), shape, (front, articles) => {
      const body = articles.map(([pages, start], i) => [section(`a${i}`, 'body', start as 'recto'), pages] as const);
      const pages = orderPages([...(front ? [run(1, [[section('f', 'front'), front]])] : []), run(0, body)]);
      const printed = pages.filter(({ page, shard }) => page >= 0 && shard === 0).map(({ page }) => page);
      expect(printed).toEqual([...printed.keys()]);
      pages.forEach(({ section: s, isFirst, label, matter }, i) => {
        if (isFirst && s?.start === 'recto' && matter === 'body') expect(i % 2).toBe(0);
        // Odd folios are right-hand pages, always.
        if (matter === 'body') expect(Number(label) % 2).toBe((i + 1) % 2);
      });
    }),
  );
});

test('roman numerals', () => {
  expect([1, 4, 9, 14, 40, 90, 400, 1999].map(toRoman)).toEqual(['i', 'iv', 'ix', 'xiv', 'xl', 'xc', 'cd', 'mcmxcix']);
});

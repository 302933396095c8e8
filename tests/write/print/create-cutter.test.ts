import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Section } from '../../../pipeline/core/edition.ts';
import { createCutter } from '../../../pipeline/write/print/create-cutter.ts';
import { toSectionHtml } from '../../../pipeline/write/print/prepare-sections.ts';

const sectionOf = (start: Section['start']): Section => ({
  id: 'a',
  role: 'article',
  matter: 'body',
  title: '',
  lang: 'zh-CN',
  start,
  hast: { type: 'root', children: [] },
});
/** Indexes at which runs begin. */
function cutShards(sections: readonly Section[], htmls: readonly string[]): number[] {
  const begins = createCutter();
  return sections.flatMap((section, i) => (begins(section, toSectionHtml(htmls[i] ?? '')) ? [i] : []));
}

const htmlOf = (seed: number, length: number): string => `${seed} `.repeat(Math.ceil(length / 8)).slice(0, length);
const newPage = sectionOf('new-page');
const editions = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 200, max: 12_000 })), { minLength: 1, maxLength: 200 });

test('runs are neither short nor long, begin at the beginning, and never with what runs on', () => {
  fc.assert(
    fc.property(editions, fc.array(fc.boolean()), (list, runOn) => {
      const htmls = list.map(([seed, length]) => htmlOf(seed, length));
      const sections = htmls.map((_, i) => sectionOf(runOn[i] ? 'run-on' : 'new-page'));
      const starts = cutShards(sections, htmls);
      expect(starts[0]).toBe(0);
      starts.forEach((from, i) => {
        const to = starts[i + 1] ?? sections.length;
        expect(to).toBeGreaterThan(from);
        if (from > 0) expect(sections[from]?.start).toBe('new-page');
        const length = htmls.slice(from, to).reduce((sum, html) => sum + html.length, 0);
        if (to < sections.length) expect(length).toBeGreaterThanOrEqual(40_000);
        // Longer only where nothing could be cut off.
        if (length > 160_000) expect(sections.slice(from + 1, to).some(({ start }) => start === 'run-on')).toBe(true);
      });
    }),
  );
});

test('an article that grows moves few cuts: far from it they lie where they lay', () => {
  const htmls = Array.from({ length: 2000 }, (_, i) => htmlOf(i * 7919, 1000 + ((i * 31) % 700)));
  const sections = htmls.map(() => newPage);
  const before = cutShards(sections, htmls);
  for (const changed of [3, 500, 1000, 1500, 1990]) {
    const after = cutShards(sections, htmls.with(changed, htmlOf(changed + 1, 5000)));
    const moved = [...before.filter((at) => !after.includes(at)), ...after.filter((at) => !before.includes(at))];
    expect(moved.length).toBeLessThanOrEqual(4);
    for (const at of moved) expect(Math.abs(at - changed)).toBeLessThan(300);
  }
});

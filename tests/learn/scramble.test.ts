import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Dressing, dressings, noDressing, wrapLine } from '../../pipeline/learn/dress-page.ts';
import { levels, orderly, type ScrambledPage, scramblePage } from '../../pipeline/learn/scramble.ts';
import { pools, sampleArticles } from '../support/article-pools.ts';

const bare = (text: string): string => text.replace(/\s+/g, '');
const kinds = Object.keys(pools) as (keyof typeof pools)[];
const names = Object.keys(dressings) as (keyof typeof dressings)[];
const dress = (dressing: Dressing) => ({ ...levels[3], dressing });

/** Each article as its lines tell it, in the order that the truth gives them. A hyphen at a word cut in two is none of it. */
function rebuild(page: ScrambledPage): { title: string; byline: string; paragraphs: string[] }[] {
  return page.truth.map((_, article) => {
    const own = page.lines.filter((line) => line.article === article);
    const paragraphs: string[] = [];
    for (const line of own.filter(({ role }) => role === 'body').sort((a, b) => a.order - b.order)) {
      const last = paragraphs.length - 1;
      if (line.mode === 'join') paragraphs[last] = (paragraphs[last] ?? '').replace(/(?<=[A-Za-z])-$/, '') + line.text;
      else paragraphs.push(line.text);
    }
    return {
      title: own.flatMap(({ role, text }) => (role === 'title' || role === 'title-more' ? [text] : [])).join(' '),
      byline: own.find(({ role }) => role === 'byline')?.text ?? '',
      paragraphs,
    };
  });
}

describe('pages whose reading order is lost', () => {
  it('are the same for the same seed: what figures were given for stays what it was', () => {
    const hash = createHash('sha256');
    for (const level of [1, 2, 3, 4] as const)
      for (const pool of Object.values(pools)) {
        const page = scramblePage(pool, level, levels[level]);
        expect(scramblePage(pool, level, levels[level])).toEqual(page);
        hash.update(page.raw);
      }
    expect(hash.digest('hex')).toMatchInlineSnapshot(
      `"c790c12063c02e3521225e9ce18906d27e56ddeb8a709291335e926026edd127"`,
    );
  });

  it.each(names)('dressed with %s keep the truth', (name) => {
    for (const kind of kinds)
      for (const seed of [1, 2, 3]) {
        const page = scramblePage(pools[kind], seed, dress(dressings[name]));
        // Cuts in words leave nothing but spaces and hyphens of difference.
        const plain = (text: string): string => bare(text).replace(/-/g, '');
        expect(rebuild(page).map((a) => [plain(a.title), plain(a.byline), ...a.paragraphs.map(plain)])).toEqual(
          page.truth.map((a) => [plain(a.title), plain(a.byline), ...a.paragraphs.map(plain)]),
        );
        for (const { text } of page.lines) expect(bare(page.raw)).toContain(bare(text));
      }
  });

  it.each([1, 2, 3, 4] as const)('of level %i keep the truth, in whatever order their blocks stand', (level) => {
    const plain = (text: string): string => bare(text).replace(/-/g, '');
    for (const kind of kinds)
      for (const seed of [1, 2, 3, 4]) {
        const page = scramblePage(pools[kind], seed, levels[level]);
        expect(rebuild(page).map(({ paragraphs }) => paragraphs.map(plain))).toEqual(
          page.truth.map(({ paragraphs }) => paragraphs.map(plain)),
        );
      }
  });

  it('carry what was asked for, and only that', () => {
    const rolesOf = (dressing: Dressing): Set<string> =>
      new Set(
        [1, 2, 3, 4].flatMap((seed) =>
          scramblePage(pools.chinese, seed, { ...levels[1], dressing }).lines.map(({ role }) => role),
        ),
      );
    const plain = rolesOf(noDressing);
    expect([...plain].sort()).toEqual(['body', 'byline', 'title']);
    const more = (name: keyof typeof dressings): string[] =>
      [...rolesOf(dressings[name])].filter((role) => !plain.has(role)).sort();
    expect(more('two-line-titles')).toEqual(['title-more']);
    expect(more('pull-quotes')).toEqual(['pull-quote']);
    expect(more('captions')).toEqual(['caption']);
    expect(more('notes')).toEqual(['note']);
    expect(more('running-heads')).toEqual(['furniture']);
    expect(more('hard-wraps')).toEqual([]);
    const longer = (name: 'subheads' | 'two-part-titles', of: (page: ScrambledPage) => number): boolean =>
      [1, 2, 3].every(
        (seed) =>
          of(scramblePage(pools.chinese, seed, { ...levels[1], dressing: dressings[name] })) >
          of(scramblePage(pools.chinese, seed, levels[1])),
      );
    expect(longer('subheads', (page) => page.truth.flatMap(({ paragraphs }) => paragraphs).length)).toBe(true);
    expect(longer('two-part-titles', (page) => page.truth.map(({ title }) => title).join('').length)).toBe(true);
  });

  it('are wrapped at any width, and at no other', () => {
    for (const wrapWidth of [9, 17, 22, 40]) {
      const page = scramblePage(sampleArticles, 1, { ...levels[1], dressing: { ...noDressing, wrapWidth } });
      const rows = page.raw.split('\n');
      expect(Math.max(...rows.map((row) => [...row].length))).toBe(wrapWidth);
      expect(bare(page.raw)).toBe(bare(scramblePage(sampleArticles, 1, levels[1]).raw));
    }
    expect(wrapLine('a line of English words', 6)).toBe('a line of\nEnglish\nwords');
  });

  it('may be in good order, or one article', () => {
    for (const seed of [1, 2, 3]) {
      const page = scramblePage(sampleArticles, seed, orderly['good-order']);
      const inOrder = page.truth.flatMap(({ title, byline, paragraphs }) => [`# ${title}`, byline, ...paragraphs]);
      expect(page.raw).toBe(`${inOrder.join('\n\n')}\n`);
      expect(scramblePage(sampleArticles, seed, orderly['one-article']).truth).toHaveLength(1);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { levels } from '../../pipeline/learn/scramble.ts';
import { type Parting, scramblePages } from '../../pipeline/learn/scramble-pages.ts';
import { pools, sampleArticles } from '../support/article-pools.ts';

const partings: readonly Parting[] = ['form-feeds', 'running-heads', 'markers', 'files'];
const options = { ...levels[1], articles: [2, 3], orders: ['bands'] } as const;
const bare = (text: string): string => text.replace(/\s+/g, '');

describe('several pages of one paper', () => {
  it.each(partings)('come together by %s, each with its part of the articles', (parting) => {
    const made = scramblePages(sampleArticles, 3, options, { pages: 4, parting, jumps: 0.7, repeatedTitles: 0.3 });
    const whole = made.files.map(({ raw }) => raw).join('\n');
    expect(made.files).toHaveLength(parting === 'files' ? 4 : 1);
    expect(made.jumps).toBeGreaterThan(1);
    expect(whole.match(/\u4e0b\u8f6c\u7b2c\d\u7248/g)).toHaveLength(made.jumps);
    expect(whole.match(/\u4e0a\u63a5\u7b2c\d\u7248/g)).toHaveLength(made.jumps);
    if (parting === 'form-feeds') expect(whole.split('\f')).toHaveLength(4);
    if (parting === 'markers') expect(whole.match(/^=== \u7b2c\d\u7248 ===$/gm)).toHaveLength(4);
    if (parting === 'running-heads') expect(whole.match(/^.*2018\u5e7410\u670824\u65e5.*$/gm)).toHaveLength(4);
    // Every character of every article is there, wherever it was cut.
    for (const { title, paragraphs } of made.truth) {
      expect(whole).toContain(title);
      for (const paragraph of paragraphs) expect(bare(whole)).toContain(bare(paragraph).slice(0, 3));
    }
  });

  it('name each other: what goes on on a page is continued there from where it came', () => {
    const { files, jumps } = scramblePages(pools.english, 5, options, {
      pages: 5,
      parting: 'files',
      jumps: 1,
      repeatedTitles: 0,
    });
    const named = (words: string): string[] =>
      files.flatMap(({ raw }, i) =>
        [...raw.matchAll(new RegExp(`Continued ${words} page (\\d)`, 'g'))].map((match) =>
          words === 'on' ? `${i + 1} ${match[1]}` : `${match[1]} ${i + 1}`,
        ),
      );
    expect(jumps).toBeGreaterThan(0);
    expect(named('from').sort()).toEqual(named('on').sort());
  });
});

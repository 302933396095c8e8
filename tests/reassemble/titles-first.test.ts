import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { countExact, press } from './press-articles.ts';

/** An article's paragraphs cut in two at a share of their text. */
function cutText(paragraphs: readonly string[], share: number): readonly [string[], string[]] {
  let left = Math.floor(paragraphs.join('').length * share);
  for (const [k, text] of paragraphs.entries()) {
    if (left >= text.length) {
      left -= text.length;
      continue;
    }
    const at = Math.max(2, Math.min(text.length - 2, left));
    return [
      [...paragraphs.slice(0, k), text.slice(0, at)],
      [text.slice(at), ...paragraphs.slice(k + 1)],
    ];
  }
  return [[...paragraphs], []];
}

const headOf = ({ title, byline }: TrueArticle): string[] => [`# ${title}`, ...(byline === '' ? [] : [byline])];

/** How many of all press articles come back, six to a page. */
async function countAll(write: (articles: readonly TrueArticle[]) => string[]): Promise<[number, number]> {
  let exact = 0;
  let count = 0;
  for (const { articles } of press)
    for (let from = 0; from + 6 <= articles.length; from += 6) {
      const six = articles.slice(from, from + 6);
      exact += await countExact(write(six).join('\n\n'), six);
      count += 6;
    }
  return [exact, count];
}

describe('headlines that stand all together', () => {
  it('come to their texts where these are whole', async () => {
    const [exact, count] = await countAll((six) => [
      ...six.flatMap((article) => headOf(article)),
      ...six.flatMap(({ paragraphs }) => paragraphs),
    ]);
    expect(exact).toBeGreaterThanOrEqual(count * 0.55);
  });

  it('come to their first halves, and the second halves behind these', async () => {
    const [exact, count] = await countAll((six) => {
      const halves = six.map(({ paragraphs }, i) => cutText(paragraphs, 0.35 + 0.06 * i));
      return [
        ...six.flatMap((article) => headOf(article)),
        ...halves.flatMap(([first]) => first),
        ...halves.flatMap(([, second]) => second),
      ];
    });
    expect(exact).toBeGreaterThanOrEqual(count * 0.6);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article, Repair } from '../../pipeline/core/edition.ts';
import { normaliseOne } from './sample.ts';

/** Words, marks of both widths, what is seldom and what is invisible: all that plugins for words look for. */
const pieces = [
  '\u5de5\u4f1a',
  '\u5de5\u4f5c',
  '\uff0c',
  ',',
  '.',
  '\u3002',
  '"',
  "'",
  '(',
  ')',
  '\u201c',
  '\u201d',
  '20.4',
  ' ',
  'the',
  '!',
  '?',
  ';',
  ':',
  '\u2f2f',
  '\u200b',
  '\u202e',
  '\u00ad',
  '\ue000',
  '\uff11',
  '\n',
  '\n\n',
  '\n\n## \u4e00\u3001',
  '\n\n#### ',
  '\ud842\udfb7',
  '\u00b7',
  '\u2014\u2014',
  '%',
  '[^1]',
];
const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 60 }).map((found) => found.join(''));

/** Markup of its own, and an entity: a body that ends with them is looked at by every plugin, character by character. */
const ending = '\n\n**x** &#65;';

const wordsOf = ({ body }: Article, count: number): unknown => body.children.slice(0, count);
const bodyRepairs = ({ repairs }: Article): readonly Repair[] => repairs.filter(({ where }) => where === 'body');

describe('a body of bare words, for which some plugins are left out', () => {
  it('becomes what it becomes with markup behind it, for which none is', async () => {
    let looked = 0;
    let putOff = 0;
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        const markdown = `\u5f00\u5934${words}\u3002`;
        const frontMatter = { title: 't', lang: 'zh-CN' };
        const alone = await normaliseOne({ markdown, frontMatter });
        const followed = await normaliseOne({ markdown: markdown + ending, frontMatter });
        const count = alone.article.body.children.length;
        expect(wordsOf(alone.article, count)).toEqual(wordsOf(followed.article, count));
        expect(bodyRepairs(alone.article)).toEqual(bodyRepairs(followed.article));
        expect(alone.issues).toEqual(followed.issues);
        if (bodyRepairs(alone.article).length > 0) looked++;
        if (!alone.article.isBare) return;
        putOff++;
        expect(alone.issues).toEqual([]);
        expect(alone.article.body.children.every(({ type }) => type === 'paragraph')).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(looked).toBeGreaterThan(100);
    expect(putOff).toBeGreaterThan(20);
  });

  it('has its repairs where they stand, also behind a radical that became a character', async () => {
    const { article } = await normaliseOne({
      markdown: '\u5f00\u5934\u2f2f\u3002\u5de5\u4f1a;\u5de5\u4f1a\u3002',
      frontMatter: { title: 't', lang: 'zh-CN' },
    });
    expect(bodyRepairs(article).map(({ rule, place }) => [rule, place?.line, place?.column])).toEqual([
      ['radical', 1, 3],
      ['comma', 1, 7],
    ]);
  });
});

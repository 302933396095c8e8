import { expect, it } from 'vitest';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { formatLearnedFile, learn } from '../../pipeline/learn.ts';
import { loadKnowledge } from '../../pipeline/reassemble/knowledge.ts';
import { readLearnedFile } from '../../pipeline/reassemble/learned-file.ts';
import { reassemble } from '../../pipeline/reassemble.ts';
import { pools, sampleArticles } from '../support/article-pools.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

const articles = [...pools.chinese, ...pools.traditional];
const files = Object.fromEntries(
  articles.map(({ title, paragraphs }, i) => [
    `archive/${String(i).padStart(3, '0')}.md`,
    `---\ntitle: ${JSON.stringify(title)}\n---\n\n${paragraphs.join('\n\n')}\n`,
  ]),
);
const settings = resolveSettings({});

it('learns from a folder of articles, tells how far it is, and measures on what it held out', async () => {
  const world = makeMemoryWorld({ files });
  const steps: string[] = [];
  const onProgress = ({
    kind,
    step,
    done,
    total,
  }: {
    kind: string;
    step: string;
    done: number;
    total: number;
  }): void => {
    if (kind === 'step') steps.push(`${step} ${done}/${total}`);
  };
  const { learned, issues } = await learn(['archive'], settings, world, { learnsWeights: false, onProgress });
  expect(issues).toEqual([]);
  expect(learned?.articles).toBe(articles.length);
  // Marks of Markdown are no characters of it.
  const given = articles.reduce((sum, { paragraphs }) => sum + paragraphs.join('').length, 0);
  expect(learned?.characters).toBeLessThanOrEqual(given);
  expect(learned?.characters).toBeGreaterThan(given * 0.99);
  expect(learned?.before.articles).toBeGreaterThan(20);
  expect(learned?.after).toMatchObject({ articles: learned?.before.articles, joins: learned?.before.joins });
  expect(steps).toContain('learn-words 2/2');
  expect(steps).toContain('learn-trial 12/12');

  // The same archive teaches the same, and what was written is read again and used.
  if (!learned) throw new Error('nothing was learned');
  const bytes = formatLearnedFile(learned);
  expect(readLearnedFile(bytes)).toEqual({
    model: learned.model,
    weights: null,
    articles: learned.articles,
    characters: learned.characters,
  });
  const again = await learn(['archive'], settings, world, { learnsWeights: false });
  expect(again.learned && formatLearnedFile(again.learned)).toEqual(bytes);

  const page = scramblePage(articles, 3, levels[1]).raw;
  const own = makeMemoryWorld({ files: { 'my.model': bytes, 'page.txt': page } });
  const { model } = await loadKnowledge(own, 'my.model');
  const { model: general } = await loadKnowledge(own);
  const [text = ''] = articles[0]?.paragraphs ?? [];
  const seam = [text.slice(0, 20), text.slice(20, 40)] as const;
  expect(model.scoreSeam(...seam).score).toBeGreaterThanOrEqual(general.scoreSeam(...seam).score);
  const used = await reassemble(['page.txt'], resolveSettings({}, { model: 'my.model' }), own);
  expect(used.isWhole).toBe(true);
  expect(used.issues.map(({ id }) => id)).not.toContain('reassemble/not-a-model');
});

it('says when there is too little, and when a file is no model', async () => {
  const few = makeMemoryWorld({
    files: Object.fromEntries(
      sampleArticles
        .slice(0, 3)
        .map(({ title, paragraphs }, i) => [`few/${i}.txt`, [title, ...paragraphs].join('\n\n')]),
    ),
  });
  const { learned, issues } = await learn(['few'], settings, few, { learnsWeights: false });
  expect(learned).toBeNull();
  expect(issues).toMatchObject([{ id: 'reassemble/too-few-articles', params: { count: 3 } }]);

  const wrong = makeMemoryWorld({ files: { 'a.txt': '# \u4e00\n\n\u6b63\u6587\u3002\n', 'my.model': 'not at all' } });
  const result = await reassemble(['a.txt'], resolveSettings({}, { model: 'my.model' }), wrong);
  expect(result.ok).toBe(false);
  expect(result.issues.map(({ id }) => id)).toContain('reassemble/not-a-model');
});

it('stops when it is told to', async () => {
  const controller = new AbortController();
  const run = learn(['archive'], settings, makeMemoryWorld({ files }), {
    learnsWeights: false,
    signal: controller.signal,
    onProgress: ({ step }) => {
      if (step === 'learn-trial') controller.abort(new Error('enough'));
    },
  });
  await expect(run).rejects.toThrow('enough');
});

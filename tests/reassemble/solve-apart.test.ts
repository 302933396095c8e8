import { beforeAll, describe, expect, it } from 'vitest';
import type { Context, Threads } from '../../pipeline/core/contracts.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { levels, scramblePage } from '../../pipeline/learn/scramble.ts';
import { loadKnowledge } from '../../pipeline/reassemble/knowledge.ts';
import { noPagePins } from '../../pipeline/reassemble/pins.ts';
import { answerPage, askOfPage, type PageQuestion, solveApart } from '../../pipeline/reassemble/solve-apart.ts';
import { splitPages } from '../../pipeline/reassemble/split-pages.ts';
import { openThreads } from '../../pipeline/world/open-threads.ts';
import { sampleArticles } from '../support/article-pools.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { compileCli } from '../support/run-cli.ts';
import { readPage } from './support.ts';

const options = { ...levels[1], articles: [3, 3], orders: ['bands'] } as const;
const questions = [1, 2, 3, 4].flatMap((seed) =>
  splitPages(readPage(scramblePage(sampleArticles, seed, options).raw, `${seed}.txt`), seed).map(({ page }) =>
    askOfPage(page, noPagePins, ''),
  ),
);
/** Enough work that threads are asked: the same pages over again. */
const many = Array.from({ length: 40 }, () => questions).flat();
const told: number[] = [];
const contextOf = (open: Context['world']['openThreads'], signal = new AbortController().signal): Context => ({
  settings: resolveSettings({}),
  world: makeMemoryWorld({ openThreads: open }),
  signal,
  report: () => {},
  progress: ({ done }) => void told.push(done),
});

describe('pages solved apart', () => {
  it('are the same on however many threads, in whatever order these answer', async () => {
    const knowledge = await loadKnowledge(makeMemoryWorld());
    const kept = new Map<PageQuestion, unknown>();
    const answer = (question: PageQuestion): unknown => {
      if (!kept.has(question)) kept.set(question, answerPage(structuredClone(question), knowledge));
      return structuredClone(kept.get(question));
    };
    const alone = await solveApart(questions, contextOf(null));
    for (const count of [1, 2, 5]) {
      let turn = 0;
      const threads: Threads = {
        count,
        ask: async (question) => {
          // Later pages are done first.
          await new Promise((resume) => setTimeout(resume, (turn++ % 3) * 2));
          return answer(question as PageQuestion);
        },
        close: async () => {},
      };
      const found = await solveApart(
        many,
        contextOf(() => threads),
      );
      expect(found.slice(0, 4)).toEqual(alone);
      expect(found.slice(-4)).toEqual(alone);
      expect(told.slice(-many.length)).toEqual(many.map((_, i) => i));
    }
  });

  it('are left alone when a thread fails, and the threads are closed', async () => {
    let closed = 0;
    const threads: Threads = {
      count: 2,
      ask: () => Promise.reject(new Error('no more')),
      close: async () => void closed++,
    };
    await expect(
      solveApart(
        many,
        contextOf(() => threads),
      ),
    ).rejects.toThrow('no more');
    expect(closed).toBe(1);
  });
});

describe('threads of the compiled program', () => {
  beforeAll(compileCli);

  it('answer as this one does', async () => {
    const knowledge = await loadKnowledge(makeMemoryWorld());
    const threads = openThreads(new AbortController().signal);
    const answers = await Promise.all(questions.map((question) => threads.ask(question)));
    await threads.close();
    expect(answers).toEqual(questions.map((question) => answerPage(question, knowledge)));
    await expect(threads.ask(questions[0])).rejects.toThrow('closed');
  });

  it('end when the signal is given, with its reason', async () => {
    const controller = new AbortController();
    const threads = openThreads(controller.signal);
    const asked = threads.ask(questions[0]);
    controller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await threads.close();
  });
});

import { expect, test } from 'vitest';
import type { Browser, Context } from '../../../pipeline/core/contracts.ts';
import { defer } from '../../../pipeline/core/defer.ts';
import type { Section } from '../../../pipeline/core/edition.ts';
import { resolveSettings } from '../../../pipeline/core/settings.ts';
import { nodeWorld } from '../../../pipeline/world/node.ts';
import { printWriter } from '../../../pipeline/write/print/index.ts';
import { makeRendered } from '../../support/rendered-sample.ts';

/** Enough for many shards. */
const count = 600;

/** Prints in a browser that refuses; gives how many trees were there each time it was asked, and the order in which they were made. */
async function watchPrinting(
  isBare: boolean,
): Promise<{ readonly seen: readonly number[]; readonly made: readonly string[] }> {
  const rendered = makeRendered(count);
  const made: string[] = [];
  const sections = rendered.sections.map(({ hast, ...rest }): Section => {
    if (rest.role !== 'article') return { ...rest, hast };
    const make = (): Section['hast'] => {
      made.push(rest.id);
      return hast;
    };
    return defer<Section, 'hast'>({ ...rest, ...(isBare ? { isBare } : {}) }, { hast: make });
  });
  const seen: number[] = [];
  const browser: Browser = {
    version: 'none',
    hashProgram: async () => '',
    isSandboxed: true,
    print: async () => {
      seen.push(made.length);
      throw new Error('no pages');
    },
    measure: async () => [],
    draw: async () => new Uint8Array(),
    close: async () => {},
  };
  const context: Context = {
    settings: resolveSettings({}),
    world: { ...nodeWorld({ noCache: true }), browser: async () => browser },
    signal: new AbortController().signal,
    report: () => {},
    progress: () => {},
  };
  const job = {
    rendered: { ...rendered, sections },
    made: new Map(),
    readings: [],
    sources: [],
    leftovers: [],
    pageMap: null,
  };
  await expect(printWriter.write({ ...job, report: () => '' } as never, context)).rejects.toThrow('no pages');
  return { seen, made };
}

test('the first pages are sent off before the trees of later sections are made, each once and in the order of the book', async () => {
  const { seen, made } = await watchPrinting(true);
  expect(seen[0]).toBeGreaterThan(0);
  expect(seen[0]).toBeLessThan(count / 5);
  // The contents need to know how long all of the body is, and are not left for last.
  expect(seen.indexOf(count)).toBeGreaterThan(0);
  expect(seen.filter((trees) => trees === count).length).toBeGreaterThan(1);
  expect(made).toEqual(makeRendered(count).sections.flatMap(({ id, role }) => (role === 'article' ? [id] : [])));
});

test('where something may have notes, all is made before anything is printed', async () => {
  const { seen } = await watchPrinting(false);
  expect(seen[0]).toBe(count);
});

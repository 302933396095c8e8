import { expect, test } from 'vitest';
import type { World } from '../../pipeline/core/contracts.ts';
import { defer, withFields } from '../../pipeline/core/defer.ts';
import { type Keeping, keepRuns } from '../../pipeline/core/keep-runs.ts';
import { joinParts, readParts } from '../../pipeline/core/packed-parts.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

interface Made {
  readonly name: string;
  readonly text: string;
}

/** Makes items of words, and counts how many it had to make. */
async function run(words: readonly string[], world: World, key = 'test'): Promise<{ made: Made[]; count: number }> {
  let count = 0;
  const keeping: Keeping<string, Made, { name: string }> = {
    key: [key],
    describe: (word) => (word.startsWith('!') ? null : word),
    make: (word) => {
      count++;
      return { name: word, text: `${word} \u5de5\u4f1a` };
    },
    pack: ({ name, text }) => (name.endsWith('?') ? null : { head: { name }, texts: [text] }),
    unpack: ({ name }, [text]) => ({ name, text: text?.().toString() ?? '' }),
  };
  return { made: await keepRuns(words, keeping, { world }), count };
}

const words = Array.from({ length: 600 }, (_, i) => `word ${i}`);
const compiled = () => makeMemoryWorld({ resources: { 'program.sha256': 'one state of the program' } });

test('what was made of the same is taken from there, and what changed is made with few others', async () => {
  const world = compiled();
  const first = await run(words, world);
  expect(first.count).toBe(600);
  const second = await run(words, world);
  expect(second).toEqual({ made: first.made, count: 0 });
  for (const changed of [words.with(300, 'other'), words.toSpliced(300, 0, 'added'), words.toSpliced(300, 1)]) {
    const third = await run(changed, world);
    expect(third.made).toEqual((await run(changed, compiled())).made);
    expect(third.count).toBeLessThan(250);
  }
});

test('what cannot be described or packed is made every time, and another key is another matter', async () => {
  const world = compiled();
  const odd = ['a', '!b', 'c?', 'd'];
  const first = await run(odd, world);
  const second = await run(odd, world);
  expect(second).toEqual({ made: first.made, count: 2 });
  expect((await run(odd, world, 'other')).count).toBe(4);
});

test('a program that does not know itself keeps nothing; another program takes nothing from this one', async () => {
  const world = makeMemoryWorld();
  await run(words, world);
  expect((await run(words, world)).count).toBe(600);
  const other = makeMemoryWorld({ resources: { 'program.sha256': 'another' } });
  const one = compiled();
  await run(words, one);
  expect((await run(words, { ...other, cache: one.cache })).count).toBe(600);
});

test('what is kept may be anything at all', async () => {
  const good = (await run(words, compiled())).made;
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('{}'),
    Buffer.alloc(64, 255),
    joinParts({}, []),
    joinParts([0], []),
  ]) {
    const lying: World = { ...compiled(), cache: { get: async () => bytes, put: async () => {} } };
    expect((await run(words, lying)).made).toEqual(good);
  }
});

test('parts come out as they went in, and a piece of them is nothing', () => {
  const joined = joinParts({ a: '\u5de5' }, [Buffer.from('one'), Buffer.alloc(0), Buffer.from('two')]);
  const read = readParts<{ a: string }>(joined);
  expect(read?.head).toEqual({ a: '\u5de5' });
  expect(read?.parts.map((part) => part.toString())).toEqual(['one', '', 'two']);
  for (let length = 0; length < joined.length; length++) expect(readParts(joined.subarray(0, length))).toBeNull();
});

test('a field is made when it is asked for, once, and copies share it', () => {
  let count = 0;
  const whole = defer<{ name: string; body: string[] }, 'body'>(
    { name: 'a' },
    {
      body: () => {
        count++;
        return ['text'];
      },
    },
  );
  const copy = withFields(whole, { name: 'b' });
  expect([whole.name, copy.name, count]).toEqual(['a', 'b', 0]);
  expect(copy.body).toBe(whole.body);
  expect(count).toBe(1);
  expect(JSON.stringify(copy)).toBe('{"body":["text"],"name":"b"}');
  expect({ ...whole }).toEqual({ name: 'a', body: ['text'] });
});

test('keeps what was made later, when there is a later, and tells what each item is made of', async () => {
  const world = compiled();
  const put: (() => Promise<void>)[] = [];
  const told: (string | null)[] = [];
  const keeping: Keeping<string, Made, { name: string }> = {
    key: ['test'],
    describe: (word) => (word.startsWith('!') ? null : word),
    make: (word, digest) => {
      told.push(digest);
      return { name: word, text: word };
    },
    pack: ({ name, text }) => ({ head: { name }, texts: [text] }),
    unpack: ({ name }, [text], _, digest) => {
      told.push(digest);
      return { name, text: text?.().toString() ?? '' };
    },
  };
  const later = (work: () => Promise<void>): void => void put.push(work);
  const few = ['a', 'b', '!c', 'a'];
  await keepRuns(few, keeping, { world, later });
  const [first] = put;
  expect(put).toHaveLength(1);
  expect(told.map((digest) => digest === null)).toEqual([false, false, true, false]);
  expect(told[0]).toBe(told[3]);
  expect(told[0]).not.toBe(told[1]);
  await keepRuns(few, keeping, { world, later });
  // Nothing was kept yet: all were made again, of the same.
  expect(told.slice(4)).toEqual(told.slice(0, 4));
  await first?.();
  let count = 0;
  const make: typeof keeping.make = (word, digest) => {
    count++;
    return keeping.make(word, digest);
  };
  await keepRuns(few, { ...keeping, make }, { world, later });
  expect(count).toBe(1);
  expect(new Set(told)).toEqual(new Set(told.slice(0, 4)));
});

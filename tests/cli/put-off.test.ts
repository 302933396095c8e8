import { expect, test } from 'vitest';
import { createPutOff } from '../../pipeline/put-off.ts';

test('does what was put off one after another, once, and tells what went wrong when it is waited for', async () => {
  const { later, begin, finish } = createPutOff();
  const done: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    done.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    done.push(`${name} ends`);
  };
  await finish();
  later(work('a'));
  later(work('b'));
  expect(done).toEqual([]);
  begin();
  begin();
  later(work('c'));
  await finish();
  expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  later(() => Promise.reject(new Error('spoilt')));
  begin();
  await expect(finish()).rejects.toThrow('spoilt');
});

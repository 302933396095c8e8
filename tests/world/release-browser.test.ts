import { expect, test } from 'vitest';
import { nodeWorld } from '../../pipeline/world/node.ts';

test('a browser that was released has ended when the world closes, and another one is started when it is asked for', async () => {
  const world = nodeWorld({ noCache: true });
  const job = { html: '<!doctype html><p>-', widthMm: 100, heightMm: 100, assets: new Map(), timeoutMs: 20_000 };
  const { signal } = new AbortController();
  const first = await world.browser();
  world.releaseBrowser?.();
  const second = await world.browser();
  expect(second).not.toBe(first);
  expect((await second.print(job, signal)).length).toBeGreaterThan(0);
  await world.close();
  await expect(first.print(job, signal)).rejects.toThrow();
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findQueries } from '../../pipeline/reassemble/queries.ts';
import { readPage, reassemblePages } from './support.ts';

const raw = readFileSync(new URL('../corpus/union-congress/raw.txt', import.meta.url), 'utf8');

it('asks about the doubled characters of the sample, with their place, and changes nothing', async () => {
  const { reassembly } = await reassemblePages([readPage(raw)]);
  const doubled = findQueries(reassembly.manuscripts).filter((query) => query.kind === 'doubled');
  expect(doubled).toHaveLength(1);
  expect(doubled[0]?.words).toContain('\u4e0a\u4e0a\u4e0b\u4e0b');
  const start = doubled[0]?.span?.start ?? -1;
  expect(raw.slice(start, start + 4)).toBe('\u4e0a\u4e0a\u4e0b\u4e0b');
});

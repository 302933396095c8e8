import { expect, it } from 'vitest';
import { compareBlocks } from '../../pipeline/find-edits.ts';

const blocks = (...texts: string[]): string => texts.join('\n\n');

it('lists blocks that were changed, added and taken out, and no others', () => {
  expect(compareBlocks(blocks('a', 'b', 'c'), blocks('a', 'b', 'c'))).toEqual([]);
  expect(compareBlocks(blocks('a', 'b', 'c'), blocks('a', 'x', 'c'))).toEqual([{ before: 'b', after: 'x' }]);
  expect(compareBlocks(blocks('a', 'b', 'c'), blocks('a', 'b', 'new', 'c'))).toEqual([{ before: '', after: 'new' }]);
  expect(compareBlocks(blocks('a', 'b', 'c'), blocks('a', 'c'))).toEqual([{ before: 'b', after: '' }]);
  expect(compareBlocks(blocks('a', 'b', 'c', 'd'), blocks('x', 'b', 'c', 'y', 'd'))).toEqual([
    { before: 'a', after: 'x' },
    { before: '', after: 'y' },
  ]);
  expect(compareBlocks('', blocks('all', 'hers'))).toEqual([
    { before: '', after: 'all' },
    { before: '', after: 'hers' },
  ]);
});

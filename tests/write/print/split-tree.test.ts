import fc from 'fast-check';
import type { ElementContent, Properties } from 'hast';
import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { findCalls, splitTree } from '../../../pipeline/write/print/split-tree.ts';
import { blocksOf } from '../../../pipeline/write/print/trace-text.ts';

const tree = (): ElementContent[] => [
  h('p', { dataBlock: '0', id: 'x' }, ['ab', h('em', 'cd'), 'ef']),
  h('ul', [
    h('li', { dataBlock: '1' }, 'ghij'),
    h('li', { dataBlock: '2' }, ['kl', h('ol', [h('li', { dataBlock: '3' }, 'mn')])]),
  ]),
  h('figure', [h('img')]),
  h('p', { dataBlock: '4' }, 'op'),
];
const read = (nodes: ElementContent[]): string =>
  blocksOf({ type: 'root', children: nodes })
    .map(({ text }) => text)
    .join('');

test('cuts inside a word of emphasis; the second half has no id and goes on', () => {
  const [left, right] = splitTree(tree(), { block: 0, offset: 3 });
  expect(left).toEqual([h('p', { dataBlock: '0', id: 'x', dataCut: 'end' }, ['ab', h('em', 'c')])]);
  expect(right[0]).toEqual(h('p', { dataBlock: '0', dataCut: 'start', dataFrom: '3' }, [h('em', 'd'), 'ef']));
});

test('what is cut already is cut once more where its text says, and has neither a beginning nor an end', () => {
  const [, rest] = splitTree([h('p', { dataBlock: '0' }, 'abcdefgh')], { block: 0, offset: 3 });
  const [middle, last] = splitTree(rest, { block: 0, offset: 6 });
  expect(middle).toEqual([h('p', { dataBlock: '0', dataCut: 'start end', dataFrom: '3' }, 'def')]);
  expect(last).toEqual([h('p', { dataBlock: '0', dataCut: 'start', dataFrom: '6' }, 'gh')]);
});

test('a list that is cut goes on counting; an item that is cut has one number, and only its text says so', () => {
  const list = (properties: Properties): ElementContent[] => [
    h('ol', properties, [
      h('li', { dataBlock: '0' }, 'ab'),
      h('li', { dataBlock: '1' }, ['cd', h('ul', [h('li', { dataBlock: '2' }, 'ef')])]),
      h('li', { dataBlock: '3' }, 'gh'),
    ]),
  ];
  const second = (properties: Properties, block: number, offset: number): ElementContent | undefined =>
    splitTree(list(properties), { block, offset })[1][0];
  expect(second({}, 1, 0)).toMatchObject({ properties: { start: 2 } });
  expect(second({ start: 3 }, 3, 0)).toMatchObject({ properties: { start: 5 } });
  expect(second({ reversed: true }, 3, 0)).toMatchObject({ properties: { start: 1 } });
  const within = second({ start: 3 }, 2, 0);
  expect(within).toMatchObject({ properties: { start: 4 }, children: [{ properties: { dataGoesOn: '' } }, {}] });
  expect(within).not.toHaveProperty('properties.dataCut');
  expect(second({}, 1, 1)).toMatchObject({ children: [{ properties: { dataCut: 'start', dataGoesOn: '' } }, {}] });
});

test('a picture stays with its caption, a box to be ticked with its words', () => {
  const figure = h('figure', [h('img'), h('figcaption', { dataBlock: '1' }, 'cd')]);
  const item = h('li', [h('input'), h('p', { dataBlock: '2' }, 'ef')]);
  const whole = [h('p', { dataBlock: '0' }, 'ab'), figure, h('ul', [item])];
  expect(splitTree(whole, { block: 1, offset: 0 })).toEqual([[whole[0]], [figure, h('ul', [item])]]);
  expect(splitTree(whole, { block: 2, offset: 0 })).toEqual([[whole[0], figure], [h('ul', [item])]]);
});

test('nothing is lost and nothing changes its place, wherever it is cut', () => {
  const lengths = [6, 4, 2, 2, 2];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.nat(6), (block, offset) => {
      const [left, right] = splitTree(tree(), { block, offset });
      const at = lengths.slice(0, block).reduce((a, b) => a + b, 0) + Math.min(offset, lengths[block] ?? 0);
      expect(read(left)).toBe(read(tree()).slice(0, at));
      expect(read(right)).toBe(read(tree()).slice(at));
    }),
  );
});

test('finds the calls of notes by block and offset', () => {
  const call = h('sup', [h('a', { href: '#n1', role: 'doc-noteref' }, '1')]);
  const root = { type: 'root' as const, children: [h('p', { dataBlock: '7' }, ['abc', call, 'd'])] };
  expect(findCalls(root)).toEqual([{ block: 7, offset: 3, noteId: 'n1' }]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNaturally } from '../../pipeline/core/paths.ts';

test('names stand in the order in which a person counts', () => {
  const names = ['a10', 'a2', 'b', 'a02', 'a', 'a2b', '10', '9', 'a2\u{20000}', 'a2\ufa0e', 'a10.md', 'a1.md'];
  expect(names.sort(compareNaturally)).toEqual([
    '9',
    '10',
    'a',
    'a1.md',
    'a02',
    'a2',
    'a2b',
    'a2\ufa0e',
    'a2\u{20000}',
    'a10',
    'a10.md',
    'b',
  ]);
});

test('however alike names begin, they are in the order of their runs', () => {
  const name = fc.array(fc.constantFrom('0', '1', '9', 'a', 'b', '.', '\u6c49', '\uff0c', '\u{20000}'), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(name, name, name, (start, a, b) => {
      const [one, other] = [[...start, ...a].join(''), [...start, ...b].join('')];
      expect(Math.sign(compareNaturally(one, other))).toBe(Math.sign(compareRunByRun(one, other)));
    }),
  );
});

/** The definition, said in as many words. */
function compareRunByRun(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (const [i, one] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    const areNumbers = /\d/.test(one) && /\d/.test(other);
    const order = areNumbers ? Number(one) - Number(other) : comparePoints(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length || comparePoints(a, b);
}

function comparePoints(a: string, b: string): number {
  const [x, y] = [[...a], [...b]].map((points) => points.map((point) => point.codePointAt(0) ?? 0));
  for (const [i, point] of (x ?? []).entries()) {
    const order = point - (y?.[i] ?? -1);
    if (order !== 0) return order;
  }
  return (x?.length ?? 0) - (y?.length ?? 0);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffBlocks, diffLists, measureLikeness } from '../../pipeline/write/archive/diff-text.ts';

describe('differences of texts', () => {
  test('turn the one into the other, with no more edits than there are differences', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const edits = diffLists(before, after);
        let result: string[] = [];
        let at = 0;
        for (const edit of edits) {
          result = [...result, ...before.slice(at, edit.oldStart), ...after.slice(edit.newStart, edit.newEnd)];
          at = edit.oldEnd;
        }
        expect([...result, ...before.slice(at)]).toEqual(after);
        const size = edits.reduce((n, e) => n + e.oldEnd - e.oldStart + e.newEnd - e.newStart, 0);
        expect(size).toBe(before.length + after.length - 2 * longestCommon(before, after));
      }),
      { numRuns: 1000 },
    );
  });

  test('are told by words, with what surrounds them', () => {
    const before = ['一是坚持党的领导\u3002', '二是服务职工群众,5年来成绩显著\u3002'];
    const after = ['一是坚持党的领导\u3002', '二是服务广大职工,6年来成绩显著\u3002'];
    expect(diffBlocks(before, after)).toEqual([
      { block: 1, offset: 4, before: '', after: '广大', left: '二是服务', right: '职工群众,5年来' },
      { block: 1, offset: 6, before: '群众,5', after: ',6', left: '二是服务职工', right: '年来成绩显著\u3002' },
    ]);
  });

  test('keep Latin words and numbers whole', () => {
    const [change] = diffBlocks(['The rate was 20.4 per cent in Beijing'], ['The rate was 20.5 per cent in Beijing']);
    expect([change?.before, change?.after]).toEqual(['20.4', '20.5']);
  });

  test('of blocks added and removed are whole blocks', () => {
    const changes = diffBlocks(['a', 'b', 'c'], ['a', 'c', 'd']);
    expect(changes.map((c) => [c.before, c.after])).toEqual([
      ['b', ''],
      ['', 'd'],
    ]);
  });

  test('are found quickly in long texts that have nothing in common', () => {
    const long = (from: number) => [
      Array.from({ length: 20_000 }, (_, i) => String.fromCodePoint(from + (i % 5000))).join(''),
    ];
    const [change] = diffBlocks(long(0x4e00), long(0x6e00));
    expect([...(change?.before ?? '')].length).toBe(20_000);
  });

  test('likeness tells a reworded text from another', () => {
    expect(measureLikeness(['深化工会改革,服务职工群众'], ['深化工会改革,服务广大职工群众'])).toBeGreaterThan(0.7);
    expect(measureLikeness(['深化工会改革'], ['秋天的北京很美'])).toBeLessThan(0.2);
    expect(measureLikeness([], [])).toBe(1);
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    for (const [j, y] of b.entries()) next.push(x === y ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}

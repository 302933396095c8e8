import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakTitle, widthEm } from '../../pipeline/render/break-title.ts';

const room = { measureEm: 18.3, singleEm: 16.3, leastEm: 4 };
const linesOf = (parts: string[], given = room): string[] => breakTitle(parts, given).lines.map((l) => l.join('|'));

describe('breakTitle', () => {
  it('keeps two parts on a line when they fit, else breaks at the gap only', () => {
    const parts = ['\u6df1\u5316\u5de5\u4f1a\u6539\u9769', '\u670d\u52a1\u804c\u5de5\u7fa4\u4f17'];
    expect(linesOf(parts)).toEqual([parts.join('|')]);
    const long = [
      '\u8ba4\u771f\u5b66\u4e60\u8d2f\u5f7b\u5927\u4f1a\u7cbe\u795e',
      '\u52aa\u529b\u5f00\u521b\u5de5\u4f1a\u5de5\u4f5c\u65b0\u5c40\u9762',
    ];
    expect(linesOf(long)).toEqual(long);
    expect(breakTitle(long, room).joins).toEqual([' ']);
  });

  it('breaks the title of the sample by sense', () => {
    const title = '\u4e2d\u56fd\u5de5\u4f1a\u5341\u4e03\u5927\u7f72\u540d\u6587\u7ae0\u6c47\u7f16';
    expect(linesOf([title], { measureEm: 10, singleEm: 10, leastEm: 4 })).toEqual([
      '\u4e2d\u56fd\u5de5\u4f1a\u5341\u4e03\u5927',
      '\u7f72\u540d\u6587\u7ae0\u6c47\u7f16',
    ]);
  });

  it('never leaves a particle at the start of a line or a mark there', () => {
    const title =
      '\u5728\u65b0\u65f6\u4ee3\u4e2d\u56fd\u7279\u8272\u793e\u4f1a\u4e3b\u4e49\u601d\u60f3\u6307\u5f15\u4e0b\u7684\u201c\u5de5\u4f1a\u201d\u6539\u9769\u4e0e\u53d1\u5c55';
    for (const line of linesOf([title])) expect(line).not.toMatch(/^[\u7684\u201d\u3001\uff0c]|[\u201c\u4e0e\u548c]$/);
  });

  it('breaks English between words and remembers the space', () => {
    const broken = breakTitle(['The quick brown fox jumps over the lazy dog and goes home'], room);
    expect(broken.lines.length).toBeGreaterThan(1);
    expect(broken.joins.every((join) => join === ' ')).toBe(true);
  });

  it('breaks where a title falls into two: at a colon, a comma, a space between Han characters', () => {
    for (const [first, second] of [
      ['A5\u7eb8\u4e0aCPU\u3001GPU\u4e0eAI\u76843\u79cd\u7528\u6cd5\uff1a', 'Python 3.12\u5165\u95e8'],
      [
        '\u4e0d\u5fd8\u521d\u5fc3\u3001\u7262\u8bb0\u4f7f\u547d\uff0c',
        '\u4e3a\u51b3\u80dc\u5168\u9762\u5efa\u6210\u5c0f\u5eb7\u793e\u4f1a\u8d21\u732e\u5de5\u4f1a\u529b\u91cf',
      ],
      [
        '\u575a\u6301\u4ee5\u4eba\u6c11\u4e3a\u4e2d\u5fc3\u7684\u53d1\u5c55\u601d\u60f3',
        ' \u52aa\u529b\u6784\u5efa\u548c\u8c10\u52b3\u52a8\u5173\u7cfb',
      ],
      [
        '\u628a\u5b66\u4e60\u8d2f\u5f7b\u515a\u7684\u5341\u4e5d\u5927\u7cbe\u795e\u5f15\u5411\u6df1\u5165',
        '\u2014\u2014\u5728\u5168\u7701\u57f9\u8bad\u73ed\u4e0a\u7684\u8bb2\u8bdd',
      ],
      ['Delivered at the', ' Annual Conference'],
    ] as const)
      expect(linesOf([`${first}${second}`])).toEqual([first, second.trim()]);
  });

  it('takes a line more rather than break where it hurts', () => {
    const title =
      '\u5173\u4e8e\u8fdb\u4e00\u6b65\u6df1\u5316\u65b0\u65f6\u4ee3\u4ea7\u4e1a\u5de5\u4eba\u961f\u4f0d\u5efa\u8bbe\u6539\u9769\u63a8\u52a8\u9ad8\u8d28\u91cf\u53d1\u5c55\u82e5\u5e72\u95ee\u9898\u7684\u8c03\u67e5\u4e0e\u601d\u8003\u62a5\u544a';
    const lines = breakTitle([title], { measureEm: 23.5, singleEm: 17, lastEm: 16, leastEm: 4 }).lines.map((l) =>
      l.join(''),
    );
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toMatch(/\u9ad8$/);
  });

  it('holds the last line to its own room, and fills the others', () => {
    const title =
      '\u5173\u4e8e\u5de5\u4f1a\u7ec4\u7ec7\u670d\u52a1\u804c\u5de5\u7fa4\u4f17\u5de5\u4f5c\u7684\u8c03\u67e5\u62a5\u544a';
    const lines = breakTitle([title], { measureEm: 16, singleEm: 10, lastEm: 8, leastEm: 4 }).lines.map((l) =>
      l.join(''),
    );
    expect(lines).toHaveLength(2);
    expect(widthEm(lines[1] ?? '')).toBeLessThanOrEqual(8);
  });

  it('loses no character, whatever the title', () => {
    const han = fc.array(
      fc.constantFrom(...'\u5de5\u4f1a\u6539\u9769\u7684\u65b0\u65f6\u4ee3\u201c\u201d\uff0c\u3001ab12 '),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(han, (characters) => {
        const title = characters.join('').replace(/ +/g, ' ').trim();
        const { lines, joins } = breakTitle([title], room);
        expect(lines.map((line, i) => line.join(' ') + (joins[i] ?? '')).join('')).toBe(title);
        expect(joins.length).toBe(lines.length - 1);
      }),
    );
  });

  it('holds lines to the measure and balances them', () => {
    const title =
      '\u6df1\u5165\u5b66\u4e60\u8d2f\u5f7b\u4e60\u8fd1\u5e73\u603b\u4e66\u8bb0\u5173\u4e8e\u5de5\u4eba\u9636\u7ea7\u548c\u5de5\u4f1a\u5de5\u4f5c\u7684\u91cd\u8981\u8bba\u8ff0';
    const widths = linesOf([title]).map((line) => widthEm(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(room.measureEm);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(10);
  });
});

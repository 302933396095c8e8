import { describe, expect, it } from 'vitest';
import { readPage, reassemblePages, toPlain } from './support.ts';

const faultsOf = (issues: readonly { id: string }[]): string[] =>
  issues.map((issue) => issue.id).filter((id) => id === 'reassemble/text-lost' || id === 'reassemble/text-added');

describe('pages that are none', () => {
  it('of numbers only: leftovers', async () => {
    const { reassembly, issues } = await reassemblePages([
      readPage(Array.from({ length: 50 }, (_, i) => `${i * 37} 12.5`).join('\n')),
    ]);
    expect(reassembly.manuscripts).toEqual([]);
    expect(reassembly.leftovers).toHaveLength(50);
    expect(faultsOf(issues)).toEqual([]);
  });

  it('without titles: one article, and says so', async () => {
    const text = 'The first line of a text that has no title at all.\n\nThe second line of it, which ends as well.\n';
    const { reassembly, issues } = await reassemblePages([readPage(text)]);
    expect(reassembly.manuscripts).toHaveLength(1);
    expect(issues.map((issue) => issue.id)).toContain('reassemble/no-titles');
  });

  it('in a script not known: nothing lost', async () => {
    const line =
      '\u12a0\u12f2\u1235 \u12a0\u1260\u1263 \u12e8\u12a2\u1275\u12ee\u1335\u12eb \u12cb\u1293 \u12a8\u1270\u121b \u1290\u12cd\u1362';
    const { issues } = await reassemblePages([readPage(Array.from({ length: 20 }, () => line).join('\n\n'))]);
    expect(faultsOf(issues)).toEqual([]);
  });

  it('a very long line and twenty thousand lines: bounded', async () => {
    const long = await reassemblePages([readPage(`# t\n\n${'\u957f\u6587\u5b57\u3002'.repeat(500_000)}`)]);
    expect(faultsOf(long.issues)).toEqual([]);
    const many = await reassemblePages([
      readPage(Array.from({ length: 20_000 }, (_, i) => `line ${i} of many.`).join('\n')),
    ]);
    expect(faultsOf(many.issues)).toEqual([]);
  });

  it('in good order already: nothing is changed', async () => {
    const articles = [
      [
        '# \u56fe\u4e66\u9986\u91cd\u65b0\u5f00\u653e',
        '\u672c\u62a5\u8bb0\u8005 \u738b\u4f1f',
        '\u57ce\u5e02\u56fe\u4e66\u9986\u6628\u5929\u91cd\u65b0\u5f00\u653e\u3002',
        '\u8bfb\u8005\u5bf9\u56fe\u4e66\u9986\u7684\u65b0\u4e66\u8d5e\u4e0d\u7edd\u53e3\u3002',
      ],
      [
        '# \u79cb\u6536\u8fdb\u5ea6\u52a0\u5feb',
        '\u672c\u62a5\u8bb0\u8005 \u674e\u82b3',
        '\u4eca\u5e74\u79cb\u5929\u96e8\u6c34\u504f\u591a\u3002',
        '\u519c\u6c11\u62a2\u6536\u6c34\u7a3b\u7684\u8fdb\u5ea6\u6b63\u5728\u52a0\u5feb\u3002',
      ],
    ];
    const { reassembly } = await reassemblePages([readPage(articles.map((a) => a.join('\n\n')).join('\n\n'))]);
    expect(toPlain(reassembly)).toEqual(
      articles.map(([title = '', byline = '', ...paragraphs]) => ({ title: title.slice(2), byline, paragraphs })),
    );
  });
});

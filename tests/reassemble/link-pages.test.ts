import { describe, expect, it } from 'vitest';
import { levels } from '../../pipeline/learn/scramble.ts';
import { type Parting, scramblePages } from '../../pipeline/learn/scramble-pages.ts';
import { sampleArticles } from '../support/article-pools.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

const head = (page: number): string =>
  `\u6668\u62a5\u30002018\u5e7410\u670824\u65e5\u3000\u661f\u671f\u4e09\u3000\u7b2c${page}\u7248`;
const first = {
  title: '\u8ba9\u9605\u8bfb\u6210\u4e3a\u4e60\u60ef',
  byline: '\u5e02\u56fe\u4e66\u9986\u9986\u957f \u738b \u654f',
  paragraphs: [
    '\u53bb\u5e74\uff0c\u5168\u5e02\u56fe\u4e66\u9986\u63a5\u5f85\u8bfb\u8005\u4e09\u767e\u4e07\u4eba\u6b21\uff0c\u6bd4\u4e0a\u5e74\u589e\u957f\u4e00\u6210\u3002',
    '\u4eca\u540e\uff0c\u6211\u4eec\u8981\u628a\u6d41\u52a8\u4e66\u8f66\u5f00\u8fdb\u6bcf\u4e00\u4e2a\u4e61\u9547\uff0c\u8ba9\u8001\u4eba\u548c\u5b69\u5b50\u5728\u5bb6\u95e8\u53e3\u501f\u5230\u4e66\u3002',
  ],
};
const second = {
  title: '\u79cb\u6536\u8fdb\u5ea6\u52a0\u5feb',
  byline: '\u672c\u62a5\u8bb0\u8005 \u674e\u82b3',
  paragraphs: [
    '\u4eca\u5e74\u79cb\u5929\u96e8\u6c34\u504f\u591a\uff0c\u519c\u6c11\u62a2\u6536\u6c34\u7a3b\u7684\u8fdb\u5ea6\u6bd4\u5f80\u5e74\u6162\u3002',
    '\u519c\u673a\u90e8\u95e8\u4ece\u90bb\u53bf\u8c03\u6765\u4e24\u767e\u53f0\u6536\u5272\u673a\uff0c\u65e5\u591c\u4e0d\u505c\u3002',
  ],
};
const [start = '', rest = ''] = [first.paragraphs[1]?.slice(0, 18), first.paragraphs[1]?.slice(18)];
const pageOne = [
  `# ${first.title}`,
  first.byline,
  first.paragraphs[0],
  `${start}\uff08\u4e0b\u8f6c\u7b2c3\u7248\uff09`,
];
const pageThree = [
  `# ${second.title}`,
  second.byline,
  ...second.paragraphs,
  '\uff08\u4e0a\u63a5\u7b2c1\u7248\uff09',
  rest,
];

describe('pages with jump lines that answer one another', () => {
  const oneFile = [[head(1), ...pageOne].join('\n\n'), [head(3), ...pageThree].join('\n\n')];
  const ways: [string, string[]][] = [
    ['parted by running heads', [oneFile.join('\n\n')]],
    ['parted by form feeds', [oneFile.join('\n\f\n')]],
    ['one file a page, named in their heads', oneFile],
    [
      'wrapped, parted by markers',
      [['=== \u7b2c\u4e00\u7248 ===', ...pageOne, '=== \u7b2c\u4e09\u7248 ===', ...pageThree].join('\n\n')],
    ],
  ];
  it.each(ways)('are one article, %s', async (_, texts) => {
    const { reassembly, issues } = await reassemblePages(texts.map((text, i) => readPage(text, `${i}.txt`)));
    expect(toPlain(reassembly)).toEqual([first, second]);
    expect(reassembly.leftovers.every(({ why }) => why === 'furniture')).toBe(true);
    expect(issues.map(({ id }) => id).filter((id) => id.startsWith('reassemble/text'))).toEqual([]);
    const joins = reassembly.manuscripts.flatMap((m) =>
      m.blocks.flatMap((b) => b.text.seams.flatMap((s) => s.join ?? [])),
    );
    expect(joins.flatMap(({ evidence }) => evidence.map(({ kind }) => kind))).toContain('jump-line');
    expect(reassembly.manuscripts.map(({ id }) => id)).toEqual(
      texts.length > 1 ? ['a0-350ca8af-01', 'a1-340ca71c-01'] : ['a0-350ca8af-01', 'a0-350ca8af-02'],
    );
  });

  it('that stand in files named by their pages', async () => {
    const { reassembly } = await reassemblePages([
      readPage(pageOne.join('\n\n'), '2018-10-24-01.txt'),
      readPage(pageThree.join('\n\n'), '2018-10-24-03.txt'),
    ]);
    expect(toPlain(reassembly)).toEqual([first, second]);
  });

  it('with the headline set again above what follows: it is no text', async () => {
    const again = pageThree.flatMap((line) =>
      line.startsWith('\uff08\u4e0a\u63a5') ? [`# ${first.title}`, line] : [line],
    );
    const { reassembly } = await reassemblePages([readPage([head(1), ...pageOne, head(3), ...again].join('\n\n'))]);
    expect(toPlain(reassembly)).toEqual([first, second]);
    expect(reassembly.leftovers.map(({ text }) => text)).toContain(first.title);
  });

  it('in English, over three pages', async () => {
    const pages = [
      [
        '# The Library Opens Its Doors',
        'By Mary Smith',
        'The library opened its doors again last week, and readers stood in line from (Continued on page 2)',
      ],
      [
        '(Continued from page 1)',
        'early morning until the lights went out at nine in the evening. Many of them had come (Continued on page 3)',
      ],
      ['(Continued from page 2)', 'from other towns, where no library has opened for years.'],
    ].map((lines, i) => [`--- Page ${i + 1} ---`, ...lines].join('\n\n'));
    const { reassembly } = await reassemblePages([readPage(pages.join('\n\n'))]);
    expect(toPlain(reassembly)).toEqual([
      {
        title: 'The Library Opens Its Doors',
        byline: 'By Mary Smith',
        paragraphs: [
          'The library opened its doors again last week, and readers stood in line from early morning until the lights went out at nine in the evening. Many of them had come from other towns, where no library has opened for years.',
        ],
      },
    ]);
  });
});

describe('jump lines that nothing answers', () => {
  it('link nothing, and lose nothing', async () => {
    const pages = [
      [head(1), ...pageOne],
      [head(3), `# ${second.title}`, second.byline, ...second.paragraphs],
      [
        head(4),
        '# \u4e09',
        '\u672c\u62a5\u8bb0\u8005 \u738b\u4f1f',
        second.paragraphs[0],
        '\uff08\u4e0a\u63a5\u7b2c2\u7248\uff09',
        rest,
      ],
    ];
    const { reassembly, issues } = await reassemblePages([
      readPage(pages.map((lines) => lines.join('\n\n')).join('\n\n')),
    ]);
    expect(issues.map(({ id }) => id).filter((id) => id.startsWith('reassemble/text'))).toEqual([]);
    const evidence = reassembly.manuscripts.flatMap((m) =>
      m.blocks.flatMap((b) => b.text.seams.flatMap((s) => s.join?.evidence ?? [])),
    );
    expect(evidence.map(({ kind }) => kind)).not.toContain('jump-line');
    expect(reassembly.manuscripts.some(({ title }) => title?.text.includes('\u4e0a\u63a5'))).toBe(false);
  });

  it('that go round in a circle are broken', async () => {
    const pages = [
      [
        head(1),
        `# ${first.title}`,
        '\uff08\u4e0a\u63a5\u7b2c2\u7248\uff09',
        `${start}\uff08\u4e0b\u8f6c\u7b2c2\u7248\uff09`,
      ],
      [
        head(2),
        `# ${second.title}`,
        '\uff08\u4e0a\u63a5\u7b2c1\u7248\uff09',
        `${rest}\uff08\u4e0b\u8f6c\u7b2c1\u7248\uff09`,
      ],
    ];
    const { issues } = await reassemblePages([readPage(pages.map((lines) => lines.join('\n\n')).join('\n\n'))]);
    expect(issues.map(({ id }) => id).filter((id) => id.startsWith('reassemble/text'))).toEqual([]);
  });
});

describe('pages of a generated paper', () => {
  it.each(['form-feeds', 'running-heads', 'markers', 'files'] as const satisfies readonly Parting[])(
    'find nearly all that goes on elsewhere, by %s',
    async (parting) => {
      const options = { ...levels[1], articles: [3, 4], orders: ['whole'], fragments: [1] } as const;
      const made = scramblePages(sampleArticles, 11, options, { pages: 3, parting, jumps: 0.8, repeatedTitles: 0.3 });
      expect(made.jumps).toBeGreaterThan(2);
      const { reassembly, issues } = await reassemblePages(made.files.map(({ path, raw }) => readPage(raw, path)));
      expect(issues.map(({ id }) => id).filter((id) => id.startsWith('reassemble/text'))).toEqual([]);
      // Both sides of each link, as they stand in the true article.
      const truth = made.truth.map(({ paragraphs }) => paragraphs.join('').replace(/\s/g, ''));
      const links = reassembly.manuscripts.flatMap(({ blocks }) =>
        blocks.flatMap(({ text: { text, seams } }, i) =>
          seams.flatMap(({ at, join }) => {
            if (!join?.evidence.some(({ kind }) => kind === 'jump-line')) return [];
            const before = at > 0 ? text.slice(0, at) : (blocks[i - 1]?.text.text ?? '');
            return [`${before.trim().slice(-8)}${text.slice(at, at + 8)}`.replace(/\s/g, '')];
          }),
        ),
      );
      expect(links).toHaveLength(made.jumps);
      expect(links.filter((words) => truth.some((text) => text.includes(words))).length).toBeGreaterThanOrEqual(
        made.jumps - 1,
      );
    },
  );
});

import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../pipeline/core/contracts.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import type { Source } from '../../pipeline/core/text.ts';
import { findDeepNesting } from '../../pipeline/read/find-nesting.ts';
import { read } from '../../pipeline/read/index.ts';
import { type MemoryWorldOptions, makeMemoryWorld } from '../support/memory-world.ts';

const sample = readFileSync(new URL('../corpus/union-congress/raw.txt', import.meta.url), 'utf8');
const han = '\u5de5\u4f1a\u5de5\u4f5c\uff0c\u804c\u5de5\u7fa4\u4f17\u3002';

async function readAll(inputs: readonly (string | Source)[], options: MemoryWorldOptions = {}) {
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings({}),
    world: makeMemoryWorld(options),
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  return { ...(await read(inputs, context)), issues, told: issues.map((i) => [i.id, i.place?.line, i.place?.column]) };
}

const file = async (content: string | Uint8Array, name = 'a.txt') => {
  const result = await readAll([name], { files: { [name]: content } });
  return { ...result, reading: result.readings[0] };
};

describe('page text', () => {
  it('gives one fragment a line, each the transcript at its span', async () => {
    const { reading, told } = await file(sample);
    expect(told).toEqual([]);
    expect(reading?.transcript).toBe(sample);
    for (const { text, span } of reading?.fragments ?? []) expect(sample.slice(span.start, span.end)).toBe(text);
    expect(reading?.fragments.filter((f) => f.hints.headingDepth === 1)).toHaveLength(12);
    const kept = reading?.fragments.map((f) => f.text).join('') ?? '';
    expect(kept.replace(/\s/g, '')).toBe(sample.replace(/[\s#]/g, ''));
  });

  it('takes marks at a line start as headlines and leaves all other characters alone', async () => {
    const lines = [
      '# \u4e00',
      '###\u4e8c',
      '#######\u4e09',
      '\u3000\u3000#\u8bdd\u9898#',
      '\u3000# \u56db',
      '#',
      'a # b',
      '  \u3000',
      '\u3000\u3000\u4e94\u3000',
    ];
    const { reading } = await file(lines.join('\n'));
    expect(reading?.fragments.map((f) => [f.hints.headingDepth, f.text])).toEqual([
      [1, '\u4e00'],
      [3, '\u4e8c'],
      [0, '#######\u4e09'],
      [0, '#\u8bdd\u9898#'],
      [1, '\u56db'],
      [0, '#'],
      [0, 'a # b'],
      [0, '\u4e94'],
    ]);
    expect(reading?.fragments.map((f) => f.hints.blankBefore)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('reads LF, CRLF and CR alike', async () => {
    const texts = ['\n', '\r\n', '\r'].map((end) => ['# t', '', 'one', 'two'].join(end));
    for (const text of texts) {
      const { reading } = await file(text);
      expect(reading?.fragments.map((f) => f.text)).toEqual(['t', 'one', 'two']);
      expect(reading?.lineStarts).toHaveLength(4);
    }
  });
});

describe('encodings', () => {
  const rare = '\u{20bb7}\u9f98\u3b4e'; // four bytes each in GB 18030
  const encoded: [string, Uint8Array, string][] = [
    ['UTF-8', Buffer.from(han + rare), han + rare],
    ['UTF-8 with mark', Buffer.from(`\ufeff# ${han}`), `\ufeff# ${han}`],
    ['UTF-16LE with mark', iconv.encode(`\ufeff${han}\n`, 'utf-16le'), `\ufeff${han}\n`],
    ['UTF-16BE with mark', iconv.encode(`\ufeff${han}${rare}\n`, 'utf-16be'), `\ufeff${han}${rare}\n`],
    ['UTF-16LE', iconv.encode(`${han}\n`, 'utf-16le'), `${han}\n`],
    ['UTF-16BE', iconv.encode(`${han}\n`, 'utf-16be'), `${han}\n`],
    ['GB 2312', iconv.encode(han, 'gb2312'), han],
    ['GBK', iconv.encode(`${han}\u8db8\u9555`, 'gbk'), `${han}\u8db8\u9555`],
    ['GB 18030, four bytes', iconv.encode(han + rare, 'gb18030'), han + rare],
    ['GB 18030, one word', iconv.encode('\u6807\u9898', 'gb18030'), '\u6807\u9898'],
    ['GB 18030, the sample', iconv.encode(sample, 'gb18030'), sample],
  ];
  it.each(encoded)('%s comes out whole', async (_, bytes, text) => {
    const { reading, told } = await file(bytes);
    expect(told).toEqual([]);
    expect(reading?.transcript).toBe(text);
    expect(reading?.fragments[0]?.text.startsWith('\ufeff')).toBe(false);
  });

  const utf8 = (text: string) => Buffer.from(text);
  const refused: [string, Uint8Array, unknown[]][] = [
    [
      'a bad byte in UTF-8',
      Buffer.concat([utf8(`${han}\n${han.slice(0, 3)}`), Buffer.from([0xff]), utf8(han)]),
      ['read/invalid-bytes', 2, 4],
    ],
    ['a cut character in UTF-8', utf8(`ab\r\n${han}`).subarray(0, -1), ['read/invalid-bytes', 2, 10]],
    ['an over-long form', Buffer.concat([utf8(han), Buffer.from([0xc0, 0xaf])]), ['read/invalid-bytes', 1, 11]],
    [
      'a surrogate in UTF-8',
      Buffer.concat([utf8(han), Buffer.from([0xed, 0xa0, 0x80]), utf8(han)]),
      ['read/invalid-bytes', 1, 11],
    ],
    [
      'a bad byte in GB 18030',
      Buffer.concat([
        iconv.encode(`${han}\n${han}`, 'gb18030'),
        Buffer.from([0xff, 0x20]),
        iconv.encode(han, 'gb18030'),
      ]),
      ['read/invalid-bytes', 2, 11],
    ],
    ['a lone surrogate in UTF-16', iconv.encode(`\ufeffab\n\ud800c`, 'utf-16le'), ['read/invalid-bytes', 2, 1]],
    ['half a unit in UTF-16', iconv.encode(`\ufeffab`, 'utf-16le').subarray(0, -1), ['read/invalid-bytes', 1, 3]],
    [
      'Big5',
      iconv.encode(
        '\u9019\u662f\u4e00\u5247\u91cd\u8981\u7684\u65b0\u805e\uff0c\u8a18\u8005\u5728\u53f0\u5317\u5831\u5c0e\u5de5\u6703\u7684\u5de5\u4f5c\u60c5\u6cc1\u3002',
        'big5',
      ),
      ['read/encoding', 1, 1],
    ],
    ['Windows-1252', iconv.encode('caf\u00e9 \u2013 na\u00efve', 'win1252'), ['read/encoding', 1, 4]],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), ['read/binary', undefined, undefined]],
    ['a PDF', utf8('%PDF-1.7\n...'), ['read/binary', undefined, undefined]],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), ['read/binary', undefined, undefined]],
    ['bytes', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256), ['read/binary', undefined, undefined]],
    ['nothing', new Uint8Array(), ['read/empty', undefined, undefined]],
    ['white space', utf8('\ufeff \n\u3000\n'), ['read/empty', undefined, undefined]],
  ];
  it.each(refused)('%s is refused with its place', async (_, bytes, expected) => {
    const { readings, told } = await file(bytes);
    expect(readings).toEqual([]);
    expect(told).toEqual([expected]);
  });

  it('never makes a replacement character of its own', async () => {
    for (const [, bytes] of refused) {
      const { reading } = await file(bytes);
      expect(reading?.transcript ?? '').not.toContain('\ufffd');
    }
    const { reading } = await file(`a\ufffdb ${han}`);
    expect(reading?.transcript).toBe(`a\ufffdb ${han}`);
  });

  it('keeps a few control characters for later stages to report', async () => {
    const { reading, told } = await file(`${han}\u0000\u001b[31m${han}`);
    expect(told).toEqual([]);
    expect(reading?.transcript).toBe(`${han}\u0000\u001b[31m${han}`);
  });
});

describe('inputs', () => {
  const files = {
    'in/10.txt': 'ten',
    'in/2.txt': 'two',
    'in/a.md': 'A',
    'in/edition.yaml': 'title: t',
    'in/2.txt.seams.yaml': '',
    'in/report.json': '{}',
    'in/picture.png': 'x',
    'in/.hidden.txt': 'h',
    'in/sub/3.txt': 'three',
    'empty/picture.png': 'x',
  };
  it('takes a folder as its readable files in natural order', async () => {
    const { readings, sources, told } = await readAll(['in'], { files });
    expect(readings.map((r) => [r.source, r.path, r.folder])).toEqual([
      ['2.txt', 'in/2.txt', 'in'],
      ['10.txt', 'in/10.txt', 'in'],
      ['a.md', 'in/a.md', 'in'],
    ]);
    expect(sources.map((s) => s.id)).toEqual(['2.txt', '10.txt', 'a.md']);
    expect(told.map(([id]) => id)).toEqual(['read/left-aside']);
  });

  it('names what lies in a folder and looks as if it were meant to be read; not what lies there for another reason', async () => {
    const more = {
      ...files,
      'in/letter.DOCX': 'PK',
      'in/~$letter.docx': '',
      'in/pictures/one.png': 'x',
      'in/output/report.json': '{}',
      'in/output/print.pdf': 'x',
      'in/output/articles/1.md': 'x',
    };
    const { issues } = await readAll(['in'], { files: more });
    expect(issues.map(({ id, params }) => [id, params])).toEqual([
      ['read/left-aside', { path: 'in', count: 2, names: 'letter.DOCX, sub/' }],
    ]);
    const many = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`in/${i}.rtf`, '{}']));
    const told = await readAll(['in'], { files: { 'in/a.txt': 'text', ...many } });
    expect(told.issues[0]?.params).toMatchObject({
      count: 10,
      names: expect.stringMatching(/^0\.rtf, .*7\.rtf \u2026$/),
    });
  });

  it('says what is missing, unreadable or given twice, and reads the rest', async () => {
    const { readings, told } = await readAll(
      ['in/2.txt', './in/2.txt', 'gone.txt', 'empty', 'in/picture.png', 'in/report.json'],
      { files },
    );
    expect(readings.map((r) => r.path)).toEqual(['in/2.txt']);
    expect(told.map(([id]) => id)).toEqual([
      'read/duplicate-source',
      'read/not-found',
      'read/nothing-readable',
      'read/unknown-type',
    ]);
  });

  it('reads standard input and sources in memory, and keeps ids apart', async () => {
    const memory: Source = {
      id: '2.txt',
      path: 'letter',
      mediaType: 'text/markdown; charset=utf-8',
      bytes: Buffer.from('*m*'),
    };
    const { readings } = await readAll(['-', 'in/2.txt', memory], { files, input: 'from a pipe' });
    expect(readings.map((r) => [r.source, r.path, r.kind])).toEqual([
      ['stdin', 'stdin', 'page'],
      ['2.txt', 'in/2.txt', 'page'],
      ['2.txt~2', 'letter', 'markdown'],
    ]);
  });

  it('shows no path of the machine', async () => {
    const { readings } = await readAll(['/srv/x/raw.txt'], { files: { '/srv/x/raw.txt': 'text' } });
    expect(readings.map((r) => [r.source, r.path])).toEqual([['raw.txt', 'raw.txt']]);
  });
});

describe('Markdown', () => {
  it('cuts a manuscript into its blocks', async () => {
    const text =
      '# A *b* #\n\npara\nsecond\n\n- x\n\n  y\n\n| a |\n| - |\n| 1 |\n\n> q\n\n```\n# code\n```\n\nSet\n===\n\n[^1]: note\n';
    const { reading, told } = await file(text, 'a.md');
    expect(told).toEqual([]);
    expect(reading?.kind).toBe('markdown');
    expect(reading?.fragments.map((f) => [f.hints.headingDepth, f.hints.verbatim, f.text])).toEqual([
      [1, false, 'A *b*'],
      [0, false, 'para\nsecond'],
      [0, true, '- x\n\n  y'],
      [0, true, '| a |\n| - |\n| 1 |'],
      [0, true, '> q'],
      [0, true, '```\n# code\n```'],
      [1, false, 'Set'],
      [0, true, '[^1]: note'],
    ]);
  });

  it('takes front matter off, and a title there makes a finished article', async () => {
    const { reading } = await file('\ufeff---\r\ntitle: T\r\nbyline: B\r\n---\r\n\r\nBody.\r\n', 'a.md');
    expect(reading).toMatchObject({
      kind: 'article',
      frontMatter: { title: 'T', byline: 'B' },
      firstLine: 5,
      transcript: '\r\nBody.\r\n',
    });
    const plain = await file('---\nauthor: X\n---\nBody', 'a.md');
    expect(plain.reading).toMatchObject({ kind: 'markdown', firstLine: 4, transcript: 'Body' });
    const rules = await file('---\nfoo\n---\nbar', 'a.md');
    expect(rules.reading).toMatchObject({ kind: 'markdown', firstLine: 1, transcript: '---\nfoo\n---\nbar' });
  });

  it('counts places right after a byte order mark, with and without front matter', async () => {
    for (const text of [
      '\ufeffone\n\ntwo\n',
      '\ufeff---\ntitle: T\n---  \n\none\n\ntwo',
      'one\n\ntwo',
      '---\ntitle: T\n---\none\n\ntwo',
    ]) {
      const { reading } = await file(text, 'a.md');
      expect(reading?.fragments.map((f) => f.text)).toEqual(['one', 'two']);
      for (const { span, text: piece } of reading?.fragments ?? []) {
        expect(reading?.transcript.slice(span.start, span.end)).toBe(piece);
        expect(
          text.split('\n')[
            (reading?.firstLine ?? 0) - 1 + (reading?.lineStarts.findLastIndex((s) => s <= span.start) ?? 0)
          ],
        ).toContain(piece);
      }
    }
  });

  it('tells every fault of front matter at its place', async () => {
    const { readings, told, issues } = await file('---\ntitel: T\nid: a b\ntitle: [x]\n---\nBody', 'a.md');
    expect(readings).toEqual([]);
    expect(told.sort((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ['read/front-matter', 2, 1],
      ['read/front-matter', 3, 1],
      ['read/front-matter', 4, 1],
    ]);
    expect(issues.map((i) => i.params.detail).join('\n')).toContain('did you mean title');
    const twice = await file('---\ntitle: a\ntitle: b\n---\nBody', 'a.md');
    expect(twice.told).toEqual([['read/front-matter', 3, 1]]);
  });
});

describe('nesting', () => {
  it.each([
    ['quotes', `one\n\n${'> '.repeat(20_000)}`, 3],
    ['lists', `${'- '.repeat(20_000)}a`, 1],
    ['numbers', `${'1. '.repeat(20_000)}a`, 1],
    ['indented lists', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'), 101],
    ['blocks of directives', ':::a\n'.repeat(5000), 101],
  ])('of %s without end is refused at its line', async (_, text, line) => {
    const { told } = await file(text, 'a.md');
    expect(told).toEqual([['read/too-nested', line, 1]]);
  });

  it('as manuscripts have it is read', async () => {
    const { told, reading } = await file(`${'> '.repeat(8)}a\n\n- b\n  - c\n    - d\n\n:::poem\ne\n:::\n`, 'a.md');
    expect(told).toEqual([]);
    expect(reading?.fragments).toHaveLength(3);
    expect(findDeepNesting(`${'> '.repeat(99)}a\n${'- 1. '.repeat(49)}a\n`.repeat(100))).toBeNull();
  });
});

describe('size', () => {
  it('reads a million lines, and one line of 50 MB', async () => {
    expect((await file(`${han}\n`.repeat(1_000_000))).reading?.fragments).toHaveLength(1_000_000);
    expect((await file(Buffer.alloc(50_000_000, 'a \u3000'))).reading?.fragments).toHaveLength(1);
  });
});

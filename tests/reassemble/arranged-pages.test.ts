import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TrueArticle } from '../../pipeline/learn/scramble.ts';
import { readPage, reassemblePages, toPlain } from './support.ts';

const articles = JSON.parse(
  readFileSync(new URL('../corpus/press/simplified.json', import.meta.url), 'utf8'),
) as readonly TrueArticle[];

/** The article whose headline begins so. */
function find(opening: string): TrueArticle {
  const found = articles.find(({ title }) => title.startsWith(opening));
  if (!found) throw new Error(`no article begins with ${opening}`);
  return found;
}

const bridge = find('\u897f\u6865');
const ball = find('\u6700\u540e\u56db\u79d2');
const typhoon = find('\u53f0\u98ce');
const machine = find('\u7956\u6bcd');
const shop = find('\u5173\u4e86');
const tooth = find('\u7259\u75bc');
const warden = find('\u201c\u79cd\u6811');
const star = find('\u508d\u665a');

/** Headline and byline with the text up to a place in a paragraph, and the rest of it. */
function cut(article: TrueArticle, paragraph: number, at: number): [above: string[], below: string[]] {
  const { title, byline, paragraphs } = article;
  const text = paragraphs[paragraph] ?? '';
  return [
    [`# ${title}`, byline, ...paragraphs.slice(0, paragraph), text.slice(0, at)],
    [text.slice(at), ...paragraphs.slice(paragraph + 1)],
  ];
}

const lay = (...parts: readonly (readonly string[])[]): string => `${parts.flat().join('\n\n')}\n`;

/** Two articles cut in mid-sentence, with something else between their halves. */
function layAround(a: [string[], string[]], b: [string[], string[]], between: readonly string[]): string {
  return lay(a[0], b[0], between, a[1], b[1]);
}

async function read(raw: string) {
  const { reassembly, issues } = await reassemblePages([readPage(raw)]);
  expect(issues.filter(({ id }) => id === 'reassemble/text-lost' || id === 'reassemble/text-added')).toEqual([]);
  return toPlain(reassembly);
}

/** What may stand between the halves of two articles; the first line is its headline. */
const between: Readonly<Record<string, readonly string[]>> = {
  'a digest of news in brief': [
    '# \u4e00\u5468\u7b80\u8baf',
    '\u25b2\u5e02\u56fe\u4e66\u9986\u672c\u5468\u8d77\u5ef6\u957f\u5f00\u653e\u5230\u665a\u4e0a\u4e5d\u70b9\uff0c\u5468\u4e00\u7167\u65e7\u95ed\u9986\u3002',
    '\u25b2\u4e1c\u90ca\u83dc\u5e02\u573a\u7684\u9876\u68da\u6362\u597d\u4e86\uff0c\u644a\u4f4d\u8d39\u4e09\u4e2a\u6708\u4e0d\u53d8\u3002',
    '\u25b2\u5341\u4e8c\u8def\u516c\u4ea4\u8f66\u4e0b\u6708\u521d\u6062\u590d\u8d70\u6ee8\u6cb3\u8def\uff0c\u9996\u73ed\u8f66\u516d\u70b9\u6574\u3002',
  ],
  'letters, each signed': [
    '# \u8bfb\u8005\u6765\u4fe1',
    '\u7f16\u8f91\u540c\u5fd7\uff1a\u83dc\u5e02\u573a\u95e8\u53e3\u7684\u6591\u9a6c\u7ebf\u78e8\u5f97\u770b\u4e0d\u89c1\u4e86\uff0c\u65e9\u4e0a\u9001\u5b69\u5b50\u7684\u4eba\u591a\uff0c\u8f66\u4e5f\u4e0d\u8ba9\u3002',
    '\uff08\u5357\u95e8\u8857 \u845b\u79c0\u82f1\uff09',
    '\u7f16\u8f91\u540c\u5fd7\uff1a\u516c\u56ed\u7684\u957f\u6905\u5c11\u4e86\u4e24\u628a\uff0c\u95ee\u4e86\u7ba1\u7406\u5904\uff0c\u8bf4\u662f\u62ff\u53bb\u4fee\uff0c\u534a\u5e74\u4e86\u8fd8\u6ca1\u6709\u62ff\u56de\u6765\u3002',
    '\uff08\u6cb3\u6cbf\u5c45\u6c11 \u5c1a\u6587\uff09',
  ],
  'a poem': [
    '# \u79cb\u5929\u7684\u6e21\u53e3',
    '\u8239\u628a\u6700\u540e\u4e00\u4e2a\u4eba',
    '\u9001\u5230\u5bf9\u5cb8',
    '\u5c31\u628a\u81ea\u5df1\u7cfb\u5728\u67f3\u6811\u4e0a',
    '\u6cb3\u6c34\u8fd8\u5728\u8d70',
    '\u5b83\u6ca1\u6709\u8981\u7b49\u7684\u4eba',
    '\u4e5f\u6ca1\u6709\u8981\u53bb\u7684\u5730\u65b9',
    '\u53ea\u628a\u706f\u4e00\u76cf\u4e00\u76cf',
    '\u6570\u5230\u5929\u4eae',
  ],
  'a table': [
    '# \u672c\u5468\u852c\u83dc\u96f6\u552e\u4ef7\uff08\u5143/\u516c\u65a4\uff09',
    '\u54c1\u79cd  \u4e0a\u5468  \u672c\u5468',
    '\u767d\u83dc  2.4  2.6',
    '\u9ec4\u74dc  5.8  5.2',
    '\u571f\u8c46  3.2  3.2',
  ],
  'a list of names': [
    '# \u5e02\u7b2c\u4e09\u5c4a\u89c1\u4e49\u52c7\u4e3a\u5148\u8fdb\u4e2a\u4eba\u540d\u5355',
    '\u738b\u5efa\u56fd\u3000\u674e\u79c0\u5170\u3000\u5f20\u5fd7\u5f3a\u3000\u5218\u6842\u82b3',
    '\u9648\u5c0f\u519b\u3000\u6768\u4e3d\u534e\u3000\u8d75\u94c1\u67f1\u3000\u9ec4\u6587\u82f1',
    '\u5468\u660e\u3000\u5434\u6d77\u71d5\u3000\u5f90\u5927\u52c7\u3000\u5b59\u7389\u6885',
  ],
};

describe('pages as papers set them', () => {
  it.each(Object.entries(between))('keeps to itself what stands between halves of articles: %s', async (_, page) => {
    for (const [a, b, outer] of [
      [cut(shop, 1, 60), cut(tooth, 1, 55), [shop, tooth]],
      [cut(bridge, 1, 50), cut(machine, 1, 60), [bridge, machine]],
      [cut(typhoon, 1, 40), cut(ball, 1, 30), [typhoon, ball]],
    ] as const) {
      const [first = '', ...rest] = page;
      const found = await read(layAround(a, b, page));
      expect(found.map(({ title }) => title)).toContain(first.slice(2));
      for (const own of outer) expect(found).toContainEqual(own);
      // Letters may be told apart by who signed them: nothing of them is anywhere else.
      const inner = found.filter(({ title }) => !outer.some((own) => own.title === title));
      const lines = inner.flatMap(({ byline, paragraphs }) => [...paragraphs, ...(byline === '' ? [] : [byline])]);
      expect(lines.sort()).toEqual([...rest].sort());
    }
  });

  it('reads an interview whose answer was cut, between other articles', async () => {
    const parts = [cut(warden, 2, 30), cut(star, 1, 50), cut(machine, 1, 40)] as const;
    const found = await read(lay(...parts.map(([above]) => above), ...parts.map(([, below]) => below)));
    expect(found).toEqual([warden, star, machine]);
  });

  it('takes no marked headline for text, whatever it ends with', async () => {
    const comma = { ...machine, title: machine.paragraphs[0]?.slice(0, 12) ?? '' };
    const parts = [cut(shop, 1, 60), cut(comma, 1, 40), cut(tooth, 1, 55)] as const;
    expect(comma.title.endsWith('\uff0c')).toBe(true);
    const found = await read(lay(...parts.map(([above]) => above), ...parts.map(([, below]) => below)));
    expect(found).toEqual([shop, comma, tooth]);
  });
});

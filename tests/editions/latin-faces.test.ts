import { expect, test } from 'vitest';
import type { Source } from '../../pipeline/core/text.ts';
import { readGlyphs } from '../support/pdf-glyphs.ts';
import { publishPrint } from '../support/publish-print.ts';

const source = (id: string, lang: string, text: string): Source => ({
  id,
  path: `${id}.md`,
  mediaType: 'text/markdown',
  bytes: new TextEncoder().encode(`---\ntitle: ${id}\nlang: ${lang}\n---\n\n${text}\n`),
});

/** Text by the font it is printed in, without the tag of a subset; spaces left out. */
async function byFont(sources: readonly Source[], lang: 'en' | 'zh-CN'): Promise<ReadonlyMap<string, string>> {
  const pages = await readGlyphs(await publishPrint(sources, { title: 'Rivers', lang }));
  const found = new Map<string, string>();
  for (const { character, font, block } of pages.flatMap(({ glyphs }) => glyphs)) {
    const name = font.replace(/^[A-Z]{6}\+/, '');
    if (block >= 0 && character.trim() !== '') found.set(name, (found.get(name) ?? '') + character);
  }
  return found;
}

test('English leans where it is emphasised, and code has letters of one width; Han characters do neither', async () => {
  const fonts = await byFont(
    [
      source(
        'english',
        'en',
        [
          'The council read *A Short \u6cb3 History* twice, **and *then* asked** for `git log` in the *first* office.',
          '## The *Nature* of water',
          '```\nlevel(day) // \u6c34\u4f4d\n```',
        ].join('\n\n'),
      ),
      source('chinese', 'zh-CN', '\u4ed6\u5728*Nature*\u4e0a\u505a\u4e86*\u91cd\u8981*\u7684\u62a5\u544a\u3002'),
    ],
    'en',
  );
  expect(fonts.get('SourceSerif4-Italic')).toBe('AShortHistoryfirstNature');
  expect(fonts.get('SourceSerif4-SemiBoldItalic')).toBe('then');
  expect(fonts.get('SourceSans3-BoldItalic')).toBe('Nature');
  expect(fonts.get('SourceCodePro-Regular')).toBe('gitloglevel(day)//');
  expect(fonts.get('NotoSansSC-Bold')).toContain('Theofwater');
  expect(fonts.get('NotoSerifSC-Regular')).toContain('\u91cd\u8981');
  expect([...fonts.keys()].sort()).toEqual([
    'NotoSansSC-Bold',
    'NotoSansSC-Regular',
    'NotoSerifSC-Bold',
    'NotoSerifSC-Regular',
    'SourceCodePro-Regular',
    'SourceSans3-BoldItalic',
    'SourceSerif4-Italic',
    'SourceSerif4-SemiBoldItalic',
  ]);
});

test('letters that whole fonts lack are set in a face that has them; what none has is a geta mark', async () => {
  const text =
    '\u4ed6\u89c1\u5230\u4e86Djokovi\u0107\uff0c\u505a\u4e86*\u91cd\u8981*\u7684\u62a5\u544a\uff1a**Ma\u010dek**\u3002\u{1f600}';
  const fonts = await byFont([source('plain', 'zh-CN', text)], 'zh-CN');
  expect([...fonts].filter(([name]) => name.startsWith('Source'))).toEqual([
    ['SourceSerif4-Light', '\u0107'],
    ['SourceSerif4-SemiBold', '\u010d'],
  ]);
  expect(fonts.get('NotoSerifSC-Regular')).toContain('\u3002\u3013');
});

test('running heads have the letters of the titles they tell', async () => {
  const long = Array.from(
    { length: 140 },
    () => '\u6cb3\u6c34\u5f88\u9759\uff0c\u770b\u4e0d\u51fa\u5f80\u54ea\u8fb9\u6d41\u3002',
  ).join('');
  const pages = await readGlyphs(
    await publishPrint([source('Djokovi\u0107 \u4e0e\u{1f600}', 'zh-CN', long)], {
      title: '\u0141\u00f3d\u017a \u8bb0',
      lang: 'zh-CN',
    }),
  );
  const heads = pages.flatMap(({ glyphs }) => {
    const head = glyphs.filter(({ block, baselinePt }) => block < 0 && baselinePt < 60);
    return head.length > 0 ? [head] : [];
  });
  const told = heads.map((head) => head.map(({ character }) => character).join(''));
  expect(new Set(told)).toEqual(new Set(['Djokovi\u0107 \u4e0e\u3013', '\u0141\u00f3d\u017a \u8bb0']));
  // As large as what they stand among, and one after the other.
  for (const head of heads)
    for (const [i, { font, sizePt, xPt }] of head.entries()) {
      expect(sizePt).toBeCloseTo(/SourceSerif/.test(font) ? 8.64 : 8, 1);
      expect(xPt).toBeGreaterThan(head[i - 1]?.xPt ?? 0);
    }
});

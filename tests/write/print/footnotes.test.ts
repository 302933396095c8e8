import { describe, expect, test } from 'vitest';
import type { EditionSettings } from '../../../pipeline/core/settings.ts';
import type { Source } from '../../../pipeline/core/text.ts';
import { type PlacedGlyph, type PlacedPage, readGlyphs } from '../../support/pdf-glyphs.ts';
import { publishPrint } from '../../support/publish-print.ts';
import { turnPages } from '../../support/turn-pages.ts';

/** Where a character of its own marks the call of each note, and the same one begins the note. */
const firstMark = 0x6e00;
const words = '\u5de5\u4f1a\u6539\u9769\u4e8b\u4e1a\u53d1\u5c55';

/** Articles of all lengths, most with notes of one to nine lines; every third has none, some paragraphs fill pages. */
function makeNotedSources(count: number): { readonly sources: Source[]; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const fill = (characters: number): string =>
    Array.from({ length: Math.ceil(characters / 9) }, () => words)
      .join('\uff0c')
      .slice(0, characters);
  const sources = Array.from({ length: count }, (_, a) => {
    const notes: string[] = [];
    const paragraphs = Array.from({ length: 2 + ((a * 5) % 7) }, (_, p) => {
      const text = fill(30 + ((a * 97 + p * 131) % 330) + (a % 7 === 5 && p === 1 ? 1500 : 0));
      if (a % 3 === 2 || (a + p) % 2 === 1) return `${text}\u3002`;
      const mark = String.fromCharCode(firstMark + marks.length);
      marks.push(mark);
      notes.push(`[^${notes.length + 1}]: ${mark}\uff0c${fill(10 + ((a * 53 + p * 37) % 210))}\u3002`);
      const at = 10 + ((a * 31 + p * 17) % (text.length - 20));
      return `${text.slice(0, at)}${mark}[^${notes.length}]${text.slice(at)}\u3002`;
    });
    const title = `---\ntitle: \u7b2c${a + 1}\u7bc7\nbyline: \u8bfb\u4e66\u4f1a \u5218\u4f1f\n---\n\n`;
    const bytes = new TextEncoder().encode(`${title}${[...paragraphs, ...notes].join('\n\n')}\n`);
    return { id: `s${a}`, path: `s${a}.md`, mediaType: 'text/markdown', bytes };
  });
  return { sources, marks };
}

interface Setting {
  readonly edition: Partial<EditionSettings>;
  readonly columns: number;
  readonly bodyPt: number;
  readonly pitchPt: number;
}

const settings: Readonly<Record<string, Setting>> = {
  'one article a page': { edition: { size: 'a5' }, columns: 1, bodyPt: 10.5, pitchPt: 16.5 },
  'run on': { edition: { size: 'a5', articleStart: 'run-on' }, columns: 1, bodyPt: 10.5, pitchPt: 16.5 },
  'in two columns': { edition: { size: 'a4', theme: 'journal' }, columns: 2, bodyPt: 10.5, pitchPt: 16.5 },
  'run on, in two columns': {
    edition: { size: 'a4', theme: 'journal', articleStart: 'run-on' },
    columns: 2,
    bodyPt: 10.5,
    pitchPt: 16.5,
  },
  'in lines that run down': {
    edition: { size: 'a5', theme: 'book', writing: 'vertical' },
    columns: 1,
    bodyPt: 10.5,
    pitchPt: 17.25,
  },
  'run on, in lines that run down': {
    edition: { size: 'a5', theme: 'book', writing: 'vertical', articleStart: 'run-on' },
    columns: 1,
    bodyPt: 10.5,
    pitchPt: 17.25,
  },
};

describe.each(Object.entries(settings))('footnotes, %s', (_, { edition, columns, bodyPt, pitchPt }) => {
  test('begin where they are called, below the text, and end at the foot of the type area', async () => {
    const { sources, marks } = makeNotedSources(30);
    expect(marks.length).toBeGreaterThan(40);
    const pdf = await publishPrint(sources, { title: '\u811a\u6ce8', lang: 'zh-CN', ...edition });
    const read = await readGlyphs(pdf);
    const pages = edition.writing === 'vertical' ? turnPages(read, pitchPt) : read;
    const isText = ({ block, sizePt }: PlacedGlyph): boolean => block >= 0 && sizePt > 8;
    const isNote = (glyph: PlacedGlyph, page: PlacedPage): boolean =>
      isText(glyph) && (page.blocks[glyph.block]?.roles.includes('LI') ?? false);
    const columnOf = (glyph: PlacedGlyph, page: PlacedPage): string =>
      `${page.number}/${columns > 1 && glyph.xPt > page.widthPt / 2 ? 1 : 0}`;

    const places = new Map<string, { note: string; call: string }>();
    const lines = new Map<string, { text: number[]; notes: number[] }>();
    for (const page of pages)
      for (const glyph of page.glyphs.filter(isText)) {
        if (page.blocks[glyph.block]?.roles[1] !== 'Art') continue;
        const column = columnOf(glyph, page);
        const inNote = isNote(glyph, page);
        const own = lines.get(column) ?? { text: [], notes: [] };
        lines.set(column, own);
        own[inNote ? 'notes' : 'text'].push(glyph.baselinePt);
        if (!marks.includes(glyph.character)) continue;
        const place = places.get(glyph.character) ?? { note: '', call: '' };
        places.set(glyph.character, { ...place, [inNote ? 'note' : 'call']: column });
      }

    expect([...places.keys()].sort()).toEqual([...marks].sort());
    expect([...places].filter(([, { note, call }]) => note === '' || note !== call)).toEqual([]);

    const noted = [...lines].filter(([, { notes }]) => notes.length > 0);
    expect(noted.length).toBeGreaterThan(12);
    const foot = Math.max(...noted.flatMap(([, { notes }]) => notes));
    // Notes are smaller than the text, and their base lines stand less low in their lines.
    const slackPt = edition.writing === 'vertical' ? 0.09 * bodyPt : 0.5;
    for (const [column, { text, notes }] of noted) {
      expect([column, Math.abs(Math.max(...notes) - foot) < slackPt]).toEqual([column, true]);
      // A line of white with the rule in it.
      const gap = Math.min(...notes) - Math.max(...text, 0);
      expect([column, gap > 2 * pitchPt - 1.5]).toEqual([column, true]);
      const all = [...new Set([...text, ...notes].map((y) => Math.round(y)))].sort((a, b) => a - b);
      const close = all.filter((y, i) => i > 0 && y - (all[i - 1] ?? 0) > 1 && y - (all[i - 1] ?? 0) < pitchPt - 2.5);
      expect([column, close]).toEqual([column, []]);
    }
  });
});

test('a note that fills pages leaves the line above it to its rule, whatever the pitch', async () => {
  const text = `${words}[^1]\u3002\n\n${Array.from({ length: 2 }, () => `${words.repeat(20)}\u3002`).join('\n\n')}`;
  const bytes = new TextEncoder().encode(`---\ntitle: ${words}\n---\n\n${text}\n\n[^1]: ${words.repeat(480)}\u3002\n`);
  const source = { id: 'a', path: 'a.md', mediaType: 'text/markdown', bytes };
  for (const [theme, pitchPt] of [
    ['gongwen', 29.6],
    ['meeting', 16.5],
  ] as const) {
    const pdf = await publishPrint([source], {
      title: words,
      lang: 'zh-CN',
      theme,
      size: theme === 'gongwen' ? 'a4' : 'a5',
    });
    const pages = (await readGlyphs(pdf)).map(({ glyphs, blocks }) => {
      const own = glyphs.filter(({ block }) => blocks[block]?.roles[1] === 'Art');
      const isNote = ({ block }: PlacedGlyph): boolean => blocks[block]?.roles.includes('LI') ?? false;
      const topOf = (some: readonly PlacedGlyph[]): number => Math.min(...some.map(({ baselinePt }) => baselinePt));
      return { text: topOf(own.filter((glyph) => !isNote(glyph))), notes: topOf(own.filter(isNote)) };
    });
    const alone = pages.filter(({ text, notes }) => text === Number.POSITIVE_INFINITY && Number.isFinite(notes));
    expect(alone.length).toBeGreaterThan(2);
    const firstLine = Math.min(...pages.map(({ text }) => text));
    // The last of them is not full.
    for (const { notes } of alone.slice(0, -1)) expect(Math.abs(notes - firstLine - pitchPt)).toBeLessThan(1.5);
  }
});

test('the first article begins where it would without running on', async () => {
  const { sources } = makeNotedSources(2);
  const titleOf = async (
    articleStart: 'new-page' | 'run-on',
  ): Promise<readonly [label: string, baselinePt: number]> => {
    const edition = { title: '\u811a\u6ce8', lang: 'zh-CN', size: 'a5', articleStart } as const;
    for (const { label, glyphs, blocks } of await readGlyphs(await publishPrint(sources, edition))) {
      const title = glyphs.find(({ block }) => blocks[block]?.roles.join('>') === 'Document>Art>H1');
      if (title) return [label, title.baselinePt];
    }
    return ['', 0];
  };
  expect(await titleOf('run-on')).toEqual(await titleOf('new-page'));
});

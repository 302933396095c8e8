import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import type { Issue } from '../../pipeline/core/issues.ts';
import { messageOf } from '../../pipeline/core/issues.ts';
import type { BookletSettings } from '../../pipeline/core/settings.ts';
import { impose } from '../../pipeline/write/booklet/impose.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';
import { a5Box, makeSamplePdf, type SamplePage } from './booklet-sample.ts';

async function run(pdf: Uint8Array, settings: BookletSettings = {}, files: Record<string, Uint8Array> = {}) {
  const issues: Issue[] = [];
  const world = makeMemoryWorld({ files });
  const context = { world, signal: new AbortController().signal, report: (issue: Issue) => void issues.push(issue) };
  const task = { pdf, path: 'in.pdf', settings, bleedMm: 0, lang: 'zh' as const };
  const imposed = await impose(task, context);
  return { imposed, issues };
}

/** Where each page's number was drawn: sheet side, place, whether it stands upright, and its size. */
async function readSides(pdf: Uint8Array) {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: true }).promise;
  const sides = [];
  for (let i = 1; i <= document.numPages; i++) {
    const page = await document.getPage(i);
    const { items } = await page.getTextContent();
    const words = items.flatMap((item) => ('str' in item && item.str.trim() ? [item] : []));
    sides.push({
      width: page.view[2] ?? 0,
      height: page.view[3] ?? 0,
      numbers: words.map((item) => {
        const [a, b, , , x, y] = item.transform as number[];
        const isUpright = (a ?? 0) > 0 && Math.abs(b ?? 0) < 0.01;
        const isUpsideDown = (a ?? 0) < 0 && Math.abs(b ?? 0) < 0.01;
        return {
          number: Number(/^p(\d+)\./.exec(item.str)?.[1]),
          x: x ?? 0,
          y: y ?? 0,
          isUpright,
          isUpsideDown,
          size: item.height,
        };
      }),
    });
  }
  const metadata = await document.getMetadata();
  await document.loadingTask.destroy();
  return { sides, info: metadata.info as Record<string, unknown> };
}

const plainPages = (count: number): SamplePage[] => Array.from({ length: count }, () => ({}));

describe('an imposed file', () => {
  test('shows each page where the plan says, for both flips', async () => {
    for (const flip of ['short', 'long'] as const) {
      const { imposed, issues } = await run(makeSamplePdf(plainPages(10)), { flip });
      expect(issues).toEqual([]);
      const { sides } = await readSides(imposed?.pdf ?? new Uint8Array());
      expect(sides.length).toBe(6);
      const order = sides.map((side) => side.numbers.toSorted((a, b) => a.x - b.x).map((w) => w.number));
      // 10 pages and 2 added before the last: 10|1, 2|added, added|3, 4|9, 8|5, 6|7
      const backs = flip === 'short' ? [[2], [4, 9], [6, 7]] : [[2], [9, 4], [7, 6]];
      expect(order).toEqual([[10, 1], backs[0], [3], backs[1], [8, 5], backs[2]]);
      sides.forEach((side, i) => {
        const isTurned = flip === 'long' && i % 2 === 1;
        for (const word of side.numbers) expect(isTurned ? word.isUpsideDown : word.isUpright).toBe(true);
      });
    }
  });

  test('is not scaled, and stands where it should to a fifth of a millimetre', async () => {
    const { imposed } = await run(makeSamplePdf(plainPages(8)));
    const { sides } = await readSides(imposed?.pdf ?? new Uint8Array());
    const [front] = sides;
    expect(front?.width).toBeCloseTo(841.89, 1);
    const one = front?.numbers.find((w) => w.number === 1);
    expect(one?.size).toBeCloseTo(14, 3);
    // The page begins at the fold: half of A4's length.
    expect(one?.x).toBeCloseTo(841.89 / 2 + 24, 0);
    expect(one?.y).toBeCloseTo(595.28 - 40, 0);
  });

  test('takes rotated pages, odd origins, trim boxes, user units and split content as they are read', async () => {
    const [width, height] = [419.53, 595.28];
    const pages: SamplePage[] = [
      {},
      { media: [0, 0, height, width], rotate: 90 },
      { rotate: 180 },
      { media: [0, 0, height, width], rotate: 270 },
      { media: [-100, 50, -100 + width, 50 + height] },
      { media: [-20, -20, width + 20, height + 20], trim: [...a5Box] },
      { media: [0, 0, width / 2, height / 2], userUnit: 2 },
      { streams: 4 },
      { isWrapped: true },
      {},
      {},
      {},
    ];
    const { imposed, issues } = await run(makeSamplePdf(pages));
    expect(issues).toEqual([]);
    const { sides } = await readSides(imposed?.pdf ?? new Uint8Array());
    const words = sides.flatMap((side) => side.numbers);
    expect(words.map((w) => w.number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    for (const word of words) {
      expect(word.isUpright).toBe(true);
      const half = word.x > 841.89 / 2 ? 841.89 / 2 : 841.89 / 2 - width;
      const unit = word.number === 7 ? 2 : 1;
      expect([word.number, word.x - half]).toEqual([word.number, expect.closeTo(24 * unit, 0)]);
      expect([word.number, word.y]).toEqual([word.number, expect.closeTo(595.28 - 40 * unit, 0)]);
    }
  });

  test('keeps one font, no scripts, its title, and no dates', async () => {
    const { imposed } = await run(makeSamplePdf(plainPages(40)));
    const { info } = await readSides(imposed?.pdf ?? new Uint8Array());
    expect(info.Title).toBe('Sample');
    expect(info.Producer).toMatch(/^Huibian /);
    expect(info.CreationDate).toBeUndefined();
    const plain = await inflateAll(imposed?.pdf ?? new Uint8Array());
    expect(plain.match(/\/BaseFont/g)?.length).toBe(1);
    expect(plain).not.toMatch(/JavaScript|OpenAction/);
    expect(plain.match(/\/TrimBox/g)?.length).toBe(20);
  });

  test('is the same bytes each time', async () => {
    const make = async () => (await run(makeSamplePdf(plainPages(9)), { slug: true, sheet: 'a3' })).imposed?.pdf;
    expect(Buffer.compare((await make()) ?? Buffer.alloc(0), (await make()) ?? Buffer.alloc(1))).toBe(0);
  });

  test('prints stamps and filled fields with their page', async () => {
    const { imposed } = await run(makeSamplePdf([{ hasStamp: true }, {}, {}, {}]));
    expect(await inflateAll(imposed?.pdf ?? new Uint8Array())).toMatch(/q 2 0 0 2 50 50 cm \/P1a0 Do Q/);
  });

  test('puts rules or supplied pages where pages are added', async () => {
    const notes = await run(makeSamplePdf(plainPages(6)), { fill: 'notes' });
    expect(await inflateAll(notes.imposed?.pdf ?? new Uint8Array())).toMatch(/0\.6 G .* S Q/);
    const own = await run(
      makeSamplePdf(plainPages(6)),
      { fillFrom: 'own.pdf' },
      { 'own.pdf': makeSamplePdf([{}, {}]) },
    );
    const { sides } = await readSides(own.imposed?.pdf ?? new Uint8Array());
    expect(sides.map((side) => side.numbers.toSorted((a, b) => a.x - b.x).map((w) => w.number))).toEqual([
      [6, 1],
      [2, 2],
      [1, 3],
      [4, 5],
    ]);
  });

  test('fits pages of any size on any sheet when asked, and says by how much', async () => {
    const { imposed, issues } = await run(makeSamplePdf(plainPages(4)), { sheet: 'a5', scale: 'fit' });
    expect(issues.map((i) => i.id)).toEqual(['write/scaled']);
    const { sides } = await readSides(imposed?.pdf ?? new Uint8Array());
    expect(sides[0]?.numbers[0]?.size).toBeCloseTo(14 / Math.SQRT2, 1);
    const mixed = await run(makeSamplePdf([{}, { media: [0, 0, 595.28, 841.89] }, {}, {}]), { scale: 'fit' });
    const { sides: fitted } = await readSides(mixed.imposed?.pdf ?? new Uint8Array());
    const two = fitted.flatMap((s) => s.numbers).find((w) => w.number === 2);
    expect(two?.size).toBeCloseTo(14 / Math.SQRT2, 1);
  });

  test('any options give a file that shows every page once', async () => {
    const settings: fc.Arbitrary<BookletSettings> = fc.record({
      method: fc.constantFrom('saddle' as const, 'perfect' as const),
      perSide: fc.constantFrom(2 as const, 4 as const),
      binding: fc.constantFrom('left' as const, 'right' as const),
      flip: fc.constantFrom('short' as const, 'long' as const),
      sheet: fc.constant('a3'),
      signature: fc.integer({ min: 1, max: 5 }),
      blanks: fc.constantFrom('before-last' as const, 'at-end' as const),
      cover: fc.constantFrom('with-body' as const, 'separate' as const),
      creep: fc.constantFrom(0, 3),
      marks: fc.constantFrom([], ['crop' as const, 'fold' as const, 'staple' as const, 'signature' as const]),
      slug: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 40 }), settings, async (pages, chosen) => {
        const { imposed } = await run(makeSamplePdf(plainPages(pages)), chosen);
        const { sides } = await readSides(imposed?.pdf ?? new Uint8Array());
        const numbers = sides.flatMap((s) => s.numbers.map((w) => w.number));
        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: pages }, (_, i) => i + 1));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what cannot be imposed', () => {
  test.each([
    ['an encrypted file', makeSamplePdf(plainPages(4), { trailer: '/Encrypt 3 0 R' }), {}, 'write/pdf-encrypted'],
    ['something else', Buffer.from('hello'), {}, 'write/pdf-damaged'],
    ['half a file', makeSamplePdf(plainPages(40)).subarray(0, 3000), {}, 'write/pdf-damaged'],
    ['a file without pages', makeSamplePdf([]), {}, 'write/pdf-damaged'],
    ['mixed sizes', makeSamplePdf([{}, { media: [0, 0, 595.28, 841.89] }, {}]), {}, 'write/pdf-mixed-sizes'],
    ['pages larger than the sheet', makeSamplePdf(plainPages(4)), { sheet: 'a5' }, 'write/sheet-too-small'],
    ['too few pages for a cover', makeSamplePdf(plainPages(4)), { cover: 'separate' as const }, 'write/cover-too-few'],
  ])('%s is refused in one sentence', async (_, pdf, settings, id) => {
    const { imposed, issues } = await run(pdf, settings);
    expect(imposed).toBeNull();
    expect(issues.map((i) => i.id)).toEqual([id]);
    for (const issue of issues) expect(messageOf(issue, 'zh')).not.toMatch(/[{}\n]/);
  });

  test('no cut of a file crashes', async () => {
    const whole = makeSamplePdf(plainPages(6));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length }),
        fc.integer({ min: 0, max: 255 }),
        async (at, byte) => {
          const cut = await run(whole.subarray(0, at));
          expect(cut.imposed !== null || cut.issues.length === 1).toBe(true);
          const bent = Uint8Array.from(whole);
          bent[at] = byte;
          const result = await run(bent);
          expect(result.imposed !== null || result.issues.length >= 1).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('content that cannot be unpacked is damage; empty content is not', async () => {
    const bend = (filter: string, content: string) =>
      Buffer.from(
        makeSamplePdf(plainPages(4))
          .toString()
          .replace(
            /<< \/Length \d+ >>\nstream\nq BT [^(]*\(p2\.\) Tj ET Q\nendstream/,
            `<< /Length ${content.length} /Filter /${filter} >>\nstream\n${content}\nendstream`,
          ),
        'latin1',
      );
    expect((await run(bend('FlateDecode', 'garbage'))).issues.map((i) => i.id)).toEqual(['write/pdf-damaged']);
    expect((await run(bend('FlateDecode', ''))).issues).toEqual([]);
    expect((await run(bend('DCTDecode', 'x'))).issues.map((i) => i.id)).toEqual(['write/pdf-damaged']);
  });

  test('marks without room are announced', async () => {
    const { issues } = await run(makeSamplePdf(plainPages(4)), { marks: ['crop', 'fold'], slug: true });
    expect(issues.map((i) => [i.id, i.params.marks])).toEqual([['write/no-room-for-marks', 'crop, fold, slug']]);
    const roomy = await run(makeSamplePdf(plainPages(4)), {
      marks: ['crop', 'fold', 'staple', 'signature'],
      slug: true,
      sheet: 'a3',
    });
    expect(roomy.issues).toEqual([]);
  });
});

/** All of a file's streams as text, as far as they can be unpacked. */
async function inflateAll(pdf: Uint8Array): Promise<string> {
  const { inflateSync } = await import('node:zlib');
  const raw = Buffer.from(pdf);
  const parts: string[] = [];
  for (let at = raw.indexOf('stream\n'); at >= 0; at = raw.indexOf('stream\n', at + 7)) {
    const end = raw.indexOf('endstream', at);
    try {
      parts.push(inflateSync(raw.subarray(at + 7, end)).toString('latin1'));
    } catch {
      parts.push(raw.subarray(at + 7, end).toString('latin1'));
    }
    at = end;
  }
  return parts.join('\n');
}

describe('marks', () => {
  test('stand outside the trim, and every signature has its step of the staircase', async () => {
    const settings = { sheet: 'a3', signature: 1, marks: ['crop', 'fold', 'staple', 'signature'], slug: true } as const;
    const { imposed, issues } = await run(makeSamplePdf(plainPages(12)), { ...settings, marks: [...settings.marks] });
    expect(issues).toEqual([]);
    const plain = await inflateAll(imposed?.pdf ?? new Uint8Array());
    const bars = [...plain.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f Q/g)].map((bar) =>
      bar.slice(1).map(Number),
    );
    const [first = 0] = bars[0] ?? [];
    const step = (5 * 72) / 25.4;
    expect(bars.map(([x = 0]) => Math.round((x - first) / step))).toEqual([0, 1, 2]);
    const block = imposed?.sides[0]?.block;
    for (const [, y = 0] of bars) expect((y * 25.4) / 72).toBeGreaterThan(block?.topMm ?? 999);
    const lines = [...plain.matchAll(/([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l/g)].map((line) =>
      line.slice(1).map((v) => (Number(v) * 25.4) / 72),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of lines) {
      const isInside = (x: number, y: number) =>
        block && x > block.leftMm && x < block.rightMm && y > block.bottomMm && y < block.topMm;
      expect(isInside(x1, y1) || isInside(x2, y2)).toBeFalsy();
    }
  });
});

describe('creep', () => {
  /** The number stands 24 pt from the left edge of each page: next to the fold on right-hand pages. */
  const shifts = async (creep: number, paper: number) => {
    const { imposed } = await run(makeSamplePdf(plainPages(40)), { creep, paper });
    const { sides } = await readSides(imposed?.pdf ?? new Uint8Array());
    const left = 841.89 / 2;
    return sides
      .flatMap((side) => side.numbers)
      .filter((word) => word.x > left - 5)
      .map((word) => ((left + 24 - word.x) * 25.4) / 72);
  };

  test('moves inner sheets by the paper\u2019s thickness each, and no further than allowed', async () => {
    expect(Math.max(...(await shifts(0, 0.1)))).toBeCloseTo(0, 1);
    expect(Math.max(...(await shifts(5, 0.1)))).toBeCloseTo(0.9, 1);
    expect(Math.max(...(await shifts(2, 1)))).toBeCloseTo(2, 1);
  });

  test('never brings what is printed into the fold', async () => {
    const room = (24 * 25.4) / 72 - 3;
    expect(Math.max(...(await shifts(20, 1)))).toBeCloseTo(room, 1);
  });
});

describe('the test sheet', () => {
  test.each(['zh', 'en'] as const)('has two sides of drawn words in %s, the same bytes each time', async (lang) => {
    const { makeTestSheet } = await import('../../pipeline/impose.ts');
    const world = { ...makeMemoryWorld({ lang }) };
    const make = () => makeTestSheet('a4', world, new AbortController().signal);
    const pdf = await make();
    expect(Buffer.compare(pdf, await make())).toBe(0);
    const { sides } = await readSides(pdf);
    expect(sides.map((side) => [Math.round(side.width), Math.round(side.height)])).toEqual([
      [842, 595],
      [842, 595],
    ]);
    const plain = await inflateAll(pdf);
    expect(plain).not.toContain('/Font');
    // Every letter is a shape: hundreds of curves.
    expect(plain.match(/ c /g)?.length ?? 0).toBeGreaterThan(500);
  });
});

test('the booklet writer says nothing twice and makes nothing without a print', async () => {
  const { bookletWriter } = await import('../../pipeline/write/booklet/index.ts');
  const job = { made: new Map() } as unknown as Parameters<typeof bookletWriter.write>[0];
  const context = {} as Parameters<typeof bookletWriter.write>[1];
  expect(await bookletWriter.write(job, context)).toEqual({ artifacts: [], pageMap: null });
  expect(await bookletWriter.check?.(makeSamplePdf(plainPages(2)))).toEqual([]);
  expect((await bookletWriter.check?.(new Uint8Array(9)))?.map((issue) => issue.id)).toEqual(['write/pdf-damaged']);
});

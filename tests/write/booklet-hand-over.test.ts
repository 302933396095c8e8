import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../pipeline/core/contracts.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { makeHandOver } from '../../pipeline/hand-over.ts';
import { imposePages } from '../../pipeline/write/booklet/impose-pages.ts';
import { countReams, countSheets, nameSheet, readCopies } from '../../pipeline/write/plan/count-sheets.ts';
import { listSavings } from '../../pipeline/write/plan/list-savings.ts';
import { toArtifact } from './archive-job.ts';

const outcome: Outcome = {
  ok: true,
  editionId: 'e',
  issues: [],
  artifacts: [
    toArtifact('print', 'print.pdf', new Uint8Array([1])),
    toArtifact('epub', 'book.epub', new Uint8Array([2])),
    toArtifact('booklet', 'booklet.pdf', new Uint8Array([3])),
  ],
  summary: { articles: 12, characters: 1, joins: 0, doubtfulJoins: 0, repairs: 0, leftovers: 0, pages: 16 },
};

async function readText(files: readonly { path: string; open: () => AsyncIterable<Uint8Array> }[], ending: string) {
  const parts: Uint8Array[] = [];
  for await (const part of files.find((file) => file.path.endsWith(ending))?.open() ?? []) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('the hand-over folder', () => {
  test('has names for people, and a note for the printer', async () => {
    const files = makeHandOver(outcome, resolveSettings({ title: '\u5de5\u4f1a\u6c47\u7f16', copies: '300' }));
    expect(files.map((file) => file.path)).toEqual([
      '\u5de5\u4f1a\u6c47\u7f16-\u9605\u8bfb\u7248.pdf',
      '\u5de5\u4f1a\u6c47\u7f16-A4\u53cc\u9762\u77ed\u8fb9\u7ffb\u8f6c.pdf',
      '\u6253\u5370\u8bf4\u660e.txt',
      '\u5de5\u4f1a\u6c47\u7f16.epub',
    ]);
    const note = await readText(files, '.txt');
    for (const said of [
      'A4\uff0c\u6a2a\u5411',
      '\u6cbf\u77ed\u8fb9\u7ffb\u8f6c',
      '100%',
      '\u6bcf\u4efd 4 \u5f20\uff0816 \u9875\uff09',
      '300 \u4efd\u5171 1200 \u5f20',
      '3 \u5305\u7eb8',
      '\u5bf9\u6298',
      '\u9a91\u9a6c\u8ba2',
    ]) {
      expect(note).toContain(said);
    }
  });

  test('says otherwise what is otherwise', async () => {
    const settings = resolveSettings({ title: 'Book', lang: 'en', booklet: { flip: 'long', signature: 2 } });
    const note = await readText(makeHandOver(outcome, settings), 'Printing.txt');
    expect(note).toContain('flip on the long edge');
    expect(note).toContain('Fold each signature; stack the 2 of them');
    expect(makeHandOver(outcome, settings).map((file) => file.path)).toContain('Book-A4-duplex-long-edge.pdf');
    const single = resolveSettings({ title: 'Book', lang: 'en', booklet: { printing: 'odd-then-even' } });
    expect(await readText(makeHandOver(outcome, single), 'Printing.txt')).toContain('print the first 4 pages');
  });

  test('gives no name that a system refuses', () => {
    for (const title of [
      '../../x',
      'a/b\\c:d*e?f"g<h>i|j',
      'CON',
      '\u202eabc\u0007',
      `${'\u957f'.repeat(300)}`,
      '   ',
      '.hidden',
      '-rf',
      'a.',
    ]) {
      for (const { path } of makeHandOver(outcome, resolveSettings({ title }))) {
        expect(Buffer.byteLength(path)).toBeLessThanOrEqual(255);
        expect(path).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u202a-\u202e]|^[.-]|^con\./i);
      }
    }
  });
});

describe('counting paper', () => {
  test('is what imposition comes to, for any number of pages', () => {
    for (const method of ['saddle', 'perfect'] as const)
      for (const perSide of [2, 4] as const)
        for (const cover of ['with-body', 'separate'] as const)
          for (let pages = 1; pages <= 120; pages++) {
            const settings = resolveSettings({ booklet: { method, perSide, cover } });
            const laid = imposePages(pages, {
              method,
              perSide,
              cover,
              binding: 'left',
              turn: 'upright',
              printing: 'duplex',
              signature: 0,
              blanks: 'before-last',
            });
            expect([pages, countSheets(pages, settings)]).toEqual([
              pages,
              { pages, added: laid.added, sheets: laid.sheets },
            ]);
          }
  });

  test('knows reams, copies and names of sheets', () => {
    expect(countReams(4, 300)).toEqual({ sheets: 1200, reams: 3 });
    expect(['300', '300\u4efd', '\uff13\uff10\uff10', '1,200 copies', '', 'many'].map(readCopies)).toEqual([
      300, 300, 300, 1200, 1, 1,
    ]);
    expect(nameSheet(297, 210)).toBe('A4');
    expect(nameSheet(300, 200)).toBe('200\u00d7300 mm');
  });
});

describe('savings', () => {
  const meeting = { sizePt: 10.5, pitchPt: 16.5, isFixed: false };
  test('come in order, each on top of the last, and never touch the type', () => {
    const settings = resolveSettings({
      note: 'n',
      front: ['cover', 'title-page', 'note', 'contents'],
      articleStart: 'recto',
      back: ['imprint', 'notes-pages', 'back-cover'],
    });
    const steps = listSavings(settings, meeting);
    expect(steps.map((step) => step.saving)).toEqual([
      'no-title-page',
      'contents-inside-cover',
      'no-blank-pages',
      'pitch-16',
      'one-em-wider',
      'two-ems-wider',
    ]);
    const last = steps.at(-1)?.settings;
    expect(last).toMatchObject({
      front: ['cover', 'contents', 'note'],
      articleStart: 'new-page',
      back: ['imprint', 'back-cover'],
      linePitchPt: 16,
      extraEms: 2,
      bodySizePt: null,
    });
  });

  test('that change nothing are not tried', () => {
    const tight = { ...meeting, pitchPt: 16 };
    expect(listSavings(resolveSettings({ linePitch: 16, extraEms: 2 }), tight)).toEqual([]);
  });

  test('leave as much room between the lines of larger type, and never widen a pitch', () => {
    const large = { sizePt: 18, pitchPt: 30, isFixed: false };
    expect(listSavings(resolveSettings({}), large)[0]?.settings.linePitchPt).toBe(27.5);
    const closer = listSavings(resolveSettings({}), { ...large, pitchPt: 27 });
    expect(closer.map((step) => step.saving)).toEqual(['one-em-wider', 'two-ems-wider']);
  });

  test('move nothing on a page that a standard draws', () => {
    const settings = resolveSettings({ theme: 'gongwen', front: ['cover', 'title-page', 'contents'] });
    const steps = listSavings(settings, { sizePt: 15.79, pitchPt: 29.6, isFixed: true });
    expect(steps.map((step) => step.saving)).toEqual(['no-title-page']);
    expect(steps.every((step) => step.settings.linePitchPt === null && step.settings.extraEms === 0)).toBe(true);
  });
});

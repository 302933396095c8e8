import type { Context, Reader } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { findLineStarts } from '../core/locate.ts';
import type { Fragment, Reading, Source } from '../core/text.ts';
import { findLines, type Line } from './pdf/find-lines.ts';
import { joinColumns, type LongBlock } from './pdf/join-columns.ts';
import { type Habits, readHabits, refineHabits } from './pdf/join-lines.ts';
import { makeBlocks, type PdfBlock } from './pdf/make-blocks.ts';
import { measurePage } from './pdf/measure-page.ts';
import { openPdf } from './pdf/open-pdf.ts';
import { orderRegions } from './pdf/order-regions.ts';
import { partArticles } from './pdf/part-articles.ts';
import type { PdfPage } from './pdf/pdf-page.ts';
import type { PageMeasure } from './pdf/region-item.ts';
import { unknownCharacter } from './pdf/replay-page.ts';
import { setAside } from './pdf/set-aside.ts';
import { setStandfirsts } from './pdf/set-standfirsts.ts';
import { takeFurniture } from './pdf/take-furniture.ts';
import { type TurnedPage, turnPage } from './pdf/turn-page.ts';

/** Born-digital pages: the text layer in reading order, one line a block, with boxes, sizes and weights as hints. */
export const pdfReader: Reader = {
  name: 'pdf',
  extensions: ['.pdf'],
  mediaType: 'application/pdf',
  read: async (source, context) => {
    const { path } = source;
    const file = await openPdf(source.bytes, (name) => context.world.resource(`cmaps/${name}.bcmap`));
    if (file.kind !== 'open') {
      context.report(makeIssue(file.kind === 'locked' ? 'read/pdf-locked' : 'read/pdf-damaged', { path }));
      return null;
    }
    try {
      const shown: SetPage[] = [];
      let hasPicture = false;
      for (let number = 1; number <= file.pageCount; number++) {
        context.signal.throwIfAborted();
        context.progress({ stage: 'read', kind: 'step', step: 'page', done: number - 1, total: file.pageCount });
        const page = await file.readPage(number);
        // A page that is one picture was scanned; one with nothing on it is only blank.
        hasPicture ||= page.pictures.length > 0;
        if (page.glyphs.length === 0 && page.pictures.length > 0) reportScanned(source, number, context);
        if (page.isRecognised) reportRecognised(source, number, context);
        const unknown = page.glyphs.filter(({ text }) => text === unknownCharacter).length;
        if (unknown > 0) reportUnknown(source, number, unknown, context);
        // What is asked of a page from here on are its lines, not their glyphs.
        const { page: turned, others, turnBack } = turnPage(page);
        shown.push({ page: { ...turned, glyphs: [] }, lines: [...findLines(turned), ...others], turnBack });
      }
      // One page may be too short to tell how its writers spell.
      const pages = plainHyphens(shown);
      const habits = readHabits(pages.flatMap(findText));
      const blocks: PdfBlock[] = [];
      let measure: PageMeasure | null = null;
      for (const set of pages) {
        context.signal.throwIfAborted();
        const ordered = orderPage(set, habits);
        blocks.push(...ordered.blocks);
        measure ??= ordered.measure;
      }
      if (measure === null || blocks.length === 0) {
        if (!hasPicture) context.report(makeIssue('read/empty', { path }));
        return null;
      }
      return makeReading(source, partArticles(setStandfirsts(joinColumns(blocks, measure))), pages);
    } catch (error) {
      if (context.signal.aborted) throw error;
      context.report(makeIssue('read/pdf-damaged', { path }));
      return null;
    } finally {
      await file.close();
    }
  },
};

function reportScanned({ path }: Source, number: number, { report }: Context): void {
  report(makeIssue('read/scanned-page', { path, page: number }, { path, line: 1, column: 1, page: number }));
}

function reportRecognised({ path }: Source, number: number, { report }: Context): void {
  report(makeIssue('read/recognised-page', { path, page: number }, { path, line: 1, column: 1, page: number }));
}

function reportUnknown({ path }: Source, number: number, count: number, { report }: Context): void {
  report(
    makeIssue('read/unknown-characters', { path, page: number, count }, { path, line: 1, column: 1, page: number }),
  );
}

/** Files that name a hyphen inside of lines as they name one that cuts a word have but one shape for both: a plain hyphen. */
function plainHyphens(pages: readonly SetPage[]): readonly SetPage[] {
  const inside = ['\u00ad', '\u2010'].filter((mark) =>
    pages.some(({ lines }) => lines.some(({ text }) => /^[A-Za-z]/.test(text.split(mark)[1] ?? ''))),
  );
  if (inside.length === 0) return pages;
  const plain = (text: string): string => inside.reduce((all, mark) => all.replaceAll(mark, '-'), text);
  return pages.map((set) => ({ ...set, lines: set.lines.map((line) => ({ ...line, text: plain(line.text) })) }));
}

/** A page and the lines that were found on it. */
interface SetPage {
  readonly page: PdfPage;
  readonly lines: readonly Line[];
  readonly turnBack: TurnedPage['turnBack'];
}

/** A page's lines without running heads and feet: a date and a number are written as they are everywhere. */
function findText({ page, lines }: SetPage): readonly Line[] {
  if (lines.length === 0) return lines;
  const { top, bottom } = takeFurniture(lines, page, measurePage(lines, readHabits([])));
  return lines.filter((line) => !top.includes(line) && !bottom.includes(line));
}

/** The blocks of a page in reading order; what is set aside comes first. */
function orderPage(
  { page, lines: all }: SetPage,
  habits: Habits,
): { readonly blocks: readonly PdfBlock[]; readonly measure: PageMeasure | null } {
  if (all.length === 0) return { blocks: [], measure: null };
  const measure = measurePage(all, habits);
  const { lines, asides, obstacles, pictures, frames, rules } = setAside(all, page, measure);
  const columns = orderRegions(lines, { ...page, pictures, frames, rules }, measure);
  const blocks = columns.flatMap((column) => {
    const near = columns.filter(({ region }) => region === column.region).flatMap(({ lines }) => lines);
    const own = { ...measure, habits: refineHabits(measure.habits, near) };
    return makeBlocks(column, own, obstacles, page.number);
  });
  return {
    blocks: [...asides, ...blocks],
    measure,
  };
}

function makeReading(source: Source, parts: readonly (readonly LongBlock[])[], pages: readonly SetPage[]): Reading {
  let transcript = '';
  const fragments: Fragment[] = [];
  const pageStarts = [0];
  const startPages = (upTo: number, at: number): void => {
    while (pageStarts.length < upTo) pageStarts.push(at);
  };
  for (const [i, part] of parts.entries()) {
    // A form feed parts what need not be looked at together.
    if (i > 0) transcript += '\f\n';
    for (const block of part) {
      startPages(block.page, transcript.length);
      // The indent tells where a paragraph starts, as it does in page text.
      transcript += block.isIndented && block.kind === 'body' ? '\u3000\u3000' : '';
      const start = transcript.length;
      // The hyphen of a word that goes on elsewhere is told to others as the plain one.
      const text = block.text.replace(/[\u2010\u00ad]$/, '-');
      transcript += `${text}\n\n`;
      for (const { page, at } of block.breaks) startPages(page, start + at);
      const span = { source: source.id, start, end: start + text.length };
      fragments.push({
        id: `${source.id}:${fragments.length + 1}`,
        text,
        span,
        hints: hintsOf(block, pages[block.page - 1]),
      });
    }
  }
  startPages(pages.length, transcript.length);
  const { id, path } = source;
  const lineStarts = findLineStarts(transcript);
  return {
    source: id,
    path,
    kind: 'page',
    transcript,
    firstLine: 1,
    lineStarts,
    fragments,
    frontMatter: {},
    pageStarts,
  };
}

function hintsOf(block: PdfBlock, set: SetPage | undefined): Fragment['hints'] {
  const { page, sizePt } = block;
  const { leftPt, topPt, rightPt, bottomPt } = set ? set.turnBack(block) : block;
  return {
    headingDepth: block.kind === 'head' ? 1 : block.kind === 'subhead' ? 2 : 0,
    blankBefore: true,
    verbatim: false,
    box: { page, leftPt, topPt, widthPt: rightPt - leftPt, heightPt: bottomPt - topPt },
    sizePt,
    bold: block.isBold,
    ...(block.aside === undefined ? {} : { aside: block.aside }),
    ...(block.settled === undefined ? {} : { settled: block.settled }),
  };
}

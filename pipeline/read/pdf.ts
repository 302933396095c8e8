import type { Context, Reader } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { findLineStarts } from '../core/locate.ts';
import type { Fragment, Reading, Source } from '../core/text.ts';
import { findLines } from './pdf/find-lines.ts';
import { makeBlocks, measurePage, type PdfBlock } from './pdf/make-blocks.ts';
import { openPdf } from './pdf/open-pdf.ts';
import { orderRegions } from './pdf/order-regions.ts';
import { partArticles } from './pdf/part-articles.ts';
import type { PdfPage } from './pdf/pdf-page.ts';

/** Born-digital pages: the text layer in reading order, one line a block, with boxes, sizes and weights as hints. */
export const pdfReader: Reader = {
  name: 'pdf',
  extensions: ['.pdf'],
  mediaType: 'application/pdf',
  read: async (source, context) => {
    const { path } = source;
    const file = await openPdf(source.bytes);
    if (file.kind !== 'open') {
      context.report(makeIssue(file.kind === 'locked' ? 'read/pdf-locked' : 'read/pdf-damaged', { path }));
      return null;
    }
    try {
      const pages: PageBlocks[] = [];
      for (let number = 1; number <= file.pageCount; number++) {
        context.signal.throwIfAborted();
        context.progress({ stage: 'read', kind: 'step', step: 'page', done: number - 1, total: file.pageCount });
        const page = await file.readPage(number);
        // A page that is one picture was scanned; one with nothing on it is only blank.
        if (page.glyphs.length === 0 && page.hasPicture) reportScanned(source, number, context);
        pages.push({ page, parts: orderPage(page) });
      }
      return makeReading(source, pages, context);
    } catch (error) {
      if (context.signal.aborted) throw error;
      context.report(makeIssue('read/pdf-damaged', { path }));
      return null;
    } finally {
      await file.close();
    }
  },
};

interface PageBlocks {
  readonly page: PdfPage;
  readonly parts: readonly (readonly PdfBlock[])[];
}

function reportScanned({ path }: Source, number: number, { report }: Context): void {
  report(makeIssue('read/scanned-page', { path, page: number }, { path, line: 1, column: 1, page: number }));
}

/** The blocks of a page in reading order, in stretches that need not be looked at together. */
export function orderPage(page: PdfPage): readonly (readonly PdfBlock[])[] {
  const lines = findLines(page);
  const measure = measurePage(lines);
  const blocks = orderRegions(lines, page, measure).flatMap((column) => makeBlocks(column, measure));
  return partArticles(blocks, measure);
}

function makeReading(source: Source, pages: readonly PageBlocks[], context: Context): Reading | null {
  let transcript = '';
  const fragments: Fragment[] = [];
  const pageStarts: number[] = [];
  for (const { page, parts } of pages) {
    pageStarts.push(transcript.length);
    for (const [i, part] of parts.entries()) {
      // A form feed parts what need not be looked at together: pages, and articles that are whole.
      if (page.number > 1 || i > 0) transcript += '\f\n';
      for (const block of part) {
        // The indent tells where a paragraph starts, as it does in page text.
        transcript += block.isIndented && block.kind === 'body' ? '\u3000\u3000' : '';
        const start = transcript.length;
        transcript += `${block.text}\n\n`;
        const span = { source: source.id, start, end: start + block.text.length };
        const id = `${source.id}:${fragments.length + 1}`;
        fragments.push({ id, text: block.text, span, hints: hintsOf(block, page.number) });
      }
    }
  }
  if (fragments.length === 0) {
    if (pages.every(({ page }) => !page.hasPicture)) context.report(makeIssue('read/empty', { path: source.path }));
    return null;
  }
  const { id, path } = source;
  return {
    source: id,
    path,
    kind: 'page',
    transcript,
    firstLine: 1,
    lineStarts: findLineStarts(transcript),
    fragments,
    frontMatter: {},
    pageStarts,
  };
}

function hintsOf(block: PdfBlock, page: number): Fragment['hints'] {
  const { leftPt, topPt, rightPt, bottomPt, sizePt } = block;
  return {
    headingDepth: block.kind === 'head' ? 1 : block.kind === 'subhead' ? 2 : 0,
    blankBefore: true,
    verbatim: false,
    box: { page, leftPt, topPt, widthPt: rightPt - leftPt, heightPt: bottomPt - topPt },
    sizePt,
    bold: block.isBold,
  };
}

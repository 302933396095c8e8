import type { PageLayout } from '../../core/edition.ts';
import { ptFromMm } from '../../core/units.ts';
import { attachFiles } from './attach-files.ts';
import { bindStructure } from './bind-structure.ts';
import type { Bindery } from './bindery.ts';
import { makeSrgbProfile } from './color-profile.ts';
import { createAnnotations } from './create-annotations.ts';
import { createCopier } from './create-copier.ts';
import { makeMetadata } from './metadata.ts';
import { drawFurniture } from './page-furniture.ts';
import type { BookPage } from './page-order.ts';
import { dict, formatNumber, formatValue, type PdfDict, type PdfValue, textString } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';
import { writeOutline } from './write-outline.ts';

/**
 * Binds printed shards into one file: pages in book order with folios, heads and margins by side; structure, links,
 * outline, labels and metadata for the whole; one font program a weight. Conforms to PDF/UA-1 and PDF/A-2a (3a with
 * attachments) as far as
 * the pages themselves do. Gives the chunks of the finished file.
 */
export async function bindBook(bindery: Bindery): Promise<Uint8Array[]> {
  const { rendered, shards, bound, pages, writer, shelf, version } = bindery;
  const { edition, layout } = rendered;
  for (const shard of shards) for (const use of shard.fonts) shelf.use(use);
  const pageTree = writer.reserve();
  const bookIndex = shards.map(() => new Map<number, number>());
  pages.forEach(({ shard, page }, i) => {
    if (page >= 0) bookIndex[shard]?.set(page, i);
  });
  // A printed page has its number from the block of its shard.
  const pageRefs = pages.map(({ shard, page }) => (page < 0 ? writer.reserve() : (bound[shard]?.base ?? 0) + page));
  const sectionPage = new Map([...bindery.places].map(([id, { physical }]) => [id, physical - 1]));
  const destination = (page: number): PdfValue => [
    { ref: pageRefs[page] ?? 0 },
    '/XYZ',
    0,
    ptFromMm(layout.heightMm + layout.bleedMm),
    null,
  ];

  for (const { objects } of bound) for (const packed of objects) writer.addPacked(packed);
  const copier = createCopier(writer, shelf);
  const annotations = createAnnotations(bindery, bookIndex, pageRefs, sectionPage, destination);
  const structure = bindStructure(bindery, bookIndex);
  const frames = createFrames(writer);
  // With bleed, the sheet is larger than the page all round (ISO 32000-1, 14.11.2).
  const bleed = ptFromMm(layout.bleedMm);
  const sheet = [0, 0, ptFromMm(layout.widthMm) + 2 * bleed, ptFromMm(layout.heightMm) + 2 * bleed];
  const trim = [bleed, bleed, bleed + ptFromMm(layout.widthMm), bleed + ptFromMm(layout.heightMm)];

  // All pages begin alike, and there are thousands: their dictionaries are written as text.
  const common = dict({
    Type: '/Page',
    Parent: { ref: pageTree },
    MediaBox: sheet,
    TrimBox: trim,
    BleedBox: sheet,
  });
  const opening = formatValue(common).slice(0, -2);
  pages.forEach((bookPage, i) => {
    const shard = shards[bookPage.shard];
    const printed = bookPage.page >= 0 ? shard?.pages[bookPage.page] : undefined;
    let page = opening;
    if (printed && shard) {
      const shift = shiftOf(bookPage, i, layout, printed.heightPt);
      const furniture = drawFurniture(furnitureOf(bookPage, i, edition.title), layout, bindery.furnitureFonts);
      const resources = copier.resources(shard, printed, furniture.fonts);
      const contents = [
        frames.before(shift.x, shift.y),
        writer.addStreamText('<</Filter/FlateDecode>>', printed.content),
        frames.after(furniture.operators),
      ];
      page += `/Resources ${resources} 0 R/Contents${listRefs(contents)}/StructParents ${pageRefs[i] ?? 0}/Tabs/S`;
      const own = printed.annotations.map((link) => annotations.write(bookPage.shard, link, shift));
      if (own.length > 0) page += `/Annots${listRefs(own)}`;
    } else page += '/Resources<<>>';
    writer.setText(pageRefs[i] ?? 0, `${page}>>`);
  });
  writer.set(pageTree, dict({ Type: '/Pages', Count: pages.length, Kids: pageRefs.map((ref) => ({ ref })) }));

  const attached = attachFiles(bindery.attachments, edition.modified, writer);
  const { info, xmp } = makeMetadata(edition, version, attached ? 3 : 2);
  const profile = writer.addDeflated(dict({ N: 3 }), makeSrgbProfile());
  const outline = writeOutline(edition.contents, sectionPage, destination, writer);
  const root = writer.add(
    dict({
      Type: '/Catalog',
      Version: '/1.7',
      Pages: { ref: pageTree },
      Lang: textString(edition.lang),
      MarkInfo: dict({ Marked: true }),
      StructTreeRoot: { ref: structure },
      Names: attached?.names,
      AF: attached?.associated,
      Outlines: outline === null ? undefined : { ref: outline },
      PageMode: outline === null ? undefined : '/UseOutlines',
      PageLabels: writeLabels(pages),
      ViewerPreferences: dict({
        DisplayDocTitle: true,
        Direction: layout.binding === 'right' ? '/R2L' : undefined,
      }),
      Metadata: { ref: writer.addStream(dict({ Type: '/Metadata', Subtype: '/XML' }), Buffer.from(xmp, 'utf8')) },
      OutputIntents: [
        dict({
          Type: '/OutputIntent',
          S: '/GTS_PDFA1',
          OutputConditionIdentifier: textString('sRGB'),
          Info: textString('sRGB IEC61966-2.1'),
          DestOutputProfile: { ref: profile },
        }),
      ],
    }),
  );
  await shelf.write(bindery.keepProgram);
  return writer.finish({ root, info: writer.add(info) });
}

const listRefs = (refs: readonly number[]): string => `[${refs.map((ref) => `${ref} 0 R`).join(' ')}]`;

/** Roles whose pages are set to the trimmed edge: neither shifted nor numbered. */
const isBare = ({ section }: BookPage): boolean => section?.role === 'cover' || section?.role === 'back-cover';

function furnitureOf(page: BookPage, index: number, editionTitle: string) {
  const side = index % 2 === 0 ? ('recto' as const) : ('verso' as const);
  const role = page.section?.role;
  const isNumbered = !isBare(page) && role !== 'title-page' && role !== 'imprint' && role !== 'part';
  const hasHead = role === 'article' && !page.isFirst;
  const head = side === 'verso' ? editionTitle : (page.section?.title ?? '');
  return { folio: isNumbered ? page.label : '', head: hasHead ? head : '', side };
}

/**
 * Pages are printed as rectos, at the browser's page height (whole device pixels); versos move by the difference of the
 * margins, and everything by what the height was rounded and by the bleed.
 */
function shiftOf(page: BookPage, index: number, layout: PageLayout, height: number): { x: number; y: number } {
  const isVerso = index % 2 === 1;
  const toOuter = ptFromMm(layout.outerMm - layout.innerMm) * (layout.binding === 'left' ? 1 : -1);
  const bleed = ptFromMm(layout.bleedMm);
  return { x: bleed + (isVerso && !isBare(page) ? toOuter : 0), y: bleed + ptFromMm(layout.heightMm) - height };
}

/** The streams before and after a page's own: the shift, and what is drawn from outside. Equal ones are shared. */
function createFrames(writer: PdfWriter) {
  const known = new Map<string, number>();
  const share = (text: string): number => {
    const ref = known.get(text) ?? writer.addStream(dict({}), Buffer.from(text, 'latin1'));
    known.set(text, ref);
    return ref;
  };
  return {
    before: (x: number, y: number) => share(`q 1 0 0 1 ${formatNumber(x)} ${formatNumber(y)} cm\n`),
    after: (furniture: string) => share(`Q\n${furniture}`),
  };
}

/** Page labels (12.4.2): one range for the roman front matter, one for what follows. */
function writeLabels(pages: readonly BookPage[]): PdfDict {
  const body = pages.findIndex((page) => page.matter !== 'front');
  const nums: PdfValue[] = [];
  if (body !== 0) nums.push(0, dict({ S: '/r' }));
  if (body >= 0) nums.push(body, dict({ S: '/D' }));
  return dict({ Nums: nums });
}

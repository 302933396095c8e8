import { createHash } from 'node:crypto';
import {
  contentOf,
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFParser,
  PDFStream,
  readBox,
  readNumber,
} from './pdf-objects.ts';

/** A page as a reader sees it. Lengths in points, boxes in the page's own space. */
export interface PdfPage {
  readonly widthPt: number;
  readonly heightPt: number;
  /** The trimmed page: TrimBox, else CropBox, else MediaBox. */
  readonly trim: readonly [number, number, number, number];
  /** Clockwise, 0, 90, 180 or 270. */
  readonly rotation: number;
  /** User units to points. */
  readonly unit: number;
}

export interface PdfPages {
  readonly pages: readonly PdfPage[];
  /** For `drawSheets` alone. */
  readonly handle: PdfHandle;
}

/** For those who draw and measure; nobody else looks inside. */
export interface PdfHandle {
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly leaves: readonly PageLeaf[];
  /** SHA-256 of the file. */
  readonly digest: Uint8Array;
}

export interface PageLeaf {
  readonly page: PdfPage;
  readonly media: readonly [number, number, number, number];
  readonly dict: PDFDict;
  readonly resources: PDFObject | undefined;
}

/** What went wrong with a file, as a word and a detail in plain English. */
export interface PdfFault {
  readonly fault: 'encrypted' | 'damaged';
  readonly detail: string;
}

/** Opens a file and finds its pages. A file that cannot be read whole is refused: half a booklet helps nobody. */
export async function openPages(bytes: Uint8Array): Promise<PdfPages | PdfFault> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.length));
  if (!head.includes('%PDF-')) return { fault: 'damaged', detail: 'not a PDF file' };
  try {
    const context = await quietly(() =>
      PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY, false).parseDocument(),
    );
    if (context.trailerInfo.Encrypt && context.lookup(context.trailerInfo.Encrypt)) {
      return { fault: 'encrypted', detail: '' };
    }
    const catalog = context.lookup(context.trailerInfo.Root);
    if (!(catalog instanceof PDFDict)) return { fault: 'damaged', detail: 'no document catalog' };
    const leaves = findLeaves(context, catalog);
    const digest = createHash('sha256').update(bytes).digest();
    if (leaves.length === 0) return { fault: 'damaged', detail: 'no pages' };
    return { pages: leaves.map((leaf) => leaf.page), handle: { context, catalog, leaves, digest } };
  } catch (error) {
    return { fault: 'damaged', detail: error instanceof PageFault ? error.message : 'its objects cannot be read' };
  }
}

/** No pages at all: for sheets that show nothing but what is drawn on them. */
export function makeEmptyPages(): PdfPages {
  const context = PDFContext.create();
  return { pages: [], handle: { context, catalog: context.obj({}), leaves: [], digest: new Uint8Array() } };
}

/** Said of a page that cannot be taken; the message is for people. */
class PageFault extends Error {}

/** pdf-lib writes to the console about objects it cannot parse; what matters of that is refused below. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await run();
  } finally {
    console.warn = warn;
  }
}

const deepestTree = 64;

/** Walks the page tree; what pages inherit is carried down. */
function findLeaves(context: PDFContext, catalog: PDFDict): PageLeaf[] {
  const leaves: PageLeaf[] = [];
  const seen = new Set<PDFObject>();
  const visit = (node: PDFObject | undefined, inherited: ReadonlyMap<string, PDFObject>, depth: number): void => {
    if (!(node instanceof PDFDict)) throw new PageFault(`page ${leaves.length + 1} is missing`);
    if (seen.has(node) || depth > deepestTree) throw new PageFault('its page tree runs in a circle');
    seen.add(node);
    const own = new Map(inherited);
    for (const key of ['Resources', 'MediaBox', 'CropBox', 'Rotate']) {
      const value = node.get(PDFName.of(key));
      if (value) own.set(key, value);
    }
    const kids = context.lookup(node.get(PDFName.of('Kids')));
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) visit(context.lookup(kid), own, depth + 1);
    else leaves.push(readLeaf(context, node, own, leaves.length + 1));
  };
  visit(context.lookup(catalog.get(PDFName.of('Pages'))), new Map(), 0);
  return leaves;
}

function readLeaf(context: PDFContext, dict: PDFDict, own: ReadonlyMap<string, PDFObject>, number: number): PageLeaf {
  const media = readBox(context, own.get('MediaBox')) ?? [0, 0, 612, 792];
  const crop = cutBox(readBox(context, own.get('CropBox')) ?? media, media);
  const trim = cutBox(readBox(context, dict.get(PDFName.of('TrimBox'))) ?? crop, media);
  const rotate = readNumber(context, own.get('Rotate')) ?? 0;
  const rotation = (((Math.round(rotate / 90) * 90) % 360) + 360) % 360;
  const unit = readNumber(context, dict.get(PDFName.of('UserUnit'))) ?? 1;
  const [width, height] = [trim[2] - trim[0], trim[3] - trim[1]];
  if (!(width > 0 && height > 0 && unit > 0)) throw new PageFault(`page ${number} has no size`);
  const isTurned = rotation % 180 !== 0;
  const page = {
    widthPt: (isTurned ? height : width) * unit,
    heightPt: (isTurned ? width : height) * unit,
    trim,
    rotation,
    unit,
  };
  for (const stream of contentOf(context, dict)) {
    if (!(stream instanceof PDFStream)) throw new PageFault(`the content of page ${number} is missing`);
  }
  return { page, media, dict, resources: own.get('Resources') };
}

const cutBox = (
  box: readonly [number, number, number, number],
  by: readonly [number, number, number, number],
): [number, number, number, number] => [
  Math.max(box[0], by[0]),
  Math.max(box[1], by[1]),
  Math.min(box[2], by[2]),
  Math.min(box[3], by[3]),
];

import { findLabels, type ListLabel } from './find-labels.ts';
import { findVisible } from './find-visible.ts';
import { type GlyphTable, type Marked, type PageContent, scanPage } from './page-content.ts';
import { type PdfFile, readPdf } from './pdf-reader.ts';
import { isDict, isRef, type PdfDict, type PdfValue } from './pdf-value.ts';
import type { PrintedText } from './printed-shard.ts';
import { readToUnicode } from './shared-fonts.ts';
import { type Element, isElement, isMarked, type MarkedKid, markedOf, readStructure } from './structure.ts';

/** A printed file, read but not yet changed: its pages, its structure, its text in reading order. */
export interface OpenShard {
  readonly file: PdfFile;
  readonly pages: readonly OpenPage[];
  readonly elements: readonly Element[];
  readonly texts: readonly PrintedText[];
  /** Glyphs of the fonts that the whole book shares, by PostScript name. */
  readonly fonts: ReadonlyMap<string, GlyphTable>;
  /** Numbers of list items, which the browser paints and leaves out of the structure. */
  readonly labels: readonly ListLabel[];
  /** Whether marked content shows nothing that is read. */
  readonly isSilent: (kid: MarkedKid) => boolean;
  readonly markOf: (kid: MarkedKid) => Marked | undefined;
  /** How much the browser shrank the pages because something was too wide for them; 1 when it did not. */
  readonly scale: number;
}

/** One page of it. */
export interface OpenPage {
  readonly ref: number;
  readonly dict: PdfDict;
  readonly content: PageContent;
  /** The content stream, inflated, and as the browser wrote it. */
  readonly bytes: Buffer;
  readonly raw: Uint8Array;
  readonly resources: PdfDict;
  /** Names of shared fonts by their resource names. */
  readonly fontNames: ReadonlyMap<string, string>;
  readonly annotations: readonly number[];
  /** Marked content that is decoration: no element names it, or it shows nothing that is read. */
  readonly silent: ReadonlySet<number>;
  /** Marked content that belongs to another page and must not be shown here. */
  readonly removed: ReadonlySet<number>;
}

/** Reads a printed file. `isShared` tells, by PostScript name, the fonts that the whole book shares. */
export function takeApart(printed: Uint8Array, isShared: (postscriptName: string) => boolean): OpenShard {
  const file = readPdf(printed);
  const refs = listPages(file, file.dict(file.trailer.get('/Root')).get('/Pages'));
  const indexOf = new Map(refs.map((ref, i) => [ref, i]));
  const fonts = new Map<string, GlyphTable>();
  const adopt = createAdopter(file, fonts, isShared);
  const scanned = refs.map((ref) => scan(file, ref, adopt));
  const elements = readStructure(file, (ref) => indexOf.get(ref) ?? 0);
  const marks = scanned.map(({ content }) => new Map(content.marked.map((m) => [m.mcid, m])));
  const labels = findLabels(
    elements,
    scanned.map(({ content }) => content),
  );
  for (const { page, mcid, text, start, end } of labels)
    marks[page]?.set(mcid, {
      mcid,
      text,
      hasText: true,
      hasImage: false,
      openStart: start,
      openEnd: start,
      end,
      baseline: Number.NaN,
    });
  const markOf = ({ page, mcid }: MarkedKid): Marked | undefined => marks[page]?.get(mcid);
  const repeated = findRepeatedHeads(elements, markOf);
  const visible = scanned.map(({ bytes }) => findVisible(bytes));
  const removed = findOverhangs(elements, markOf, visible);
  const isSilent = (kid: MarkedKid): boolean => {
    const mark = markOf(kid);
    if (!mark?.hasText && !mark?.hasImage) return true;
    return (
      (repeated.size > 0 && repeated.has(`${kid.page}/${kid.mcid}`)) || (removed[kid.page]?.has(kid.mcid) ?? false)
    );
  };
  const texts: PrintedText[] = [];
  const silent = scanned.map(({ content }) => new Set(content.marked.map(({ mcid }) => mcid)));
  for (const root of elements)
    walk(root, false, false, (kid, isInFigure, isLabel) => {
      if (isSilent(kid) && !isInFigure) return;
      silent[kid.page]?.delete(kid.mcid);
      const text = markOf(kid)?.text ?? '';
      if (text && !isLabel) texts.push({ page: kid.page, text });
    });
  const pages = scanned.map(
    (page, i): OpenPage => ({ ...page, silent: silent[i] ?? new Set(), removed: removed[i] ?? new Set() }),
  );
  const scale = Math.min(1, ...pages.map(({ bytes }) => scaleOf(bytes)));
  return { file, pages, elements, texts, fonts, labels, isSilent, markOf, scale };
}

/** Device units a CSS pixel: the browser prints at 300 to the inch, and a pixel is a ninety-sixth of one. */
const unitsPerPixel = 300 / 96;

/** The second matrix of a page maps pixels to device units; the browser makes it smaller when something is too wide. */
function scaleOf(bytes: Buffer): number {
  const start = bytes.toString('latin1', 0, 400);
  const found = /\n([\d.]+) 0 0 \1 -?[\d.]+ -?[\d.]+ cm\n/.exec(start)?.[1];
  return found === undefined ? 1 : Math.round((Number(found) / unitsPerPixel) * 1000) / 1000;
}

/** Finds out what a font object says of its glyphs; font objects of one shared font are one. */
function createAdopter(file: PdfFile, fonts: Map<string, GlyphTable>, isShared: (name: string) => boolean) {
  const adopted = new Map<number, { readonly name: string; readonly table: GlyphTable }>();
  return (ref: number) => {
    const before = adopted.get(ref);
    if (before) return before;
    const font = file.dict({ ref });
    const baseFont = font.get('/BaseFont');
    const named = typeof baseFont === 'string' ? baseFont.replace(/^\/[A-Z]{6}\+/, '').replace(/^\//, '') : '';
    const name = font.get('/Encoding') === '/Identity-H' && isShared(named) ? named : '';
    const table: GlyphTable = fonts.get(name) ?? { text: [], used: new Uint8Array(65536), actual: [] };
    readToUnicode(file, font.get('/ToUnicode'), table.text);
    if (name) fonts.set(name, table);
    const made = { name, table };
    adopted.set(ref, made);
    return made;
  };
}

type ScannedPage = Omit<OpenPage, 'silent' | 'removed'>;

function scan(file: PdfFile, ref: number, adopt: ReturnType<typeof createAdopter>): ScannedPage {
  const dict = file.dict({ ref });
  const resources = file.dict(dict.get('/Resources'));
  const fontDict = file.resolve(resources.get('/Font'));
  const fontNames = new Map<string, string>();
  const tables = new Map<string, GlyphTable>();
  for (const [resourceName, value] of isDict(fontDict) ? fontDict : []) {
    if (!isRef(value)) continue;
    const { name, table } = adopt(value.ref);
    tables.set(resourceName, table);
    if (name) fontNames.set(resourceName, name);
  }
  const contents = dict.get('/Contents');
  const stream = isRef(contents) ? contents.ref : Array.isArray(contents) && isRef(contents[0]) ? contents[0].ref : 0;
  const bytes = file.stream(stream);
  const annots = file.resolve(dict.get('/Annots'));
  return {
    ref,
    dict,
    content: scanPage(bytes, tables),
    bytes,
    raw: file.rawStream(stream) ?? new Uint8Array(),
    resources,
    fontNames,
    annotations: Array.isArray(annots) ? annots.flatMap((a) => (isRef(a) ? [a.ref] : [])) : [],
  };
}

/**
 * A table's head is drawn again on each further page and in each further column, and the browser hangs all of its copies on
 * the same cells. Read aloud it stands once: the copies are decoration (ISO 32000-1, 14.8.2.2.1, repeated heads as
 * pagination artifacts). On one page, all cells of a head's row say the same so many times over where there are copies.
 */
function findRepeatedHeads(
  elements: readonly Element[],
  markOf: (kid: MarkedKid) => Marked | undefined,
): ReadonlySet<string> {
  const repeated = new Set<string>();
  const visit = (element: Element): void => {
    const heads = element.kids.filter((kid) => isElement(kid)).filter(({ role }) => role === 'TH');
    if (element.role === 'TR' && heads.length > 0) {
      const [first] = heads.flatMap((head) => [...markedOf(head, true)]);
      const leaves = heads.flatMap(listLeaves);
      const kept = leaves.map((leaf) => leaf.filter(({ page }) => page === first?.page));
      const isHead = !element.kids.some((kid) => isElement(kid) && kid.role === 'TD');
      const times = isHead ? countCopies(kept.map((leaf) => leaf.map((kid) => markOf(kid)?.text ?? ''))) : 1;
      leaves.forEach((leaf, i) => {
        const own = new Set(kept[i]?.slice(0, (kept[i]?.length ?? 0) / times));
        for (const kid of leaf) if (!own.has(kid)) repeated.add(`${kid.page}/${kid.mcid}`);
      });
    }
    for (const kid of element.kids) if (isElement(kid)) visit(kid);
  };
  for (const element of elements) visit(element);
  return repeated;
}

/** Marked content by the elements that own it. */
function listLeaves(element: Element): MarkedKid[][] {
  const own = element.kids.filter(isMarked);
  const below = element.kids.filter((kid) => isElement(kid)).flatMap(listLeaves);
  return own.length > 0 ? [own, ...below] : below;
}

/** How many times over each of these lists says the same. */
function countCopies(lists: readonly (readonly string[])[]): number {
  const most = Math.min(...lists.map(({ length }) => length || Number.POSITIVE_INFINITY));
  for (let times = Number.isFinite(most) ? most : 1; times > 1; times--) {
    const isCopied = (list: readonly string[]): boolean =>
      list.length % times === 0 && list.every((text, i) => text === list[i % (list.length / times)]);
    if (lists.every(isCopied)) return times;
  }
  return 1;
}

/**
 * What sticks out of the first line of a page (ruby) is painted on the page before it too, below that page's last line:
 * part of it may even show. It belongs to the page whose lines it stands over. Gives marked content by page.
 */
function findOverhangs(
  elements: readonly Element[],
  markOf: (kid: MarkedKid) => Marked | undefined,
  visible: readonly ({ readonly from: number; readonly to: number } | null)[],
): Set<number>[] {
  const overhangs = visible.map(() => new Set<number>());
  const visit = (element: Element): void => {
    const own = element.kids.filter(isMarked);
    for (const kid of own.length > 1 ? own : []) {
      const mark = markOf(kid);
      const range = visible[kid.page];
      const isElsewhere = own.some((other) => other.page !== kid.page && markOf(other)?.text === mark?.text);
      if (mark && range && isElsewhere && (mark.baseline < range.from || mark.baseline > range.to))
        overhangs[kid.page]?.add(kid.mcid);
    }
    for (const kid of element.kids) if (isElement(kid)) visit(kid);
  };
  for (const element of elements) visit(element);
  return overhangs;
}

function walk(
  element: Element,
  isInFigure: boolean,
  isInLabel: boolean,
  visit: (kid: MarkedKid, isInFigure: boolean, isLabel: boolean) => void,
): void {
  const figure = isInFigure || element.role === 'Figure';
  const label = isInLabel || element.role === 'Lbl';
  for (const kid of element.kids) {
    if (isElement(kid)) walk(kid, figure, label, visit);
    else if (isMarked(kid)) visit(kid, figure, label);
  }
}

function listPages(file: PdfFile, node: PdfValue | undefined): number[] {
  const refs: number[] = [];
  const visit = (value: PdfValue | undefined): void => {
    const at = file.dict(value);
    const kids = at.get('/Kids');
    if (Array.isArray(kids)) for (const kid of kids) visit(kid);
    else if (isRef(value)) refs.push(value.ref);
  };
  visit(node);
  return refs;
}

import { type GlyphTable, markArtifacts, type PageContent, scanPage } from './page-content.ts';
import { type PdfFile, readPdf } from './pdf-reader.ts';
import { isDict, isRef, type PdfDict, type PdfValue } from './pdf-value.ts';
import { type FontShelf, isShared, type SharedFont } from './shared-fonts.ts';
import { type Element, isElement, isMarked, type Kid, type MarkedKid, markedOf, readStructure } from './structure.ts';

/** One printed page, taken apart. */
export interface PrintedPage {
  readonly dict: PdfDict;
  /** The content stream; deflated bytes as the browser wrote them, unless artifacts had to be marked. */
  readonly content: { readonly bytes: Uint8Array; readonly isDeflated: boolean };
  readonly resources: PdfDict;
  /** Fonts of the page's resources that the whole file shares, by resource name. */
  readonly fonts: ReadonlyMap<string, SharedFont>;
  readonly annotations: readonly number[];
  readonly lines: number;
  readonly missing: number;
}

/** A stretch of text in reading order. */
export interface PrintedText {
  readonly page: number;
  readonly text: string;
}

/** A printed shard, taken apart: pages, structure (not yet repaired), text in reading order. */
export interface PrintedShard {
  readonly file: PdfFile;
  readonly pages: readonly PrintedPage[];
  readonly elements: readonly Element[];
  readonly texts: readonly PrintedText[];
  readonly isSilent: (kid: MarkedKid) => boolean;
  readonly wordsOf: (kid: MarkedKid) => string;
}

/** Takes a printed file apart. Fonts are told which glyphs the pages show. */
export function takeApart(bytes: Uint8Array, shelf: FontShelf): PrintedShard {
  const file = readPdf(bytes);
  const refs = listPages(file, file.dict(file.trailer.get('/Root')).get('/Pages'));
  const indexOf = new Map(refs.map((ref, i) => [ref, i]));
  const adopted = new Map<number, SharedFont | GlyphTable>();
  const adopt = (ref: number): SharedFont | GlyphTable => {
    const font = adopted.get(ref) ?? shelf.adopt(file, ref);
    adopted.set(ref, font);
    return font;
  };
  const scanned = refs.map((ref) => scan(file, file.dict({ ref }), adopt));
  const elements = readStructure(file, (ref) => indexOf.get(ref) ?? 0);
  const marks = scanned.map(({ content }) => new Map(content.marked.map((m) => [m.mcid, m])));
  const repeated = findRepeatedHeads(elements);
  const isSilent = ({ page, mcid }: MarkedKid): boolean => {
    const mark = marks[page]?.get(mcid);
    return (!mark?.hasText && !mark?.hasImage) || repeated.has(`${page}/${mcid}`);
  };
  const texts: PrintedText[] = [];
  // Marked content that no element names, or that shows nothing read, is decoration.
  const spoken = new Set<string>();
  for (const root of elements)
    walk(root, false, (kid, isInFigure, isLabel) => {
      if (isSilent(kid) && !isInFigure) return;
      spoken.add(`${kid.page}/${kid.mcid}`);
      const text = marks[kid.page]?.get(kid.mcid)?.text ?? '';
      if (text && !isLabel) texts.push({ page: kid.page, text });
    });
  const pages = scanned.map(({ content, bytes: stream, raw, ...page }, i): PrintedPage => {
    const silent = new Set(content.marked.filter((m) => !spoken.has(`${i}/${m.mcid}`)).map((m) => m.mcid));
    const edited = markArtifacts(stream, content, silent);
    return {
      ...page,
      content: edited ? { bytes: edited, isDeflated: false } : { bytes: raw, isDeflated: true },
      lines: content.baselines.size,
      missing: content.missing,
    };
  });
  const wordsOf = ({ page, mcid }: MarkedKid): string => marks[page]?.get(mcid)?.text ?? '';
  return { file, pages, elements, texts, isSilent, wordsOf };
}

/**
 * A table's head is drawn again on each further page, and the browser hangs all of its copies on the same cells. Read
 * aloud it stands once: the copies are decoration (ISO 32000-1, 14.8.2.2.1, repeated heads as pagination artifacts).
 */
function findRepeatedHeads(elements: readonly Element[]): ReadonlySet<string> {
  const repeated = new Set<string>();
  const visit = (element: Element): void => {
    if (element.role !== 'TH') {
      for (const kid of element.kids) if (isElement(kid)) visit(kid);
      return;
    }
    let first = -1;
    for (const { page, mcid } of markedOf(element, true)) {
      if (first < 0) first = page;
      if (page !== first) repeated.add(`${page}/${mcid}`);
    }
  };
  for (const element of elements) visit(element);
  return repeated;
}

function walk(
  element: Element,
  isInFigure: boolean,
  visit: (kid: MarkedKid, isInFigure: boolean, isLabel: boolean) => void,
  isLabel = false,
): void {
  const inside = isInFigure || element.role === 'Figure';
  const label = isLabel || element.role === 'Lbl';
  for (const kid of element.kids as readonly Kid[]) {
    if (isElement(kid)) walk(kid, inside, visit, label);
    else if (isMarked(kid)) visit(kid, inside, label);
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

interface Scanned {
  readonly dict: PdfDict;
  readonly content: PageContent;
  readonly bytes: Buffer;
  readonly raw: Uint8Array;
  readonly resources: PdfDict;
  readonly fonts: ReadonlyMap<string, SharedFont>;
  readonly annotations: readonly number[];
}

function scan(file: PdfFile, dict: PdfDict, adopt: (ref: number) => SharedFont | GlyphTable): Scanned {
  const resources = file.dict(dict.get('/Resources'));
  const fontDict = file.resolve(resources.get('/Font'));
  const fonts = new Map<string, SharedFont>();
  const tables = new Map<string, GlyphTable>();
  for (const [name, value] of isDict(fontDict) ? fontDict : []) {
    const font = isRef(value) ? adopt(value.ref) : null;
    if (font) tables.set(name, font);
    if (font && isShared(font)) fonts.set(name, font);
  }
  const contents = dict.get('/Contents');
  const ref = isRef(contents) ? contents.ref : Array.isArray(contents) && isRef(contents[0]) ? contents[0].ref : 0;
  const bytes = file.stream(ref);
  const annots = file.resolve(dict.get('/Annots'));
  return {
    dict,
    content: scanPage(bytes, tables),
    bytes,
    raw: file.rawStream(ref) ?? new Uint8Array(),
    resources,
    fonts,
    annotations: Array.isArray(annots) ? annots.flatMap((a) => (isRef(a) ? [a.ref] : [])) : [],
  };
}

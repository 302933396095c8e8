import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { Section } from '../../core/edition.ts';
import { countElements } from './bind-shard.ts';
import { markArtifacts } from './mark-artifacts.ts';
import type { PdfFile } from './pdf-reader.ts';
import { formatValue, isDict, isRef, isString, type PdfDict, type PdfValue } from './pdf-value.ts';
import type {
  FontUse,
  PageNumber,
  PrintedAnnotation,
  PrintedObject,
  PrintedPage,
  PrintedShard,
} from './printed-shard.ts';
import { sectionUrl } from './shard-html.ts';
import { listGlyphs } from './shared-fonts.ts';
import {
  type AnnotationKid,
  type Element,
  isElement,
  isMarked,
  type Kid,
  markedOf,
  repairElement,
} from './structure.ts';
import type { OpenPage, OpenShard } from './take-apart.ts';
import type { TracedSection } from './trace-text.ts';

const compress = promisify(deflate);
const level = 6;

/**
 * Makes a shard ready to be bound: decorations marked, structure repaired, links and resources as plain data, and the
 * places noted where `placeholder` stands for a page number (empty: there are none).
 */
export async function finishShard(
  open: OpenShard,
  sections: readonly Section[],
  traced: readonly TracedSection[],
  placeholder = '',
  key = '',
): Promise<PrintedShard> {
  const collector = createCollector(open.file);
  const links = listLinks(open);
  const elements = open.elements.flatMap((element) => {
    const isContents = sections[ownerOf(element, traced)]?.role === 'contents';
    const repaired = repairElement(element, isContents, open.isSilent);
    return repaired ? [renumber(repaired, links, open)] : [];
  });
  // Streams are compressed beside this thread, while it goes on.
  const contents = open.pages.map((page, i) => makeContent(page, i, open));
  const pages = open.pages.map((page) => describePage(page, open, links, collector));
  const made = await Promise.all(contents);
  return {
    key,
    pages: pages.map((page, i): PrintedPage => ({ ...page, content: made[i] ?? new Uint8Array() })),
    elements,
    elementCount: countElements(elements),
    annotations: [...links.values()].map(({ made }) => made),
    objects: collector.objects,
    numbers: placeholder ? elements.flatMap((element) => [...listNumbers(element, placeholder, open, [])]) : [],
    fonts: [...open.fonts].map(([name, { used, text, actual }]): FontUse => {
      const glyphs = listGlyphs(used);
      return {
        name,
        glyphs,
        uses: glyphs.map((glyph) => used[glyph] ?? 0),
        texts: glyphs.map((glyph) => text[glyph] ?? ''),
        actual: glyphs.map((glyph) => actual[glyph] ?? ''),
      };
    }),
  };
}

/** Index of the section that an element is: the last that begins on its first page or before. */
function ownerOf(element: Element, traced: readonly TracedSection[]): number {
  const first = markedOf(element, true).next();
  return first.done ? -1 : traced.findLastIndex(({ page }) => page <= first.value.page);
}

async function makeContent(
  { bytes, raw, content, silent, removed }: OpenPage,
  index: number,
  { labels }: OpenShard,
): Promise<Uint8Array> {
  const own = new Map(labels.flatMap(({ page, start, mcid }) => (page === index ? [[start, mcid] as const] : [])));
  const edited = markArtifacts(bytes, content, silent, own, removed);
  return edited ? compress(edited, { level }) : raw;
}

interface Link {
  readonly index: number;
  made: PrintedAnnotation;
}

/** Every annotation of the pages, by its object number, in the order of pages. */
function listLinks({ file, pages }: OpenShard): Map<number, Link> {
  const links = new Map<number, Link>();
  const pageOf = new Map(pages.map(({ ref }, i) => [ref, i]));
  for (const { annotations } of pages)
    for (const ref of annotations) {
      if (links.has(ref)) continue;
      const annotation = file.dict({ ref });
      const rect = annotation.get('/Rect');
      links.set(ref, {
        index: links.size,
        made: {
          rect: Array.isArray(rect) ? rect.filter((v) => typeof v === 'number') : [],
          target: targetOf(file, annotation, pageOf),
          words: '',
        },
      });
    }
  return links;
}

function targetOf(
  file: PdfFile,
  annotation: PdfDict,
  pageOf: ReadonlyMap<number, number>,
): PrintedAnnotation['target'] {
  const action = file.resolve(annotation.get('/A'));
  const uri = isDict(action) ? action.get('/URI') : undefined;
  if (isString(uri)) {
    if (uri.bytes.startsWith(sectionUrl(''))) return { kind: 'section', id: uri.bytes.slice(sectionUrl('').length) };
    return /^(https?|mailto):/i.test(uri.bytes) ? { kind: 'uri', uri: uri.bytes } : { kind: 'none' };
  }
  const name = annotation.get('/Dest');
  const dests = file.resolve(file.dict(file.trailer.get('/Root')).get('/Dests'));
  const place = isDict(dests) && typeof name === 'string' ? file.resolve(dests.get(name)) : null;
  if (!Array.isArray(place) || !isRef(place[0])) return { kind: 'none' };
  const page = pageOf.get(place[0].ref);
  if (page === undefined) return { kind: 'none' };
  return {
    kind: 'page',
    page,
    place: place
      .slice(1)
      .map((value) => formatValue(value))
      .join(' '),
  };
}

/** The element with annotations named by their place in the list; each link is told its words on the way. */
function renumber(element: Element, links: ReadonlyMap<number, Link>, open: OpenShard): Element {
  const kids = element.kids.map((kid): Kid => {
    if (isElement(kid)) return renumber(kid, links, open);
    if (isMarked(kid)) return kid;
    const link = links.get(kid.annotation);
    if (link) link.made = { ...link.made, words: wordsOf(element, open) };
    return { page: kid.page, annotation: link?.index ?? -1 } satisfies AnnotationKid;
  });
  return { ...element, kids: kids.filter((kid) => isElement(kid) || isMarked(kid) || kid.annotation >= 0) };
}

/** Marked content that shows nothing but the placeholder, in reading order. */
function* listNumbers(
  element: Element,
  placeholder: string,
  open: OpenShard,
  above: readonly number[],
): Generator<PageNumber> {
  const annotations = [...above, ...element.kids.flatMap((kid) => ('annotation' in kid ? [kid.annotation] : []))];
  for (const kid of element.kids) {
    if (isElement(kid)) yield* listNumbers(kid, placeholder, open, annotations);
    else if (isMarked(kid) && open.markOf(kid)?.text === placeholder) yield { ...kid, annotations };
  }
}

/** The words of a link, for its alternate description (ISO 14289-1, 7.18.5). */
function wordsOf(link: Element, { markOf }: OpenShard): string {
  let words = '';
  for (const kid of markedOf(link, true)) words += markOf(kid)?.text ?? '';
  if (!words) for (const kid of link.kids) if (isElement(kid) && kid.alt) words += kid.alt.bytes;
  return words.replace(/\s+/g, ' ').trim();
}

function describePage(
  { dict, resources, fontNames, content, annotations }: OpenPage,
  { file }: OpenShard,
  links: ReadonlyMap<number, Link>,
  { collect }: ReturnType<typeof createCollector>,
): Omit<PrintedPage, 'content'> {
  const own: PdfDict = new Map();
  for (const [key, value] of resources) if (key !== '/Font' && key !== '/ProcSet') own.set(key, file.resolve(value));
  const named = file.resolve(resources.get('/Font'));
  const fonts = [...(isDict(named) ? named : [])].flatMap(([name, value]): [string, string | number][] => {
    const shared = fontNames.get(name);
    if (shared !== undefined) return [[name, shared]];
    return isRef(value) ? [[name, collect(value.ref)]] : [];
  });
  const box = dict.get('/MediaBox');
  const top = Array.isArray(box) ? box[3] : 0;
  return {
    heightPt: typeof top === 'number' ? top : 0,
    resources: formatValue(own, collect),
    fonts,
    annotations: annotations.flatMap((ref) => links.get(ref)?.index ?? []),
    lines: content.baselines.size,
  };
}

/** Gathers the objects that pages use, each once; they name one another by their places in the list. */
function createCollector(file: PdfFile) {
  const objects: PrintedObject[] = [];
  const known = new Map<number, number>();
  const collect = (ref: number): number => {
    const before = known.get(ref);
    if (before !== undefined) return before;
    const index = objects.length;
    known.set(ref, index);
    objects.push({ text: 'null', stream: null });
    const text = formatValue(withoutLength(file.get(ref)), collect);
    objects[index] = { text, stream: file.rawStream(ref) };
    return index;
  };
  return { objects, collect };
}

function withoutLength(value: PdfValue): PdfValue {
  return isDict(value) && value.has('/Length') ? new Map([...value].filter(([key]) => key !== '/Length')) : value;
}

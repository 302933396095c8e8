import type { PdfFile } from './pdf-reader.ts';
import { formatValue, isDict, isRef, isString, type PdfDict, type PdfString, type PdfValue } from './pdf-value.ts';

/** An element of the structure tree (ISO 32000-1, 14.7): plain data. Pages are indexes into the shard's pages. */
export interface Element {
  role: string;
  readonly lang: PdfString | null;
  readonly alt: PdfString | null;
  /** Its attributes as PDF text. */
  attributes: string | null;
  kids: Kid[];
}

export type Kid = Element | MarkedKid | AnnotationKid;

/** Marked content of a page. */
export interface MarkedKid {
  readonly page: number;
  readonly mcid: number;
}

/** An annotation: by its object number where the file is read, by its place in the shard's list once it is taken apart. */
export interface AnnotationKid {
  readonly page: number;
  readonly annotation: number;
}

export const isElement = (kid: Kid): kid is Element => 'role' in kid;
export const isMarked = (kid: Kid): kid is MarkedKid => 'mcid' in kid;

/** The shard's tree below its Document element: one element a section, as far as sections show anything. */
export function readStructure(file: PdfFile, pageOf: (ref: number) => number): Element[] {
  const root = file.dict(file.dict(file.trailer.get('/Root')).get('/StructTreeRoot'));
  const document = file.resolve(listOf(file.resolve(root.get('/K')))[0]);
  return isDict(document) ? readElement(file, document, 0, pageOf, 0).kids.filter(isElement) : [];
}

const deepest = 400;

/** An element that is nothing but its kids, as the browser writes nearly all: one marked content, or other elements. */
const plainElement =
  /\d+ 0 obj\s*<<\/Type \/StructElem\s\/S \/(\w+)\s\/P \d+ 0 R\s(?:\/Pg (\d+) 0 R\s)?\/K (?:(\d+)|(\d+) 0 R|\[((?:\d+ 0 R ?)+)\])>>\s*endobj/y;

/** A kid that is an object of its own; most are read at a glance, others are taken apart. */
function readKid(file: PdfFile, ref: number, page: number, pageOf: (ref: number) => number, depth: number): Kid | null {
  const found = depth > deepest ? null : file.match(ref, plainElement);
  if (!found) {
    const value = file.get(ref);
    if (typeof value === 'number') return { page, mcid: value };
    return isDict(value) ? readKidDict(file, value, page, pageOf, depth) : null;
  }
  const [, role = '', pg, mcid, one, many] = found;
  const own = pg === undefined ? page : pageOf(Number(pg));
  const kids: Kid[] = [];
  if (mcid !== undefined) kids.push({ page: own, mcid: Number(mcid) });
  for (const kid of one === undefined ? (many?.matchAll(/(\d+) 0 R/g) ?? []) : [[one, one]]) {
    const read = readKid(file, Number(kid[1]), own, pageOf, depth + 1);
    if (read) kids.push(read);
  }
  return { role, lang: null, alt: null, attributes: null, kids };
}

/** Marked content, an annotation or an element. */
function readKidDict(file: PdfFile, value: PdfDict, page: number, pageOf: (ref: number) => number, depth: number): Kid {
  const itsPage = value.get('/Pg');
  const on = isRef(itsPage) ? pageOf(itsPage.ref) : page;
  const mcid = value.get('/MCID');
  const object = value.get('/Obj');
  if (typeof mcid === 'number') return { page: on, mcid };
  if (isRef(object)) return { page: on, annotation: object.ref };
  return readElement(file, value, page, pageOf, depth);
}

function readElement(
  file: PdfFile,
  at: PdfDict,
  page: number,
  pageOf: (ref: number) => number,
  depth: number,
): Element {
  const pg = at.get('/Pg');
  const own = isRef(pg) ? pageOf(pg.ref) : page;
  const kids: Kid[] = [];
  for (const item of depth > deepest ? [] : listOf(wholeList(file, at.get('/K')))) {
    if (isRef(item)) {
      const kid = readKid(file, item.ref, own, pageOf, depth + 1);
      if (kid) kids.push(kid);
      continue;
    }
    if (typeof item === 'number') kids.push({ page: own, mcid: item });
    else if (isDict(item)) kids.push(readKidDict(file, item, own, pageOf, depth + 1));
  }
  const role = at.get('/S');
  const attributes = withoutIds(file.resolve(at.get('/A')));
  return {
    role: typeof role === 'string' ? role.slice(1) : 'NonStruct',
    lang: stringOf(file.resolve(at.get('/Lang'))),
    alt: stringOf(file.resolve(at.get('/Alt'))),
    attributes: attributes === null ? null : formatValue(attributes),
    kids,
  };
}

/** A list of kids may be an object of its own; a single kid that is one stays a reference. */
function wholeList(file: PdfFile, value: PdfValue | undefined): PdfValue {
  const resolved = file.resolve(value);
  return Array.isArray(resolved) || !isRef(value) ? resolved : value;
}

const stringOf = (value: PdfValue): PdfString | null => (isString(value) ? value : null);

const listOf = (value: PdfValue): PdfValue[] => (Array.isArray(value) ? value : value === null ? [] : [value]);

/** Headers name cells by ids that repeat from shard to shard; Scope says the same and needs no id. */
function withoutIds(value: PdfValue): PdfValue {
  if (Array.isArray(value)) {
    const kept = value.map(withoutIds).filter((item) => item !== null);
    return kept.length > 0 ? kept : null;
  }
  if (!isDict(value)) return value;
  const kept: PdfDict = new Map([...value].filter(([key]) => key !== '/Headers'));
  return kept.size > 1 ? kept : null;
}

/** Structure types of PDF 1.7 (ISO 32000-1, 14.8.4); what browsers add is mapped to the nearest. */
const standardRoles = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'
  ).split(' '),
);

/**
 * Makes a section's element conform to ISO 14289-1 (PDF/UA-1): wrappers without meaning go, lists get bodies, contents
 * become TOC and TOCI, roles unknown to PDF 1.7 become Span, and what shows neither text nor picture goes (its marks on
 * the page then become artifacts). `isSilent` tells whether marked content shows nothing that is read.
 */
export function repairElement(
  element: Element,
  isContents: boolean,
  isSilent: (kid: MarkedKid) => boolean,
): Element | null {
  const [repaired] = repair(element, isContents, isSilent, false, []);
  if (!repaired || !isElement(repaired)) return null;
  if (repaired.role === 'NonStruct' || repaired.role === 'Span' || repaired.role === 'Div') repaired.role = 'Sect';
  return repaired;
}

/** Adds to `into` what comes of an element: itself, its kids in its place, or nothing. */
function repair(
  element: Element,
  isContents: boolean,
  isSilent: (kid: MarkedKid) => boolean,
  isInFigure: boolean,
  into: Kid[],
  isTop = true,
): Kid[] {
  const isShown = isInFigure || element.role === 'Figure';
  const kids: Kid[] = [];
  for (const kid of element.kids) {
    if (isElement(kid)) repair(kid, isContents, isSilent, isShown, kids, false);
    else if (isShown || !isMarked(kid) || !isSilent(kid)) kids.push(kid);
  }
  const role = roleOf(element, kids, isContents);
  const { lang, alt, attributes } = element;
  if (kids.length === 0 && role !== 'TD' && role !== 'TH') return into;
  if (role === 'NonStruct' && lang === null && alt === null && !isTop) for (const kid of kids) into.push(kid);
  else {
    const named = role === 'NonStruct' && !isTop ? 'Span' : role;
    into.push({ role: named, lang, alt, attributes, kids: withBody(named, kids) });
  }
  return into;
}

function roleOf({ role }: Element, kids: readonly Kid[], isContents: boolean): string {
  // A note's call is a link that the browser gives no Link element (ISO 14289-1, 7.18.5).
  if (role !== 'Link' && kids.some((kid) => 'annotation' in kid)) return 'Link';
  if (isContents && role === 'L') return 'TOC';
  if (isContents && role === 'LI') return 'TOCI';
  // A figure around a picture and its caption: the picture inside is the figure.
  if (role === 'Figure' && kids.some((kid) => isElement(kid) && kid.role === 'Figure')) return 'Div';
  return standardRoles.has(role) ? role : 'Span';
}

const element = (role: string, kids: Kid[]): Element => ({ role, lang: null, alt: null, attributes: null, kids });

/** LI holds Lbl and LBody only; TOCI holds its links in a Reference (ISO 32000-1, tables 333 and 336). */
function withBody(role: string, kids: Kid[]): Kid[] {
  const isOf = (kid: Kid, ...roles: string[]) => isElement(kid) && roles.includes(kid.role);
  if (role === 'LI') {
    const labels = kids.filter((kid) => isOf(kid, 'Lbl'));
    const body = kids.filter((kid) => !isOf(kid, 'Lbl', 'LBody'));
    const bodies = kids.filter((kid) => isOf(kid, 'LBody'));
    return body.length > 0 ? [...labels, element('LBody', body), ...bodies] : kids;
  }
  // Items of a list whose markers the styles took away come without an LI (ISO 32000-1, table 336).
  if (role === 'L')
    return kids.map((kid) => (isOf(kid, 'L', 'LI', 'Caption') ? kid : element('LI', [element('LBody', [kid])])));
  if (role === 'TOCI') return kids.map((kid) => (isOf(kid, 'Link') ? element('Reference', [kid]) : kid));
  if (role === 'TOC') return kids.map((kid) => (isOf(kid, 'TOCI', 'TOC', 'Caption') ? kid : element('TOCI', [kid])));
  return kids;
}

/** All marked content below an element, in reading order. Labels of list items are not part of the text. */
export function* markedOf(from: Element, withLabels = false): Generator<MarkedKid> {
  for (const kid of from.kids) {
    if (isElement(kid)) {
      if (withLabels || kid.role !== 'Lbl') yield* markedOf(kid, withLabels);
    } else if (isMarked(kid)) yield kid;
  }
}

/** Where the tree is written: pages and annotations have got their numbers in the finished file. */
export interface StructureTarget {
  readonly reserve: () => number;
  readonly setText: (ref: number, text: string) => void;
  readonly pageRef: (page: number) => number;
  readonly annotationRef: (annotation: number) => number;
  /** Told which element owns marked content or an annotation, for the parent tree. */
  readonly ownMarked: (page: number, mcid: number, owner: number) => void;
  readonly ownAnnotation: (annotation: number, owner: number) => void;
}

/** The page that all marked content among these is on, if there is one. */
function pageOfAll(kids: readonly Kid[]): number | undefined {
  let page: number | undefined;
  for (const kid of kids) {
    if (!isMarked(kid)) continue;
    if (page !== undefined && kid.page !== page) return undefined;
    ({ page } = kid);
  }
  return page;
}

/** Writes an element and all below it; gives its number. */
export function writeElement(from: Element, parent: number, target: StructureTarget): number {
  const ref = target.reserve();
  const single = pageOfAll(from.kids);
  const items = from.kids.map((kid): string => {
    if (isElement(kid)) return `${writeElement(kid, ref, target)} 0 R`;
    const page = `${target.pageRef(kid.page)} 0 R`;
    if (isMarked(kid)) {
      target.ownMarked(kid.page, kid.mcid, ref);
      return single === undefined ? `<</Type/MCR/Pg ${page}/MCID ${kid.mcid}>>` : String(kid.mcid);
    }
    target.ownAnnotation(kid.annotation, ref);
    return `<</Type/OBJR/Obj ${target.annotationRef(kid.annotation)} 0 R/Pg ${page}>>`;
  });
  const k = items.length === 1 ? items[0] : `[${items.join(' ')}]`;
  let text = `<</S/${from.role}/P ${parent} 0 R`;
  if (single !== undefined) text += `/Pg ${target.pageRef(single)} 0 R`;
  if (from.lang) text += `/Lang${formatValue(from.lang)}`;
  if (from.alt) text += `/Alt${formatValue(from.alt)}`;
  if (from.attributes !== null) text += `/A ${from.attributes}`;
  target.setText(ref, `${text}/K ${k}>>`);
  return ref;
}

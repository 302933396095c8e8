import { type Issue, makeIssue } from '../../core/issues.ts';
import { type GlyphTable, scanPage } from './page-content.ts';
import { type PdfFile, readPdf } from './pdf-reader.ts';
import { isDict, isRef, isString, type PdfDict, type PdfValue } from './pdf-value.ts';
import { decodeText } from './read-properties.ts';
import { readToUnicode } from './shared-fonts.ts';

/**
 * Judges a printed file by its bytes alone, without outside help. It covers what a browser's PDF is known to break:
 * identifier, metadata that agree, output intent (ISO 19005-2, 6.1.3, 6.2.3, 6.6.2); tags, language, title, roles, links
 * with words, nothing painted outside the structure (ISO 14289-1, 7.1, 7.2, 7.18); fonts embedded with their text, none
 * of Type 3, no missing glyph, no radicals in the place of characters; boxes, labels, outline. veraPDF knows more.
 */
export async function checkPrint(bytes: Uint8Array): Promise<readonly Issue[]> {
  const faults: string[] = [];
  try {
    const file = readPdf(bytes);
    const catalog = file.dict(file.trailer.get('/Root'));
    checkCatalog(file, catalog, faults);
    checkMetadata(file, catalog, faults);
    const pages = listPages(file, catalog.get('/Pages'));
    checkPages(file, pages, faults);
    checkStructure(file, catalog, faults);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  return [...new Set(faults)].map((detail) => makeIssue('check/bad-file', { file: 'print.pdf', detail }));
}

function checkCatalog(file: PdfFile, catalog: PdfDict, faults: string[]): void {
  const want = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  const marks = file.resolve(catalog.get('/MarkInfo'));
  const viewer = file.resolve(catalog.get('/ViewerPreferences'));
  want(isDict(marks) && marks.get('/Marked') === true, 'not tagged');
  want(isString(file.resolve(catalog.get('/Lang'))), 'no language');
  want(isDict(viewer) && viewer.get('/DisplayDocTitle') === true, 'the title is not displayed');
  want(catalog.has('/PageLabels'), 'no page labels');
  want(!catalog.has('/OpenAction') && !catalog.has('/AA'), 'an action runs when the file is opened');
  const names = file.resolve(catalog.get('/Names'));
  want(!isDict(names) || !names.has('/JavaScript'), 'there is a script');
  want(!file.trailer.has('/Encrypt'), 'encrypted');
  const id = file.resolve(file.trailer.get('/ID'));
  want(Array.isArray(id) && id.length === 2, 'no file identifier');
  const intents = file.resolve(catalog.get('/OutputIntents'));
  const intent = Array.isArray(intents) ? file.resolve(intents[0]) : null;
  want(isDict(intent) && intent.get('/S') === '/GTS_PDFA1' && intent.has('/DestOutputProfile'), 'no output intent');
}

function checkMetadata(file: PdfFile, catalog: PdfDict, faults: string[]): void {
  const metadata = catalog.get('/Metadata');
  const xmp = isRef(metadata) ? file.stream(metadata.ref).toString('utf8') : '';
  if (!/<pdfaid:part>[23]<\/pdfaid:part>/.test(xmp)) faults.push('not declared as PDF/A-2 or 3');
  // Files may be attached from the third part on, and only there (ISO 19005-2, 6.8).
  const names = file.resolve(catalog.get('/Names'));
  if (isDict(names) && names.has('/EmbeddedFiles') && !/<pdfaid:part>3</.test(xmp))
    faults.push('files are attached, and it is not declared as PDF/A-3');
  if (!/<pdfuaid:part>1<\/pdfuaid:part>/.test(xmp)) faults.push('not declared as PDF/UA-1');
  const info = file.resolve(file.trailer.get('/Info'));
  const title = isDict(info) ? file.resolve(info.get('/Title')) : null;
  const said = isString(title) ? decodeText(title.bytes) : '';
  const told = unescapeXml(/<dc:title>.*?<rdf:li[^>]*>([^<]*)</s.exec(xmp)?.[1] ?? '');
  if (said === '') faults.push('no title');
  else if (said !== told) faults.push('two titles that differ');
}

const unescapeXml = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

function listPages(file: PdfFile, root: PdfValue | undefined): PdfDict[] {
  const node = file.dict(root);
  const kids = file.resolve(node.get('/Kids'));
  return Array.isArray(kids) ? kids.flatMap((kid) => listPages(file, kid)) : [node];
}

function checkPages(file: PdfFile, pages: readonly PdfDict[], faults: string[]): void {
  const fonts = new Map<number, GlyphTable>();
  for (const [i, page] of pages.entries()) {
    const where = `page ${i + 1}`;
    if (!page.has('/TrimBox')) faults.push(`${where}: no trim box`);
    const tables = new Map<string, GlyphTable>();
    const resources = file.resolve(page.get('/Resources'));
    const named = isDict(resources) ? file.resolve(resources.get('/Font')) : null;
    for (const [name, font] of isDict(named) ? named : [])
      if (isRef(font)) {
        const table = fonts.get(font.ref) ?? openFont(file, font.ref, faults);
        fonts.set(font.ref, table);
        tables.set(name, table);
      }
    const contents = file.resolve(page.get('/Contents'));
    const refs = Array.isArray(contents) ? contents : [page.get('/Contents') ?? null];
    const parts = refs.flatMap((ref) => (isRef(ref) ? [file.stream(ref.ref), Buffer.from('\n')] : []));
    const content = scanPage(Buffer.concat(parts), tables);
    if (content.unmarked.length > 0) faults.push(`${where}: something is painted outside the structure`);
    if (content.missing > 0) faults.push(`${where}: a glyph is missing`);
    const text = content.marked.map((mark) => mark.text).join('');
    const radical = /[\u2e80-\u2fdf]/.exec(text)?.[0];
    if (radical) faults.push(`${where}: the radical ${radical} stands in the place of a character`);
    for (const ref of listOf(file.resolve(page.get('/Annots')))) checkAnnotation(file.dict(ref), where, faults);
  }
}

function checkAnnotation(annotation: PdfDict, where: string, faults: string[]): void {
  const flags = annotation.get('/F');
  if (typeof flags !== 'number' || (flags & 4) === 0) faults.push(`${where}: an annotation is not printed`);
  if (!annotation.has('/Contents')) faults.push(`${where}: a link has no words`);
  if (!annotation.has('/StructParent')) faults.push(`${where}: a link is not in the structure`);
}

function openFont(file: PdfFile, ref: number, faults: string[]): GlyphTable {
  const font = file.dict({ ref });
  const name = String(font.get('/BaseFont') ?? '').slice(1);
  const table = { text: [] as (string | undefined)[], used: new Uint8Array(65536), actual: [] };
  if (font.get('/Subtype') === '/Type3') faults.push(`font ${name || ref}: Type 3`);
  else {
    const below = listOf(file.resolve(font.get('/DescendantFonts')))[0];
    const descriptor = file.resolve((below === undefined ? font : file.dict(below)).get('/FontDescriptor'));
    const isEmbedded =
      isDict(descriptor) && ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => descriptor.has(key));
    if (!isEmbedded) faults.push(`font ${name}: not embedded`);
    if (!font.has('/ToUnicode')) faults.push(`font ${name}: does not say which characters it shows`);
    readToUnicode(file, font.get('/ToUnicode'), table.text);
  }
  return table;
}

/** Structure types that browsers write and PDF 1.7 does not know. */
const unknownRoles = new Set(['/Em', '/Strong', '/Title', '/Aside', '/Sub', '/FENote']);

function checkStructure(file: PdfFile, catalog: PdfDict, faults: string[]): void {
  const root = file.resolve(catalog.get('/StructTreeRoot'));
  if (!isDict(root)) {
    faults.push('no structure tree');
    return;
  }
  if (!root.has('/ParentTree')) faults.push('no parent tree');
  let heading = 0;
  const visit = (value: PdfValue, depth: number): void => {
    const node = file.resolve(value);
    if (!isDict(node) || depth > 400) return;
    const role = String(node.get('/S') ?? '');
    if (unknownRoles.has(role)) faults.push(`structure: ${role.slice(1)} is no type of PDF 1.7`);
    if (role === '/Figure' && !node.has('/Alt')) faults.push('structure: a figure has no description');
    const level = /^\/H([1-6])$/.exec(role)?.[1];
    if (level) {
      if (Number(level) > heading + 1) faults.push(`structure: heading ${level} follows heading ${heading}`);
      heading = Number(level);
    }
    const kids = listOf(file.resolve(node.get('/K')));
    if (role === '/LI' && kids.some((kid) => !['/Lbl', '/LBody'].includes(roleOf(file, kid))))
      faults.push('structure: a list item holds more than label and body');
    for (const kid of kids) visit(kid, depth + 1);
  };
  for (const kid of listOf(file.resolve(root.get('/K')))) visit(kid, 0);
}

function roleOf(file: PdfFile, value: PdfValue): string {
  const node = file.resolve(value);
  return isDict(node) ? String(node.get('/S') ?? '') : '';
}

const listOf = (value: PdfValue): PdfValue[] => (Array.isArray(value) ? value : value === null ? [] : [value]);

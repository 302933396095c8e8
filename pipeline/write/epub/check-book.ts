import { type Issue, makeIssue } from '../../core/issues.ts';
import { type PackedFile, readZip, ZipFault } from '../archive/read-zip.ts';
import { scanXml, type XmlElement } from './scan-xml.ts';

/**
 * Judges an e-book by its bytes alone, without outside help. It covers the container (`mimetype` first and plain, the
 * package named; OCF 4.2), the package (identifier, title, language, moment; every file in the manifest and every entry a
 * file; a spine; one navigation document; EPUB 3.3, 5), and the content: XML well formed, ids once a file, every link,
 * picture and style leading to something that is there, everything linked to in the spine, and nothing fetched from
 * elsewhere. EPUBCheck knows more.
 */
export async function checkBook(bytes: Uint8Array): Promise<readonly Issue[]> {
  const faults: string[] = [];
  try {
    checkMimetype(bytes, faults);
    const files = new Map(readZip(bytes).map((file) => [file.path, file]));
    const book = openBook(files, faults);
    if (book) {
      checkPackage(book, faults);
      checkLinks(book, faults);
    }
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    faults.push(`${error.path ? `${error.path}: ` : ''}${error.message}`);
  }
  return [...new Set(faults)].map((detail) => makeIssue('check/bad-file', { file: 'book.epub', detail }));
}

/** OCF 4.2.2: what a file is must be seen from its first bytes. */
function checkMimetype(bytes: Uint8Array, faults: string[]): void {
  const head = Buffer.from(bytes.subarray(0, 100));
  const isFirst =
    head.length > 58 && head.readUInt32LE(0) === 0x04034b50 && head.toString('latin1', 30, 38) === 'mimetype';
  if (!isFirst) faults.push('mimetype is not the first file');
  else if (head.readUInt16LE(8) !== 0) faults.push('mimetype is packed');
  else if (head.readUInt16LE(28) !== 0) faults.push('mimetype has extra fields');
  else if (head.toString('latin1', 38, 58) !== 'application/epub+zip')
    faults.push('mimetype does not say application/epub+zip');
}

interface Item {
  readonly id: string;
  /** Inside the zip. */
  readonly path: string;
  readonly mediaType: string;
  readonly properties: readonly string[];
}

interface Book {
  readonly files: ReadonlyMap<string, PackedFile>;
  readonly packagePath: string;
  readonly opf: readonly XmlElement[];
  readonly items: readonly Item[];
  /** Ids of the manifest in reading order. */
  readonly spine: readonly string[];
}

function openBook(files: ReadonlyMap<string, PackedFile>, faults: string[]): Book | null {
  const container = readXml(files, 'META-INF/container.xml', faults);
  const root = container?.find((element) => localName(element) === 'rootfile');
  const packagePath = root?.attributes.get('full-path') ?? '';
  if (container && packagePath === '') faults.push('META-INF/container.xml names no package');
  const opf = packagePath === '' ? null : readXml(files, packagePath, faults);
  if (!opf) return null;
  const items = opf
    .filter((element) => localName(element) === 'item')
    .flatMap((element) => {
      const of = (name: string): string => element.attributes.get(name) ?? '';
      const path = resolvePath(packagePath, of('href'));
      if (path === null || of('id') === '' || of('media-type') === '') {
        faults.push(`${packagePath}: the entry ${of('id') || of('href')} of the manifest is not whole`);
        return [];
      }
      return [{ id: of('id'), path, mediaType: of('media-type'), properties: of('properties').split(/\s+/) }];
    });
  const spine = opf
    .filter((element) => localName(element) === 'itemref')
    .map((element) => element.attributes.get('idref') ?? '');
  return { files, packagePath, opf, items, spine };
}

function checkPackage({ files, packagePath, opf, items, spine }: Book, faults: string[]): void {
  const want = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${packagePath}: ${fault}`);
  };
  const [root] = opf;
  const texts = (name: string): string[] => opf.filter((one) => one.name === name).map((one) => one.text.trim());
  want(root?.attributes.get('version') === '3.0', 'its version is not 3.0');
  const identifier = root?.attributes.get('unique-identifier');
  const identified = opf.find((one) => one.name === 'dc:identifier' && one.attributes.get('id') === identifier);
  want((identified?.text.trim() ?? '') !== '', 'no identifier');
  want(texts('dc:title').some(Boolean), 'no title');
  want(
    texts('dc:language').some((tag) => /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag)),
    'no language',
  );
  const moments = opf.filter((one) => one.attributes.get('property') === 'dcterms:modified');
  const [moment] = moments;
  want(
    moments.length === 1 && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(moment?.text.trim() ?? ''),
    'not one moment of modification',
  );
  for (const id of findRepeats(opf.flatMap((one) => one.attributes.get('id') ?? []))) want(false, `the id ${id} twice`);
  for (const path of findRepeats(items.map((item) => item.path))) want(false, `${path} twice in the manifest`);

  const listed = new Set(items.map((item) => item.path));
  for (const path of listed) if (!files.has(path)) want(false, `${path} is in the manifest and not in the book`);
  for (const path of files.keys()) {
    const isOutside = path === 'mimetype' || path === packagePath || path.startsWith('META-INF/') || path.endsWith('/');
    if (!isOutside && !listed.has(path)) want(false, `${path} is not in the manifest`);
  }
  const byId = new Map(items.map((item) => [item.id, item]));
  want(spine.length > 0, 'nothing to read: the spine is empty');
  for (const id of spine) {
    const item = byId.get(id);
    if (!item) want(false, `the spine names ${id}, which is not in the manifest`);
    else want(item.mediaType === 'application/xhtml+xml', `${item.path} is in the spine and is no page`);
  }
  for (const id of findRepeats(spine)) want(false, `${id} twice in the spine`);
  const navigation = items.filter((item) => item.properties.includes('nav'));
  want(navigation.length === 1, 'not one navigation document');
}

const xmlTypes = /^application\/xhtml\+xml$|^image\/svg\+xml$|^application\/x-dtbncx\+xml$|\+xml$/;
/** Where an element says what it leads to. */
const linkNames = ['href', 'src', 'xlink:href', 'poster', 'data'] as const;

function checkLinks({ files, packagePath, opf, items, spine }: Book, faults: string[]): void {
  const documents = new Map<string, readonly XmlElement[]>();
  const ids = new Map<string, ReadonlySet<string>>();
  for (const { path, mediaType } of items) {
    if (!xmlTypes.test(mediaType) || !files.has(path)) continue;
    const elements = readXml(files, path, faults);
    if (!elements) continue;
    documents.set(path, elements);
    const own = elements.flatMap((element) => element.attributes.get('id') ?? []);
    for (const id of findRepeats(own)) faults.push(`${path}: the id ${id} twice`);
    ids.set(path, new Set(own));
  }
  const listed = new Set(items.map((item) => item.path));
  const read = new Set(spine);
  const inSpine = new Set(items.filter((item) => read.has(item.id)).map((item) => item.path));
  const follow = (from: string, link: string, isHyperlink: boolean): void => {
    if (/^[A-Za-z][A-Za-z0-9+.-]*:|^\/\//.test(link)) {
      if (!(isHyperlink ? /^(?:https?|mailto):/i : /^data:/i).test(link))
        faults.push(`${from}: it asks for ${link.slice(0, 80)}`);
      return;
    }
    const [place = '', fragment] = link.split('#', 2);
    const path = place === '' ? from : resolvePath(from, place);
    if (path === null || !listed.has(path)) faults.push(`${from}: ${link} is not in the book`);
    else if (isHyperlink && documents.has(path) && !inSpine.has(path) && path !== from)
      faults.push(`${from}: ${link} is outside the reading order`);
    else if (fragment !== undefined && fragment !== '' && ids.has(path) && !ids.get(path)?.has(decode(fragment) ?? ''))
      faults.push(`${from}: nothing has the id of ${link}`);
  };
  for (const [path, elements] of documents) {
    for (const element of elements) {
      const name = localName(element);
      for (const key of linkNames) {
        const link = element.attributes.get(key);
        const isHyperlink =
          (name === 'a' || name === 'area' || name === 'content') && (key === 'href' || key === 'src');
        if (link !== undefined) follow(path, link.trim(), isHyperlink);
      }
      if (name === 'style') for (const link of listStyleLinks(element.text)) follow(path, link, false);
      for (const link of listStyleLinks(element.attributes.get('style') ?? '')) follow(path, link, false);
    }
  }
  for (const { path, mediaType } of items)
    if (mediaType === 'text/css')
      for (const link of listStyleLinks(Buffer.from(files.get(path)?.read() ?? []).toString('utf8')))
        follow(path, link, false);
  checkNavigation(items, documents, faults);
  // What refines or describes something of the package names it by id.
  const known = new Set(opf.flatMap((element) => element.attributes.get('id') ?? []));
  for (const element of opf) {
    const refined = element.attributes.get('refines');
    if (refined?.startsWith('#') && !known.has(refined.slice(1)))
      faults.push(`${packagePath}: nothing has the id ${refined.slice(1)}`);
  }
}

function checkNavigation(
  items: readonly Item[],
  documents: ReadonlyMap<string, readonly XmlElement[]>,
  faults: string[],
): void {
  for (const { path } of items.filter((item) => item.properties.includes('nav'))) {
    const elements = documents.get(path) ?? [];
    const contents = elements.findIndex(
      (one) => one.name === 'nav' && (one.attributes.get('epub:type') ?? '').split(/\s+/).includes('toc'),
    );
    const isInside = (index: number): boolean =>
      index === contents || (index >= 0 && isInside(elements[index]?.parent ?? -1));
    const hasLinks = contents >= 0 && elements.some((one, i) => one.name === 'a' && isInside(i));
    if (documents.has(path) && !hasLinks) faults.push(`${path}: no table of contents`);
  }
}

function readXml(files: ReadonlyMap<string, PackedFile>, path: string, faults: string[]): readonly XmlElement[] | null {
  const file = files.get(path);
  if (!file) {
    faults.push(`${path} is missing`);
    return null;
  }
  const scanned = scanXml(file.read());
  if ('elements' in scanned) return scanned.elements;
  faults.push(`${path}: ${scanned.fault}`);
  return null;
}

const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1);

const listStyleLinks = (css: string): string[] =>
  [
    ...css
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .matchAll(/\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+["']([^"']*)["']/gi),
  ].map(([, double, single, bare, imported]) => double ?? single ?? bare ?? imported ?? '');

/** A link as a path inside the zip; null when it leads out of the book. */
function resolvePath(from: string, link: string): string | null {
  const decoded = decode(link.replace(/[?#].*$/s, ''));
  if (decoded === null || decoded === '' || decoded.startsWith('/')) return null;
  const steps = from.split('/').slice(0, -1);
  for (const step of decoded.split('/')) {
    if (step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function findRepeats(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.has(name) || !seen.add(name)))];
}

import type { World } from '../../core/contracts.ts';
import type { PageMap } from '../../core/edition.ts';
import { type Issue, makeIssue } from '../../core/issues.ts';
import { type BagFiles, BagReadFault, openBag } from './open-bag.ts';
import { readZip, ZipFault } from './read-zip.ts';

/** An article of a finished edition, as far as its files tell. */
export interface FinishedArticle {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly contentHash: string;
  /** Its text, title and byline first; null when the edition has no e-book to read it from. */
  readonly blocks: readonly string[] | null;
}

export interface FinishedEdition {
  readonly title: string;
  readonly articles: readonly FinishedArticle[];
  readonly pageMap: PageMap | null;
}

interface ReportFile {
  readonly edition?: { readonly title?: string };
  readonly articles?: readonly {
    readonly id: string;
    readonly title: string;
    readonly author: string;
    readonly contentHash: string;
  }[];
}

/** Reads a bag (folder or zip) or an edition's folder: its report, its e-book for the words, its page map. */
export async function readEdition(path: string, world: World): Promise<FinishedEdition | { readonly fault: Issue }> {
  const files = await openBag(path, world);
  if ('fault' in files) return files;
  const prefix = files.paths.includes('data/report.json') ? 'data/' : '';
  try {
    const report = (await readJson(files, `${prefix}report.json`)) as ReportFile | null;
    if (!Array.isArray(report?.articles)) {
      return { fault: makeIssue('write/bag-missing', { path: `${path}/report.json` }) };
    }
    const pageMap = (await readJson(files, `${prefix}page-map.json`)) as PageMap | null;
    const texts = await readBook(files, `${prefix}book.epub`);
    const articles = report.articles.map(({ id, title, author, contentHash }, i) => ({
      id,
      title,
      author,
      contentHash,
      blocks: texts?.length === report.articles?.length ? (texts?.[i] ?? null) : null,
    }));
    return { title: report.edition?.title ?? '', articles, pageMap };
  } catch (error) {
    if (error instanceof BagReadFault || error instanceof ZipFault || error instanceof SyntaxError) {
      return { fault: makeIssue('write/bag-unreadable', { path, detail: error.message.split('\n')[0] ?? '' }) };
    }
    throw error;
  }
}

async function readJson(files: BagFiles, path: string): Promise<unknown> {
  return files.paths.includes(path) ? JSON.parse(new TextDecoder().decode(await files.read(path))) : null;
}

/** The articles of an e-book of ours in reading order, each as its blocks of text. */
async function readBook(files: BagFiles, path: string): Promise<readonly (readonly string[])[] | null> {
  if (!files.paths.includes(path)) return null;
  const book = new Map(readZip(await files.read(path)).map((file) => [file.path, file]));
  const decode = (name: string): string => new TextDecoder().decode(book.get(name)?.read() ?? new Uint8Array());
  const opfPath = /full-path="([^"]+)"/.exec(decode('META-INF/container.xml'))?.[1] ?? '';
  const folder = opfPath.includes('/') ? opfPath.slice(0, opfPath.lastIndexOf('/') + 1) : '';
  const opf = decode(opfPath);
  const hrefs = new Map(
    [...opf.matchAll(/<item\s[^>]*>/g)].map(([item]) => [attribute(item, 'id'), attribute(item, 'href')] as const),
  );
  const spine = [...opf.matchAll(/<itemref\s[^>]*>/g)].map(([item]) => hrefs.get(attribute(item, 'idref')) ?? '');
  return spine
    .map((href) => decode(folder + href))
    .filter((page) => /<section\b[^>]*\bclass="(?:[^"]* )?article(?: [^"]*)?"/.test(page))
    .map(readBlocks);
}

const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** Text between the tags that begin and end blocks; every other tag leaves no trace. */
function readBlocks(page: string): readonly string[] {
  const body = page.slice(page.indexOf('<body'));
  return body
    .replace(
      /<\/?(?:p|h[1-6]|li|td|th|dt|dd|tr|table|ul|ol|figure|figcaption|blockquote|div|section|header|aside|pre|hr|br)\b[^>]*>/g,
      '\n',
    )
    .replace(/<rp>.*?<\/rp>|<rt>.*?<\/rt>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, toCharacter)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

function toCharacter(
  whole: string,
  hex: string | undefined,
  decimal: string | undefined,
  name: string | undefined,
): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  if (name) return named[name.toLowerCase()] ?? whole;
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

import type { ContentsEntry, Edition, Section } from '../../core/edition.ts';
import type { Heading } from './content.ts';
import type { PageBreak } from './page-breaks.ts';
import type { Words } from './words.ts';
import { document, element, lines, type Markup } from './xml.ts';

/** One line of the navigation: parts hold articles, articles hold their headings. */
export interface NavEntry {
  readonly label: string;
  readonly href: string;
  readonly children: readonly NavEntry[];
}

export interface NavPage {
  readonly label: string;
  readonly href: string;
}

export interface Landmark {
  readonly type: 'cover' | 'toc' | 'bodymatter';
  readonly label: string;
  readonly href: string;
}

export interface Navigation {
  readonly entries: readonly NavEntry[];
  readonly pages: readonly NavPage[];
  readonly landmarks: readonly Landmark[];
}

/** A section as it stands in the e-book. */
export interface Chapter {
  readonly section: Section;
  readonly file: string;
  readonly headings: readonly Heading[];
  readonly breaks: readonly PageBreak[];
}

/** The contents as reading systems show them, the list of pages and the landmarks. */
export function makeNavigation(edition: Edition, chapters: readonly Chapter[], words: Words): Navigation {
  const byId = new Map(chapters.map((chapter) => [chapter.section.id, chapter]));
  const fileWith = (matches: (chapter: Chapter) => boolean): string | undefined => chapters.find(matches)?.file;
  const cover = fileWith(({ section }) => section.role === 'cover');
  const contents = fileWith(({ section }) => section.role === 'contents');
  const body = fileWith(({ section }) => section.matter === 'body');
  const landmarks: (Landmark | false)[] = [
    cover !== undefined && { type: 'cover', label: words.cover, href: cover },
    { type: 'toc', label: words.contents, href: contents ?? 'toc.xhtml#toc' },
    body !== undefined && { type: 'bodymatter', label: words.bodymatter, href: body },
  ];
  return {
    entries: tellApart(
      edition.contents.flatMap((entry) => toEntry(entry, byId, words)),
      edition.contents,
    ),
    pages: chapters.flatMap(({ file, breaks }) => breaks.map(({ label, id }) => ({ label, href: `${file}#${id}` }))),
    landmarks: landmarks.filter((landmark) => landmark !== false),
  };
}

function toEntry(entry: ContentsEntry, byId: ReadonlyMap<string, Chapter>, words: Words): NavEntry[] {
  const chapter = byId.get(entry.id);
  const children = entry.children.flatMap((child) => toEntry(child, byId, words));
  if (!chapter) return children;
  const own = entry.kind === 'article' ? nest(chapter.headings, chapter.file) : [];
  const label = entry.title.text.trim() || words.untitled;
  return [{ label, href: chapter.file, children: [...own, ...children] }];
}

/** Headings below the title as a tree; a level that is skipped does not make an empty line. */
function nest(headings: readonly Heading[], file: string): NavEntry[] {
  const roots: NavEntry[] = [];
  const open: { level: number; children: NavEntry[] }[] = [{ level: 1, children: roots }];
  for (const { level, id, text } of headings) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) >= level) open.pop();
    const children: NavEntry[] = [];
    open.at(-1)?.children.push({ label: text, href: `${file}#${id}`, children });
    open.push({ level, children });
  }
  return roots;
}

/** Articles of the same title get their author's name, then a number, so that no two lines read the same. */
function tellApart(entries: readonly NavEntry[], contents: readonly ContentsEntry[]): NavEntry[] {
  const authors = new Map<string, string[]>();
  const note = (entry: ContentsEntry): void => {
    const title = entry.title.text.trim();
    const known = authors.get(title);
    if (known) known.push(entry.author);
    else authors.set(title, [entry.author]);
    entry.children.forEach(note);
  };
  contents.forEach(note);
  const seen = new Map<string, number>();
  const used = new Set<string>();
  const rename = (entry: NavEntry): NavEntry => {
    const n = seen.get(entry.label) ?? 0;
    const names = authors.get(entry.label) ?? [];
    const children = entry.children.map((child) => (child.href.includes('#') ? child : rename(child)));
    if (names.length < 2) return { ...entry, children };
    seen.set(entry.label, n + 1);
    const author = names[n] ?? '';
    const named = author === '' ? entry.label : `${entry.label} ${author}`;
    const label = used.has(named) ? `${named} (${n + 1})` : named;
    used.add(label);
    return { ...entry, label, children };
  };
  return entries.map(rename);
}

/** `toc.xhtml`, the navigation document. */
export function writeNavigation(navigation: Navigation, edition: Edition, words: Words): string {
  const { entries, pages, landmarks } = navigation;
  const nav = (type: string, role: string, id: string, heading: string, list: Markup, hidden = true): Markup =>
    element(
      'nav',
      { 'epub:type': type, role, id, 'aria-labelledby': `${id}-title`, hidden: hidden ? 'hidden' : null },
      [element('h2', { id: `${id}-title` }, [heading]), list],
    );
  const link = (href: string, label: string, type: string | null = null): Markup =>
    element('a', { href, 'epub:type': type }, [label]);
  const list = (items: readonly Markup[]): Markup =>
    element('ol', {}, [lines([{ xml: '' }, ...items.map((item) => element('li', {}, [item]))])]);
  const tree = (children: readonly NavEntry[]): Markup =>
    list(
      children.map((entry) =>
        lines([link(entry.href, entry.label), entry.children.length > 0 ? tree(entry.children) : null]),
      ),
    );
  const body = lines([
    { xml: '' },
    element('h1', {}, [edition.title]),
    nav('toc', 'doc-toc', 'toc', words.contents, tree(entries), false),
    pages.length > 0
      ? nav(
          'page-list',
          'doc-pagelist',
          'page-list',
          words.pages,
          list(pages.map(({ href, label }) => link(href, label))),
        )
      : null,
    nav(
      'landmarks',
      '',
      'landmarks',
      words.landmarks,
      list(landmarks.map(({ href, label, type }) => link(href, label, type))),
    ),
  ]);
  return writePage({ lang: edition.lang, title: words.contents, bodyType: 'frontmatter', body });
}

/** One XHTML file of the e-book around its content. */
export function writePage(page: { lang: string; title: string; bodyType: string; body: Markup }): string {
  const { lang, title, bodyType, body } = page;
  const head = element('head', {}, [
    element('meta', { charset: 'utf-8' }),
    element('title', {}, [title]),
    element('link', { rel: 'stylesheet', type: 'text/css', href: 'style.css' }),
  ]);
  const root = element(
    'html',
    { xmlns: 'http://www.w3.org/1999/xhtml', 'xmlns:epub': 'http://www.idpf.org/2007/ops', lang, 'xml:lang': lang },
    [lines([{ xml: '' }, head, element('body', { 'epub:type': bodyType }, [body]), { xml: '' }])],
  );
  return document(root, 'html');
}

/** `toc.ncx`, the same for reading systems of EPUB 2. */
export function writeNcx(navigation: Navigation, edition: Edition): string {
  let order = 0;
  const point = (entry: NavEntry): Markup => {
    order++;
    return element('navPoint', { id: `n${order}` }, [
      text('navLabel', entry.label),
      element('content', { src: entry.href }),
      ...entry.children.map(point),
    ]);
  };
  const points = navigation.entries.map(point);
  const target = ({ label, href }: NavPage): Markup => {
    order++;
    const isNumber = /^\d+$/.test(label);
    return element(
      'pageTarget',
      { id: `n${order}`, type: isNumber ? 'normal' : 'front', value: isNumber ? label : null },
      [text('navLabel', label), element('content', { src: href })],
    );
  };
  const numbers = navigation.pages.filter(({ label }) => /^\d+$/.test(label)).map(({ label }) => Number(label));
  const meta = (name: string, content: string | number): Markup => element('meta', { name, content });
  const root = element(
    'ncx',
    { xmlns: 'http://www.daisy.org/z3986/2005/ncx/', version: '2005-1', 'xml:lang': edition.lang },
    [
      element('head', {}, [
        meta('dtb:uid', edition.identifier),
        meta('dtb:depth', depthOf(navigation.entries)),
        meta('dtb:totalPageCount', navigation.pages.length),
        meta('dtb:maxPageNumber', Math.max(0, ...numbers)),
      ]),
      text('docTitle', edition.title),
      element('navMap', {}, [lines([{ xml: '' }, ...points])]),
      navigation.pages.length > 0
        ? element('pageList', {}, [lines([{ xml: '' }, ...navigation.pages.map(target)])])
        : null,
    ],
  );
  return document(root);
}

const text = (name: string, label: string): Markup => element(name, {}, [element('text', {}, [label])]);

const depthOf = (entries: readonly NavEntry[]): number =>
  entries.reduce((deepest, entry) => Math.max(deepest, 1 + depthOf(entry.children)), 0);

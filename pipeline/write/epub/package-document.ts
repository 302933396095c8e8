import type { Article, Edition, Provenance } from '../../core/edition.ts';
import type { Accessibility } from './accessibility.ts';
import type { NameFiler } from './names.ts';
import { document, element, lines, type Markup } from './xml.ts';

/** One file of the e-book as the manifest lists it. */
export interface ManifestItem {
  readonly id: string;
  readonly href: string;
  readonly mediaType: string;
  readonly properties: readonly string[];
  /** Place in the reading order; null for what is only used by others. */
  readonly spine: 'linear' | null;
  /** The article that the file is, for what is said of its source. */
  readonly article: Article | null;
}

export interface PackageInput {
  readonly edition: Edition;
  readonly items: readonly ManifestItem[];
  /** The navigation document is a page of the book too, after the cover. */
  readonly readsNavigation: boolean;
  readonly accessibility: Accessibility;
  readonly fileAs: NameFiler;
  /** The print edition whose pages are listed; empty when none are. */
  readonly pageSource: string;
  readonly readsRightToLeft: boolean;
}

/** `content.opf`: what the e-book is, what it is made of, in which order it is read. */
export function writePackageDocument(input: PackageInput): string {
  const { edition, items, readsNavigation, readsRightToLeft } = input;
  const chapters = items.filter((item) => item.spine !== null);
  const nav = items.filter((item) => readsNavigation && item.properties.includes('nav'));
  const first = chapters.filter((item) => item.id === 's-cover');
  const spine = [...first, ...nav, ...chapters.filter((item) => !first.includes(item))];
  const root = element(
    'package',
    {
      xmlns: 'http://www.idpf.org/2007/opf',
      version: '3.0',
      'unique-identifier': 'book-id',
      'xml:lang': edition.lang,
      prefix: 'a11y: http://www.idpf.org/epub/vocab/package/a11y/#',
    },
    [
      lines([
        { xml: '' },
        element('metadata', { 'xmlns:dc': 'http://purl.org/dc/elements/1.1/' }, [
          lines([{ xml: '' }, ...writeMetadata(input), { xml: '' }]),
        ]),
        element('manifest', {}, [
          lines([
            { xml: '' },
            ...items.map((item) =>
              element('item', {
                id: item.id,
                href: item.href,
                'media-type': item.mediaType,
                properties: item.properties.join(' '),
              }),
            ),
            { xml: '' },
          ]),
        ]),
        element('spine', { toc: 'ncx', 'page-progression-direction': readsRightToLeft ? 'rtl' : null }, [
          lines([{ xml: '' }, ...spine.map((item) => element('itemref', { idref: item.id })), { xml: '' }]),
        ]),
        { xml: '' },
      ]),
    ],
  );
  return document(root);
}

function writeMetadata(input: PackageInput): (Markup | null)[] {
  const { edition, items, pageSource } = input;
  const cover = items.find((item) => item.properties.includes('cover-image'));
  return [
    element('dc:identifier', { id: 'book-id' }, [edition.identifier]),
    element('dc:title', { id: 'title' }, [edition.title]),
    edition.subtitle === '' ? null : refine('title', 'title-type', 'main'),
    dc('title', edition.subtitle, 'subtitle'),
    edition.subtitle === '' ? null : refine('subtitle', 'title-type', 'subtitle'),
    ...languagesOf(edition).map((lang) => element('dc:language', {}, [lang])),
    meta('dcterms:modified', edition.modified),
    ...writePeople(input),
    dc('publisher', edition.publisher || edition.issuer),
    dc('date', /^\d{4}(-\d{2}(-\d{2})?)?$/.test(edition.date) ? edition.date : ''),
    dc('description', edition.description),
    ...edition.subjects.map((subject) => dc('subject', subject)),
    dc('rights', edition.rights),
    dc('source', sayProvenance(edition.source)),
    ...writeSeries(edition),
    ...writeArticleSources(edition, items),
    meta('pageBreakSource', pageSource),
    ...writeAccessibility(input.accessibility),
    cover ? element('meta', { name: 'cover', content: cover.id }) : null,
  ];
}

/** The edition's language first, then those of articles in other languages. */
const languagesOf = (edition: Edition): string[] => [
  ...new Set([edition.lang, ...edition.articles.map((article) => article.lang).filter((lang) => lang !== '')]),
];

/** The editor as compiler, the articles' authors as contributors, each once. */
function writePeople({ edition, fileAs }: PackageInput): (Markup | null)[] {
  const person = (kind: 'creator' | 'contributor', id: string, name: string, role: string): (Markup | null)[] => [
    dc(kind, name, id),
    element('meta', { refines: `#${id}`, property: 'role', scheme: 'marc:relators' }, [role]),
    refine(id, 'file-as', fileAs(name)),
  ];
  return [
    ...(edition.editor === '' ? [] : person('creator', 'editor', edition.editor, 'com')),
    ...authorsOf(edition).flatMap((name, i) => person('contributor', `author-${i + 1}`, name, 'aut')),
  ];
}

/** Everybody who wrote an article, once, in the edition's order. */
export const authorsOf = (edition: Edition): string[] => [
  ...new Set(edition.articles.flatMap((article) => article.authors).filter((name) => name.trim() !== '')),
];

function writeSeries({ series }: Edition): (Markup | null)[] {
  if (!series || series.title === '') return [];
  // The position is numbers by the vocabulary; of words around a number the number is what sorts.
  const position = /\d+(\.\d+)*/.exec(series.position)?.[0] ?? '';
  return [
    element('meta', { property: 'belongs-to-collection', id: 'series' }, [series.title]),
    refine('series', 'collection-type', 'series'),
    position === '' ? null : refine('series', 'group-position', position),
  ];
}

/** Paper, date and page of each article that has them other than the edition. */
function writeArticleSources(edition: Edition, items: readonly ManifestItem[]): (Markup | null)[] {
  const common = sayProvenance(edition.source);
  return items.flatMap(({ article, id }) => {
    const source = article ? sayProvenance(article.provenance) : '';
    return source === '' || source === common ? [] : [refine(id, 'dcterms:source', source)];
  });
}

const sayProvenance = ({ paper, date, page, url }: Provenance): string =>
  [paper, date, page, url].filter((part) => part !== '').join(', ');

function writeAccessibility(accessibility: Accessibility): (Markup | null)[] {
  const { accessModes, accessModesSufficient, features, hazards, summary, conformsTo, certifiedBy } = accessibility;
  return [
    ...accessModes.map((mode) => meta('schema:accessMode', mode)),
    ...accessModesSufficient.map((modes) => meta('schema:accessModeSufficient', modes)),
    ...features.map((feature) => meta('schema:accessibilityFeature', feature)),
    ...hazards.map((hazard) => meta('schema:accessibilityHazard', hazard)),
    meta('schema:accessibilitySummary', summary),
    element('meta', { property: 'dcterms:conformsTo', id: 'conformance' }, [conformsTo]),
    certifiedBy === ''
      ? null
      : element('meta', { refines: '#conformance', property: 'a11y:certifiedBy' }, [certifiedBy]),
  ];
}

const meta = (property: string, value: string): Markup | null =>
  value === '' ? null : element('meta', { property }, [value]);

const refine = (id: string, property: string, value: string): Markup | null =>
  value === '' ? null : element('meta', { refines: `#${id}`, property }, [value]);

const dc = (name: string, value: string, id: string | null = null): Markup | null =>
  value.trim() === '' ? null : element(`dc:${name}`, { id }, [value.trim()]);

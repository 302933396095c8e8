import type { Context } from '../../core/contracts.ts';
import type { Article, Edition, PageMap, Rendered, Section } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { describeAccessibility } from './accessibility.ts';
import { type Content, writeContent } from './content.ts';
import { type CoverPicture, writeCoverPicture } from './cover.ts';
import { findTextDifference, type TextDifference } from './fidelity.ts';
import { planFiles } from './files.ts';
import { type EmbeddedFonts, embedFonts } from './fonts.ts';
import type { NameFiler } from './names.ts';
import { type Chapter, makeNavigation, writeNavigation, writeNcx, writePage } from './navigation.ts';
import { findNeighbours, writeNeighbours } from './neighbours.ts';
import type { BookParts } from './package.ts';
import { type ManifestItem, writePackageDocument } from './package-document.ts';
import { type PageBreak, planPageBreaks } from './page-breaks.ts';
import { chooseAssets } from './pictures.ts';
import { matterTypes, semanticsOfSection } from './semantics.ts';
import { adaptStyles, lackedLetters } from './styles.ts';
import { wordsFor } from './words.ts';
import { toXmlId } from './xml.ts';

export interface BookInput {
  readonly rendered: Rendered;
  readonly pageMap: PageMap | null;
  readonly fileAs: NameFiler;
  /** The cover picture, which is drawn meanwhile. */
  readonly drawing: Promise<CoverPicture | null>;
  readonly context: Context;
}

export interface Book {
  readonly parts: BookParts;
  /** Sections whose text is not what it should be; known when all is packed. */
  readonly differences: () => readonly (TextDifference & { readonly title: string })[];
}

/** Everything that goes into the e-book, made piece by piece as the packager asks for it. */
export function makeBook({ rendered, pageMap, fileAs, drawing, context }: BookInput): Book {
  const { edition } = rendered;
  const words = wordsFor(edition.lang);
  const sections = rendered.sections.filter(isRead);
  const articles = matchArticles(sections, edition.articles);
  const files = planFiles(sections);
  const pictures = chooseAssets(edition.assets);
  const breaks: ReadonlyMap<string, readonly PageBreak[]> = pageMap ? planPageBreaks(pageMap, sections) : new Map();
  const neighbours = findNeighbours(edition.contents);
  const chapters = new Map<string, Chapter & { readonly content: Content }>();
  const differences: (TextDifference & { title: string })[] = [];
  const used = new Set<string>();
  let cover: CoverPicture | null = null;
  let hasLetters = false;
  let fonts: EmbeddedFonts = { files: [], licences: [] };

  const writeSection = (section: Section): { file: string; xhtml: string } => {
    const file = files.fileOf.get(section.id) ?? '';
    const content = writeContent([section.hast], {
      sectionId: section.id,
      rootOf: semanticsOfSection(section.role),
      resolveLink: (href) => {
        const link = files.resolveLink(href);
        return link?.startsWith(`${file}#`) ? link.slice(file.length) : link;
      },
      resolveImage: (src) => {
        const path = pictures.get(src)?.path ?? null;
        if (path !== null) used.add(src);
        return path;
      },
      breaks: breaks.get(section.id) ?? [],
      words,
    });
    chapters.set(section.id, { section, file, headings: content.headings, breaks: content.breaks, content });
    for (const picture of content.missing)
      context.report(makeIssue('write/picture-left-out', { title: section.title, picture }));
    const picture = section.role === 'cover' ? cover : null;
    const after = writeNeighbours(neighbours.get(section.id), files.fileOf, words);
    const xhtml = writePage({
      lang: section.lang || edition.lang,
      title: section.title.trim() || edition.title,
      bodyType: matterTypes[section.matter],
      body: { xml: `${picture ? writeCoverPicture(picture, section, content) : content.xhtml}${after}` },
    });
    hasLetters ||= lackedLetters.test(xhtml);
    const difference = picture
      ? null
      : findTextDifference(xhtml, section, articles.get(section.id) ?? null, content.missing);
    if (difference) differences.push({ ...difference, title: section.title });
    return { file, xhtml };
  };

  const parts: BookParts = {
    identifier: edition.identifier,
    title: edition.title,
    lang: edition.lang,
    modified: edition.modified,
    css: async () => {
      fonts = await embedFonts(rendered, sections, context);
      return adaptStyles(rendered, fonts.files, { writing: context.settings.writing, hasLetters });
    },
    chapters: async function* () {
      let done = 0;
      for (const section of sections) {
        if (section.role === 'cover') continue;
        if (done++ % 100 === 0) {
          context.signal.throwIfAborted();
          context.progress({ stage: 'write', kind: 'step', step: 'article', done, total: sections.length });
        }
        yield writeSection(section);
      }
      // The cover comes last: until now the browser had time to draw it.
      cover = await drawing;
      for (const section of sections) if (section.role === 'cover') yield writeSection(section);
    },
    resources: function* () {
      if (cover) yield { path: `OEBPS/${cover.path}`, bytes: cover.bytes, isPacked: true };
      for (const id of used) {
        const picture = pictures.get(id);
        if (picture)
          yield {
            path: `OEBPS/${picture.path}`,
            bytes: picture.bytes,
            isPacked: picture.mediaType !== 'image/svg+xml',
          };
      }
      for (const { path, bytes } of fonts.files) yield { path: `OEBPS/${path}`, bytes, isPacked: true };
      for (const { path, bytes } of fonts.licences) yield { path, bytes, isPacked: false };
    },
    documents: () => {
      const inOrder = sections.flatMap((section) => chapters.get(section.id) ?? []);
      const navigation = makeNavigation(edition, inOrder, words);
      const contents = inOrder.map(({ content }) => content);
      const items = [...listChapters(inOrder, articles, cover !== null), ...listOthers()];
      const hasContents = inOrder.some(({ section }) => section.role === 'contents');
      return {
        package: writePackageDocument({
          edition,
          items,
          // Without a page of contents the navigation is one.
          readsNavigation: !hasContents,
          fileAs,
          accessibility: describeAccessibility(
            edition,
            contents,
            {
              hasPages: navigation.pages.length > 0,
              hasCover: cover !== null,
              hasAnimation: [...used].some((id) => pictures.get(id)?.mediaType === 'image/gif'),
            },
            words,
          ),
          pageSource: navigation.pages.length > 0 ? namePrintEdition(edition) : '',
          readsRightToLeft: rendered.layout.binding === 'right',
        }),
        ncx: writeNcx(navigation, edition),
        navigation: writeNavigation(navigation, edition, words),
      };
    },
  };

  const listOthers = (): ManifestItem[] => {
    const item = (id: string, href: string, mediaType: string, ...properties: string[]): ManifestItem => ({
      id,
      href,
      mediaType,
      properties,
      spine: null,
      article: null,
    });
    return [
      item('nav', 'toc.xhtml', 'application/xhtml+xml', 'nav'),
      item('ncx', 'toc.ncx', 'application/x-dtbncx+xml'),
      item('css', 'style.css', 'text/css'),
      ...(cover ? [item('cover-image', cover.path, cover.mediaType, 'cover-image')] : []),
      ...[...used].flatMap((id, i) => {
        const picture = pictures.get(id);
        return picture ? [item(`picture-${i + 1}`, picture.path, picture.mediaType)] : [];
      }),
      ...fonts.files.map(({ path }, i) => item(`font-${i + 1}`, path, 'font/woff2')),
    ];
  };

  return { parts, differences: () => differences };
}

/** Pages for the hand and the outside of the back are paper's alone. */
const isRead = ({ role }: Section): boolean => role !== 'notes-pages' && role !== 'back-cover';

/** Article sections stand in the order of the edition's articles. */
function matchArticles(sections: readonly Section[], articles: readonly Article[]): ReadonlyMap<string, Article> {
  const matched = new Map<string, Article>();
  const own = sections.filter((section) => section.role === 'article');
  if (own.length !== articles.length) return matched;
  own.forEach((section, i) => {
    const article = articles[i];
    if (article) matched.set(section.id, article);
  });
  return matched;
}

function listChapters(
  chapters: readonly (Chapter & { readonly content: Content })[],
  articles: ReadonlyMap<string, Article>,
  hasCoverPicture: boolean,
): ManifestItem[] {
  return chapters.map(({ section, file, content }) => ({
    id: toXmlId(`s-${file.replace(/\.xhtml$/, '')}`),
    href: file,
    mediaType: 'application/xhtml+xml',
    properties:
      section.role === 'cover' && hasCoverPicture
        ? []
        : [...(content.hasMath ? ['mathml'] : []), ...(content.hasSvg ? ['svg'] : [])],
    spine: 'linear',
    article: articles.get(section.id) ?? null,
  }));
}

/** The print edition of the same build: the name of its file, and whose it is. */
const namePrintEdition = ({ title, identifier }: Edition): string => `${title} (print.pdf, ${identifier})`;

import type { Element } from 'hast';
import { makeArticle } from '../../templates/article.ts';
import { makeAuthorIndex } from '../../templates/author-index.ts';
import { makeBackCover } from '../../templates/back-cover.ts';
import { makeContents } from '../../templates/contents.ts';
import { makeCover } from '../../templates/cover.ts';
import { makeEditorsNote } from '../../templates/editors-note.ts';
import { makeImprint } from '../../templates/imprint.ts';
import { makeNotesPage } from '../../templates/notes-page.ts';
import { makePart } from '../../templates/part.ts';
import { makeSources } from '../../templates/sources.ts';
import type { SetTitle } from '../../templates/title.ts';
import type { Article, Asset, BackPart, ContentsEntry, Edition, FrontPart, Part, Section } from '../core/edition.ts';
import { type Issue, makeIssue } from '../core/issues.ts';
import type { Settings } from '../core/settings.ts';
import { makeAuthorGroups } from './author-groups.ts';
import { makeBody } from './body.ts';
import { breakTitle, type TitleRoom } from './break-title.ts';
import { entryRoom, setContents } from './contents-lines.ts';
import { setCoverLines, splitParts } from './cover-lines.ts';
import { describeDate, describeProvenance } from './describe.ts';
import type { Layout } from './layout.ts';
import { lengthPt, type Tokens } from './tokens.ts';
import { numberBlocks, setBlocks } from './typography/set-blocks.ts';
import { setPictures } from './typography/set-pictures.ts';
import { setTables } from './typography/set-tables.ts';
import { type Words, wordsOf } from './words.ts';

/** What the making of sections needs to know besides the edition. */
export interface SectionsContext {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly layout: Layout;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly report: (issue: Issue) => void;
}

/** Every section of the edition in reading order. */
export function makeSections(edition: Edition, context: SectionsContext): readonly Section[] {
  const words = wordsOf(edition.lang);
  const front = edition.front.map((part) => makeFront(part, edition, words, context));
  const back = edition.back.map((part) => makeBack(part, edition, words, context));
  return [...front, ...makeMatter(edition, words, context), ...back];
}

/** Parts and articles in the order of the contents. */
function makeMatter(edition: Edition, words: Words, context: SectionsContext): readonly Section[] {
  const byId = new Map(edition.articles.map((article) => [article.id, article]));
  const parts = new Map(edition.parts.map((part) => [part.id, part]));
  const ids = edition.articles[Symbol.iterator]();
  const sections: Section[] = [];
  // Contents and articles stand in one order: the n-th article line leads to the n-th article.
  const add = (entry: ContentsEntry): void => {
    const part = parts.get(entry.id);
    if (part) sections.push(makePartSection(part, edition, context));
    else {
      const next = ids.next();
      const article = next.done ? undefined : byId.get(next.value.id);
      if (article) sections.push(makeArticleSection(article, entry.id, edition, words, context));
    }
    for (const child of entry.children) add(child);
  };
  for (const entry of edition.contents) add(entry);
  return sections;
}

function makeArticleSection(
  article: Article,
  id: string,
  edition: Edition,
  words: Words,
  context: SectionsContext,
): Section {
  const lang = article.lang || edition.lang;
  const body = makeBody(article.body, id, lang);
  for (const name of body.unsafe) context.report(makeIssue('normalise/unsafe-markup', { name }));
  const { provenance } = article;
  const isOwn = (Object.keys(provenance) as (keyof typeof provenance)[]).some(
    (k) => provenance[k] !== edition.source[k],
  );
  const described = isOwn ? describeProvenance(provenance, words) : '';
  const credit = creditOf(article);
  const start = context.settings.articleStart;
  const element = makeArticle({
    id,
    lang,
    start,
    ...setTitle(article.title.parts, context),
    subtitle: article.title.subtitle,
    ...credit,
    body: body.children,
    notes: body.notes,
    provenance: described === '' ? '' : words.sourceOf(described),
    provenanceLang: edition.lang,
  });
  setBlocks(element, lang, columnEm(context.layout));
  if (article.assetIds.length > 0) setPictures(element, context.assets, context.layout);
  const { layout, tokens } = context;
  if (layout.writing === 'vertical') setTables(element, layout, lengthPt(tokens, '--table-size') * layout.scale);
  return { id, role: 'article', matter: 'body', title: article.title.text, lang, start, hast: rootOf(element) };
}

/** The measure of a line: of one column, where there are two. */
const columnEm = ({ charactersPerLine, columns, columnGapEm }: Layout): number =>
  (charactersPerLine - (columns - 1) * columnGapEm) / columns;

/** Office and names as data; a byline nobody could read stands as it was. */
function creditOf(article: Article): { office: string; author: string; authors: readonly string[] } {
  const { office, author, authors, byline } = article;
  if (office === '' && author === '') return { office: '', author: byline, authors: [] };
  return { office, author, authors };
}

/** A title of more lines than this is set in the size of the text: it would fill the page otherwise. */
const mostTitleLines = 5;

function setTitle(parts: readonly string[], context: SectionsContext): { title: SetTitle; scale: 'display' | 'text' } {
  const title = breakTitle(parts, titleRoom(context));
  if (title.lines.length <= mostTitleLines) return { title, scale: 'display' };
  const measureEm = context.layout.charactersPerLine - 1;
  return { title: breakTitle(parts, { measureEm, singleEm: measureEm, leastEm: 4 }), scale: 'text' };
}

/** Room for an article's title: the measure in ems of the title, two ems less for one that stands on one line. */
function titleRoom({ layout, tokens }: SectionsContext, sizeToken = '--title-size'): TitleRoom {
  const measureEm = (layout.charactersPerLine * layout.sizePt) / (lengthPt(tokens, sizeToken) * layout.scale);
  return { measureEm: Math.floor(measureEm * 10) / 10, singleEm: measureEm - 2, leastEm: 4 };
}

function makePartSection(part: Part, edition: Edition, context: SectionsContext): Section {
  const title = breakTitle(splitParts(part.title), titleRoom(context, '--part-title-size'));
  const start = context.settings.articleStart === 'recto' ? 'recto' : 'new-page';
  const element = makePart({ id: part.id, title });
  return {
    id: part.id,
    role: 'part',
    matter: 'body',
    title: part.title,
    lang: edition.lang,
    start,
    hast: rootOf(element),
  };
}

function makeFront(part: FrontPart, edition: Edition, words: Words, context: SectionsContext): Section {
  const section = (title: string, element: Element): Section => ({
    id: part,
    role: part,
    matter: 'front',
    title,
    lang: edition.lang,
    start: 'new-page',
    hast: rootOf(element),
  });
  switch (part) {
    case 'cover':
    case 'title-page':
      return section(edition.title, makeCoverOf(part, edition, words, context));
    case 'note':
      return section(words.note, makeNote(part, edition, words, context));
    case 'contents':
      return section(
        words.contents,
        numbered(makeContents({ id: part, heading: words.contents, ...setContents(edition, context) })),
      );
  }
}

function makeCoverOf(kind: 'cover' | 'title-page', edition: Edition, words: Words, context: SectionsContext): Element {
  const series = edition.series
    ? [edition.series.title, edition.series.position].filter((s) => s !== '').join(' ')
    : '';
  return makeCover({
    id: kind,
    kind,
    series,
    occasion: edition.occasion,
    ...setCoverLines(edition, context.tokens, context.layout),
    issuer: edition.issuer,
    date: describeDate(edition.date, words),
    permit:
      kind === 'title-page' || edition.permit === ''
        ? []
        : [`${words.fields.permit} ${edition.permit}`, words.internal],
  });
}

function makeNote(id: string, edition: Edition, words: Words, context: SectionsContext): Element {
  const body = edition.note ? makeBody(edition.note, id, edition.lang) : { children: [], unsafe: [] };
  for (const name of body.unsafe) context.report(makeIssue('normalise/unsafe-markup', { name }));
  const element = makeEditorsNote({ id, heading: words.note, body: body.children });
  setBlocks(element, edition.lang, context.layout.charactersPerLine);
  return element;
}

function makeBack(part: BackPart, edition: Edition, words: Words, context: SectionsContext): Section {
  const section = (title: string, element: Element): Section => ({
    id: part,
    role: part,
    matter: 'back',
    title,
    lang: edition.lang,
    start: 'new-page',
    hast: rootOf(element),
  });
  switch (part) {
    case 'sources':
      return section(
        words.sources,
        numbered(
          makeSources({
            id: part,
            heading: words.sources,
            lines: sourceLines(edition, words, entryRoom(context.layout, 0)),
          }),
        ),
      );
    case 'author-index':
      return section(
        words.authorIndex,
        numbered(
          makeAuthorIndex({
            id: part,
            heading: words.authorIndex,
            groups: makeAuthorGroups(edition, entryRoom(context.layout, 1)),
          }),
        ),
      );
    case 'imprint':
      return section('', makeImprintOf(part, edition, words));
    case 'notes-pages':
      return section(
        words.notesPage,
        makeNotesPage({ id: part, heading: words.notesPage, lines: Math.floor((context.layout.linesPerPage - 4) / 2) }),
      );
    case 'back-cover':
      return section('', makeBackCover({ id: part }));
  }
}

function sourceLines(edition: Edition, words: Words, room: TitleRoom) {
  const entries = edition.contents.flatMap((e) => (e.kind === 'part' ? e.children : [e]));
  return edition.articles.flatMap((article, i) => {
    const source = describeProvenance(article.provenance, words);
    const id = entries[i]?.id;
    return source === '' || id === undefined ? [] : [{ id, title: breakTitle(article.title.parts, room), source }];
  });
}

function makeImprintOf(id: string, edition: Edition, words: Words): Element {
  const { fields } = words;
  const series = edition.series
    ? [edition.series.title, edition.series.position].filter((s) => s !== '').join(' ')
    : '';
  return makeImprint({
    id,
    title: edition.title,
    subtitle: edition.subtitle,
    fields: [
      { name: fields.series, value: series },
      { name: fields.issuer, value: edition.issuer },
      { name: fields.editor, value: edition.editor },
      { name: fields.publisher, value: edition.publisher },
      { name: fields.date, value: describeDate(edition.date, words) },
      { name: fields.source, value: describeProvenance(edition.source, words) },
      { name: fields.permit, value: edition.permit },
      { name: fields.copies, value: edition.copies },
      { name: fields.recipients, value: edition.recipients.join(words.listSeparator) },
      { name: fields.rights, value: edition.rights },
    ],
  });
}

/** Matter that may run over several pages says where each begins by the numbers of its blocks. */
function numbered(element: Element): Element {
  numberBlocks(element);
  return element;
}

const rootOf = (element: Element): Section['hast'] => ({ type: 'root', children: [element] });

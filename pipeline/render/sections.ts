import type { Element } from 'hast';
import { makeAuthorIndex } from '../../templates/author-index.ts';
import { makeBackCover } from '../../templates/back-cover.ts';
import { makeContents } from '../../templates/contents.ts';
import { makeCover } from '../../templates/cover.ts';
import { makeEditorsNote } from '../../templates/editors-note.ts';
import { makeImprint } from '../../templates/imprint.ts';
import { makeNotesPage } from '../../templates/notes-page.ts';
import { makePart } from '../../templates/part.ts';
import { makeSources } from '../../templates/sources.ts';
import type { BackPart, ContentsEntry, Edition, FrontPart, Part, Section } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import { makeAuthorGroups } from './author-groups.ts';
import { countNotes, makeBody } from './body.ts';
import { breakTitle, type TitleRoom } from './break-title.ts';
import { entryRoom, setContents } from './contents-lines.ts';
import { setCoverLines, splitParts } from './cover-lines.ts';
import { describeDate, describeProvenance } from './describe.ts';
import { findFaces } from './find-faces.ts';
import { keepSections } from './keep-sections.ts';
import type { ArticleOrder, MadeSection, SectionsContext } from './make-article-section.ts';
import { titleRoom } from './title-room.ts';
import { numberBlocks, setBlocks } from './typography/set-blocks.ts';
import { type Words, wordsOf } from './words.ts';

/** Every section of the edition in reading order. */
export async function makeSections(edition: Edition, context: SectionsContext): Promise<readonly MadeSection[]> {
  const words = wordsOf(edition.lang);
  const front = edition.front.map((part) => makeFront(part, edition, words, context));
  const back = edition.back.map((part) => makeBack(part, edition, words, context));
  const whole = (section: Section): MadeSection => ({ section, faces: findFaces(section.hast) });
  return [...front.map(whole), ...(await makeMatter(edition, words, context)), ...back.map(whole)];
}

/** Parts and articles in the order of the contents. */
async function makeMatter(edition: Edition, words: Words, context: SectionsContext): Promise<readonly MadeSection[]> {
  const parts = new Map(edition.parts.map((part) => [part.id, part]));
  const next = edition.articles[Symbol.iterator]();
  const matter: (Section | ArticleOrder)[] = [];
  let notesBefore = 0;
  // Contents and articles stand in one order: the n-th article line leads to the n-th article.
  const add = (entry: ContentsEntry): void => {
    const part = parts.get(entry.id);
    const article = part ? undefined : next.next().value;
    if (part) {
      matter.push(makePartSection(part, edition, context));
      notesBefore = 0;
    } else if (article) {
      matter.push({ article, id: entry.id, notesBefore });
      // Two articles on one page must not both have a note 1.
      if (context.settings.articleStart === 'run-on' && !article.isBare) notesBefore += countNotes(article.body);
    }
    for (const child of entry.children) add(child);
  };
  for (const entry of edition.contents) add(entry);
  const orders = matter.filter((one) => 'article' in one);
  const articles = (await keepSections(orders, edition, words, context))[Symbol.iterator]();
  return matter.flatMap((one) =>
    'article' in one ? (articles.next().value ?? []) : { section: one, faces: findFaces(one.hast) },
  );
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
    ...setCoverLines(edition, context.tokens, context.layout),
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
            lines: sourceLines(edition, words, entryRoom(context, 0)),
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
            groups: makeAuthorGroups(edition, entryRoom(context, 1)),
          }),
        ),
      );
    case 'imprint':
      return section('', makeImprintOf(part, edition, words, context));
    case 'notes-pages':
      return section(
        words.notesPage,
        makeNotesPage({ id: part, heading: words.notesPage, lines: Math.floor((context.layout.linesPerPage - 5) / 2) }),
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

function makeImprintOf(id: string, edition: Edition, words: Words, context: SectionsContext): Element {
  const { fields } = words;
  const series = edition.series
    ? [edition.series.title, edition.series.position].filter((s) => s !== '').join(' ')
    : '';
  const { measureEm } = titleRoom(context, '--heading-size');
  return makeImprint({
    id,
    title: breakTitle(splitParts(edition.title), { measureEm, singleEm: measureEm, leastEm: 4 }),
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
      { name: fields.recipients, value: joinRecipients(edition.recipients, words) },
      { name: fields.rights, value: edition.rights },
    ],
  });
}

/** One recipient may be several of a kind: then another mark parts it from the next. */
function joinRecipients(recipients: readonly string[], words: Words): string {
  const isPlain = recipients.every((recipient) => !recipient.includes(words.listSeparator.trim()));
  return recipients.join(isPlain ? words.listSeparator : words.groupSeparator);
}

/** Matter that may run over several pages says where each begins by the numbers of its blocks. */
function numbered(element: Element): Element {
  numberBlocks(element);
  return element;
}

const rootOf = (element: Element): Section['hast'] => ({ type: 'root', children: [element] });

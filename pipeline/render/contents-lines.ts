import type { ContentsLine, ContentsProps } from '../../templates/contents.ts';
import type { Article, ContentsEntry, Edition } from '../core/edition.ts';
import type { Settings } from '../core/settings.ts';
import { breakTitle, type TitleRoom, widthEm } from './break-title.ts';
import { splitParts } from './cover-lines.ts';
import { entrySizePt } from './entry-size.ts';
import type { Layout } from './layout.ts';
import { lengthPt, type Tokens } from './tokens.ts';

/** Room kept for the page number, and the shortest leader, in ems. */
const pageEm = 2;
const leaderEm = 2;
const gapsEm = 1.5;

/** Names that take more room stand below the title. */
const longNamesEm = 8;

/** Titles that have less room beside a name get the whole line. */
const leastTitleEm = 12;

/** Lines of the heading: the word over three lines and one blank. */
const headingLines = 4;

/** Room for names beside a title, in ems of the list: one of two characters takes that of three; names are small. */
function besideEm(author: string, { layout, tokens }: EntryContext): number {
  const smallPt = Math.min(lengthPt(tokens, '--small-size') * layout.scale, entrySizePt(layout, tokens));
  const spread = author.match(/(?<!\p{Script=Han})\p{Script=Han}{2}(?!\p{Script=Han})/gu)?.length ?? 0;
  return (Math.max(3, widthEm(author, 'regular') + spread) * smallPt) / entrySizePt(layout, tokens) + 0.5;
}

/** What the lines of lists depend on. */
export interface EntryContext {
  readonly layout: Layout;
  readonly tokens: Tokens;
}

/**
 * The lines of the contents, their titles broken to leave room for leader, name and page; set apart by a blank line each
 * when that takes no page more and is wanted (see below), close otherwise.
 */
export function setContents(
  edition: Edition,
  context: EntryContext & { readonly settings: Settings },
): Pick<ContentsProps, 'lines' | 'spacing'> {
  const { layout, settings } = context;
  const isLong = (author: string, indentEm: number): boolean =>
    widthEm(author) > longNamesEm ||
    (author !== '' && (entryRoom(context, indentEm, besideEm(author, context)).lastEm ?? 0) < leastTitleEm);
  const authors = edition.contents
    .flatMap(({ author, children }) => [{ author, indentEm: 0 }, ...children.map((c) => ({ ...c, indentEm: 1 }))])
    .filter(({ author }) => author !== '');
  // Where many names stand below their titles all of them do.
  const areBelow = authors.filter(({ author, indentEm }) => isLong(author, indentEm)).length > authors.length / 4;
  const articles = edition.articles[Symbol.iterator]();
  const setLine = (entry: ContentsEntry, indentEm: number): ContentsLine => {
    const article = entry.kind === 'article' ? (articles.next().value as Article | undefined) : undefined;
    const office = settings.contents.office ? entry.office : '';
    const author = article && entry.office === '' && entry.author === '' ? '' : entry.author;
    const isBelow = office !== '' || (author !== '' && (areBelow || isLong(author, indentEm)));
    const nameEm = isBelow || author === '' ? 0 : besideEm(author, context);
    return {
      id: entry.id,
      kind: entry.kind,
      // Titles of parts are bold.
      title: breakTitle(partsOf(entry), {
        ...entryRoom(context, indentEm, nameEm),
        face: entry.kind === 'part' ? 'any' : 'regular',
      }),
      author,
      authors: article?.authors ?? [],
      office,
      credit: isBelow ? 'below' : 'beside',
      children: entry.children.map((child) => setLine(child, indentEm + 1)),
    };
  };
  const lines = edition.contents.map((entry) => setLine(entry, 0));
  const count = countLines(lines);
  const pagesOf = (height: number): number => Math.ceil((height + headingLines) / layout.linesPerPage);
  // Lines are many where names stand below titles of two lines: entries that only hang together by an em want the room.
  const wanted = count.lines >= 2 * count.entries ? pagesOf(count.lines) : 1;
  return { lines, spacing: pagesOf(count.lines + count.entries) <= wanted ? 'open' : 'close' };
}

/** Parts of the book have titles as they were typed. */
const partsOf = ({ kind, title }: ContentsEntry): readonly string[] =>
  kind === 'part' ? title.parts.flatMap(splitParts) : title.parts;

/** Room for a title that leads to a page, beside its leader and number, and a name when there is one. */
export function entryRoom({ layout, tokens }: EntryContext, indentEm: number, nameEm = 0): TitleRoom {
  // Lines after the first hang one em to the right; none but the last shares its room, though all keep clear of the numbers.
  const lineEm = (layout.charactersPerLine * layout.sizePt) / entrySizePt(layout, tokens);
  const wholeEm = lineEm - 1 - indentEm - pageEm;
  const openEm = wholeEm - leaderEm - gapsEm;
  // The narrowest pages have no room for so much.
  const lastEm = Math.max(Math.min(8, openEm), openEm - nameEm);
  return { measureEm: Math.max(lastEm, wholeEm - 0.5), singleEm: lastEm + 1, lastEm, leastEm: 4, face: 'regular' };
}

/** Entries and lines; behind the last article of a part there is a blank line more. */
function countLines(lines: readonly ContentsLine[]): { entries: number; lines: number } {
  let total = { entries: 0, lines: 0 };
  for (const line of lines) {
    const below = countLines(line.children);
    total = {
      entries: total.entries + 1 + below.entries,
      lines:
        total.lines +
        line.title.lines.length +
        (line.credit === 'beside' ? 0 : 1) +
        below.lines +
        (line.children.length > 0 ? 1 : 0),
    };
  }
  return total;
}

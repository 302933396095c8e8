import { makeArticle } from '../../templates/article.ts';
import type { SetTitle } from '../../templates/title.ts';
import type { Context, World } from '../core/contracts.ts';
import { defer } from '../core/defer.ts';
import type { Article, Asset, Edition, Section } from '../core/edition.ts';
import type { Issue } from '../core/issues.ts';
import type { Settings } from '../core/settings.ts';
import { type Body, isBareBody, makeBody } from './body.ts';
import { breakTitle } from './break-title.ts';
import { describeProvenance } from './describe.ts';
import { type Faced, findFaces } from './find-faces.ts';
import type { Layout } from './layout.ts';
import { loadHtmlParser } from './parse-html.ts';
import { titleRoom } from './title-room.ts';
import { lengthPt, type Tokens } from './tokens.ts';
import { setBlocks } from './typography/set-blocks.ts';
import { setHeadings } from './typography/set-headings.ts';
import { setPictures } from './typography/set-pictures.ts';
import { setTables } from './typography/set-tables.ts';
import type { Words } from './words.ts';

/** What the making of sections needs to know besides the edition. */
export interface SectionsContext {
  readonly settings: Settings;
  readonly world: World;
  readonly tokens: Tokens;
  readonly layout: Layout;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly report: (issue: Issue) => void;
  readonly later?: NonNullable<Context['later']>;
}

/** An article, and the id that its section will have. */
export interface ArticleOrder {
  readonly article: Article;
  readonly id: string;
  /** So many notes stand before its own in one count: those of articles that share pages are counted through. */
  readonly notesBefore: number;
}

/** A section, and what was seen when it was made. */
export interface MadeSection {
  readonly section: Section;
  /** What stands in it that may have a face of its own. */
  readonly faces: readonly Faced[];
  /** Markup of its text that is none of ours, and was left out. */
  readonly unsafe?: readonly string[];
}

/**
 * The section of one article, and what is to be told of it. A body of bare words has no surprises: its tree is made when
 * somebody asks for it, so that what stands first can be printed while the rest is still to be made.
 */
export async function makeArticleSection(
  order: ArticleOrder,
  edition: Edition,
  words: Words,
  context: SectionsContext,
): Promise<MadeSection> {
  const { article, id, notesBefore } = order;
  const lang = article.lang || edition.lang;
  const start = context.settings.articleStart;
  const rest: Omit<Section, 'hast'> = { id, role: 'article', matter: 'body', title: article.title.text, lang, start };
  const makeTree = (body: Body): Section['hast'] => makeArticleTree(order, lang, body, edition, words, context);
  if (article.isBare || isBareBody(article.body)) {
    const hast = (): Section['hast'] => makeTree(makeBody(article.body, id, lang, notesBefore));
    return { section: defer<Section, 'hast'>({ ...rest, isBare: true }, { hast }), faces: [] };
  }
  await loadHtmlParser([article.body]);
  const body = makeBody(article.body, id, lang, notesBefore);
  const hast = makeTree(body);
  return { section: { ...rest, hast }, faces: findFaces(hast), unsafe: body.unsafe };
}

function makeArticleTree(
  { article, id }: ArticleOrder,
  lang: string,
  body: Body,
  edition: Edition,
  words: Words,
  context: SectionsContext,
): Section['hast'] {
  const { provenance } = article;
  const isOwn = (Object.keys(provenance) as (keyof typeof provenance)[]).some(
    (k) => provenance[k] !== edition.source[k],
  );
  const described = isOwn ? describeProvenance(provenance, words) : '';
  const element = makeArticle({
    id,
    lang,
    start: context.settings.articleStart,
    ...setTitle(article.title.parts, context),
    subtitle: setSubtitle(article.title.subtitle, context.layout),
    ...creditOf(article),
    body: body.children,
    notes: body.notes,
    provenance: described === '' ? '' : words.sourceOf(described),
    provenanceLang: edition.lang,
  });
  if (article.assetIds.length > 0) setPictures(element, context.assets, context.layout);
  setHeadings(element, context.layout, context.tokens);
  setBlocks(element, lang, columnEm(context.layout));
  const { layout, tokens } = context;
  setTables(element, layout, lengthPt(tokens, '--table-size') * layout.scale);
  return { type: 'root', children: [element] };
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

function setSubtitle(subtitle: string, { charactersPerLine }: Layout): SetTitle | null {
  const room = { measureEm: charactersPerLine, singleEm: charactersPerLine, leastEm: 4 };
  return subtitle === '' ? null : breakTitle([subtitle], room);
}

/** A title of more lines than this is set in the size of the text: it would fill the page otherwise. */
const mostTitleLines = 5;

function setTitle(parts: readonly string[], context: SectionsContext): { title: SetTitle; scale: 'display' | 'text' } {
  const title = breakTitle(parts, titleRoom(context));
  if (title.lines.length <= mostTitleLines) return { title, scale: 'display' };
  const measureEm = context.layout.charactersPerLine - 1;
  return { title: breakTitle(parts, { measureEm, singleEm: measureEm, leastEm: 4 }), scale: 'text' };
}

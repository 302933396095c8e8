import type { Root } from 'mdast';
import { toString as toPlainText } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { joinNames, parseByline, splitNames } from '../core/byline.ts';
import type { Context } from '../core/contracts.ts';
import { defer } from '../core/defer.ts';
import type { Article, Asset, Repair } from '../core/edition.ts';
import { type Issue, type IssueId, makeIssue } from '../core/issues.ts';
import { parseMarkdown } from '../core/markdown.ts';
import type { FrontMatter, Manuscript, PlacedText } from '../core/text.ts';
import type { AssetFinder } from './find-asset.ts';
import { findMarkRepairs, type MarkEdit } from './find-mark-repairs.ts';
import { hashContent } from './hash-content.ts';
import { guessLanguage } from './language.ts';
import type { Overrides } from './overrides.ts';
import { parseManuscript } from './parse-manuscript.ts';
import type { PlaceFinder } from './place-finder.ts';
import { cleanLine } from './plugins/remove-hidden-characters.ts';
import { makeTitle } from './title.ts';
import { paramsOf, type Work } from './work.ts';

/** What making an article needs besides the manuscript; the same for all of an edition. */
export interface Workshop {
  readonly places: PlaceFinder;
  readonly findAsset: AssetFinder;
  /** The plugins, in their order. */
  readonly run: (tree: Root, file: VFile) => Promise<void>;
  /** Those of them that have to do with words, for a body that has nothing else. */
  readonly runWords: (tree: Root, file: VFile) => void;
}

/** A manuscript, with what its front matter and edition.yaml say of the article that it will be. */
export interface Order {
  readonly manuscript: Manuscript;
  readonly said: FrontMatter;
}

/** An article as it was made, its pictures, and what is to be told of it. */
export interface MadeArticle {
  readonly article: Article;
  readonly assets: readonly Asset[];
  readonly issues: readonly Issue[];
  /** It depends on files beside the text. */
  readonly looksAside: boolean;
}

/** A title longer than this is a paragraph that was taken for one. */
const longTitle = 60;

/**
 * One manuscript as an article: title, byline, language and body settled, pictures found, every repair with its place. Of a
 * body of bare words nothing is told but its repairs: it is set right when somebody asks for it, while others are printed.
 */
export async function makeArticle(
  { manuscript, said }: Order,
  workshop: Workshop,
  context: Context,
): Promise<MadeArticle> {
  const { places } = workshop;
  let looksAside = false;
  const found = manuscript.title ? plainText(manuscript.title.text, manuscript.literal) : '';
  const lang =
    said.lang ||
    guessLanguage(`${said.title ?? found}\n${manuscript.markdown.text.slice(0, 1500)}`, context.settings.lang);
  const work: Work = {
    isLiteral: manuscript.literal,
    isUsual: isUsual(manuscript.markdown.text),
    markdown: manuscript.markdown,
    quotes: lang === 'zh-TW' || lang === 'zh-HK' ? 'corner' : 'curly',
    isChinese: lang.startsWith('zh'),
    findAsset: (url) => {
      looksAside = true;
      return workshop.findAsset(url, places.readingOf(manuscript.markdown)?.folder ?? null);
    },
    repairs: [],
    assets: [],
  };
  const repairs: Repair[] = [];
  const repairLine = (text: string, placed: PlacedText | null, where: 'title' | 'byline'): string => {
    const edits = work.isChinese ? findMarkRepairs(text, work.quotes) : [];
    for (const { at, before, after, rule } of edits)
      repairs.push({ rule, where, place: placed ? places.placeOf(placed, at) : null, before, after });
    return applyEdits(text, edits);
  };

  const titlePlace = said.title === undefined ? manuscript.title : null;
  const givenTitle = repairLine(cleanLine(said.title ?? found), titlePlace, 'title');
  const title = makeTitle(givenTitle || untitled(lang), said.subtitle ?? '');
  const bylinePlace = said.byline === undefined ? manuscript.byline : null;
  const rawByline = said.byline ?? plainText(manuscript.byline?.text ?? '', manuscript.literal);
  const byline = repairLine(cleanLine(rawByline), bylinePlace, 'byline');

  const body = parseManuscript(manuscript);
  const file = new VFile({ data: { work } });
  const finish = (): Pick<Article, Settled> => {
    const own = [...work.repairs].sort((a, b) => a.at - b.at);
    const inBody = own.map(
      ({ at, rule, before, after }): Repair => ({
        rule,
        where: 'body',
        place: places.placeOf(manuscript.markdown, at),
        before,
        after,
      }),
    );
    return { body, repairs: [...repairs, ...inBody], contentHash: hashContent(title, byline, body) };
  };
  const head: Omit<Article, Settled> = {
    id: said.id ?? manuscript.id,
    title,
    ...creditsOf(said, byline),
    lang,
    date: said.date ?? '',
    provenance: {
      paper: said.source ?? '',
      date: said.date ?? '',
      page: said.page ?? '',
      url: said.url ?? '',
      permission: said.permission ?? '',
    },
    manuscript,
    assetIds: [],
  };
  if (isBare(body, work)) {
    const issues = listIssues(head, body, givenTitle, file, places);
    const settle = makeOnce(() => {
      workshop.runWords(body, file);
      return finish();
    });
    const makers = {
      body: () => settle().body,
      repairs: () => settle().repairs,
      contentHash: () => settle().contentHash,
    };
    return { article: defer<Article, Settled>({ ...head, isBare: true }, makers), assets: [], issues, looksAside };
  }
  if (isPlain(body)) workshop.runWords(body, file);
  else await workshop.run(body, file);
  const article: Article = { ...head, ...finish(), assetIds: work.assets.map((asset) => asset.id) };
  const issues = listIssues(head, body, givenTitle, file, places);
  return { article, assets: work.assets, issues, looksAside };
}

/** What is known of an article once its body is set right. */
type Settled = 'body' | 'repairs' | 'contentHash';

function makeOnce<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Han characters, letters and marks that stand in any text; of a text that has more (and of one with entities, which may
 * stand for anything) its plugins look at every character.
 */
const unusual =
  /[^\n -%'-~\u00a1-\u00ac\u00b0-\u00ff\u2010-\u2027\u2030-\u205e\u2100-\u22ff\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;
const isUsual = (text: string): boolean => !unusual.test(text);

/** Nothing but paragraphs and headings of bare words. */
const isPlain = ({ children }: Root): boolean =>
  children.every(
    (node) =>
      (node.type === 'paragraph' || node.type === 'heading') && node.children.every((child) => child.type === 'text'),
  );

/** Paragraphs of words, in usual characters, none of which could call a note: there is nothing to tell of it. */
const isBare = ({ children }: Root, { isUsual, markdown }: Work): boolean =>
  isUsual &&
  !markdown.text.includes('[^') &&
  children.every((node) => node.type === 'paragraph' && node.children.every((child) => child.type === 'text'));

/** Front matter, and over it what edition.yaml says of this article. To be asked in the order of the articles. */
export function readSaid(manuscript: Manuscript, overrides: Overrides): FrontMatter {
  const { frontMatter } = manuscript;
  const title = frontMatter.title ?? plainText(manuscript.title?.text ?? '', manuscript.literal);
  const { match, ...override } = overrides.find(title, frontMatter.id ?? manuscript.id);
  if (match === undefined) return frontMatter;
  const given = Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined)) as FrontMatter;
  // A byline given anew speaks for itself: what the file said of author and office goes with the byline it had.
  const { author: _author, office: _office, ...rest } = frontMatter;
  return { ...(given.byline === undefined ? frontMatter : rest), ...given };
}

function creditsOf(said: FrontMatter, byline: string): Pick<Article, 'byline' | 'author' | 'authors' | 'office'> {
  const parsed = parseByline(byline);
  const authors = said.author === undefined ? parsed.authors : splitNames(cleanLine(said.author));
  const office = said.office === undefined ? parsed.office : cleanLine(said.office);
  const author = joinNames(authors);
  return { byline: byline || [office, author].filter((part) => part !== '').join(' '), author, authors, office };
}

/** Words of a line that may be Markdown. */
function plainText(text: string, isLiteral: boolean): string {
  return isLiteral || !/[\\`*_[\]<&:~!]/.test(text) ? text : toPlainText(parseMarkdown(text)) || text;
}

function applyEdits(text: string, edits: readonly MarkEdit[]): string {
  let [out, from] = ['', 0];
  for (const { at, before, after } of edits) {
    out += text.slice(from, at) + after;
    from = at + before.length;
  }
  return out + text.slice(from);
}

const untitled = (lang: string): string =>
  lang.startsWith('zh') ? (lang === 'zh-CN' ? '\u65e0\u9898' : '\u7121\u984c') : 'Untitled';

function listIssues(
  { manuscript, title }: Pick<Article, 'manuscript' | 'title'>,
  body: Root,
  givenTitle: string,
  file: VFile,
  places: PlaceFinder,
): readonly Issue[] {
  const issues: Issue[] = [];
  const head = places.placeOf(manuscript.title ?? manuscript.markdown, 0);
  if (givenTitle === '') issues.push(makeIssue('normalise/no-title', { title: title.text }, head));
  const length = [...title.text].length;
  if (length > longTitle) issues.push(makeIssue('normalise/long-title', { count: length }, head));
  if (body.children.every((node) => node.type === 'definition'))
    issues.push(makeIssue('normalise/no-text', { title: title.text }, head));
  for (const message of file.messages) {
    const at = message.place && 'offset' in message.place ? message.place.offset : undefined;
    const place = at === undefined ? head : places.placeOf(manuscript.markdown, at);
    // `tell` takes ids of the catalogue only.
    issues.push(makeIssue(message.ruleId as IssueId, paramsOf(message), place));
  }
  return issues;
}

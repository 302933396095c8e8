import type { Context } from '../core/contracts.ts';
import { withFields } from '../core/defer.ts';
import type { Article, Asset, BackPart, ContentsEntry, Edition, FrontPart, Part, Provenance } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import type { EditionSettings } from '../core/settings.ts';
import { defaultTitle } from '../core/settings.ts';
import { ArticleIndex } from './article-index.ts';
import { dateEdition } from './dates.ts';
import { identifyEdition, identifySection } from './identify.ts';
import { parseNote } from './note.ts';
import { orderArticles } from './order.ts';
import { compareNames, initialOf } from './surname.ts';

/** Articles in the order asked, parts, contents, identifiers and credits. */
export function compose(articles: readonly Article[], assets: readonly Asset[], context: Context): Edition {
  const { settings, world, report } = context;
  const given = settings.edition;
  const kept = leaveOut(articles, given.exclude ?? [], context);
  if (kept.length === 0) report(makeIssue('compose/no-articles'));
  if (settings.title === '') report(makeIssue('settings/no-title', { title: defaultTitle }));
  const ordered = orderArticles(kept, settings.order, report);
  const { parts, inOrder } = makeParts(ordered, given.parts ?? [], context);
  const source = inheritable(given.source);
  const used = new Set(inOrder.flatMap((a) => a.assetIds));
  const edition: Omit<Edition, 'front' | 'back'> = {
    id: settings.id,
    identifier: identifyEdition(settings.id),
    title: settings.title === '' ? defaultTitle : settings.title,
    subtitle: given.subtitle ?? '',
    occasion: given.occasion ?? '',
    issuer: given.issuer ?? '',
    editor: given.editor ?? '',
    publisher: given.publisher ?? '',
    date: given.date ?? '',
    ...dateEdition(world.env.sourceDateEpoch, given.date ?? ''),
    lang: settings.lang,
    source,
    permit: given.permit ?? '',
    copies: given.copies ?? '',
    recipients: [given.recipients ?? []].flat().filter((r) => r !== ''),
    rights: given.rights ?? '',
    series: given.series?.title ? { title: given.series.title, position: given.series.position ?? '' } : null,
    description: given.description ?? '',
    subjects: (given.subjects ?? []).filter((s) => s !== ''),
    certifier: given.certifier ?? '',
    note: parseNote(given.note ?? ''),
    articles: inOrder.map((article) => {
      const provenance = inherit(article.provenance, source);
      return provenance === article.provenance ? article : withFields(article, { provenance });
    }),
    parts,
    contents: makeContents(inOrder, parts),
    authorIndex: indexAuthors(inOrder),
    assets: assets.filter((asset) => used.has(asset.id)),
  };
  return { ...edition, front: keepFront(settings.front, edition), back: keepBack(settings.back, edition) };
}

/** Takes out what the editor excluded, by title or id. */
function leaveOut(articles: readonly Article[], exclude: readonly string[], context: Context): readonly Article[] {
  const index = new ArticleIndex(articles);
  const out = new Set<Article>();
  for (const value of exclude) {
    const found = index.findAll(value);
    if (found.length === 0) context.report(makeIssue('settings/unmatched', { key: 'exclude', value }));
    for (const article of found) out.add(article);
  }
  return articles.filter((article) => !out.has(article));
}

/** Parts with their articles in the order the editor listed them; articles in no part follow after the last one. */
function makeParts(
  articles: readonly Article[],
  given: NonNullable<EditionSettings['parts']>,
  context: Context,
): { parts: readonly Part[]; inOrder: readonly Article[] } {
  const index = new ArticleIndex(articles);
  const taken = new Set<Article>();
  const parts = given.map((part, i): Part => {
    const articleIds: string[] = [];
    for (const value of part.articles) {
      const article = index.findNext(value, taken);
      if (!article) {
        context.report(makeIssue('settings/unmatched', { key: `parts[${i}].articles`, value }));
        continue;
      }
      taken.add(article);
      articleIds.push(article.id);
    }
    return { id: identifySection('p', String(i + 1)), title: part.title, articleIds };
  });
  const filled = parts.filter((part) => part.articleIds.length > 0);
  return { parts: filled, inOrder: [...taken, ...articles.filter((a) => !taken.has(a))] };
}

/** The contents tree: parts with their articles below them, other articles at the top. Ids are those of sections. */
function makeContents(articles: readonly Article[], parts: readonly Part[]): readonly ContentsEntry[] {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const inParts = new Set(parts.flatMap((part) => part.articleIds));
  const grouped = parts.map(
    (part): ContentsEntry => ({
      id: part.id,
      kind: 'part',
      title: { text: part.title, parts: [part.title], subtitle: '' },
      author: '',
      office: '',
      children: part.articleIds.flatMap((id) => {
        const article = byId.get(id);
        return article ? [makeEntry(article)] : [];
      }),
    }),
  );
  return [...grouped, ...articles.filter((a) => !inParts.has(a.id)).map(makeEntry)];
}

function makeEntry(article: Article): ContentsEntry {
  const { title, author, office } = article;
  return { id: identifySection('a', article.id), kind: 'article', title, author, office, children: [] };
}

/** Every author once, by pinyin. */
function indexAuthors(articles: readonly Article[]): Edition['authorIndex'] {
  const names = [...new Set(articles.flatMap((article) => article.authors))];
  return names
    .map((name) => ({ name, letter: initialOf(name) }))
    .sort((a, b) =>
      a.letter === b.letter ? compareNames('surname-pinyin', a.name, b.name) : a.letter < b.letter ? -1 : 1,
    );
}

function inheritable(source: EditionSettings['source']): Provenance {
  return {
    paper: source?.paper ?? '',
    date: source?.date ?? '',
    page: source?.page ?? '',
    url: source?.url ?? '',
    permission: source?.permission ?? '',
  };
}

/** What an article does not say of its source, the edition says for it; another paper inherits nothing of the first. */
function inherit(own: Provenance, source: Provenance): Provenance {
  if (own.paper !== '' && own.paper !== source.paper) return own;
  const keys: readonly (keyof Provenance)[] = ['paper', 'date', 'page', 'url', 'permission'];
  if (keys.every((key) => own[key] !== '' || source[key] === '')) return own;
  const pick = (key: keyof Provenance): string => (own[key] === '' ? source[key] : own[key]);
  return {
    paper: pick('paper'),
    date: pick('date'),
    page: pick('page'),
    url: pick('url'),
    permission: pick('permission'),
  };
}

/** Parts of the book that would stand empty vanish. */
function keepFront(front: readonly FrontPart[], edition: Pick<Edition, 'note' | 'contents'>): readonly FrontPart[] {
  return [...new Set(front)].filter(
    (part) => (part !== 'note' || edition.note !== null) && (part !== 'contents' || edition.contents.length > 0),
  );
}

function keepBack(back: readonly BackPart[], edition: Pick<Edition, 'articles'>): readonly BackPart[] {
  const hasSources = edition.articles.some((a) => a.provenance.paper !== '' || a.provenance.url !== '');
  const hasAuthors = edition.articles.some((a) => a.authors.length > 0);
  return [...new Set(back)].filter(
    (part) => (part !== 'sources' || hasSources) && (part !== 'author-index' || hasAuthors),
  );
}

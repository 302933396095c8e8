import { unified } from 'unified';
import type { Context } from '../core/contracts.ts';
import { withFields } from '../core/defer.ts';
import type { Article, Asset } from '../core/edition.ts';
import { makeIssue } from '../core/issues.ts';
import type { Reading, Reassembly } from '../core/text.ts';
import { makeAssetFinder } from './find-asset.ts';
import { keepArticles } from './keep-articles.ts';
import { type MadeArticle, makeArticle, type Order, readSaid, type Workshop } from './make-article.ts';
import { readOverrides } from './overrides.ts';
import { PlaceFinder } from './place-finder.ts';
import { gatherFootnotes } from './plugins/gather-footnotes.ts';
import { joinLines } from './plugins/join-lines.ts';
import { levelHeadings } from './plugins/level-headings.ts';
import { placeImages } from './plugins/place-images.ts';
import { removeHiddenCharacters } from './plugins/remove-hidden-characters.ts';
import { repairMarks } from './plugins/repair-marks.ts';
import { restoreDefinitions } from './plugins/restore-definitions.ts';
import { restoreDirectives } from './plugins/restore-directives.ts';
import { restoreRadicals } from './plugins/restore-radicals.ts';
import { undoLiteralLinks } from './plugins/undo-literal-links.ts';
import { foldTitle } from './title.ts';

/** Everything that is done to a body, in order; one plugin a line. Frozen once, used for every article. */
const processor = unified()
  .use(undoLiteralLinks) // first: page text has no links, and marks are judged in whole text
  .use(restoreDirectives) // before marks: `强调:要` is words again, and its colon is then set right
  .use(restoreDefinitions) // before marks, for the same reason
  .use(restoreRadicals) // before marks: a radical is not yet a Han character
  .use(repairMarks) // before anything that makes a text shorter than its source, so that places hold
  .use(removeHiddenCharacters) // after marks: their places are counted with hidden characters in
  .use(joinLines) // after marks: a line's end is a space to them, and a mark made full width joins
  .use(levelHeadings) // anywhere
  .use(gatherFootnotes) // after directives: a label may hold a note
  .use(placeImages) // last: what stands in for a picture is not looked at again
  .freeze();

/** Of these, in the same order, what may find something to do in bare words: most bodies have nothing else. */
const wordProcessor = unified()
  .use(restoreRadicals)
  .use(repairMarks)
  .use(removeHiddenCharacters)
  .use(joinLines)
  .use(levelHeadings)
  .use(gatherFootnotes) // a call without a note is bare words
  .freeze();

/** Each manuscript through one unified processor to an Article. `readings` give places; pictures become assets. */
export async function normalise(
  reassembly: Reassembly,
  readings: readonly Reading[],
  context: Context,
): Promise<{ readonly articles: readonly Article[]; readonly assets: readonly Asset[] }> {
  const places = new PlaceFinder(readings);
  const overrides = readOverrides(context.settings.edition.articles ?? []);
  const findAsset = makeAssetFinder(context.world);
  const run: Workshop['run'] = async (tree, file) => {
    await processor.run(tree, file);
  };
  const runWords: Workshop['runWords'] = (tree, file) => {
    wordProcessor.runSync(tree, file);
  };
  const articles: Article[] = [];
  const assets = new Map<string, Asset>();
  const total = reassembly.manuscripts.length;
  let done = 0;
  const make = (order: Order): Promise<MadeArticle> => {
    context.signal.throwIfAborted();
    if (done++ % 32 === 0)
      context.progress({ stage: 'normalise', kind: 'step', step: 'article', done: done - 1, total });
    return makeArticle(order, { places, findAsset, run, runWords }, context);
  };
  const orders = reassembly.manuscripts.map((manuscript) => ({ manuscript, said: readSaid(manuscript, overrides) }));
  for (const { article, assets: own, issues } of await keepArticles(orders, make, places, context)) {
    for (const asset of own) assets.set(asset.id, asset);
    for (const issue of issues) context.report(issue);
    articles.push(article);
  }
  overrides.reportUnmatched(context);
  reportRemoved(reassembly, places, context);
  reportSameTitles(articles, places, context);
  return { articles: giveIds(articles, places, context), assets: [...assets.values()] };
}

/** Control characters are taken out where articles are put together; an editor is told of them here with all the rest. */
function reportRemoved({ removed }: Reassembly, places: PlaceFinder, { report }: Context): void {
  const controls = removed.filter((r) => r.why === 'control');
  const [first] = controls;
  if (!first) return;
  const count = controls.reduce((n, r) => n + [...r.text].length, 0);
  report(makeIssue('normalise/control-characters', { count }, places.placeOfSpan(first.span)));
}

const headOf = (article: Article) => article.manuscript.title ?? article.manuscript.markdown;

function reportSameTitles(articles: readonly Article[], places: PlaceFinder, { report }: Context): void {
  const first = new Map<string, Article>();
  for (const article of articles) {
    const key = foldTitle(article.title.text);
    const other = first.get(key);
    if (!other) first.set(key, article);
    else {
      const related = places.placeOf(headOf(other), 0);
      const place = places.placeOf(headOf(article), 0);
      report(makeIssue('normalise/same-title', { title: article.title.text }, place, related ? [related] : []));
    }
  }
}

/** An id is an article's alone: links, overrides and diffs hang on it. */
function giveIds(articles: readonly Article[], places: PlaceFinder, { report }: Context): Article[] {
  const taken = new Set<string>();
  return articles.map((article) => {
    let id = article.id;
    for (let n = 2; taken.has(id); n++) id = `${article.id}-${n}`;
    taken.add(id);
    if (id === article.id) return article;
    const params = { article: article.id, renamed: id };
    report(makeIssue('normalise/same-id', params, places.placeOf(headOf(article), 0)));
    return withFields(article, { id });
  });
}

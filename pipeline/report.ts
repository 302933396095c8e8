import { createHash } from 'node:crypto';
import type { Context, World } from './core/contracts.ts';
import type { Article, Artifact, Edition, Repair, Summary } from './core/edition.ts';
import { type Issue, messageOf, severityOf } from './core/issues.ts';
import { openRuns } from './core/keep-runs.ts';
import { placeOfSpan } from './core/locate.ts';
import type { Settings } from './core/settings.ts';
import type { Join, Manuscript, Place, PlacedText, Reading, Reassembly, Span } from './core/text.ts';
import type { Edit } from './find-edits.ts';

/** What `report.json` is made of. It holds no times and no absolute paths (CONTRACTS 5). */
export interface ReportInput {
  readonly edition: Edition;
  readonly readings: readonly Reading[];
  readonly reassembly: Reassembly;
  readonly issues: readonly Issue[];
  readonly settings: Settings;
  readonly world: World;
  readonly summary: Summary;
  readonly files: readonly FileEntry[];
  readonly articles: ArticleEntries;
}

/** A finished file as the report lists it, so that a folder can be judged by its report alone. */
export interface FileEntry {
  readonly path: string;
  readonly format: Artifact['format'];
  readonly byteLength: number;
  readonly sha256: string;
}

/** The bytes of `report.json`: what was put together from where, what was repaired, what was said. */
export function makeReport(input: ReportInput): Uint8Array {
  const { edition, readings, reassembly, issues, settings, world, summary, files, articles } = input;
  const shorten = makeShortener(findSharedFolder(readings.map((reading) => reading.path)));
  const place = (span: Span | null) => shorten(placeOfSpan(readings, span));
  const head = {
    schema: 1,
    tool: { name: 'huibian', version: world.version },
    edition: { id: edition.id, identifier: edition.identifier, title: edition.title, lang: edition.lang },
    summary,
  };
  const tail = {
    leftovers: reassembly.leftovers.map((l) => ({ text: l.text, place: place(l.span), why: l.why })),
    removed: reassembly.removed.map((r) => ({ text: r.text, place: place(r.span), why: r.why })),
    issues: issues.map((issue) => ({
      id: issue.id,
      severity: severityOf(issue),
      message: messageOf(issue, settings.lang.startsWith('zh') ? 'zh' : 'en'),
      place: shorten(issue.place),
      related: issue.related.map(shorten),
    })),
    files,
  };
  // Tens of thousands of repairs are a line each: indented field by field they would be most of the time and of the file.
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "articles": [`)];
  const between = Buffer.from(',\n  ');
  for (const [i, entry] of articles.all().entries()) parts.push(i === 0 ? between.subarray(1) : between, entry);
  parts.push(Buffer.from(`\n ],${JSON.stringify(tail, null, 1).slice(1)}\n`));
  return Buffer.concat(parts);
}

/** What is said of each article in the report, as JSON in UTF-8: most of it comes from an earlier build as it stands. */
export interface ArticleEntries {
  /** Does the next few; false when there are none left to do. */
  readonly doSome: () => boolean;
  /** All of them; those that are not done yet are done now. */
  readonly all: () => readonly Uint8Array[];
  /** How many repairs all of them tell of. */
  readonly countRepairs: () => number;
}

/**
 * `edits` has what the editor changed in articles that reassembly had written, by source. What an earlier build said of an
 * article that is the same is said again.
 */
export async function describeArticles(
  { articles }: Edition,
  readings: readonly Reading[],
  edits: ReadonlyMap<string, readonly Edit[]>,
  { world, later }: Pick<Context, 'world' | 'later'>,
): Promise<ArticleEntries> {
  const shared = findSharedFolder(readings.map((reading) => reading.path));
  const shorten = makeShortener(shared);
  const editsOf = ({ manuscript }: Article) => edits.get(manuscript.markdown.seams[0]?.span.source ?? '') ?? [];
  const place = (span: Span | null) => shorten(placeOfSpan(readings, span));
  const describeRepair = createRepairWriter();
  const describe = (article: Article): Uint8Array => {
    const { id, title, author, office, contentHash, manuscript } = article;
    const entry = {
      id,
      title: title.text,
      author,
      office,
      contentHash,
      confidence: manuscript.confidence,
      source: place(manuscript.title?.seams[0]?.span ?? manuscript.markdown.seams[0]?.span ?? null),
      joins: joinsOf(manuscript).map((join) => ({
        before: place(join.before),
        after: place(join.after),
        confidence: join.confidence,
        evidence: join.evidence,
        alternatives: join.alternatives,
      })),
    };
    const repairs = article.repairs.map((repair) => describeRepair(repair, shorten(repair.place)));
    // What the editor changed is hers: it is told apart from what we repaired.
    const changed = JSON.stringify(editsOf(article));
    return Buffer.from(`${JSON.stringify(entry).slice(0, -1)},"repairs":[${listLines(repairs)}],"edits":${changed}}`);
  };
  const { found, keep } = await openRuns<Article, { readonly repairs: number }>(
    articles,
    ['report entry', shared],
    (article) => (article.digest === undefined ? null : JSON.stringify([article.digest, article.id, editsOf(article)])),
    world,
  );
  const done: Uint8Array[] = [];
  const doSome = (): boolean => {
    for (const article of articles.slice(done.length, done.length + articlesAtOnce))
      done.push(found[done.length]?.texts[0]?.() ?? describe(article));
    return done.length < articles.length;
  };
  const all = (): readonly Uint8Array[] => {
    while (doSome());
    return done;
  };
  // Repairs of an article that is described already are not even read.
  const repairsOf = (i: number): number => found[i]?.head.repairs ?? articles[i]?.repairs.length ?? 0;
  later?.(() => keep((i) => ({ head: { repairs: repairsOf(i) }, texts: [all()[i] ?? new Uint8Array()] })));
  return { doSome, all, countRepairs: () => articles.reduce((n, _, i) => n + repairsOf(i), 0) };
}

const articlesAtOnce = 50;

/** A repair as JSON. An edition has tens of thousands, of few kinds: what they say is spelt once, and numbers are put in. */
function createRepairWriter(): (repair: Repair, place: Place | null) => string {
  const known = new Map<string, string>();
  const spell = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const spelt = JSON.stringify(text);
    if (known.size < mostKnown) known.set(text, spelt);
    return spelt;
  };
  return ({ rule, where, before, after }, place) => {
    const page = place?.page === undefined ? '' : `,"page":${place.page}`;
    const shown = place ? `{"path":${spell(place.path)},"line":${place.line},"column":${place.column}${page}}` : 'null';
    return `{"rule":${spell(rule)},"where":${spell(where)},"place":${shown},"before":${spell(before)},"after":${spell(after)}}`;
  };
}

const mostKnown = 10_000;

/** Repairs of an article, each on a line of its own. */
const listLines = (repairs: readonly string[]): string =>
  repairs.length === 0 ? '' : `\n   ${repairs.join(',\n   ')}\n  `;

/** Each file with its size and digest, as it will lie in the folder. */
export async function describeFiles(artifacts: readonly Artifact[]): Promise<FileEntry[]> {
  return Promise.all(
    artifacts.map(async ({ path, format, byteLength, sha256, open }) => {
      if (sha256 !== undefined) return { path, format, byteLength, sha256 };
      const hash = createHash('sha256');
      for await (const chunk of open()) hash.update(chunk);
      return { path, format, byteLength, sha256: hash.digest('hex') };
    }),
  );
}

/** A report must not depend on where the inputs lie: the folder that all of them share is left out of its places. */
const makeShortener =
  (shared: string) =>
  (place: Place | null): Place | null =>
    place?.path.startsWith(shared) ? { ...place, path: place.path.slice(shared.length) } : place;

/** The folder that all paths share, with its slash. */
function findSharedFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const [first = []] = folders;
  const differs = first.findIndex((name, i) => folders.some((folder) => folder[i] !== name));
  return first
    .slice(0, differs < 0 ? first.length : differs)
    .map((name) => `${name}/`)
    .join('');
}

/** The report as a file among the others. */
export function reportArtifact(bytes: Uint8Array): Artifact {
  return {
    format: 'report',
    path: 'report.json',
    mediaType: 'application/json',
    byteLength: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
}

/** Figures for the closing table and the report; pages are added by whoever printed. */
export function summarise(
  edition: Edition,
  reassembly: Reassembly,
  entries: ArticleEntries,
  settings: Settings,
): Summary {
  const joins = edition.articles.flatMap((a) => joinsOf(a.manuscript));
  return {
    articles: edition.articles.length,
    characters: edition.articles.reduce((n, a) => n + countCharacters(a.manuscript), 0),
    joins: joins.length,
    doubtfulJoins: joins.filter((j) => j.confidence < settings.minConfidence).length,
    repairs: entries.countRepairs(),
    leftovers: reassembly.leftovers.length,
    pages: null,
  };
}

/** Every decided join of a manuscript, in reading order. */
export function joinsOf(manuscript: Manuscript): readonly Join[] {
  const joins: Join[] = [];
  const add = (text: PlacedText | null): void => {
    for (const { join } of text?.seams ?? []) if (join) joins.push(join);
  };
  add(manuscript.title);
  add(manuscript.byline);
  for (const { text } of manuscript.blocks) add(text);
  return joins;
}

/** Characters as Chinese editors count them: marks included, spaces not. */
function countCharacters(manuscript: Manuscript): number {
  let n = 0;
  for (const { text } of manuscript.blocks) {
    const found = text.text;
    for (let i = 0; i < found.length; i++) {
      const code = found.charCodeAt(i);
      // The second half of a pair is no character of its own.
      const isSecond = code >= 0xdc00 && code <= 0xdfff && i > 0 && (found.charCodeAt(i - 1) & 0xfc00) === 0xd800;
      if (!isSecond && !isSpace(code)) n++;
    }
  }
  return n;
}

/** White space as regular expressions know it. */
function isSpace(code: number): boolean {
  if (code < 0xa0) return code === 32 || (code >= 9 && code <= 13);
  if (code >= 0x3001 && code < 0xfeff) return false;
  return code === 0xa0 || code === 0x3000 || code === 0xfeff || /\s/.test(String.fromCharCode(code));
}

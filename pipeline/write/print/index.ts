import { createHash } from 'node:crypto';
import type { Browser, Context, Made, WriteJob, Writer } from '../../core/contracts.ts';
import type { Artifact, PageMap, Rendered, Section } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { hashTexts } from '../../core/page-map.ts';
import { bindBook } from './bind-book.ts';
import { checkPrint } from './check-print.ts';
import { coverGlyphs } from './glyph-coverage.ts';
import { type BookPage, orderPages, type PageRun, placeSections, type SectionPlace } from './page-order.ts';
import { createPdfWriter } from './pdf-writer.ts';
import { type PrintedShard, takeApart } from './printed-shard.ts';
import { setFeet } from './set-feet.ts';
import { cutShards, fillPageLabels, makeShardHtml } from './shard-html.ts';
import { createFontShelf, type FontShelf } from './shared-fonts.ts';
import { type TracedSection, traceText } from './trace-text.ts';

const printTimeoutMs = 180_000;

/** The print PDF: printed in shards, each page once; bound into one conforming file with true page numbers. */
export const printWriter: Writer = {
  format: 'print',
  fileName: 'print.pdf',
  mediaType: 'application/pdf',
  needs: [],
  write: writePrint,
  check: checkPrint,
};

interface Shard {
  readonly printed: PrintedShard;
  readonly sections: readonly Section[];
  readonly traced: readonly TracedSection[];
}

async function writePrint(job: WriteJob, context: Context): Promise<Made> {
  const { world } = context;
  const nothing: Made = { artifacts: [], pageMap: null };
  const browser = await world.browser();
  if (!browser.isSandboxed) context.report(makeIssue('write/unsandboxed'));
  const writer = createPdfWriter();
  const programs = await Promise.all(
    job.rendered.fonts.map(async (face) => [face.postscriptName, await world.resource(face.resource)] as const),
  );
  const shelf = createFontShelf(new Map(programs), writer);
  const furnitureFont = shelf.byName(programs[0]?.[0] ?? '');
  if (!furnitureFont) throw new Error('no font to set folios in');

  const covered = coverGlyphs(job.rendered.sections, shelf.programs());
  for (const { character, section, count } of covered.missing)
    context.report(
      makeIssue('write/missing-glyph', { text: character, code: codeOf(character), title: section.title, count }),
    );
  const sections = await setFeet(covered.sections, job.rendered, browser, context.signal);
  const rendered: Rendered = { ...job.rendered, sections };

  // The body first: then the front matter can be printed once, with true page numbers.
  const bodySections = rendered.sections.filter(({ matter }) => matter === 'body');
  const runs = cutShards(bodySections);
  let done = 0;
  const total = runs.length + 1;
  const print = async (sections: readonly Section[]): Promise<Uint8Array> => {
    const bytes = await printShard(sections, rendered, browser, context);
    context.progress({ stage: 'write', kind: 'step', step: 'print', done: ++done, total });
    return bytes;
  };
  const body: Shard[] = [];
  // All are printed at once and taken apart in their order, each as soon as its turn comes: while one is read here,
  // the next ones are being printed.
  const printing = runs.map(print);
  for (const printed of printing) printed.catch(() => {});
  for (const [i, printed] of printing.entries()) {
    const shard = trace(await printed, runs[i] ?? [], shelf, context);
    if (!shard) return nothing;
    body.push(shard);
  }
  const bodyRuns = body.map((shard, i): PageRun => ({ ...wholeRun(shard), shard: i }));
  const labels = placeSections(bodyRuns, orderPages(bodyRuns));

  const outerSections = fillPageLabels(
    rendered.sections.filter(({ matter }) => matter !== 'body'),
    (id) => labels.get(id)?.label ?? '',
  );
  const outer = outerSections.length > 0 ? trace(await print(outerSections), outerSections, shelf, context) : null;
  if (outerSections.length > 0 && !outer) return nothing;
  const shards = outer ? [...body, outer] : body;
  const allRuns = outer ? [...frontRuns(outer, body.length), ...bodyRuns, ...backRuns(outer, body.length)] : bodyRuns;
  const pages = orderPages(allRuns);
  const places = placeSections(allRuns, pages);

  const chunks = bindBook({
    rendered,
    shards: shards.map(({ printed }) => printed),
    pages,
    places,
    writer,
    shelf,
    furnitureFont,
    version: world.version,
  });
  reportPages(rendered, shards, pages, context);
  const pageMap = makePageMap(rendered, shards, pages, places);
  const map = new TextEncoder().encode(`${JSON.stringify(pageMap)}\n`);
  return {
    artifacts: [
      makeArtifact('print', 'print.pdf', 'application/pdf', chunks),
      makeArtifact('page-map', 'page-map.json', 'application/json', [map]),
    ],
    pageMap,
  };
}

/** Prints some sections, or takes them from the cache: the same page in the same browser with the same fonts. */
async function printShard(
  sections: readonly Section[],
  rendered: Rendered,
  browser: Browser,
  { world, signal }: Context,
): Promise<Uint8Array> {
  const html = makeShardHtml(sections, rendered);
  const assets = new Map(rendered.edition.assets.map(({ id, mediaType, bytes }) => [id, { mediaType, bytes }]));
  const hash = createHash('sha256').update(`print-1\n${browser.version}\n${world.version}\n${html}`);
  for (const [id] of assets) hash.update(`\n${id}`);
  const key = hash.digest('hex');
  const kept = await world.cache.get(key);
  if (kept) return kept;
  const { widthMm, heightMm } = rendered.layout;
  const bytes = await browser.print({ html, widthMm, heightMm, assets, timeoutMs: printTimeoutMs }, signal);
  await world.cache.put(key, bytes);
  return bytes;
}

/** Takes a printed shard apart and holds its text against the sections: a difference is told, and nothing is made. */
function trace(bytes: Uint8Array, sections: readonly Section[], shelf: FontShelf, context: Context): Shard | null {
  const printed = takeApart(bytes, shelf);
  const traced = traceText(sections, printed.texts, printed.pages.length);
  if ('sections' in traced) return { printed, sections, traced: traced.sections };
  const { section, expected, found } = traced.difference;
  context.report(makeIssue('write/text-differs', { file: 'print.pdf', title: section.title, expected, found }));
  return null;
}

const wholeRun = ({ printed, sections, traced }: Shard): Omit<PageRun, 'shard'> => ({
  from: 0,
  to: printed.pages.length,
  sections,
  traced,
});

function splitAt({ printed, sections, traced }: Shard): number {
  const back = sections.findIndex(({ matter }) => matter === 'back');
  return back < 0 ? printed.pages.length : (traced[back]?.page ?? printed.pages.length);
}

const frontRuns = (outer: Shard, shard: number): PageRun[] =>
  [{ ...wholeRun(outer), shard, to: splitAt(outer) }].filter(({ from, to }) => from < to);

const backRuns = (outer: Shard, shard: number): PageRun[] =>
  [{ ...wholeRun(outer), shard, from: splitAt(outer) }].filter(({ from, to }) => from < to);

function makePageMap(
  rendered: Rendered,
  shards: readonly Shard[],
  pages: readonly BookPage[],
  sectionPlaces: ReadonlyMap<string, SectionPlace>,
): PageMap {
  const { edition, sections } = rendered;
  const places = shards.map(() => new Map<number, { physical: number; label: string }>());
  pages.forEach(({ shard, page, label }, i) => {
    if (page >= 0) places[shard]?.set(page, { physical: i + 1, label });
  });
  const articles = new Set(sections.filter(({ role }) => role === 'article').map(({ id }) => id));
  return {
    schema: 1,
    edition: edition.id,
    textHash: hashTexts(edition.articles),
    pages: pages.map(({ label }, i) => ({ physical: i + 1, label })),
    sections: sections.flatMap(({ id }) => {
      const place = sectionPlaces.get(id);
      return place ? [{ id, ...place }] : [];
    }),
    articles: shards.flatMap(({ traced }, shard) =>
      traced
        .filter(({ id }) => articles.has(id))
        .map(({ id, stretches }) => ({
          id,
          stretches: stretches.flatMap(({ block, offset, page }) => {
            const place = places[shard]?.get(page);
            return place ? [{ block, offset, ...place }] : [];
          }),
        })),
    ),
  };
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const shortTailLines = 5;

/** What the editor should look at on the finished pages: short tails and characters that no font has. */
function reportPages(rendered: Rendered, shards: readonly Shard[], pages: readonly BookPage[], context: Context): void {
  const ends = new Map<string, { page: BookPage; count: number }>();
  for (const page of pages)
    if (page.section?.role === 'article')
      ends.set(page.section.id, { page, count: (ends.get(page.section.id)?.count ?? 0) + 1 });
  for (const { page, count } of ends.values()) {
    const lines = shards[page.shard]?.printed.pages[page.page]?.lines ?? 0;
    if (count > 1 && lines < shortTailLines)
      context.report(makeIssue('write/long-tail', { title: page.section?.title ?? '', lines }));
  }
  void rendered;
}

function makeArtifact(
  format: Artifact['format'],
  path: string,
  mediaType: string,
  chunks: readonly Uint8Array[],
): Artifact {
  return {
    format,
    path,
    mediaType,
    byteLength: chunks.reduce((n, chunk) => n + chunk.length, 0),
    open: async function* () {
      yield* chunks;
    },
  };
}

import { createHash } from 'node:crypto';
import type { Context, Made, WriteJob, Writer } from '../../core/contracts.ts';
import type { Artifact, PageMap, PageStretch, Rendered, Section } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { digestProgram } from '../../core/keep-runs.ts';
import { hashTexts } from '../../core/page-map.ts';
import { listArticleFiles } from '../archive/list-article-files.ts';
import { bindBook } from './bind-book.ts';
import { type BoundShard, bindShard, countNumbers } from './bind-shard.ts';
import { checkPrint } from './check-print.ts';
import { createCutter } from './create-cutter.ts';
import { findShortTails } from './find-short-tails.ts';
import { createProgramKeeper } from './keep-program.ts';
import { createOuterMatter, type OuterMatter } from './outer-matter.ts';
import { chooseFurnitureFonts } from './page-furniture.ts';
import { type BookPage, orderPages, type PageRun, placeSections, type SectionPlace } from './page-order.ts';
import { createPdfWriter } from './pdf-writer.ts';
import { prepareSections, type SectionHtml } from './prepare-sections.ts';
import { createPress, type Printed, type Shard } from './press.ts';
import { setFeet } from './set-feet.ts';
import { createFontShelf } from './shared-fonts.ts';
import type { TracedSection } from './trace-text.ts';

/** The print PDF: printed in shards, each page once; bound into one conforming file with true page numbers. */
export const printWriter: Writer = {
  format: 'print',
  fileName: 'print.pdf',
  mediaType: 'application/pdf',
  needs: [],
  write: writePrint,
  check: checkPrint,
};

/** So much text (code units) is printed by several processes at once; less is not worth starting a second. */
const muchText = 50_000;

/** So many shards keep all processes busy while the rest of the body is made; those that were kept keep nobody busy. */
const sentFirst = 12;

async function writePrint(job: WriteJob, context: Context): Promise<Made> {
  const { world } = context;
  const nothing: Made = { artifacts: [], pageMap: null };
  const browser = await world.browser();
  if (!browser.isSandboxed) context.report(makeIssue('write/unsandboxed'));
  const writer = createPdfWriter();
  const documentRef = writer.reserve();
  const programs = await Promise.all(
    job.rendered.fonts.map(async (face) => [face.postscriptName, await world.resource(face.resource)] as const),
  );
  const shelf = createFontShelf(new Map(programs), writer);
  const furnitureFonts = chooseFurnitureFonts(job.rendered.fonts, shelf);

  const fontMarks = markFonts(programs, await digestProgram(world));
  const { sections: given } = job.rendered;
  const whole = job.rendered.fonts.filter(({ latin }) => latin === undefined || latin === 'letters');
  const wholePrograms = whole.flatMap(({ postscriptName }) => shelf.byName(postscriptName)?.program ?? []);
  const prepared = await prepareSections(job.rendered, wholePrograms, fontMarks, world);
  const { hasNotes } = prepared;
  // Sections with notes are measured before anything is printed; without any each is looked at as it goes to the press.
  const sections = hasNotes ? await setFeet(given.map(prepared.cover), job.rendered, browser, context.signal) : given;
  const cover = hasNotes ? (section: Section): Section => section : prepared.cover;
  const rendered: Rendered = { ...job.rendered, sections };
  const press = createPress(rendered, browser, shelf, fontMarks, context);

  const isBody = ({ matter }: Section): boolean => matter === 'body';
  let done = 0;
  const printing: Promise<Printed>[] = [];
  const tell = <T>(result: T): T => {
    context.progress({ stage: 'write', kind: 'step', step: 'print', done: ++done, total: printing.length + 1 });
    return result;
  };
  // Front matter does not wait for the numbers of its contents: they are filled in. How much room they get hangs on all
  // of the body, which is looked at for it.
  const openOuter = async (): Promise<{ readonly matter: OuterMatter; readonly early: Promise<Printed> | null }> => {
    for await (const section of giveWay(given)) prepared.cover(section);
    for (const { character, section, count } of prepared.missing())
      context.report(
        makeIssue('write/missing-glyph', { text: character, code: codeOf(character), title: section.title, count }),
      );
    const bodyLengths = given.filter(isBody).map(prepared.lengthOf);
    const isMuch = bodyLengths.reduce((sum, length) => sum + length, 0) > muchText;
    const outer = sections.filter((section) => !isBody(section)).map(cover);
    const matter = createOuterMatter(outer, bodyLengths, rendered, press, world.cache);
    const early = isMuch ? matter.print().then(tell) : null;
    early?.catch(() => {});
    return { matter, early };
  };
  // All are printed at once, and each is taken apart as soon as it is there, while others are being printed. The first are
  // sent off before the others are looked at, so that no process waits for that.
  let outerMatter = hasNotes ? await openOuter() : null;
  given.slice(0, given.findIndex(isBody)).forEach(prepared.cover);
  for await (const run of cutRuns(sections.filter(isBody), cover, prepared.htmlOf)) {
    const print = press.print(run.sections, run.htmls).then(tell);
    print.catch(() => {});
    printing.push(print);
    if (press.countSent() >= sentFirst) outerMatter ??= await openOuter();
  }
  outerMatter ??= await openOuter();
  if (context.later) context.later(prepared.keep);
  else await prepared.keep();
  // What goes wrong there goes wrong again, and is told, when it is asked for.
  doMeanwhile(job).catch(() => {});
  // Each shard's structure is bound as soon as it and those before it are there, while others are being printed.
  const bound: Promise<BoundShard>[] = [];
  const bind = ({ shards }: Printed): void => {
    for (const { printed } of shards ?? []) {
      const binding = bindShard(printed, writer.takeBlock(countNumbers(printed)), documentRef, world.cache);
      binding.catch(() => {});
      bound.push(binding);
    }
  };
  const printed: Printed[] = [];
  for (const one of printing) {
    printed.push(await one);
    bind(await one);
  }
  for (const issue of printed.flatMap(({ issues }) => issues)) context.report(issue);
  if (printed.some(({ shards }) => !shards)) return nothing;
  const body = printed.flatMap(({ shards }) => shards ?? []);
  const bodyRuns = body.map((shard, i): PageRun => ({ ...wholeRun(shard), shard: i }));
  const labels = placeSections(bodyRuns, orderPages(bodyRuns));
  const unnumbered = await (outerMatter.early ?? outerMatter.matter.print().then(tell));
  const numbered = await outerMatter.matter.number(unnumbered, (id) => labels.get(id)?.label ?? '', shelf);
  for (const issue of numbered.issues) context.report(issue);
  if (!numbered.shards) return nothing;
  const [outer] = numbered.shards;
  bind(numbered);

  const shards = outer ? [...body, outer] : body;
  const allRuns = outer ? [...frontRuns(outer, body.length), ...bodyRuns, ...backRuns(outer, body.length)] : bodyRuns;
  const pages = orderPages(allRuns);
  const places = placeSections(allRuns, pages);

  const chunks = await bindBook({
    rendered,
    shards: shards.map(({ printed }) => printed),
    bound: await Promise.all(bound),
    documentRef,
    pages,
    places,
    writer,
    shelf,
    keepProgram: createProgramKeeper(fontMarks, world.cache),
    furnitureFonts,
    version: world.version,
    attachments: context.settings.attach === 'articles' ? listArticleFiles(rendered.edition) : [],
  });
  for (const { title, lines } of findShortTails(body, rendered.layout))
    context.report(makeIssue('write/long-tail', { title, lines }));
  const pageMap = makePageMap(rendered, shards, pages, places);
  const map = new TextEncoder().encode(`${JSON.stringify(pageMap)}\n`);
  return {
    artifacts: [
      { ...makeArtifact('print', 'print.pdf', 'application/pdf', chunks), sha256: writer.digest() },
      makeArtifact('page-map', 'page-map.json', 'application/json', [map]),
    ],
    pageMap,
  };
}

/** Piece by piece, so that what the browser asks for is never kept waiting long. */
async function doMeanwhile({ whileWaiting }: WriteJob): Promise<void> {
  while (whileWaiting?.()) await new Promise((resolve) => setImmediate(resolve));
}

const pieceLength = 32;

/** One after another; now and then what the browser says is heard. */
async function* giveWay<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const [i, item] of items.entries()) {
    if (i % pieceLength === pieceLength - 1) await new Promise((resolve) => setImmediate(resolve));
    yield item;
  }
}

interface Run {
  readonly sections: readonly Section[];
  readonly htmls: readonly SectionHtml[];
}

/** Runs of sections with their HTML, each as soon as it is there; between them others may go on with their work. */
async function* cutRuns(
  sections: readonly Section[],
  cover: (section: Section) => Section,
  htmlOf: (section: Section) => SectionHtml,
): AsyncGenerator<Run> {
  const begins = createCutter();
  let run: { sections: Section[]; htmls: SectionHtml[] } = { sections: [], htmls: [] };
  for (const given of sections) {
    const section = cover(given);
    const html = htmlOf(section);
    if (begins(section, html) && run.sections.length > 0) {
      yield run;
      await new Promise((resolve) => setImmediate(resolve));
      run = { sections: [], htmls: [] };
    }
    run.sections.push(section);
    run.htmls.push(html);
  }
  if (run.sections.length > 0) yield run;
}

/**
 * Tells one set of font files from another, and one state of the program that uses them: a font's table directory has the
 * check sums of all its tables.
 */
function markFonts(programs: readonly (readonly [name: string, bytes: Uint8Array])[], state: string): string {
  const directoryBytes = 1024;
  const hash = createHash('sha256').update(`${state}\n`);
  for (const [name, bytes] of programs)
    hash.update(`${name} ${bytes.length}\n`).update(bytes.subarray(0, directoryBytes));
  return hash.digest('hex');
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
  const stretchesOf = (shard: number, { stretches }: Pick<TracedSection, 'stretches'>): PageStretch[] =>
    stretches.flatMap(({ block, offset, page }) => {
      const place = places[shard]?.get(page);
      return place ? [{ block, offset, ...place }] : [];
    });
  const overPages = new Map(
    shards.flatMap(({ traced }, shard) =>
      traced.flatMap((section): [string, PageStretch[]][] => {
        const stretches = articles.has(section.id) ? [] : stretchesOf(shard, section);
        const begun = stretches.filter(({ physical }, i) => physical !== stretches[i - 1]?.physical);
        return begun.length > 1 ? [[section.id, begun]] : [];
      }),
    ),
  );
  return {
    schema: 1,
    edition: edition.id,
    textHash: hashTexts(edition.articles),
    pages: pages.map(({ label }, i) => ({ physical: i + 1, label })),
    sections: sections.flatMap(({ id }) => {
      const place = sectionPlaces.get(id);
      const stretches = overPages.get(id);
      return place ? [{ id, ...place, ...(stretches ? { stretches } : {}) }] : [];
    }),
    articles: shards.flatMap(({ traced }, shard) =>
      traced
        .filter(({ id }) => articles.has(id))
        .map((section) => ({ id: section.id, stretches: stretchesOf(shard, section) })),
    ),
  };
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

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

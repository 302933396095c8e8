import type { Context } from '../core/contracts.ts';
import type { Decision } from '../core/decisions.ts';
import { makeIssue } from '../core/issues.ts';
import { placeOfSpan } from '../core/locate.ts';
import { displayPath } from '../core/paths.ts';
import type { Block, Join, Leftover, Manuscript, Place, Reading, Reassembly, Removed } from '../core/text.ts';
import { type Assembled, buildManuscript, findRemoved, leaveOver } from './build.ts';
import { endingOf, isSpaceCode } from './characters.ts';
import { keepOrder } from './keep-order.ts';
import { loadKnowledge } from './knowledge.ts';
import { linkPages, planJumps } from './link-pages.ts';
import { makeIdMaker } from './name-articles.ts';
import { addPins, findPins, noPagePins, type PinnedLink, wordsOf } from './pins.ts';
import { placeStretches } from './placed.ts';
import { prepareReadings } from './prepare-readings.ts';
import { readDecisions, seamsPathOf, shownSeamsPath } from './seams-file.ts';
import { setLinesAside } from './set-lines-aside.ts';
import { askOfPage, solveApart } from './solve-apart.ts';
import { isEndless, type NamedPage, splitPages } from './split-pages.ts';
import { stripTitleMarks } from './strip-title-marks.ts';

export { checkConservation } from './conserve.ts';
export { reportQueries, reportQueriesInSteps } from './report-queries.ts';
export { formatSeamsFile, seamsPathOf } from './seams-file.ts';

/**
 * Puts the fragments of all readings back together: every page by itself, then what goes on from page to page. Doubtful
 * joins and leftovers are reported.
 */
export async function reassemble(given: readonly Reading[], context: Context): Promise<Reassembly> {
  const { modelPath } = context.settings;
  const prepared = prepareReadings(given);
  const { readings } = prepared;
  const loose = readings.filter(({ kind }) => kind !== 'article');
  if (modelPath !== '' && !(await loadKnowledge(context.world, modelPath)).isLearned)
    context.report(makeIssue('reassemble/not-a-model', { path: displayPath(modelPath) }));
  const pages: NamedPage[] = [];
  const ends = new Map<Reading, { readonly from: number; readonly to: number }>();
  const endless = new Set(loose.filter(isEndless));
  for (const [ordinal, reading] of loose.entries()) {
    const own = endless.has(reading) ? [] : splitPages(reading, ordinal);
    ends.set(reading, { from: pages.length, to: pages.length + own.length });
    append(pages, own);
  }
  const plan = planJumps(pages);
  const pins = plan.pins.map((own) => addPins(noPagePins, own));
  const links: PinnedLink[] = [];
  const settled = new Map<Decision, Place>();
  for (const { path, shown, from, to } of listSeamsFiles(loose, ends, context)) {
    const written = await readDecisions(path, shown, context);
    if (written.length === 0) continue;
    for (const { decision, place } of written) settled.set(decision, place);
    const found = findPins(
      written.map(({ decision }) => decision),
      pages.slice(from, to).map(({ page }) => page.pieces),
    );
    for (const [i, own] of found.pages.entries()) pins[from + i] = addPins(own, pins[from + i] ?? {});
    for (const link of found.links)
      links.push({
        ...link,
        from: { ...link.from, page: link.from.page + from },
        to: { ...link.to, page: link.to.page + from },
      });
    for (const decision of found.unfit) reportUnfit(decision, settled, context);
  }
  // What an editor or a jump line settled goes before what the page looks like.
  const questions = pages.map(({ page }, at) => {
    const own = pins[at] ?? noPagePins;
    const { furniture: _, ...settledHere } = own;
    const isFree = Object.values(settledHere).every((list) => list.length === 0);
    return askOfPage(page, addPins(own, (isFree && keepOrder(setLinesAside(page, own).rest)) || {}), modelPath);
  });
  const solved = await solveApart(questions, context);
  const linked =
    plan.jumps.length + links.length > 0
      ? linkPages(solved, plan, links, await loadKnowledge(context.world, modelPath))
      : { pages: solved, unfit: [] };
  for (const { decision } of linked.unfit) reportUnfit(decision, settled, context);

  const pagesFound = stripTitleMarks(linked.pages);

  const bySource = new Map(readings.map((reading) => [reading.source, reading]));
  const nameArticle = makeIdMaker(readings);
  const manuscripts: Manuscript[] = [];
  const leftovers: Leftover[] = [];
  const removed: Removed[] = [];
  for (const [at, reading] of readings.entries()) {
    if (endless.has(reading)) {
      leftovers.push(leaveWhole(reading, context));
      continue;
    }
    const unread = findRemoved(given[at] ?? reading);
    if (reading.kind === 'article') {
      append(
        removed,
        unread.removed.filter((r) => r.why !== 'heading-mark'),
      );
      manuscripts.push(keepWhole(reading, nameArticle(reading, 1, 1)));
      continue;
    }
    append(removed, unread.removed);
    append(leftovers, unread.leftovers);
    const { from, to } = ends.get(reading) ?? { from: 0, to: 0 };
    const own = pagesFound.slice(from, to);
    const count = own.reduce((n, page) => n + page.articles.length, 0);
    let ordinal = 0;
    for (const page of own) {
      for (const article of page.articles) {
        ordinal++;
        const named: Assembled = { ...article, id: nameArticle(reading, ordinal, count) };
        manuscripts.push(buildManuscript(named, bySource, removed));
      }
      for (const { pieces, why } of page.leftovers) append(leftovers, leaveOver(pieces, why, bySource));
    }
    if (count > 0 && !own.some((page) => page.articles.some((article) => article.title.length > 0))) {
      context.report(makeIssue('reassemble/no-titles', {}, placeOfSpan(readings, reading.fragments[0]?.span ?? null)));
    }
  }
  for (const span of prepared.marks) {
    const text = bySource.get(span.source)?.transcript.slice(span.start, span.end) ?? '';
    leftovers.push({ text: text.trimEnd(), span, why: 'mark' });
  }
  const reassembly = { manuscripts, leftovers, removed };
  reportDoubts(reassembly, readings, context);
  return reassembly;
}

/** A text that is no page stays whole, and belongs to nothing. */
function leaveWhole({ transcript, source, path, fragments }: Reading, context: Context): Leftover {
  context.report(makeIssue('reassemble/too-many-lines', { path, count: fragments.length }));
  return { text: transcript, span: { source, start: 0, end: transcript.length }, why: 'too-many-lines' };
}

/** Puts items behind a list, however many they are: as arguments of one call a hundred thousand are too many. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

/** Files in which decisions may stand, each with the pages that it speaks of: one beside each reading, or one for all. */
function listSeamsFiles(
  readings: readonly Reading[],
  ends: ReadonlyMap<Reading, { readonly from: number; readonly to: number }>,
  { settings }: Context,
): { path: string; shown: string; from: number; to: number }[] {
  const { seamsPath } = settings;
  const last = [...ends.values()].at(-1)?.to ?? 0;
  if (seamsPath !== '') return [{ path: seamsPath, shown: displayPath(seamsPath), from: 0, to: last }];
  return readings
    .filter(({ path }) => path !== '-')
    .map((reading) => ({
      path: seamsPathOf(reading),
      shown: shownSeamsPath(reading),
      ...(ends.get(reading) ?? { from: 0, to: 0 }),
    }));
}

function reportUnfit(decision: Decision, places: ReadonlyMap<Decision, Place>, context: Context): void {
  context.report(makeIssue('reassemble/unfit-decision', { words: wordsOf(decision) }, places.get(decision) ?? null));
}

/** A finished article as it stands: its Markdown is the transcript, its blocks what blank lines part. */
function keepWhole(reading: Reading, id: string): Manuscript {
  const { transcript, source } = reading;
  const place = (start: number, end: number) =>
    placeStretches([{ span: { source, start, end }, gap: '', join: null }], () => transcript);
  const blocks: Block[] = [];
  const gap = /(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*/g;
  let from = 0;
  const add = (start: number, end: number): void => {
    let first = start;
    let last = end;
    while (first < last && isSpaceCode(transcript.charCodeAt(first))) first++;
    while (last > first && isSpaceCode(transcript.charCodeAt(last - 1))) last--;
    const text = place(first, last);
    if (text.text.trim() !== '') blocks.push({ kind: kindOf(text.text), text });
  };
  for (const match of transcript.matchAll(gap)) {
    add(from, match.index);
    from = match.index + match[0].length;
  }
  add(from, transcript.length);
  return {
    id,
    literal: false,
    frontMatter: reading.frontMatter,
    title: null,
    byline: null,
    blocks,
    markdown: place(0, transcript.length),
    confidence: 1,
  };
}

function kindOf(text: string): Block['kind'] {
  // Words: nothing begins with them but a paragraph.
  if (text.charCodeAt(0) >= 0x80) return 'paragraph';
  if (/^#{1,6}\s/.test(text)) return 'subhead';
  if (/^>/.test(text)) return 'quote';
  if (/^(?:[-*+]|\d{1,9}[.)])\s/.test(text)) return 'list';
  return /^\|/.test(text) ? 'table' : 'paragraph';
}

/** Tells of each join below `--min-confidence`, with both places, and of leftovers that are not page furniture. */
function reportDoubts(reassembly: Reassembly, readings: readonly Reading[], context: Context): void {
  const { minConfidence } = context.settings;
  for (const manuscript of reassembly.manuscripts) {
    for (const [i, { text }] of manuscript.blocks.entries()) {
      // At a paragraph's start the words before the join stand in the paragraph before.
      const above = manuscript.blocks[i - 1]?.text.text ?? '';
      for (const { at, join } of text.seams) {
        if (!join || join.confidence >= minConfidence) continue;
        const sides = [at > 0 ? text.text.slice(0, at) : above, text.text.slice(at)] as const;
        reportJoin(sides, join, readings, context);
      }
    }
  }
  const loose = reassembly.leftovers.filter(({ why }) => why !== 'furniture' && why !== 'mark');
  const first = loose[0];
  if (!first) return;
  const characters = loose.reduce((n, { text }) => n + [...text].length, 0);
  const text = [...first.text].slice(0, 20).join('');
  const related = loose.slice(1, 20).flatMap((leftover) => placeOfSpan(readings, leftover.span) ?? []);
  const params = { count: loose.length, characters, text };
  context.report(makeIssue('reassemble/leftover', params, placeOfSpan(readings, first.span), related));
}

/**
 * A doubtful join in the editor's words: both sides quoted, and what else could have followed. Where one piece ends with
 * its sentence, no text can tell whether the paragraph goes on: it is said so.
 */
function reportJoin(
  [before, after]: readonly [string, string],
  join: Join,
  readings: readonly Reading[],
  context: Context,
): void {
  const params = {
    before: [...before.slice(-40).trimEnd()].slice(-8).join(''),
    after: [...after.slice(0, 40)].slice(0, 8).join(''),
  };
  const far = placeOfSpan(readings, join.after);
  const related = far ? [far] : [];
  const place = placeOfSpan(readings, join.before);
  if (endingOf(before) === 'full') {
    context.report(makeIssue('reassemble/undecidable-join', params, place, related));
    return;
  }
  const rival = findWords(join.alternatives[0]?.line, join, readings);
  context.report(makeIssue('reassemble/doubtful-join', { ...params, rival }, place, related));
}

/** How a line begins that could have stood behind a join as well; dots where there is none. */
function findWords(line: number | undefined, join: Join, readings: readonly Reading[]): string {
  const reading = readings.find(({ source }) => source === join.after.source);
  if (line === undefined || !reading) return '\u2026\u2026';
  const start = reading.lineStarts[line - reading.firstLine] ?? 0;
  return [...reading.transcript.slice(start, start + 80).trimStart()].slice(0, 8).join('');
}

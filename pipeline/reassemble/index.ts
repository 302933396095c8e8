import type { Context } from '../core/contracts.ts';
import type { Decision } from '../core/decisions.ts';
import { makeIssue } from '../core/issues.ts';
import { placeOfSpan } from '../core/locate.ts';
import { displayPath } from '../core/paths.ts';
import type { Block, Join, Leftover, Manuscript, Reading, Reassembly, Removed } from '../core/text.ts';
import { type Assembled, buildManuscript, findRemoved, leaveOver } from './build.ts';
import { isSpaceCode } from './characters.ts';
import { loadKnowledge } from './knowledge.ts';
import { linkPages, planJumps } from './link-pages.ts';
import { makeIdMaker } from './name-articles.ts';
import { addPins, findPins, noPagePins, type PinnedLink, wordsOf } from './pins.ts';
import { placeStretches } from './placed.ts';
import { readDecisions, shownSeamsPath } from './seams-file.ts';
import { askOfPage, solveApart } from './solve-apart.ts';
import { type NamedPage, splitPages } from './split-pages.ts';

export { checkConservation } from './conserve.ts';
export { formatSeamsFile, seamsPathOf } from './seams-file.ts';

/**
 * Puts the fragments of all readings back together: every page by itself, then what goes on from page to page. Doubtful
 * joins and leftovers are reported.
 */
export async function reassemble(readings: readonly Reading[], context: Context): Promise<Reassembly> {
  const { modelPath } = context.settings;
  const loose = readings.filter(({ kind }) => kind !== 'article');
  if (modelPath !== '' && !(await loadKnowledge(context.world, modelPath)).isLearned)
    context.report(makeIssue('reassemble/not-a-model', { path: displayPath(modelPath) }));
  const pages: NamedPage[] = [];
  const ends = new Map<Reading, { readonly from: number; readonly to: number }>();
  for (const [ordinal, reading] of loose.entries()) {
    const own = splitPages(reading, ordinal);
    ends.set(reading, { from: pages.length, to: pages.length + own.length });
    pages.push(...own);
  }
  const plan = planJumps(pages);
  const pins = plan.pins.map((own) => addPins(noPagePins, own));
  const links: PinnedLink[] = [];
  for (const reading of loose) {
    const decisions = await readDecisions(reading, context);
    if (decisions.length === 0) continue;
    const { from, to } = ends.get(reading) ?? { from: 0, to: 0 };
    const found = findPins(
      decisions,
      pages.slice(from, to).map(({ page }) => page.pieces),
    );
    for (const [i, own] of found.pages.entries()) pins[from + i] = addPins(own, pins[from + i] ?? {});
    for (const link of found.links)
      links.push({
        ...link,
        from: { ...link.from, page: link.from.page + from },
        to: { ...link.to, page: link.to.page + from },
      });
    for (const decision of found.unfit) reportUnfit(decision, reading, context);
  }
  const questions = pages.map(({ page }, at) => askOfPage(page, pins[at] ?? noPagePins, modelPath));
  const solved = await solveApart(questions, context);
  const linked =
    plan.jumps.length + links.length > 0
      ? linkPages(solved, plan, links, await loadKnowledge(context.world, modelPath))
      : { pages: solved, unfit: [] };
  for (const { decision, to } of linked.unfit) {
    const reading = pages[to.page]?.page.reading;
    if (reading) reportUnfit(decision, reading, context);
  }

  const bySource = new Map(readings.map((reading) => [reading.source, reading]));
  const nameArticle = makeIdMaker(readings);
  const manuscripts: Manuscript[] = [];
  const leftovers: Leftover[] = [];
  const removed: Removed[] = [];
  for (const reading of readings) {
    const unread = findRemoved(reading);
    if (reading.kind === 'article') {
      removed.push(...unread.removed.filter((r) => r.why !== 'heading-mark'));
      manuscripts.push(keepWhole(reading, nameArticle(reading, 1, 1)));
      continue;
    }
    removed.push(...unread.removed);
    leftovers.push(...unread.leftovers);
    const { from, to } = ends.get(reading) ?? { from: 0, to: 0 };
    const own = linked.pages.slice(from, to);
    const count = own.reduce((n, page) => n + page.articles.length, 0);
    let ordinal = 0;
    for (const page of own) {
      for (const article of page.articles) {
        ordinal++;
        const named: Assembled = { ...article, id: nameArticle(reading, ordinal, count) };
        manuscripts.push(buildManuscript(named, bySource, removed));
      }
      for (const { pieces, why } of page.leftovers) leftovers.push(...leaveOver(pieces, why, bySource));
    }
    if (count > 0 && !own.some((page) => page.articles.some((article) => article.title.length > 0))) {
      context.report(makeIssue('reassemble/no-titles', {}, placeOfSpan(readings, reading.fragments[0]?.span ?? null)));
    }
  }
  const reassembly = { manuscripts, leftovers, removed };
  reportDoubts(reassembly, readings, context);
  return reassembly;
}

function reportUnfit(decision: Decision, reading: Reading, context: Context): void {
  const place = { path: shownSeamsPath(reading), line: 1, column: 1 };
  context.report(makeIssue('reassemble/unfit-decision', { words: wordsOf(decision) }, place));
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
  const loose = reassembly.leftovers.filter((leftover) => leftover.why !== 'furniture');
  const first = loose[0];
  if (!first) return;
  const characters = loose.reduce((n, { text }) => n + [...text].length, 0);
  const text = [...first.text].slice(0, 20).join('');
  const related = loose.slice(1, 20).flatMap((leftover) => placeOfSpan(readings, leftover.span) ?? []);
  const params = { count: loose.length, characters, text };
  context.report(makeIssue('reassemble/leftover', params, placeOfSpan(readings, first.span), related));
}

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
  context.report(makeIssue('reassemble/doubtful-join', params, placeOfSpan(readings, join.before), far ? [far] : []));
}

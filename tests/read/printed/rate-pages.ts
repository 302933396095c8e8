import type { Context, World } from '../../../pipeline/core/contracts.ts';
import type { Issue } from '../../../pipeline/core/issues.ts';
import { resolveSettings } from '../../../pipeline/core/settings.ts';
import { pdfReader } from '../../../pipeline/read/pdf.ts';
import { checkConservation, reassemble } from '../../../pipeline/reassemble/index.ts';
import type { KnownArticle } from '../newspaper.ts';
import { compareArticles } from './compare-articles.ts';
import { type Layout, layOut } from './layouts.ts';
import { makePrinter, type Printer } from './printer.ts';
import type { Script } from './typography.ts';

/** How many articles of printed pages came back: title, byline and every paragraph. */
export interface Rating {
  readonly articles: number;
  readonly exact: number;
  /** Exact but for spaces: a space at which a line was broken is on no page any more. */
  readonly exactButSpaces: number;
  /** Articles too many. */
  readonly extra: number;
  readonly issues: readonly Issue[];
  /** What did not come back, in words. */
  readonly wrong: readonly string[];
}

/** Lays out, prints, reads and reassembles pages of one layout, and compares with what they were made of. */
export async function ratePages(
  layout: Layout,
  pool: readonly KnownArticle[],
  script: Script,
  seed: number,
  world: World,
  printer: Printer = makePrinter(world),
): Promise<Rating> {
  const { html, widthMm, heightMm, truth, besides } = await layOut(layout, pool, script, seed, printer.measure);
  const bytes = await printer.print(html, widthMm, heightMm);
  return rateFile(bytes, { truth, besides }, `${layout} ${seed}`, world);
}

/** Pages and what they were made of. */
export interface Made {
  readonly truth: readonly KnownArticle[];
  readonly besides: readonly string[];
}

/** Reads and reassembles the pages of a file, whoever made it, and compares with what they were made of. */
export async function rateFile(
  bytes: Uint8Array,
  { truth, besides }: Made,
  name: string,
  world: World,
): Promise<Rating> {
  const { signal } = new AbortController();
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings({}),
    world,
    signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  const reading = await pdfReader.read({ id: 'p.pdf', path: 'p.pdf', mediaType: 'application/pdf', bytes }, context);
  const none = { articles: truth.length, exact: 0, exactButSpaces: 0, extra: 0 };
  if (!reading) return { ...none, issues, wrong: [`${name}: refused`] };
  const reassembly = await reassemble([reading], context);
  checkConservation(reassembly, [reading], context);
  const found = reassembly.manuscripts.map(({ title, byline, blocks }) => ({
    title: title?.text ?? '',
    byline: byline?.text ?? '',
    paragraphs: blocks.map(({ text }) => text.text),
  }));
  const { exact, exactButSpaces } = compareArticles(truth, found, besides);
  return {
    articles: truth.length,
    exact: exact.size,
    exactButSpaces: exactButSpaces.size,
    extra: Math.max(0, found.length - truth.length),
    issues,
    wrong: truth.flatMap((article) => (exact.has(article) ? [] : [`${name}: ${article.title}`])),
  };
}

import { createHash } from 'node:crypto';
import type { Browser, Context } from '../../core/contracts.ts';
import type { Rendered, Section } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { finishShard } from './finish-shard.ts';
import { packShard, unpackShard } from './pack-shard.ts';
import type { PrintedShard } from './printed-shard.ts';
import { createSectionHtml, joinShardHtml } from './shard-html.ts';
import type { FontShelf } from './shared-fonts.ts';
import { type OpenShard, takeApart } from './take-apart.ts';
import { type TracedSection, traceText } from './trace-text.ts';

/** Some sections, printed: their pages, and where on them they stand. */
export interface Shard {
  readonly printed: PrintedShard;
  readonly sections: readonly Section[];
  readonly traced: readonly TracedSection[];
}

/** The same, when the pages have been read and not yet been changed. */
export interface OpenRun {
  readonly open: OpenShard;
  readonly sections: readonly Section[];
  readonly traced: readonly TracedSection[];
}

/** Prints sections. Everything it makes is kept under what it was made of, and then taken from there. */
export interface Press {
  /** Sections as pages, ready to be bound; several shards when some of them had to be printed alone. Null: told why not. */
  readonly print: (sections: readonly Section[], htmls: readonly string[]) => Promise<readonly Shard[] | null>;
  /** Sections as pages that will be changed before they are bound. `css` is style besides. Null: told why not. */
  readonly printOpen: (sections: readonly Section[], css: string) => Promise<OpenRun | null>;
}

/** Changes when what is kept of a page changes its form or its meaning: what older versions kept is then printed anew. */
const keptForm = 'print-2';
const printTimeoutMs = 180_000;

/** `fontMarks` tell one set of font files from another. */
export function createPress(
  rendered: Rendered,
  browser: Browser,
  shelf: FontShelf,
  fontMarks: string,
  { world, signal, report }: Context,
): Press {
  const { widthMm, heightMm } = rendered.layout;
  const assets = new Map(rendered.edition.assets.map(({ id, mediaType, bytes }) => [id, { mediaType, bytes }]));
  const surroundings = [keptForm, browser.version, world.version, fontMarks, widthMm, heightMm].join('\n');
  const keyOf = (html: string, form: 'pages' | 'shard'): string => {
    const hash = createHash('sha256').update(`${surroundings}\n${form}\n${html}`);
    for (const [id] of assets) if (html.includes(id)) hash.update(`\n${id}`);
    return hash.digest('hex');
  };
  const printHtml = (html: string): Promise<Uint8Array> =>
    browser.print({ html, widthMm, heightMm, assets, timeoutMs: printTimeoutMs }, signal);

  const openRun = (pdf: Uint8Array, sections: readonly Section[]): OpenRun | null => {
    const open = takeApart(pdf, shelf.has);
    const traced = traceText(sections, open.texts, open.pages.length);
    if ('sections' in traced) return { open, sections, traced: traced.sections };
    const { section, expected, found } = traced.difference;
    report(makeIssue('write/text-differs', { file: 'print.pdf', title: section.title, expected, found }));
    return null;
  };

  const print: Press['print'] = async (sections, htmls) => {
    const html = joinShardHtml(sections, htmls, rendered);
    const key = keyOf(html, 'shard');
    const kept = await world.cache.get(key);
    const known = kept && unpackShard(kept);
    if (known) return settle({ ...known, sections }, htmls);
    const run = openRun(await printHtml(html), sections);
    if (!run) return null;
    const { traced } = run;
    const shard = { printed: await finishShard(run.open, sections, traced), sections, traced };
    await world.cache.put(key, packShard(shard));
    return settle(shard, htmls);
  };

  /** Where something is too wide the browser shrinks every page: what is too wide is printed apart, and told. */
  const settle = async (shard: Shard, htmls: readonly string[]): Promise<readonly Shard[] | null> => {
    const { sections, printed } = shard;
    if (printed.scale >= 1) return [shard];
    const middle = findMiddle(sections);
    if (middle === 0) {
      const percent = Math.round(printed.scale * 100);
      report(makeIssue('write/shrunk', { title: sections[0]?.title ?? '', percent }));
      return [shard];
    }
    const first = await print(sections.slice(0, middle), htmls.slice(0, middle));
    const second = await print(sections.slice(middle), htmls.slice(middle));
    return first && second ? [...first, ...second] : null;
  };

  const htmlOf = createSectionHtml(rendered);
  return {
    print,
    printOpen: async (sections, css) => {
      const html = joinShardHtml(sections, sections.map(htmlOf), rendered, css);
      const key = keyOf(html, 'pages');
      const kept = await world.cache.get(key);
      const pdf = kept ?? (await printHtml(html));
      if (!kept) await world.cache.put(key, pdf);
      return openRun(pdf, sections);
    },
  };
}

/** Where a run can be parted, as near to its middle as can be; 0 when it cannot. */
function findMiddle(sections: readonly Section[]): number {
  const places = sections.flatMap(({ start }, i) => (i > 0 && start !== 'run-on' ? [i] : []));
  const middle = sections.length / 2;
  return places.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? 0;
}

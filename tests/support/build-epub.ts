import { compose } from '../../pipeline/compose/index.ts';
import type { Browser, Context, World } from '../../pipeline/core/contracts.ts';
import type { Edition, PageMap, Rendered } from '../../pipeline/core/edition.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import {
  type BuildOptions,
  type EditionSettings,
  parseEdition,
  resolveSettings,
} from '../../pipeline/core/settings.ts';
import { normalise } from '../../pipeline/normalise/index.ts';
import { read } from '../../pipeline/read/index.ts';
import { reassemble } from '../../pipeline/reassemble/index.ts';
import { render } from '../../pipeline/render/index.ts';
import { epubWriter } from '../../pipeline/write/epub/index.ts';
import { makeMemoryWorld } from './memory-world.ts';

export interface EpubInput {
  /** Files of a folder: articles in Markdown with front matter, pictures. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly edition?: Readonly<Record<string, unknown>>;
  readonly options?: BuildOptions;
  readonly browser?: Browser;
  readonly sourceDateEpoch?: string;
}

export interface BuiltEpub {
  readonly bytes: Uint8Array;
  readonly issues: readonly Issue[];
  readonly rendered: Rendered;
  readonly edition: Edition;
}

/** Runs the whole way in memory, from files to an e-book. Without `browser` there is none. `bytes` is empty when none was made. */
export async function buildEpub(input: EpubInput, makePageMap?: (rendered: Rendered) => PageMap): Promise<BuiltEpub> {
  const { files, browser, sourceDateEpoch } = input;
  const world = makeMemoryWorld({
    files,
    ...(browser ? { browser } : {}),
    ...(sourceDateEpoch === undefined ? {} : { sourceDateEpoch }),
  });
  const { context, issues } = makeContext(world, input.edition ?? {}, input.options ?? {});
  const names = Object.keys(files).filter((name) => /\.(md|txt)$/.test(name));
  const { readings } = await read(names, context);
  const { articles, assets } = await normalise(await reassemble(readings, context), readings, context);
  const edition = compose(articles, assets, context);
  const rendered = await render(edition, context);
  const pageMap = makePageMap ? makePageMap(rendered) : null;
  return { ...(await writeEpub(rendered, context, pageMap)), issues, rendered, edition };
}

/** Writes a rendered edition as an e-book. */
export async function writeEpub(
  rendered: Rendered,
  context: Context,
  pageMap: PageMap | null = null,
): Promise<{ readonly bytes: Uint8Array }> {
  const job = {
    rendered,
    made: new Map(),
    readings: [],
    sources: [],
    leftovers: [],
    pageMap,
    report: () => new Uint8Array(),
    check: async () => [],
  };
  const { artifacts } = await epubWriter.write(job, context);
  const parts: Uint8Array[] = [];
  for (const artifact of artifacts) for await (const chunk of artifact.open()) parts.push(chunk);
  return { bytes: new Uint8Array(Buffer.concat(parts)) };
}

/** A context whose issues can be looked at. */
export function makeContext(
  world: World,
  edition: Readonly<Record<string, unknown>> = {},
  options: BuildOptions = {},
): { readonly context: Context; readonly issues: Issue[] } {
  const parsed = parseEdition(edition);
  if (!('edition' in parsed)) throw new Error(`edition.yaml: ${JSON.stringify(parsed.faults)}`);
  const settings: EditionSettings = parsed.edition;
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings(settings, { formats: ['epub'], ...options }),
    world,
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  return { context, issues };
}

/** The sample's true articles as finished Markdown files, over and over until there are `count`, each title numbered. */
export function sampleFiles(
  articles: readonly { title: string; byline: string; paragraphs: readonly string[] }[],
  count = articles.length,
): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const article = articles[i % articles.length];
      if (!article) throw new Error('no articles');
      const number = count > articles.length ? `${i + 1} ` : '';
      const name = `articles/${String(i + 1).padStart(5, '0')}.md`;
      const matter = `---\ntitle: ${JSON.stringify(number + article.title)}\nbyline: ${JSON.stringify(article.byline)}\n---\n`;
      return [name, `${matter}\n${article.paragraphs.join('\n\n')}\n`];
    }),
  );
}

import type { Browser, Context, World } from '../../pipeline/core/contracts.ts';
import type { PageMap, Rendered } from '../../pipeline/core/edition.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { printWriter } from '../../pipeline/write/print/index.ts';

export interface PrintedRendered {
  /** Empty when nothing was made. */
  readonly pdf: Buffer;
  readonly pageMap: PageMap | null;
  readonly issues: readonly Issue[];
  /** How often the browser was asked to print. */
  readonly prints: number;
}

/** Prints a rendered edition in a real browser; nothing is kept from earlier runs unless a cache is given. */
export async function printRendered(rendered: Rendered, cache?: World['cache']): Promise<PrintedRendered> {
  const world = nodeWorld({ noCache: true });
  const issues: Issue[] = [];
  let prints = 0;
  const browser = async (): Promise<Browser> => {
    const real = await world.browser();
    const print: Browser['print'] = (job, signal) => {
      prints++;
      return real.print(job, signal);
    };
    return { ...real, print };
  };
  const context: Context = {
    settings: resolveSettings({}),
    world: { ...world, browser, cache: cache ?? world.cache },
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  try {
    const job = {
      rendered,
      made: new Map(),
      readings: [],
      sources: [],
      leftovers: [],
      pageMap: null,
      report: () => '',
    };
    const { artifacts, pageMap } = await printWriter.write(job as never, context);
    const parts: Uint8Array[] = [];
    for (const artifact of artifacts)
      if (artifact.format === 'print') for await (const chunk of artifact.open()) parts.push(chunk);
    return { pdf: Buffer.concat(parts), pageMap, issues, prints };
  } finally {
    await (await world.browser()).close();
  }
}

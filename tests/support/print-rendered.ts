import type { Context } from '../../pipeline/core/contracts.ts';
import type { PageMap, Rendered } from '../../pipeline/core/edition.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import { nodeWorld } from '../../pipeline/world/node.ts';
import { printWriter } from '../../pipeline/write/print/index.ts';

/** Prints a rendered edition in a real browser, nothing kept from earlier runs. `pdf` is empty when nothing was made. */
export async function printRendered(
  rendered: Rendered,
): Promise<{ readonly pdf: Buffer; readonly pageMap: PageMap | null; readonly issues: readonly Issue[] }> {
  const world = nodeWorld({ noCache: true });
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings({}),
    world,
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
      check: async () => [],
    };
    const { artifacts, pageMap } = await printWriter.write(job as never, context);
    const parts: Uint8Array[] = [];
    for (const artifact of artifacts)
      if (artifact.format === 'print') for await (const chunk of artifact.open()) parts.push(chunk);
    return { pdf: Buffer.concat(parts), pageMap, issues };
  } finally {
    await (await world.browser()).close();
  }
}

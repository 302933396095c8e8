import type { Context } from '../../pipeline/core/contracts.ts';
import type { Issue } from '../../pipeline/core/issues.ts';
import { resolveSettings } from '../../pipeline/core/settings.ts';
import type { Reading, Reassembly } from '../../pipeline/core/text.ts';
import { readText } from '../../pipeline/read/text.ts';
import { checkConservation, reassemble, reportQueries } from '../../pipeline/reassemble/index.ts';
import { makeMemoryWorld } from '../support/memory-world.ts';

/** One world for all tests of a file: the model is loaded once. */
const world = makeMemoryWorld();

/** Page text as the reader gives it. */
export function readPage(text: string, path = 'raw.txt'): Reading {
  return readText({ id: path, path, mediaType: 'text/plain', bytes: new Uint8Array() }, text);
}

/** Reassembles readings, asks what there is to ask, and checks conservation, as a build does. */
export async function reassemblePages(
  readings: readonly Reading[],
  minConfidence = 0.9,
): Promise<{ reassembly: Reassembly; issues: Issue[] }> {
  const issues: Issue[] = [];
  const context: Context = {
    settings: resolveSettings({}, { minConfidence }),
    world,
    signal: new AbortController().signal,
    report: (issue) => void issues.push(issue),
    progress: () => {},
  };
  const reassembly = await reassemble(readings, context);
  reportQueries(reassembly, readings, context);
  checkConservation(reassembly, readings, context);
  return { reassembly, issues };
}

/** Titles, bylines and paragraphs, as `articles.json` has them. */
export function toPlain(reassembly: Reassembly) {
  return reassembly.manuscripts.map((m) => ({
    title: m.title?.text ?? m.frontMatter.title ?? '',
    byline: m.byline?.text ?? '',
    paragraphs: m.blocks.map((b) => b.text.text),
  }));
}

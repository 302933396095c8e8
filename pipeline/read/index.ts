import type { Context, Reader } from '../core/contracts.ts';
import { makeIssue } from '../core/issues.ts';
import { endingOf } from '../core/paths.ts';
import type { Reading, Source } from '../core/text.ts';
import { gather } from './gather.ts';
import { markdownReader } from './markdown.ts';
import { pdfReader } from './pdf.ts';
import { textReader } from './text.ts';

export { loadSettings } from './load-settings.ts';

/** The table of readers. A new input format is a new row. */
export const readers: readonly Reader[] = [textReader, markdownReader, pdfReader];

/** Reads every input: paths to files, folders or `-`, and sources already in memory. Faults are reported, not thrown. */
export async function read(
  inputs: readonly (string | Source)[],
  context: Context,
): Promise<{ readonly sources: readonly Source[]; readonly readings: readonly Reading[] }> {
  const gathered = await gather(inputs, readableEndings(), context);
  const readings: Reading[] = [];
  for (const [i, { source, folder }] of gathered.entries()) {
    context.signal.throwIfAborted();
    if (i % 16 === 0) context.progress({ stage: 'read', kind: 'step', step: 'file', done: i, total: gathered.length });
    const reader = findReader(source);
    const reading = reader ? await reader.read(source, context) : null;
    if (!reader) context.report(makeIssue('read/unknown-type', { path: source.path }));
    if (reading) readings.push(folder === null ? reading : { ...reading, folder });
  }
  return { sources: gathered.map((g) => g.source), readings };
}

/** File endings that can be read, each with its media type. */
export function readableEndings(): ReadonlyMap<string, string> {
  return new Map(readers.flatMap((reader) => reader.extensions.map((ending) => [ending, reader.mediaType])));
}

/** A source in memory may say what it is by media type alone. */
function findReader(source: Source): Reader | undefined {
  const type = source.mediaType.split(';')[0]?.trim().toLowerCase();
  return (
    readers.find((reader) => reader.mediaType === type) ??
    readers.find((reader) => reader.extensions.includes(endingOf(source.path)))
  );
}

import type { Context, Made, WriteJob, Writer } from '../core/contracts.ts';
import type { Format } from '../core/edition.ts';
import { archiveWriter } from './archive/index.ts';
import { bookletWriter } from './booklet/index.ts';
import { epubWriter } from './epub/index.ts';
import { printWriter } from './print/index.ts';

/** The table of writers. A new format is a new row; `needs` decides what is built first; the archive takes in all before it. */
export const writers: readonly Writer[] = [printWriter, epubWriter, bookletWriter, archiveWriter];

/** Builds the formats asked for, and what they need, each once. */
export async function write(job: Omit<WriteJob, 'made' | 'pageMap' | 'check'>, context: Context): Promise<Made> {
  const made = new Map<Format, Made>();
  const ordered = inOrder(context.settings.formats);
  for (const [done, writer] of ordered.entries()) {
    context.signal.throwIfAborted();
    context.progress({ stage: 'write', kind: 'step', step: writer.format, done, total: ordered.length });
    const pageMap = made.get('print')?.pageMap ?? null;
    made.set(writer.format, await writer.write({ ...job, made, pageMap, check }, context));
  }
  return {
    artifacts: [...made.values()].flatMap((m) => m.artifacts),
    pageMap: made.get('print')?.pageMap ?? null,
  };
}

const check: WriteJob['check'] = async (format, bytes) =>
  (await writers.find((row) => row.format === format)?.check?.(bytes)) ?? [];

/** Formats asked for plus what they need, needs first, in the table's order otherwise. */
export function inOrder(asked: readonly Format[]): readonly Writer[] {
  const wanted = new Set<Format>();
  const want = (format: Format): void => {
    const writer = writers.find((w) => w.format === format);
    if (!writer || wanted.has(format)) return;
    for (const need of writer.needs) want(need);
    wanted.add(format);
  };
  // The e-book takes its page list from print when both are built, so the table's order holds.
  for (const writer of writers) if (asked.includes(writer.format)) want(writer.format);
  return [...wanted].flatMap((format) => writers.find((w) => w.format === format) ?? []);
}

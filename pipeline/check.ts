import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { World } from './core/contracts.ts';
import { type Issue, makeIssue } from './core/issues.ts';
import { joinPath } from './core/paths.ts';
import { askJudges, type Judged, type Opinion } from './write/archive/ask-judges.ts';
import { verifyBag } from './write/archive/verify-bag.ts';
import { writers } from './write/index.ts';

/** A finished edition judged again. `files` are those that were found whole. */
export interface Checked {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly byteLength: number }[];
  /** What outside judges said, those that are installed. */
  readonly opinions: readonly Opinion[];
  readonly issues: readonly Issue[];
}

const reportSchema = z.object({
  schema: z.literal(1),
  edition: z.object({ title: z.string() }),
  files: z.array(
    z.object({
      // Below the folder, and nowhere else.
      path: z.string().regex(/^(?!\.\.?(?:\/|$))[^/\\]+(?:\/(?!\.\.?(?:\/|$))[^/\\]+)*$/),
      format: z.string(),
      byteLength: z.number(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/**
 * Judges an edition's folder from the files alone: each file that report.json lists is there and unchanged, nothing lies
 * beside them that this build did not make, and each format's own judge finds no fault in it; nor do the judges of others
 * that are installed here.
 */
export async function check(
  folder: string,
  world: World,
  signal: AbortSignal = new AbortController().signal,
): Promise<Checked> {
  const issues: Issue[] = [];
  const whole: { path: string; byteLength: number }[] = [];
  const reportPath = joinPath(folder, 'report.json');
  const none = { title: '', files: [], opinions: [], issues };
  if ((await world.stat(folder)) !== 'folder') {
    issues.push(makeIssue('read/not-found', { path: folder }));
    return none;
  }
  if ((await world.stat(reportPath)) !== 'file') {
    issues.push(makeIssue('check/no-edition', { path: folder }));
    return none;
  }
  const report = readReport(await world.readFile(reportPath));
  if ('fault' in report) {
    issues.push(makeIssue('check/bad-report', { path: reportPath, detail: report.fault }));
    return none;
  }
  if (report.files.length === 0) issues.push(makeIssue('check/held-back'));
  const judged: Judged[] = [];
  const bags = new Map<string, number>();
  for (const file of report.files) {
    const path = joinPath(folder, file.path);
    if ((await world.stat(path)) !== 'file') {
      issues.push(makeIssue('check/missing-file', { file: file.path }));
      continue;
    }
    const bytes = await world.readFile(path);
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      issues.push(makeIssue('check/changed-file', { file: file.path }));
    else if (!file.path.includes('/')) whole.push({ path: file.path, byteLength: bytes.length });
    if (file.path.includes('/')) {
      const bag = file.path.replace(/\/.*$/s, '');
      bags.set(bag, (bags.get(bag) ?? 0) + bytes.length);
      continue;
    }
    const writer = writers.find((row) => row.format === file.format);
    const found = (await writer?.check?.(bytes)) ?? [];
    issues.push(...found);
    // What is no PDF or no e-book at all need not be shown to anybody else.
    if (found.length === 0) judged.push({ format: file.format, path: file.path, bytes });
  }
  // An archive that is a folder is judged as one.
  for (const [bag, byteLength] of bags) {
    const verdict = await verifyBag(joinPath(folder, bag), world, { signal });
    issues.push(...verdict.issues);
    if (verdict.isValid) whole.push({ path: `${bag}/`, byteLength });
  }
  const asked = await askJudges(judged, false, { world, signal });
  issues.push(...asked.issues);
  for (const { name, isFolder } of await world.listFolder(folder))
    if (!isFolder && isOurs(name) && !report.files.some((file) => file.path === name))
      issues.push(makeIssue('check/other-build', { file: name }));
  return { title: report.edition.title, files: whole, opinions: asked.opinions, issues };
}

/** Names that a build gives; other files in the folder are nobody's business. */
const isOurs = (name: string): boolean =>
  name === 'page-map.json' || writers.some((writer) => writer.fileName === name);

function readReport(bytes: Uint8Array): z.output<typeof reportSchema> | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { fault: 'not JSON' };
  }
  const result = reportSchema.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  return { fault: `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}` };
}

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { World } from './core/contracts.ts';
import { type Issue, makeIssue } from './core/issues.ts';
import { joinPath } from './core/paths.ts';
import { writers } from './write/index.ts';

/** A finished edition judged again. `files` are those that were found whole. */
export interface Checked {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly byteLength: number }[];
  readonly issues: readonly Issue[];
}

const reportSchema = z.object({
  schema: z.literal(1),
  edition: z.object({ title: z.string() }),
  files: z.array(
    z.object({
      path: z.string().regex(/^[^/\\]+$/),
      format: z.string(),
      byteLength: z.number(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/**
 * Judges an edition's folder from the files alone: each file that report.json lists is there and unchanged, nothing lies
 * beside them that this build did not make, and each format's own judge finds no fault in it.
 */
export async function check(folder: string, world: World): Promise<Checked> {
  const issues: Issue[] = [];
  const whole: { path: string; byteLength: number }[] = [];
  const reportPath = joinPath(folder, 'report.json');
  const none = { title: '', files: [], issues };
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
  for (const file of report.files) {
    const path = joinPath(folder, file.path);
    if ((await world.stat(path)) !== 'file') {
      issues.push(makeIssue('check/missing-file', { file: file.path }));
      continue;
    }
    const bytes = await world.readFile(path);
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      issues.push(makeIssue('check/changed-file', { file: file.path }));
    else whole.push({ path: file.path, byteLength: bytes.length });
    const writer = writers.find((row) => row.format === file.format);
    issues.push(...((await writer?.check?.(bytes)) ?? []));
  }
  for (const { name, isFolder } of await world.listFolder(folder))
    if (!isFolder && isOurs(name) && !report.files.some((file) => file.path === name))
      issues.push(makeIssue('check/other-build', { file: name }));
  return { title: report.edition.title, files: whole, issues };
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

import type { Context } from '../core/contracts.ts';
import { type Decision, decisionsSchema } from '../core/decisions.ts';
import { makeIssue } from '../core/issues.ts';
import { placeOfSpan } from '../core/locate.ts';
import { joinPath, nameOf } from '../core/paths.ts';
import type { Place, Reading, Reassembly } from '../core/text.ts';
import { parsePlainYaml } from '../core/yaml.ts';

/** `raw.txt` has its decisions in `raw.txt.seams.yaml`. */
export const seamsPathOf = ({ folder, path }: Reading): string =>
  // What people are shown of a path may leave out its folder; the file lies beside its source all the same.
  `${folder === undefined ? path : joinPath(folder, nameOf(path))}.seams.yaml`;

/** The same file as people are shown it: never a folder of this machine. */
export const shownSeamsPath = ({ path }: Reading): string => `${path}.seams.yaml`;

/** A decision, and where it is written. */
export interface WrittenDecision {
  readonly decision: Decision;
  readonly place: Place;
}

/** What the editor settled, from a file of hers; what is wrong in it is reported with its place. None when there is no file. */
export async function readDecisions(
  path: string,
  shown: string,
  context: Context,
): Promise<readonly WrittenDecision[]> {
  if ((await context.world.stat(path)) !== 'file') return [];
  const text = new TextDecoder().decode(await context.world.readFile(path));
  const parsed = parsePlainYaml(text);
  if ('faults' in parsed) {
    for (const fault of parsed.faults) {
      const place = { path: shown, line: fault.line, column: fault.column };
      context.report(makeIssue('reassemble/seams-file', { detail: fault.detail || fault.kind }, place));
    }
    return [];
  }
  const placeOf = (keys: readonly (string | number)[]): Place => {
    const at = parsed.yaml.locate(keys);
    return { path: shown, line: at.line, column: at.column };
  };
  const checked = decisionsSchema.safeParse(parsed.yaml.value ?? {});
  if (checked.success)
    return (checked.data.decisions ?? []).map((decision, i) => ({ decision, place: placeOf(['decisions', i]) }));
  for (const issue of checked.error.issues) {
    const keys = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    context.report(
      makeIssue('reassemble/seams-file', { detail: `${keys.join('.')}: ${issue.message}` }, placeOf(keys)),
    );
  }
  return [];
}

const foundBelow = '# ---- found (written anew each time; decisions stand above) ----';

/**
 * The file for an editor to read and decide in: her decisions exactly as she wrote them, and below them every seam with the
 * words on both sides, its places, how sure it is and what else was possible. Seams of these readings, and of no others.
 */
export function formatSeamsFile(before: string | null, readings: readonly Reading[], reassembly: Reassembly): string {
  const kept = before === null ? null : (before.split(foundBelow)[0] ?? '').trimEnd();
  const head =
    kept ??
    [
      'schema: 1',
      '# decisions:',
      '#   - join: {before: "end of one piece", after: "start of the next"}   # goes on in mid-paragraph',
      '#   - next: {before: "\u2026", after: "\u2026"}      # the next paragraph of the same article',
      '#   - part: {before: "\u2026", after: "\u2026"}      # does not follow',
      '#   - title: "\u2026"   # also: notTitle, byline, furniture',
      '#   - under: {title: "\u2026", text: "start of its text"}',
    ].join('\n');
  const sources = new Set(readings.map(({ source }) => source));
  const lines: string[] = [];
  for (const manuscript of reassembly.manuscripts) {
    for (const block of manuscript.blocks) {
      for (const { at, join } of block.text.seams) {
        if (!join || !sources.has(join.after.source)) continue;
        const place = (span: typeof join.before): number => placeOfSpan(readings, span)?.line ?? 0;
        // At a paragraph's start the words before stand in the paragraph before.
        const index = manuscript.blocks.indexOf(block);
        const left = at > 0 ? block.text.text.slice(0, at) : (manuscript.blocks[index - 1]?.text.text ?? '');
        lines.push(
          `  - {article: ${manuscript.id}, ${at > 0 ? 'join' : 'next'}: {before: ${quote(lastWords(left))}, after: ${quote(firstWords(block.text.text.slice(at)))}},`,
          `     lines: [${place(join.before)}, ${place(join.after)}], confidence: ${join.confidence}, otherwise: [${join.alternatives.map((a) => `{line: ${a.line}, confidence: ${a.confidence}}`).join(', ')}]}`,
        );
      }
    }
  }
  const found = lines.length > 0 ? `seams:\n${lines.join('\n')}` : 'seams: []';
  return `${head}\n\n${foundBelow}\n${found}\n`;
}

const quote = (text: string): string => JSON.stringify(text);
const lastWords = (text: string): string => [...text.trimEnd()].slice(-12).join('').trim();
const firstWords = (text: string): string => [...text.trimStart()].slice(0, 12).join('').trim();

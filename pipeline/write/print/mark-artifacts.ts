import type { PageContent } from './page-content.ts';

/**
 * The page with its decorations declared as artifacts: what paints outside marked content is wrapped (as a label, when it
 * is one: `labels` has marked-content numbers by where the stretches start), and marked content in `silent` (lines and
 * boxes that the structure need not know) is renamed; text of marked content in `removed` is taken out. Null when nothing
 * had to change.
 */
export function markArtifacts(
  bytes: Buffer,
  page: PageContent,
  silent: ReadonlySet<number>,
  labels: ReadonlyMap<number, number> = new Map(),
  removed: ReadonlySet<number> = new Set(),
): Buffer | null {
  const edits: { at: number; to: number; text: string }[] = [];
  for (const { start, end } of page.unmarked) {
    const label = labels.get(start);
    edits.push({ at: start, to: start, text: label === undefined ? '/Artifact BMC\n' : `/Lbl<</MCID ${label}>>BDC\n` });
    edits.push({ at: end, to: end, text: '\nEMC' });
  }
  for (const { start, end } of page.dots) {
    edits.push({ at: start, to: start, text: '/Span<</ActualText<FEFF>>>BDC\n' });
    edits.push({ at: end, to: end, text: '\nEMC' });
  }
  for (const { mcid, openStart, openEnd, end } of page.marked) {
    if (silent.has(mcid)) edits.push({ at: openStart, to: openEnd, text: '/Artifact BMC' });
    if (!removed.has(mcid)) continue;
    // Text objects only: what is set between them holds for what comes after.
    for (let at = bytes.indexOf('\nBT\n', openEnd); at >= 0 && at < end; at = bytes.indexOf('\nBT\n', at + 1)) {
      const to = bytes.indexOf('\nET\n', at);
      if (to >= 0) edits.push({ at, to: to + 3, text: '' });
    }
  }
  if (edits.length === 0) return null;
  edits.sort((a, b) => a.at - b.at);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(bytes.subarray(at, edit.at), Buffer.from(edit.text, 'latin1'));
    at = edit.to;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
}

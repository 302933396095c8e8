import type { ContentsEntry } from '../../core/edition.ts';
import { dict, type PdfValue, textString } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';

/** The outline is the contents tree (P57). */
export function writeOutline(
  entries: readonly ContentsEntry[],
  sectionPage: ReadonlyMap<string, number>,
  destination: (page: number) => PdfValue,
  writer: PdfWriter,
): number | null {
  if (entries.length === 0) return null;
  const root = writer.reserve();
  const writeLevel = (
    level: readonly ContentsEntry[],
    parent: number,
  ): { first: number; last: number; count: number } => {
    const refs = level.map(() => writer.reserve());
    let count = level.length;
    level.forEach((item, i) => {
      const page = sectionPage.get(item.id);
      const node = dict({
        Title: textString(item.title.text),
        Parent: { ref: parent },
        Prev: i > 0 ? { ref: refs[i - 1] ?? 0 } : undefined,
        Next: i + 1 < refs.length ? { ref: refs[i + 1] ?? 0 } : undefined,
        Dest: page === undefined ? undefined : destination(page),
      });
      if (item.children.length > 0) {
        const below = writeLevel(item.children, refs[i] ?? 0);
        node.set('/First', { ref: below.first }).set('/Last', { ref: below.last }).set('/Count', below.count);
        count += below.count;
      }
      writer.set(refs[i] ?? 0, node);
    });
    return { first: refs[0] ?? 0, last: refs[refs.length - 1] ?? 0, count };
  };
  const top = writeLevel(entries, root);
  writer.set(root, dict({ Type: '/Outlines', First: { ref: top.first }, Last: { ref: top.last }, Count: top.count }));
  return root;
}

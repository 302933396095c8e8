import type { Bindery } from './bindery.ts';
import { dict, type PdfDict, type PdfValue, parseValue, textString } from './pdf-value.ts';
import type { PrintedAnnotation } from './printed-shard.ts';

/** Links: between sections, within a section, and to the web; each with words for those who hear it. */
export function createAnnotations(
  { shards, bound, writer, rendered }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
  pageRefs: readonly number[],
  sectionPage: ReadonlyMap<string, number>,
  destination: (page: number) => PdfValue,
) {
  const leadTo = (shard: number, target: PrintedAnnotation['target']): PdfDict | null => {
    if (target.kind === 'uri') return dict({ A: dict({ Type: '/Action', S: '/URI', URI: { bytes: target.uri } }) });
    if (target.kind === 'section') {
      const page = sectionPage.get(target.id);
      return page === undefined ? null : dict({ Dest: destination(page) });
    }
    const index = target.kind === 'page' ? bookIndex[shard]?.get(target.page) : undefined;
    if (target.kind !== 'page' || index === undefined) return null;
    const place = parseValue(`[${target.place}]`).value;
    return dict({ Dest: [{ ref: pageRefs[index] ?? 0 }, ...(Array.isArray(place) ? place : [])] });
  };
  return {
    /** Writes a link under its number; gives that. It is also the key under which the parent tree has it. */
    write: (shard: number, annotation: number, shift: { x: number; y: number }): number => {
      const ref = (bound[shard]?.base ?? 0) + (shards[shard]?.pages.length ?? 0) + annotation;
      const source = shards[shard]?.annotations[annotation];
      const made = dict({
        Type: '/Annot',
        Subtype: '/Link',
        F: 4,
        Border: [0, 0, 0],
        Rect: source?.rect.map((v, i) => v + (i % 2 === 0 ? shift.x : shift.y)),
        Contents: textString(source?.words || rendered.edition.title),
        StructParent: bound[shard]?.owners[annotation] ? ref : undefined,
      });
      for (const [name, value] of (source && leadTo(shard, source.target)) ?? []) made.set(name, value);
      writer.set(ref, made);
      return ref;
    },
  };
}

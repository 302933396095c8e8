import type { Bindery } from './bindery.ts';
import { dict, type PdfDict, type PdfValue, parseValue, textString } from './pdf-value.ts';
import type { PrintedAnnotation } from './printed-shard.ts';

export type Annotations = ReturnType<typeof createAnnotations>;

/** Links: between sections, within a section, and to the web; each with words for those who hear it. */
export function createAnnotations(
  { shards, writer, rendered }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
  pageRefs: readonly number[],
  sectionPage: ReadonlyMap<string, number>,
  destination: (page: number) => PdfValue,
) {
  const refs = shards.map(({ annotations }) => annotations.map(() => writer.reserve()));
  const owners = new Map<number, number>();
  const keys: { readonly key: number; readonly owner: number }[] = [];
  let nextKey = 0;
  const refOf = (shard: number, annotation: number): number => refs[shard]?.[annotation] ?? 0;
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
    refOf,
    own: (shard: number, annotation: number, owner: number): void => {
      owners.set(refOf(shard, annotation), owner);
    },
    startKeys: (from: number): void => {
      nextKey = from;
    },
    keys,
    write: (shard: number, annotation: number, shift: { x: number; y: number }): number => {
      const ref = refOf(shard, annotation);
      const source = shards[shard]?.annotations[annotation];
      const owner = owners.get(ref);
      const key = nextKey++;
      if (owner !== undefined) keys.push({ key, owner });
      const made = dict({
        Type: '/Annot',
        Subtype: '/Link',
        F: 4,
        Border: [0, 0, 0],
        Rect: source?.rect.map((v, i) => v + (i % 2 === 0 ? shift.x : shift.y)),
        Contents: textString(source?.words || rendered.edition.title),
        StructParent: owner === undefined ? undefined : key,
      });
      for (const [name, value] of (source && leadTo(shard, source.target)) ?? []) made.set(name, value);
      writer.set(ref, made);
      return ref;
    },
  };
}

import type { Bindery } from './bindery.ts';
import { dict, isDict, isRef, isString, type PdfDict, type PdfValue, textString } from './pdf-value.ts';
import type { PrintedShard } from './printed-shard.ts';
import { sectionUrl } from './shard-html.ts';

export type Annotations = ReturnType<typeof createAnnotations>;

/** Links: between sections, within a section, and to the web; each with words for those who hear it. */
export function createAnnotations(
  { shards, writer, rendered }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
  pageRefs: readonly number[],
  sectionPage: ReadonlyMap<string, number>,
  destination: (page: number) => PdfValue,
) {
  const refs = shards.map(() => new Map<number, number>());
  const owners = new Map<number, { readonly owner: number; readonly words: string }>();
  const keys: { readonly key: number; readonly owner: number }[] = [];
  let nextKey = 0;
  const refOf = (shard: number, annotation: number): number => {
    const known = refs[shard]?.get(annotation);
    if (known !== undefined) return known;
    const ref = writer.reserve();
    refs[shard]?.set(annotation, ref);
    return ref;
  };
  const target = (shard: number, annotation: PdfDict): PdfDict | null => {
    const file = shards[shard]?.file;
    const action = file?.resolve(annotation.get('/A'));
    const uri = isDict(action) ? action.get('/URI') : undefined;
    if (isString(uri)) {
      const id = uri.bytes.startsWith(sectionUrl('')) ? uri.bytes.slice(sectionUrl('').length) : null;
      if (id === null)
        return /^(https?|mailto):/i.test(uri.bytes)
          ? dict({ A: dict({ Type: '/Action', S: '/URI', URI: uri }) })
          : null;
      const page = sectionPage.get(id);
      return page === undefined ? null : dict({ Dest: destination(page) });
    }
    const name = annotation.get('/Dest');
    const dests = file?.resolve(file.dict(file.trailer.get('/Root')).get('/Dests'));
    const place = isDict(dests) && typeof name === 'string' ? file?.resolve(dests.get(name)) : null;
    const first = Array.isArray(place) ? place[0] : undefined;
    if (!file || !Array.isArray(place) || !isRef(first)) return null;
    const index = bookIndex[shard]?.get(pageIndexOf(shards[shard], first.ref));
    return index === undefined ? null : dict({ Dest: [{ ref: pageRefs[index] ?? 0 }, ...place.slice(1)] });
  };
  return {
    refOf,
    own: (shard: number, annotation: number, owner: number, words: string): void => {
      owners.set(refOf(shard, annotation), { owner, words });
    },
    startKeys: (from: number): void => {
      nextKey = from;
    },
    keys,
    write: (shard: number, annotation: number, shift: { x: number; y: number }): number => {
      const ref = refOf(shard, annotation);
      const source = shards[shard]?.file.dict({ ref: annotation }) ?? dict({});
      const rect = source.get('/Rect');
      const owner = owners.get(ref);
      const key = nextKey++;
      if (owner) keys.push({ key, owner: owner.owner });
      const made = dict({
        Type: '/Annot',
        Subtype: '/Link',
        F: 4,
        Border: [0, 0, 0],
        Rect: Array.isArray(rect)
          ? rect.map((v, i) => (typeof v === 'number' ? v + (i % 2 === 0 ? shift.x : shift.y) : v))
          : undefined,
        Contents: textString(owner?.words || rendered.edition.title),
        StructParent: owner ? key : undefined,
      });
      for (const [name, value] of target(shard, source) ?? []) made.set(name, value);
      writer.set(ref, made);
      return ref;
    },
  };
}

const pageIndexes = new WeakMap<PrintedShard, Map<PdfDict, number>>();

function pageIndexOf(shard: PrintedShard | undefined, ref: number): number {
  if (!shard) return -1;
  let indexes = pageIndexes.get(shard);
  if (!indexes) {
    indexes = new Map(shard.pages.map((page, i) => [page.dict, i]));
    pageIndexes.set(shard, indexes);
  }
  return indexes.get(shard.file.dict({ ref })) ?? -1;
}

import type { Bindery } from './bindery.ts';
import type { Annotations } from './create-annotations.ts';
import { formatValue, textString } from './pdf-value.ts';
import type { PdfWriter } from './pdf-writer.ts';
import { type Element, markedOf, writeElement } from './structure.ts';

/** The structure tree and its parent tree, for all shards, sections in book order. */
export function bindStructure(
  { shards, pages, writer, rendered }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
  pageRefs: readonly number[],
  annotations: Annotations,
) {
  const rootRef = writer.reserve();
  const documentRef = writer.reserve();
  const parents: number[][] = pages.map(() => []);
  const placed = shards
    .flatMap((shard, s) => shard.elements.map((element) => ({ element, s, at: placeOf(element, bookIndex[s]) })))
    .sort((a, b) => a.at - b.at);
  const kids: number[] = [];
  for (const { element, s } of placed) {
    const bookPage = (page: number): number => bookIndex[s]?.get(page) ?? 0;
    kids.push(
      writeElement(element, documentRef, {
        writer,
        pageRef: (page) => pageRefs[bookPage(page)] ?? 0,
        annotationRef: (annotation) => annotations.refOf(s, annotation),
        ownMarked: (page, mcid, owner) => {
          const list = parents[bookPage(page)];
          if (list) list[mcid] = owner;
        },
        ownAnnotation: (annotation, owner) => annotations.own(s, annotation, owner),
      }),
    );
  }
  writer.setText(
    documentRef,
    `<</S/Document/P ${rootRef} 0 R/Lang${formatValue(textString(rendered.edition.lang))}/K[${kids.map((k) => `${k} 0 R`).join(' ')}]>>`,
  );
  annotations.startKeys(pages.length);
  return {
    keyOf: (page: number): number => page,
    finish: (pageCount: number): number => {
      const entries: [number, string][] = parents.map((list, i) => [
        i,
        `[${Array.from(list, (ref) => (ref ? `${ref} 0 R` : 'null')).join(' ')}]`,
      ]);
      for (const { key, owner } of annotations.keys) entries.push([key, `${owner} 0 R`]);
      const next = Math.max(pageCount, ...annotations.keys.map(({ key }) => key + 1));
      writer.setText(
        rootRef,
        `<</Type/StructTreeRoot/K ${documentRef} 0 R/ParentTree ${writeNumberTree(entries, writer)} 0 R/ParentTreeNextKey ${next}>>`,
      );
      return rootRef;
    },
  };
}

/** The element's place in the book: its first page. */
function placeOf(element: Element, bookIndex: ReadonlyMap<number, number> | undefined): number {
  const first = markedOf(element, true).next();
  return first.done ? Number.POSITIVE_INFINITY : (bookIndex?.get(first.value.page) ?? Number.POSITIVE_INFINITY);
}

const leafSize = 64;

/** A number tree (7.9.7) with leaves of a size that readers like. */
function writeNumberTree(entries: readonly (readonly [number, string])[], writer: PdfWriter): number {
  const leaves: string[] = [];
  for (let i = 0; i < entries.length; i += leafSize) {
    const part = entries.slice(i, i + leafSize);
    const ref = writer.reserve();
    const limits = `[${part[0]?.[0] ?? 0} ${part[part.length - 1]?.[0] ?? 0}]`;
    writer.setText(ref, `<</Limits${limits}/Nums[${part.map(([key, value]) => `${key} ${value}`).join(' ')}]>>`);
    leaves.push(`${ref} 0 R`);
  }
  const root = writer.reserve();
  writer.setText(root, `<</Kids[${leaves.join(' ')}]>>`);
  return root;
}

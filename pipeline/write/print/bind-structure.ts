import type { Bindery } from './bindery.ts';
import { formatValue, textString } from './pdf-value.ts';

/**
 * Joins the structure of all shards into one tree, sections in book order, and their parent trees into one; gives the number
 * of its root.
 */
export function bindStructure(
  { bound, writer, rendered, documentRef }: Bindery,
  bookIndex: readonly ReadonlyMap<number, number>[],
): number {
  const rootRef = writer.reserve();
  const kids = bound
    .flatMap(({ tops }, s) =>
      tops.map(({ ref, page }) => ({ ref, at: bookIndex[s]?.get(page) ?? Number.POSITIVE_INFINITY })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ ref }) => `${ref} 0 R`);
  const lang = formatValue(textString(rendered.edition.lang));
  writer.setText(documentRef, `<</S/Document/P ${rootRef} 0 R/Lang${lang}/K[${kids.join(' ')}]>>`);
  // Blocks were taken one after another, so keys ascend through all of them (7.9.7).
  const parents = writer.reserve();
  const leaves = bound.flatMap((shard) => shard.leaves.map((ref) => `${ref} 0 R`));
  writer.setText(parents, `<</Kids[${leaves.join(' ')}]>>`);
  writer.setText(
    rootRef,
    `<</Type/StructTreeRoot/K ${documentRef} 0 R/ParentTree ${parents} 0 R/ParentTreeNextKey ${rootRef}>>`,
  );
  return rootRef;
}

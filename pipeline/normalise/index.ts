import type { Context } from '../core/contracts.ts';
import type { Article, Asset } from '../core/edition.ts';
import type { Reading, Reassembly } from '../core/text.ts';

/** Each manuscript through one unified processor to an Article. `readings` give places; pictures become assets. */
export async function normalise(
  reassembly: Reassembly,
  readings: readonly Reading[],
  context: Context,
): Promise<{ readonly articles: readonly Article[]; readonly assets: readonly Asset[] }> {
  void reassembly;
  void readings;
  void context;
  throw new Error('not built yet');
}

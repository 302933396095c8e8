import type { Context } from '../core/contracts.ts';
import type { Reading, Reassembly } from '../core/text.ts';

/** Puts the fragments of all readings back together. Doubtful joins and leftovers are reported. */
export async function reassemble(readings: readonly Reading[], context: Context): Promise<Reassembly> {
  void readings;
  void context;
  throw new Error('not built yet');
}

/**
 * Reports `reassemble/text-lost` and `reassemble/text-added` unless every non-space character of every transcript is in
 * exactly one of: an article's title, byline or blocks; leftovers; removed (CONTRACTS, conservation).
 */
export function checkConservation(reassembly: Reassembly, readings: readonly Reading[], context: Context): void {
  void reassembly;
  void readings;
  void context;
}

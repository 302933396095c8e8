import { isFinished } from './is-finished.ts';
import type { LongBlock } from './join-columns.ts';

/**
 * Sentences below a headline, set smaller than it and larger than the text, are the first of the text, behind the byline.
 *
 *     A bridge for the north                        headline
 *     For years nobody asked. Now work begins.      text
 *     By Helen Young                                byline, put before it
 */
export function setStandfirsts(blocks: readonly LongBlock[]): LongBlock[] {
  const set: LongBlock[] = [];
  let largest = 0;
  for (const block of blocks) {
    const last = set.at(-1);
    if (block.aside !== undefined) {
      set.push(block);
      continue;
    }
    largest = block.kind !== 'head' ? 0 : last?.kind === 'head' ? Math.max(largest, last.sizePt) : 0;
    const isStandfirst =
      block.kind === 'head' &&
      last?.kind === 'head' &&
      block.sizePt < 0.9 * largest &&
      isFinished(block.text) &&
      block.text.length > shortest &&
      !block.isBold;
    if (isStandfirst) set.push({ ...block, kind: 'body', isStandfirst: true });
    else if (last?.isStandfirst && isByline(block, last)) set.splice(-1, 0, block);
    else set.push(block);
  }
  return set;
}

/** A headline may end in a mark as sentences do; a standfirst is longer. */
const shortest = 16;

/** A short line below it, set smaller, that says no sentence. */
const isByline = (block: LongBlock, last: LongBlock): boolean =>
  block.kind === 'body' && block.text.length < 80 && !isFinished(block.text) && block.sizePt < last.sizePt;

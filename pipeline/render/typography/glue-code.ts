import type { Element } from 'hast';
import { boxStretches } from './glue.ts';

/** Longer words of code may be broken where the browser breaks them: kept whole they leave holes, or do not fit on a phone. */
const longestWord = 16;

/**
 * Words of code among text stay whole at their hyphens: `--formats` broken behind its first two is no option any more.
 *
 *     huibian build --formats   becomes   huibian build [--formats]
 */
export function glueCode(block: Element, isInCode = false): void {
  for (let i = 0; i < block.children.length; i++) {
    const node = block.children[i];
    if (node?.type === 'element' && node.tagName !== 'pre') glueCode(node, isInCode || node.tagName === 'code');
    if (!isInCode || node?.type !== 'text') continue;
    const words = [...node.value.matchAll(/[^\s-]*-[^\s]+/g)].filter(([word]) => word.length <= longestWord);
    const boxes = boxStretches(
      node.value,
      words.map(({ 0: word, index }) => [index, index + word.length] as const),
    );
    if (words.length === 0) continue;
    block.children.splice(i, 1, ...boxes);
    i += boxes.length - 1;
  }
}

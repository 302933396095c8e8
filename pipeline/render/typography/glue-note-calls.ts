import type { Element, ElementContent } from 'hast';
import { makeElement } from '../../../templates/element.ts';

/**
 * A note's number never begins a line: it stays with the character before it, and with the mark between them.
 *
 *     \u2026\u7684\u4f5c\u7528\u3002<sup>1</sup>   becomes   \u2026\u7684\u4f5c[\u7528\u3002<sup>1</sup>]
 *                                            ^ one box that does not break
 */
export function glueNoteCalls(block: Element): void {
  for (let i = 1; i < block.children.length; i++) {
    const call = block.children[i];
    const before = block.children[i - 1];
    if (!isNoteCall(call) || !before) continue;
    if (before.type === 'element' && isNowrap(before)) {
      before.children.push(call);
      block.children.splice(i--, 1);
    } else if (before.type === 'text' && before.value !== '') {
      const kept = /[\p{Script=Han}\p{L}\p{N}]?\p{P}?$/u.exec(before.value)?.[0] ?? '';
      const rest = before.value.slice(0, before.value.length - kept.length);
      const box = makeElement('span', 'nowrap', {}, [{ type: 'text', value: kept }, call]);
      const text: ElementContent[] = rest === '' ? [] : [{ type: 'text', value: rest }];
      block.children.splice(i - 1, 2, ...text, box);
      i = block.children.indexOf(box);
    }
  }
  for (const child of block.children)
    if (child.type === 'element' && !isNoteCall(child) && !isNowrap(child)) glueNoteCalls(child);
}

const hasClass = (node: Element, name: string): boolean =>
  Array.isArray(node.properties.className) && node.properties.className.includes(name);
const isNowrap = (node: Element): boolean => hasClass(node, 'nowrap');
const isNoteCall = (node: ElementContent | undefined): node is Element =>
  node?.type === 'element' && hasClass(node, 'note-call');

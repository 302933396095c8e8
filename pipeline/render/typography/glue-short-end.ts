import type { Element } from 'hast';
import { makeElement } from '../../../templates/element.ts';

/**
 * Keeps a short last piece of text with a short element before it: `…是<strong>重点</strong>的。` cannot leave `的。` alone.
 * Longer ones are broken within the element.
 */
export function glueShortEnd(parent: Element): void {
  const last = parent.children.at(-1);
  const before = parent.children.at(-2);
  if (last?.type !== 'text' || before?.type !== 'element' || isNoteCall(before)) return;
  const hanInLast = countHan(last.value);
  if (hanInLast === 0 || hanInLast > 1 || last.value.length > 6) return;
  if (textLength(before) > 8) return;
  parent.children.splice(-2, 2, makeElement('span', 'nowrap', {}, before, last));
}

const isNoteCall = (element: Element): boolean => {
  const { className } = element.properties;
  return Array.isArray(className) && className.includes('note-call');
};

const countHan = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

const textLength = (element: Element): number =>
  element.children.reduce(
    (sum, child) =>
      sum + (child.type === 'text' ? child.value.length : child.type === 'element' ? textLength(child) : 0),
    0,
  );

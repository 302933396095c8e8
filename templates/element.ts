import type { Element, ElementContent, Properties } from 'hast';
import type { ClassName } from './vocabulary.ts';

export type Child = ElementContent | string | null | readonly (ElementContent | string | null)[];

/**
 * One element of a template: classes come from the vocabulary alone, text is escaped by whoever serialises the tree.
 * Properties are named as hast names them (`ariaHidden`, `dataPageOf`), so nothing has to be looked up for each of the
 * hundred thousand elements of a large edition. Nulls and empty strings make no node.
 */
export function makeElement(
  tagName: string,
  classNames: ClassName | readonly ClassName[] | null,
  properties: Properties,
  ...children: readonly Child[]
): Element {
  const given: Properties = { ...properties };
  if (classNames !== null) given.className = typeof classNames === 'string' ? [classNames] : [...classNames];
  const element: Element = { type: 'element', tagName, properties: given, children: [] };
  for (const child of children) {
    if (isList(child)) for (const inner of child) append(element, inner);
    else append(element, child);
  }
  return element;
}

function append(element: Element, child: ElementContent | string | null): void {
  if (child === null || child === '') return;
  element.children.push(typeof child === 'string' ? { type: 'text', value: child } : child);
}

const isList = (child: Child): child is readonly (ElementContent | string | null)[] => Array.isArray(child);

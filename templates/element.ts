import type { Element, ElementContent, Properties } from 'hast';
import { h } from 'hastscript';
import type { ClassName } from './vocabulary.ts';

export type Child = ElementContent | string | null | readonly (ElementContent | string | null)[];

/** One element of a template: classes come from the vocabulary alone, text is escaped by whoever serialises the tree. */
export function makeElement(
  tagName: string,
  classNames: ClassName | readonly ClassName[] | null,
  properties: Properties,
  ...children: readonly Child[]
): Element {
  const className = classNames === null ? [] : typeof classNames === 'string' ? [classNames] : [...classNames];
  const given = className.length > 0 ? { ...properties, className } : properties;
  return h(tagName, given, ...children.map((child) => (isList(child) ? [...child] : child)));
}

const isList = (child: Child): child is readonly (ElementContent | string | null)[] => Array.isArray(child);

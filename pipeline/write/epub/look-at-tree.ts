import type { Element, Nodes } from 'hast';
import { isDropped } from './element-rules.ts';
import { toXmlId } from './xml.ts';

/** Every id in a tree, as XML has it. */
export function collectIds(nodes: readonly Nodes[], ids = new Set<string>()): Set<string> {
  for (const node of nodes) {
    if (node.type === 'element' && typeof node.properties.id === 'string' && node.properties.id !== '')
      ids.add(toXmlId(node.properties.id));
    if ('children' in node) collectIds(node.children as Nodes[], ids);
  }
  return ids;
}

/** Text of a node as it is read, without what is taken out. */
export function readText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && (node.properties.dataPageOf !== undefined || isDropped(node.tagName, false)))
    return '';
  return 'children' in node ? (node.children as Nodes[]).map(readText).join('') : '';
}

/** Another name for what lacks a part that it must have: a ruby without reading, terms without explanation. */
export function replaceIncomplete(node: Element): string | null {
  if (node.tagName !== 'ruby' && node.tagName !== 'dl') return null;
  const parts = node.children.flatMap((child) =>
    child.type === 'element' ? [child.tagName] : child.type === 'text' && child.value.trim() !== '' ? ['text'] : [],
  );
  if (node.tagName === 'ruby') return parts.includes('rt') && /^((?!rt).)+rt/.test(parts.join(' ')) ? null : 'span';
  return /^(dt )+(dd )+((dt )+(dd )+)*$/.test(parts.map((part) => `${part} `).join('')) ? null : 'div';
}

import type { Element, Root } from 'hast';

/** The section of notes in a tree, or null. */
export function findNotes(root: Root): Element | null {
  for (const child of root.children) {
    const found = child.type === 'element' ? findIn(child) : null;
    if (found) return found;
  }
  return null;
}

function findIn(element: Element): Element | null {
  if (element.properties.role === 'doc-endnotes') return element;
  for (const child of element.children) {
    const found = child.type === 'element' ? findIn(child) : null;
    if (found) return found;
  }
  return null;
}
